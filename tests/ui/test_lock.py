from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow
from shiboken6 import isValid

from dsl_desk.errors import CannotWrite
from dsl_desk.ui.lock import RINGING_SECONDS, IdleLock, lock_up
from dsl_desk.ui.tasks import Tasks


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(qapp):
    clock = Clock()
    lock = IdleLock(QObject(qapp), minutes=5, clock=clock)
    lock.stop()
    heard: list[object] = []
    lock.warned.connect(heard.append)
    lock.due.connect(lambda: heard.append("due"))

    def after(seconds: float) -> list[object]:
        clock.now += seconds
        heard.clear()
        lock.look()
        return list(heard)

    return lock, after


def test_it_warns_thirty_seconds_before_and_locks_after_five_minutes(watch):
    _, after = watch
    assert after(269) == []
    assert after(1) == [30]
    assert after(20) == [10]
    assert after(10) == ["due"]


def test_somebody_who_is_there_is_not_locked_out(watch):
    lock, after = watch
    assert after(290) == [10]
    lock.touch()
    assert after(269) == []


def test_ringing_holds_it_for_thirty_minutes_and_then_counts_from_there(watch):
    lock, after = watch
    lock.ring()
    assert after(RINGING_SECONDS - 1) == []
    assert after(1) == []
    assert not lock.ringing
    assert after(269) == []
    assert after(31) == ["due"]


def test_a_computer_that_slept_locks_when_it_wakes(watch):
    _, after = watch
    assert after(8 * 3600) == ["due"]


def test_a_clock_that_went_back_does_not_lock_anybody_out_or_hold_it_open(watch):
    _, after = watch
    assert after(-3600) == []
    assert after(300) == ["due"]


@pytest.mark.parametrize("problem", [None, CannotWrite("The last backup could not be written.")])
def test_locking_saves_drafts_first_closes_last_clears_the_clipboard_and_destroys_the_window(qapp, problem):
    tasks, window, order = Tasks(), QMainWindow(), []
    QApplication.clipboard().setText("01632 960 001")

    def close():
        order.append("close")
        if problem:
            raise problem

    tasks.run(lambda: order.append("queued before"))
    lock_up(window, tasks, lambda: tasks.run(lambda: order.append("draft")), close, lambda said: order.append(said))
    assert not window.isEnabled()
    assert tasks.idle()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert order == ["queued before", "draft", "close", problem]
    assert QApplication.clipboard().text() == ""
    assert not isValid(window)
    tasks.close()
