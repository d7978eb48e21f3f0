"""The practice school built once with the real verbs, and its police notice (story 7); copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.opening import unlock
from dsl_desk.demo.by_verbs import ByVerbs
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.school import PracticeClock, build, passphrase_of
from dsl_desk.demo.stories import in_order, story
from dsl_desk.domain.when import LONDON

DSL, DEPUTY, HEAD = "Joanna Pryce-Okafor", "Imran Sadiq", "Helen Castellan"


@pytest.fixture(scope="session")
def built_practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("practice")
    clock = PracticeClock(datetime(2026, 9, 7, 9, tzinfo=LONDON))
    code = build(folder, clock)
    ByVerbs(folder, clock, folder, Cast()).play(in_order([story(7)]))
    return folder, code


@pytest.fixture
def folder(built_practice: tuple[Path, str], tmp_path: Path) -> Path:
    """The practice school's folder, this test's own copy."""
    return Path(shutil.copytree(built_practice[0], tmp_path / "practice"))


@pytest.fixture
def recovery_code(built_practice: tuple[Path, str]) -> str:
    return built_practice[1]


@pytest.fixture
def clock() -> PracticeClock:
    return PracticeClock(datetime(2026, 11, 13, 18, 20, tzinfo=LONDON))


@pytest.fixture
def desk(folder: Path, clock: PracticeClock) -> Iterator[Desk]:
    """The designated safeguarding lead's desk on Friday 13 November 2026, 18:20."""
    found = unlock(folder, DSL, passphrase_of(DSL), clock)
    yield found
    found.vault.close()
