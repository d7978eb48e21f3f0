"""What can be done before a desk is open, as plain functions. The app fills them in, so these screens load little.

Named tuples: a dataclass each would hold up the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dsl_desk.errors import KnownProblem

if TYPE_CHECKING:
    from datetime import datetime

    from dsl_desk.casework.front_door import FrontDoorPage
    from dsl_desk.casework.restore import Held, Ready, Restored, Secret
    from dsl_desk.ui.first_run_answers import Created, FirstRunAnswers


class DangerCard(NamedTuple):
    """The card for a child in immediate danger, from the pack: what to do, and the numbers as (label, number)."""

    title: str
    lines: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    note: str = ""


class DangerCalls:
    """Calls noted on the card, in memory only, to be offered once a desk is open: (label of the number, when)."""

    def __init__(self) -> None:
        self.made: list[tuple[str, datetime]] = []
        self.offered: dict[str, int] = {}  # by kind of vault, how many of them were

    def take_new(self, vault: str) -> list[tuple[str, datetime]]:
        """Those not offered yet in that vault: the call may belong in more than one."""
        new, self.offered[vault] = self.made[self.offered.get(vault, 0) :], len(self.made)
        return new


class FrontDoor(NamedTuple):
    """ "About an adult who works with children", which needs no key: the page, and its sheet to fill in by hand."""

    page: Callable[[], FrontDoorPage]
    sheet: Callable[[], bytes]  # a PDF
    save: Callable[[Path], None]  # the sheet, as that file


class Restoring(NamedTuple):
    """A backup put back: looked into, its folder looked at, unlocked and checked, and then put back or let go."""

    usual: Path  # the desk's own folder
    look: Callable[[Path], tuple[Held, Path]]  # what the file is, and the folder that suggests itself
    refuse_unfit: Callable[[Path, str], None]  # (folder, kind)
    check: Callable[[Path, Path, str, Secret], Generator[float, None, Ready]]  # (file, folder, kind, secret)
    put_back: Callable[[Ready], Restored]
    let_go: Callable[[Ready], None]


class Doors(NamedTuple):
    """Every function may take its time and may raise KnownProblem: they are called through the background runner.

    `vaults` alone answers at once. `kind` is the kind of vault.
    """

    vaults: Callable[[], list[tuple[str, str]]]  # (kind, name) of those that there are
    names: Callable[[str], list[tuple[str, str]]]  # kind -> (person id, name) of everybody who has a passphrase there
    unlock: Callable[[str, str, str], Any]  # (kind, name, passphrase) -> desk
    unlock_to_read: Callable[[str, str, str], Any]  # the same, of an older vault that somebody put back
    unlock_by_kit: Callable[[str, str, str, str], Any]  # (kind, code, person's name, new passphrase) -> desk
    strength: Callable[[str], str | None]  # a sentence when the passphrase is too weak
    suggest_passphrase: Callable[[], str]
    create: Callable[[FirstRunAnswers], Created]
    write_kit: Callable[[Path], None]
    confirm_code: Callable[[str], bool]
    localities: Callable[[], list[tuple[str, str]]]  # (id, name)
    choose_locality: Callable[[Any, str], None]  # (desk, locality id)
    danger_card: Callable[[], DangerCard]
    front_door: FrontDoor
    restoring: Callable[[], Restoring]


def refuse_weak(doors: Doors, passphrase: str) -> None:
    """KnownProblem with what would make this new passphrase strong enough."""
    weak = doors.strength(passphrase)
    if weak is not None:
        raise KnownProblem(weak, spot="passphrase")


def missing_secret(kit: bool, name: str, passphrase: str, code: str, again: str) -> tuple[str, str] | None:
    """What is missing of what opens a vault: (spot, sentence), or None. `kit`: its code and a new passphrase."""
    if not name:
        return ("name", "Choose your name")
    if not kit:
        return None if passphrase else ("passphrase", "Give your passphrase")
    if not code.strip():
        return ("code", "Type the code from the recovery kit")
    if not passphrase:
        return ("passphrase", "Choose a new passphrase")
    if passphrase != again:
        return ("again", "The two passphrases differ. Type the new passphrase again")
    return None
