"""One look for all tests of the window, a runner that is closed after each, and a real desk copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dsl_desk.casework.desk import Desk
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Navigation
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme
from tests.ui.desks import HEAD, HEAD_PASSPHRASE, Clock, School, build


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light", 100)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    runner = Tasks()
    yield runner
    runner.close(5)


@pytest.fixture(scope="session")
def built_school(tmp_path_factory: pytest.TempPathFactory) -> School:
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture
def school(built_school: School, tmp_path: Path) -> School:
    """The school of `desks.build`, in a folder of this test's own."""
    folder = tmp_path / "desk"
    shutil.copytree(built_school.folder, folder)
    return replace(built_school, folder=folder, clock=Clock(built_school.clock.now), ids=dict(built_school.ids))


@pytest.fixture
def desk(school: School) -> Iterator[Desk]:
    """The desk with the designated safeguarding lead signed in."""
    found = school.sign_in()
    yield found
    found.vault.close()


@pytest.fixture
def head_desk(school: School) -> Iterator[Desk]:
    """The desk with the head signed in: may look, and agree or not."""
    found = school.sign_in(HEAD, HEAD_PASSPHRASE)
    yield found
    found.vault.close()


@pytest.fixture
def context(desk: Desk, tasks: Tasks, theme: Theme) -> Context:
    """What a screen is given; `context.navigation.wanted` says where it wants to go."""
    return Context(desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=theme, now=desk.clock)
