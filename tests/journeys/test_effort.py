"""The guide says what recording and referring take; they take no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dsl_desk.demo.by_windows import ByWindows
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.hands import Effort
from dsl_desk.demo.school import PracticeClock, build
from dsl_desk.domain.when import LONDON
from tests.journeys.conftest import Played
from tests.journeys.effort import GUIDE, NOTICE, PACK, RECORD, Clicking, counted, notice_only, record_only
from tests.journeys.keyboard import Keyboard, Unseen, begin, end


@pytest.fixture(params=[Unseen, Clicking])
def desk(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[ByWindows]:
    clock = PracticeClock(datetime(2026, 11, 12, 9, tzinfo=LONDON))
    build(tmp_path / "desk", clock)
    clock.set(2026, 11, 12, 9, 0)
    hands: type[Keyboard] = request.param
    worn = qapp.styleSheet()
    windows = begin(qapp, tmp_path / "desk", clock, hands, Cast())
    windows.sign_in("Joanna Pryce-Okafor")
    yield windows
    end(windows)
    qapp.setStyleSheet(worn)


def test_recording_a_concern_takes_no_more_than_the_guide_says(desk: ByWindows) -> None:
    keys, mouse = counted(GUIDE)[RECORD]
    took = record_only(desk)
    assert_within(took, mouse if isinstance(desk.hands, Clicking) else keys)


def test_a_police_notice_takes_no_more_than_the_guide_says(desk: ByWindows) -> None:
    keys, mouse = counted(GUIDE)[NOTICE]
    assert_within(notice_only(desk), mouse if isinstance(desk.hands, Clicking) else keys)


def test_friday_evening_takes_no_more_clicks_than_the_guide_says(played: Played) -> None:
    said = re.search(r"Story 14 took (\d+) clicks, (\d+) keys and (\d+) characters", played.said)
    assert said is not None
    assert_within(Effort(*map(int, said.groups())), counted(GUIDE)[PACK][1])


def assert_within(took: Effort, said: Effort) -> None:
    stood = 5  # keys more or fewer, by which screen came before
    assert took.clicks <= said.clicks and took.presses <= said.presses + stood and took.typed <= said.typed
    assert took.presses + took.clicks > 0
