"""Two threads run Python; only the window's may destroy what belongs to a window."""

from __future__ import annotations

import gc
import threading

from PySide6.QtWidgets import QWidget

from dsl_desk.ui.garbage import DUE, EVERY_MS
from dsl_desk.ui.tasks import Tasks


class Dropped(QWidget):
    """A part of a window in a cycle, as every part is that calls back to its owner."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.itself, self.ended = self, ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def busy() -> int:
    """What a worker does that reads the record: makes objects, and many of them in cycles."""
    for _ in range(40 * DUE[0]):
        one: list[object] = []
        one.append(one)
    return threading.get_ident()


def test_a_busy_worker_never_destroys_a_part_of_a_window(qtbot, tasks: Tasks):
    ended: list[int] = []
    worked: list[int] = []
    Dropped(ended)
    for _ in range(5):
        tasks.run(busy, then=worked.append)
    assert tasks.idle()
    qtbot.waitUntil(lambda: bool(ended), timeout=40 * EVERY_MS)
    assert ended == [threading.get_ident()]
    assert len(worked) == 5 and threading.get_ident() not in worked


def test_python_collects_again_when_the_last_runner_is_closed(qapp):
    before = gc.isenabled()
    one, other = Tasks(), Tasks()
    assert not gc.isenabled()
    one.close()
    assert not gc.isenabled()
    other.close()
    assert gc.isenabled() or not before
