"""Work off the GUI thread. Every casework call goes through here; nothing ever blocks the window.

One worker thread, never retired (the vault's connection lives in it). Answers arrive on the GUI thread, in order.
Long jobs are generators of progress (0 to 1) with slices of 50 ms or less: between slices other jobs run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, QThreadPool, Signal
from shiboken6 import isValid

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.garbage import Garbage

_SLICE_SECONDS = 0.03
# A slice of a long job waits for every quick one. Quick ones have priority 0, since an idle pool takes the first job
# it is given as one of priority 0, whatever was said: with any other number the second would overtake it.
_QUICK, _SLOW = 0, -1

Long = Generator[float, None, Any]
CrashReport = Callable[[str, BaseException], None]


def crashed_words(reference: str) -> str:
    """Our own fault, in words: the number leads to the log; nothing of the record is shown or kept."""
    return (
        "Something went wrong in the program itself. What was sealed is safe, and drafts are kept. "
        f"Try again; if it happens again, report it with the number {reference}."
    )


class LongJob:
    """A handle on a long job: it can be cancelled between two slices."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Stops the job before its next slice; its own clean-up runs, neither `then` nor `failed` is called."""
        self.cancelled = True


class _Waiting(NamedTuple):
    owner: QObject | None
    then: Callable[[Any], None] | None
    failed: Callable[[KnownProblem], None] | None
    progress: Callable[[float], None] | None
    ended: Callable[[], None] | None
    job: LongJob


class Tasks(QObject):
    """The runner. `problem` carries a KnownProblem's sentence that no `failed` took, `crashed` a reference number."""

    problem = Signal(str)
    crashed = Signal(str)
    busy = Signal(bool)
    _reported = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None, on_crash: CrashReport | None = None) -> None:
        """`on_crash(reference, exception)` writes the log; it may take type and place from the exception only."""
        super().__init__(parent)
        self._on_crash = on_crash
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._waiting: dict[int, _Waiting] = {}
        self._number = 0
        self._closed = False
        self._garbage = Garbage(self)  # there are two threads from here on
        self._reported.connect(self._deliver)

    @property
    def outstanding(self) -> int:
        """How many jobs have not been answered yet."""
        return len(self._waiting)

    def run(
        self,
        job: Callable[[], Any],
        *,
        owner: QObject | None = None,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
    ) -> None:
        """Runs `job` (a partial over frozen values; it touches no widget) and hands its value to `then`.

        Nothing is delivered once `owner` has been destroyed. A KnownProblem goes to `failed`, or to `problem`.
        """
        number = self._expect(_Waiting(owner, then, failed, None, None, LongJob()))
        if number is None:
            return

        def work() -> None:
            try:
                self._reported.emit(number, "value", job())
            except Exception as problem:
                self._reported.emit(number, "error", problem)

        self._pool.start(work, _QUICK)

    def run_long(
        self,
        job: Callable[[], Long],
        *,
        owner: QObject | None = None,
        progress: Callable[[float], None] | None = None,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[KnownProblem], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> LongJob:
        """Runs the generator `job()` slice by slice. `then` gets its return value; `ended` comes however it ends."""
        waiting = _Waiting(owner, then, failed, progress, ended, LongJob())
        number = self._expect(waiting)
        if number is None:
            return waiting.job
        slices = _Slices(job, waiting.job, number, self._reported, self._start_slice)
        self._pool.start(slices, _SLOW)
        return waiting.job

    def idle(self, seconds: float = 30.0) -> bool:
        """Runs the event loop until every answer has been delivered. For tests, the demo and closing."""
        from PySide6.QtCore import QEventLoop

        deadline = QDeadlineTimer(round(seconds * 1000))
        while self._waiting and not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            time.sleep(0.001)
        QCoreApplication.processEvents()
        return not self._waiting

    def cancel_long(self) -> None:
        """Cancels every long job; what was queued still runs."""
        for waiting in self._waiting.values():
            waiting.job.cancel()

    def forget(self) -> None:
        """Whatever is still waiting is answered to nobody: the desk it was asked of is closed."""
        was_busy = bool(self._waiting)
        self._waiting.clear()
        if was_busy:
            self.busy.emit(False)

    def close(self, seconds: float = 60.0) -> None:
        """Accepts no more, cancels long jobs, waits for the rest and delivers nothing further."""
        self._closed = True
        self.cancel_long()
        self._pool.waitForDone(round(seconds * 1000))
        self._waiting.clear()
        self._garbage.stop()

    def _expect(self, waiting: _Waiting) -> int | None:
        if self._closed:
            return None
        self._number += 1
        self._waiting[self._number] = waiting
        if len(self._waiting) == 1:
            self.busy.emit(True)
        return self._number

    def _start_slice(self, work: Callable[[], None]) -> None:
        self._pool.start(work, _SLOW)

    def _deliver(self, number: int, what: str, value: object) -> None:
        waiting = self._waiting.get(number)
        if waiting is None:
            return
        alive = waiting.owner is None or isValid(waiting.owner)
        if what == "progress":
            if alive and waiting.progress:
                waiting.progress(float(value))  # type: ignore[arg-type]
            return
        del self._waiting[number]
        try:
            if alive:
                self._answer(waiting, what, value)
        finally:
            if not self._waiting:
                self.busy.emit(False)

    def _answer(self, waiting: _Waiting, what: str, value: object) -> None:
        if waiting.ended:
            waiting.ended()
        if what == "value" and waiting.then:
            waiting.then(value)
        elif what == "error" and isinstance(value, KnownProblem):
            if waiting.failed:
                waiting.failed(value)
            else:
                self.problem.emit(value.sentence)
        elif what == "error" and isinstance(value, BaseException):
            self.crash(value)

    def crash(self, exception: BaseException) -> None:
        """Our own fault: a reference number for the person, type and place for the log, no record text anywhere."""
        reference = os.urandom(3).hex().upper()
        if self._on_crash:
            self._on_crash(reference, exception)
        self.crashed.emit(reference)


class _Slices:
    """One long job on the worker thread: runs for 30 ms, then queues itself behind whatever came meanwhile."""

    def __init__(
        self, job: Callable[[], Long], handle: LongJob, number: int, reported: Any, again: Callable[[Any], None]
    ) -> None:
        self._job, self._handle, self._number = job, handle, number
        self._reported, self._again = reported, again
        self._generator: Long | None = None

    def __call__(self) -> None:
        try:
            if self._generator is None:
                self._generator = self._job()
            if self._handle.cancelled:
                self._generator.close()
                self._reported.emit(self._number, "cancelled", None)
                return
            done = self._advance(self._generator)
        except StopIteration as end:
            self._reported.emit(self._number, "value", end.value)
        except Exception as problem:
            self._reported.emit(self._number, "error", problem)
        else:
            self._reported.emit(self._number, "progress", done)
            self._again(self)

    def _advance(self, generator: Long) -> float:
        until = time.monotonic() + _SLICE_SECONDS
        done = next(generator)
        while time.monotonic() < until and not self._handle.cancelled:
            done = next(generator)
        return done
