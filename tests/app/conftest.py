"""Sessions over real vaults: a folder of each test's own, real windows, closed again whatever became of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dsl_desk.app.doors import House
from dsl_desk.app.session import Session
from dsl_desk.errors import KnownProblem
from dsl_desk.paths import keep_private
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.ui.shell import Shell
from tests.app.hands import Fingers
from tests.ui.desks import Clock, School, build

Begin = Callable[..., Fingers]


@pytest.fixture(scope="session")
def built_school(tmp_path_factory: pytest.TempPathFactory) -> School:
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture
def school(built_school: School, tmp_path: Path) -> School:
    """The school of `desks.build`, in a folder of this test's own."""
    folder = tmp_path / "desk"
    shutil.copytree(built_school.folder, folder)
    return replace(built_school, folder=folder, clock=Clock(built_school.clock.now), ids=dict(built_school.ids))


class Seconds:
    """What the idle lock counts by; it stands still until the test moves it."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def begin(qapp: QApplication, tmp_path: Path, seconds: Seconds) -> Iterator[Begin]:
    """`begin(folder, clock)` starts the program there. After the test nothing may have crashed."""
    begun: list[Fingers] = []
    before = os.umask(0)
    keep_private()  # as starting the program does

    def started(folder: Path, clock: Clock | None = None, trouble: KnownProblem | None = None) -> Fingers:
        crashes: list[BaseException] = []
        house = House(folder, clock or Clock(), FLOOR, seconds)
        session = Session(qapp, house, lambda _reference, error: crashes.append(error))
        fingers = Fingers(session, tmp_path / "shots")
        fingers.crashes = crashes
        begun.append(fingers)
        session.begin(trouble)
        fingers.ready()
        return fingers

    yield started
    for fingers in begun:
        _end(fingers.session)
    os.umask(before)
    crashes = [error for fingers in begun for error in fingers.crashes]
    if crashes:
        raise crashes[0]


def _end(session: Session) -> None:
    if isinstance(session.window, Shell):
        session.quit()
    elif session.window is not None:
        session.window.close()
    session.tasks.idle()
    session.tasks.close(5)
    if session.desk is not None:
        session.desk.vault.close()
    session.deleteLater()
    QApplication.processEvents()
