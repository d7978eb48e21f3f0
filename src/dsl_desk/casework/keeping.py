"""A vault opened to be cared for: backed up, checked, rebuilt. Any kind of vault; no pack is read, nothing sealed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from dsl_desk.domain.access import VAULT_NAMES, Act, VaultKind, require
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.errors import VaultDamaged, WrongSecret
from dsl_desk.store import desk_tables, slots
from dsl_desk.store.location import refuse_elsewhere
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import vault_folder
from dsl_desk.store.work import open_read

Clock = Callable[[], datetime]
UNKNOWN_PERSON = (
    "The key file admits somebody whom the record does not know. Restore the newest backup to a new folder. "
    "Nothing was changed."
)
T = TypeVar("T")


class Kept(Protocol):
    """What care needs of a desk. A `Desk` is one, and so is a `Keeper`."""

    @property
    def vault(self) -> Vault: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def me(self) -> DeskPerson: ...


@dataclass(frozen=True)
class Keeper:
    """An open vault and who opened it."""

    vault: Vault
    clock: Clock
    me: DeskPerson


def allow_care(kept: Kept) -> None:
    """NotAllowed, with a sentence, unless this person's role may care for this vault."""
    require(kept.me.role, Act.CARE, kept.vault.kind)


def finish(work: Generator[float, None, T], told: Callable[[float], None] = lambda done: None) -> T:
    """Run long work to its end at once and return what it returns."""
    with closing(work):  # stopped on its way, it clears up now
        while True:
            try:
                done = next(work)
            except StopIteration as end:
                value: T = end.value
                return value
            told(done)


def open_to_care(
    folder: Path, kind: str, who: str, passphrase: str, clock: Clock, *, accept_older: bool = False
) -> Keeper:
    """Open the vault of that kind below the desk's folder. `who`: name or id, or empty when only one may sign in.

    `accept_older` opens for reading what an anchor is ahead of. See open_vault and open_with_passphrase for what they
    raise.
    """
    refuse_elsewhere(folder)
    place = vault_folder(folder, VaultKind(kind))
    who = who or only_name(place)
    unlocked = of_kind(kind, slots.open_with_passphrase(place, who, passphrase))
    vault = open_vault(place, unlocked, clock(), name=_name(place, unlocked.person_id), accept_older=accept_older)
    with open_read(vault) as read:
        me = next((person for person in desk_tables.people(read) if person.id == vault.me), None)
    if me is None:
        vault.close()
        raise VaultDamaged(UNKNOWN_PERSON)
    return Keeper(vault, clock, me)


def of_kind(kind: str, unlocked: slots.Unlocked) -> slots.Unlocked:
    """VaultDamaged when the folder of one vault holds another one, keys and all."""
    if unlocked.vault_kind != kind:
        unlocked.wipe()
        raise VaultDamaged(
            f"This folder should hold the vault “{VAULT_NAMES[VaultKind(kind)]}”, and another vault was put there. Put "
            "the right one back, or restore the newest backup to a new folder. Nothing was changed."
        )
    return unlocked


def only_name(place: Path) -> str:
    """The id of the one person whom the key file in this folder admits. WrongSecret when there are more."""
    people = [slot for slot in slots.names(place) if slot.kind is slots.SlotKind.PERSON]
    if len(people) != 1:
        names = ", ".join(slot.name for slot in people) or "nobody"
        raise WrongSecret(f"Say who signs in here: {names}. Nothing was changed.", spot="as")
    return people[0].person_id


def _name(place: Path, person_id: str) -> str:
    return next((slot.name for slot in slots.names(place) if slot.person_id == person_id), "")
