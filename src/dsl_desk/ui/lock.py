"""The desk locks itself when nobody touches it, except while somebody is ringing. Locking destroys the window."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QWindow
from PySide6.QtWidgets import QMainWindow

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.tasks import Tasks

WARNING_SECONDS = 30
RINGING_SECONDS = 30 * 60

_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleLock(QObject):
    """`warned` carries the seconds left (0: somebody is back), `due` says it is time to lock.

    Wall-clock time is used, so that a computer that slept long enough locks when it wakes.
    """

    warned = Signal(int)
    due = Signal()
    ringing_changed = Signal(bool)

    def __init__(self, parent: QObject, minutes: int = 5, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self.minutes = minutes
        self._last = clock()
        self._ringing_until = 0.0
        self._warning = False
        self._cursor = QCursor.pos()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def ringing(self) -> bool:
        return self._clock() < self._ringing_until

    def watch(self, window: QWindow | None) -> None:
        """Keys, clicks and moves that reach this window count as somebody being there."""
        if window is not None:
            window.installEventFilter(self)

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock()
        if self._warning:
            self._warning = False
            self.warned.emit(0)

    def ring(self) -> None:
        """ "I am ringing": nothing locks for 30 minutes."""
        self._ringing_until = self._clock() + RINGING_SECONDS
        self.touch()
        self.ringing_changed.emit(True)

    def stop_ringing(self) -> None:
        self._ringing_until = 0.0
        self.touch()
        self.ringing_changed.emit(False)

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Looks at the clock: once a second, by itself."""
        place = QCursor.pos()
        if place != self._cursor:
            self._cursor = place
            self.touch()
            return
        now = self._clock()
        self._last = min(self._last, now)
        if self._ringing_until:
            if now < self._ringing_until:
                return
            self._last, self._ringing_until = max(self._last, self._ringing_until), 0.0
            self.ringing_changed.emit(False)
        left = self.minutes * 60 - (now - self._last)
        if left <= 0:
            self._timer.stop()
            self.due.emit()
        elif left <= WARNING_SECONDS:
            self._warning = True
            self.warned.emit(max(1, round(left)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False


def lock_up(
    window: QMainWindow,
    tasks: Tasks,
    save_drafts: Callable[[], None],
    close: Callable[[], None],
    then: Callable[[KnownProblem | None], None],
) -> None:
    """Stops input, saves drafts, closes the desk after everything queued before it, clears the clipboard,
    destroys the window. `close` runs on the worker thread; `then` gets its problem, if it had one.
    """
    window.setEnabled(False)
    save_drafts()
    tasks.cancel_long()

    def finish(problem: KnownProblem | None) -> None:
        tasks.forget()
        QGuiApplication.clipboard().clear()
        window.hide()
        window.deleteLater()
        then(problem)

    tasks.run(close, then=lambda _none: finish(None), failed=finish)
