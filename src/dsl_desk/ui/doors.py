"""What can be done before a desk is open, as plain functions. The app fills them in, so these screens load little.

Named tuples: a dataclass each would hold up the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from dsl_desk.ui.first_run_answers import Created, FirstRunAnswers


class DangerCard(NamedTuple):
    """The card for a child in immediate danger, from the pack: what to do, and the numbers as (label, number)."""

    title: str
    lines: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    note: str = ""


class DangerCalls:
    """Calls noted on the card, in memory only, to be offered once the desk is open: (label of the number, when)."""

    def __init__(self) -> None:
        self.made: list[tuple[str, datetime]] = []
        self.offered = 0  # how many of them were

    def take_new(self) -> list[tuple[str, datetime]]:
        """Those not offered yet."""
        new, self.offered = self.made[self.offered :], len(self.made)
        return new


class Doors(NamedTuple):
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
