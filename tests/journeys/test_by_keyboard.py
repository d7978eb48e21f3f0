"""All fifteen stories with keys alone, through the real windows: they leave what the verbs would have sealed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.desk_people import people
from dsl_desk.casework.drafts import mine
from dsl_desk.casework.opening import close, unlock
from dsl_desk.demo.by_verbs import ByVerbs
from dsl_desk.demo.by_windows import ByWindows, until_the_paper
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.play import FRIDAY
from dsl_desk.demo.school import PracticeClock, build, passphrase_of
from dsl_desk.demo.stories import Act, in_order, stories
from dsl_desk.domain.when import LONDON, local
from dsl_desk.paths import keep_private
from dsl_desk.store import children, concerns
from dsl_desk.store.work import open_read
from tests.journeys.effort import GUIDE, PACK, counted
from tests.journeys.keyboard import Unseen, begin, end

WHO = "Joanna Pryce-Okafor"
LAST = {one.number: max(act.at for act in one.acts) for one in stories()}
IN_ORDER = sorted(LAST, key=lambda number: (LAST[number], number))
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The register of papers holds a digest and a number of its own; opening a file is noted, and verbs open none.
_NOT_COMPARED = frozenset({"exported", "export_done", "opened"})

Record = dict[int, list[Any]]


@dataclass
class Journey:
    """One desk for all stories: the acts in the order of their days, as far as they were asked for."""

    windows: ByWindows
    left: list[Act]
    last: Act | None = None
    crashes: list[BaseException] = field(default_factory=list)

    def through(self, number: int) -> None:
        """Everything up to the last act of that story. Another person, or the next day of a story, signs in anew."""
        while any(act.story == number for act in self.left):
            act, last = self.left[0], self.last
            if last is None or act.by != last.by or (act.story == last.story and act.at.date() != last.at.date()):
                self.leave()
                self.windows.clock.now = act.at
                self.windows.sign_in(act.by)
            self.last = act
            self.windows.do(act)
            self.left.pop(0)
        assert self.crashes == []

    def leave(self) -> None:
        if self.last is not None:
            self.windows.lock()
        self.last = None


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two copies of one school, `keys` and `verbs`: its people are the same in both."""
    folder = tmp_path_factory.mktemp("stories")
    keep_private()
    build(folder / "verbs", PracticeClock(FRIDAY))
    shutil.copytree(folder / "verbs", folder / "keys")
    return folder


@pytest.fixture(scope="module")
def sealed(place: Path) -> Path:
    """The school whose stories were sealed by the verbs."""
    ByVerbs(place / "verbs", PracticeClock(FRIDAY), place, Cast()).play(in_order(stories()))
    return place / "verbs"


@pytest.fixture(scope="module")
def journey(place: Path, qapp: QApplication) -> Iterator[Journey]:
    clock = PracticeClock(datetime(2026, 9, 9, 12, tzinfo=LONDON))
    crashes: list[BaseException] = []
    worn = qapp.styleSheet()
    windows = begin(qapp, place / "keys", clock, Unseen, Cast(), crashes)
    yield Journey(windows, in_order(stories()), crashes=crashes)
    end(windows)
    qapp.setStyleSheet(worn)


@pytest.fixture(scope="module")
def records(journey: Journey, sealed: Path) -> tuple[Record, Record]:
    """What the keys left, and what the verbs sealed."""
    for number in IN_ORDER:
        journey.through(number)
    journey.leave()
    return record(journey.windows.papers / "keys"), record(sealed)


@pytest.mark.parametrize("number", IN_ORDER)
def test_a_story_is_told_with_keys_alone(number: int, journey: Journey) -> None:
    journey.through(number)
    assert journey.windows.hands.effort.clicks == 0


@pytest.mark.parametrize("number", IN_ORDER)
def test_keys_leave_the_record_that_the_verbs_seal(number: int, records: tuple[Record, Record]) -> None:
    typed, sealed = (one[number] for one in records)
    assert [entry[:3] for entry in typed] == [entry[:3] for entry in sealed]
    for by_keys, by_verbs in zip(typed, sealed, strict=True):
        assert by_keys == by_verbs


def test_friday_evening_takes_no_more_keys_than_the_guide_says(journey: Journey) -> None:
    journey.through(14)
    took, (said, _) = until_the_paper(journey.windows.efforts, 14), counted(GUIDE)[PACK]
    assert took.clicks == 0 and took.typed <= said.typed
    assert 0 < took.presses <= said.presses * 1.05, "where one stood before makes a few keys more or less"


def record(folder: Path) -> Record:
    """Story number -> what stands in its concern: kind, when and by whom sealed, about whom, with which answers."""
    desk = unlock(folder, WHO, passphrase_of(WHO), lambda: FRIDAY)
    try:
        assert mine(desk) == [], "nothing typed is left unsealed"
        return {number: _entries(desk, f"C-{number:04d}", _names(desk)) for number in IN_ORDER}
    finally:
        close(desk)


def _entries(desk: Desk, reference: str, names: dict[str, str]) -> list[Any]:
    with open_read(desk.vault) as read:
        row = concerns.by_reference(read, reference)
        assert row is not None
        lines = [line.entry for line in concern_file(read, desk, row.id).lines]
    return [
        (
            entry.header.kind, f"{local(entry.header.recorded_at):%d %b %H:%M}", names[entry.header.author],
            _named([f"{one.id} {one.role}" for one in entry.header.subjects], names),
            _named(_as_answered(entry.body), names),
        )
        for entry in lines
        if entry.header.kind not in _NOT_COMPARED
    ]  # fmt: skip


def _as_answered(body: Any) -> Any:
    """Without the notes of files opened, and without an order where there is none."""
    plain = msgspec.to_builtins(body)
    plain.pop("looked_back_at", None)
    return plain | {"natures": sorted(plain["natures"])} if "natures" in plain else plain


def _names(desk: Desk) -> dict[str, str]:
    """Id -> what it is called in both schools: people by name, entries by kind and number."""
    found = {one.id: one.name for one in people(desk)}
    with open_read(desk.vault) as read:
        found |= {row.id: row.name for row in children.rows(read)}
        rows = read.cursor.execute("SELECT root, kind FROM line WHERE id = root ORDER BY seq").fetchall()
    counts: dict[str, int] = {}
    for root, kind in rows:
        counts[kind] = counts.get(kind, 0) + 1
        found.setdefault(root, f"{kind} {counts[kind]}")
    return found


def _named(value: Any, names: dict[str, str]) -> Any:
    text = msgspec.json.encode(value).decode()
    return msgspec.json.decode(ID.sub(lambda found: names.get(found[0], found[0]), text))
