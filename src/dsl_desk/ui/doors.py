"""What can be done before a desk is open, as plain functions. The app fills them in, so these screens load little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class DangerCard:
    """The card for a child in immediate danger, from the pack: what to do, and the numbers as (label, number)."""

    title: str
    lines: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass
class DangerCalls:
    """Calls noted on the card, in memory only, to be offered once the desk is open: (label of the number, when)."""

    made: list[tuple[str, datetime]] = field(default_factory=list)
    offered: int = 0  # how many of them were

    def take_new(self) -> list[tuple[str, datetime]]:
        """Those not offered yet."""
        new, self.offered = self.made[self.offered :], len(self.made)
        return new


@dataclass(frozen=True, kw_only=True)
class FirstRunAnswers:
    """What the first run asks. `school_ends` is HH:MM. The passphrase never leaves memory."""

    school: str
    school_ends: str
    school_phone: str = ""
    name: str
    job: str
    phone: str = ""
    passphrase: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Created:
    """A desk just made, open, and the recovery code that is shown once."""

    desk: Any
    recovery_code: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Every function may take its time and may raise KnownProblem: they are called through the background runner."""

    exists: Callable[[], bool]
    names: Callable[[], list[tuple[str, str]]]  # (person id, name) of everybody who has a passphrase
    unlock: Callable[[str, str], Any]  # (name, passphrase) -> desk
    unlock_to_read: Callable[[str, str], Any]  # the same, of an older vault that somebody put back
    unlock_by_kit: Callable[[str, str, str], Any]  # (code, person's name, new passphrase) -> desk
    strength: Callable[[str], str | None]  # a sentence when the passphrase is too weak
    suggest_passphrase: Callable[[], str]
    create: Callable[[FirstRunAnswers], Created]
    write_kit: Callable[[Path], None]
    confirm_code: Callable[[str], bool]
    localities: Callable[[], list[tuple[str, str]]]  # (id, name)
    choose_locality: Callable[[Any, str], None]  # (desk, locality id)
    danger_card: Callable[[], DangerCard]
