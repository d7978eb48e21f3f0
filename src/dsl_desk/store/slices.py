"""Long work beside the one thread that owns the vault, so that a save never waits for it longer than a slice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

SLICE = 0.03  # seconds
T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside work whose generator was closed."""


class Progress:
    """How far the work has come, 0 to 1. The work sets `done`; it is stopped by the next call of `tell`."""

    def __init__(self) -> None:
        self.done = 0.0
        self.cancelled = False

    def tell(self, done: float) -> None:
        """Say how far it is. Raises Cancelled when nobody waits for it any more."""
        if self.cancelled:
            raise Cancelled
        self.done = min(done, 1.0)


def beside(work: Callable[[Progress], T]) -> Generator[float, None, T]:
    """Run work that needs nothing of the vault in a thread, yielding its progress at least every slice.

    Closing the generator stops the work at its next `tell`, and waits for that.
    """
    progress, outcome = Progress(), _Outcome[T]()
    thread = threading.Thread(target=outcome.of, args=(lambda: work(progress),), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(SLICE)
            yield progress.done
    finally:
        progress.cancelled = True
        thread.join()
    return outcome.value()


def in_turns(work: Callable[[Callable[[float], None]], T]) -> Generator[float, None, T]:
    """Run work that needs the vault's own connection: it and the caller take turns, never both at once.

    `work` gets a function to call often with how far it is; after a slice that call waits for the next turn. Between
    turns the caller may use the connection. Closing the generator raises Cancelled inside the work.
    """
    turns, outcome = _Turns(), _Outcome[T]()

    def run() -> None:
        turns.go.acquire()
        outcome.of(lambda: work(turns.tell))
        turns.finished = True
        turns.back.release()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while True:
            turns.begun = time.monotonic()
            turns.go.release()
            turns.back.acquire()
            if turns.finished:
                break
            yield turns.done
    finally:
        turns.cancelled = True
        turns.go.release()
        thread.join()
    return outcome.value()


class _Turns:
    def __init__(self) -> None:
        self.go, self.back = threading.Semaphore(0), threading.Semaphore(0)
        self.begun = self.done = 0.0
        self.finished = self.cancelled = False

    def tell(self, done: float) -> None:
        self.done = done
        if time.monotonic() - self.begun < SLICE:
            return
        self.back.release()
        self.go.acquire()
        if self.cancelled:
            raise Cancelled


class _Outcome(Generic[T]):
    """What a thread's work returned or raised."""

    def __init__(self) -> None:
        self._values: list[T] = []
        self._error: BaseException | None = None

    def of(self, work: Callable[[], T]) -> None:
        try:
            self._values.append(work())
        except BaseException as error:
            self._error = error

    def value(self) -> T:
        if self._error is not None:
            raise self._error
        return self._values[0]
