"""A desk of an invented school to test verbs with, its keys at the floor of their cost."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.opening import FirstRun, create, unlock
from dsl_desk.domain.when import LONDON
from dsl_desk.store.argon2_params import FLOOR

NAME = "Joanna Pryce-Okafor"
PASSPHRASE = "violet harbour trestle 91 moth"
FRIDAY = datetime(2026, 11, 13, 18, 20, tzinfo=LONDON)

T = TypeVar("T")


def finished(work: Generator[float, Any, T]) -> T:
    """What long work returns, run to its end; what it yields is progress from 0 to 1."""
    while True:
        try:
            assert 0 <= next(work) <= 1
        except StopIteration as end:
            return end.value


@dataclass
class Clock:
    """The desk's clock, moved by the test."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now

    def later(self, **gap: float) -> None:
        self.now += timedelta(**gap)


@dataclass
class School:
    folder: Path
    clock: Clock = field(default_factory=Clock)
    code: str = ""

    def open_new(self) -> Desk:
        """Make the desk and sign in."""
        first = FirstRun(name=NAME, passphrase=PASSPHRASE, locality="luton", settings={"school_name": "Quillbrook"})
        desk, self.code = create(self.folder, first, self.clock, FLOOR)
        return desk

    def sign_in(self, name: str = NAME, passphrase: str = PASSPHRASE) -> Desk:
        return unlock(self.folder, name, passphrase, self.clock)
