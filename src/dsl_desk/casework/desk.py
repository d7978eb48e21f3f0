"""What every verb is given: the open vault, the clock, who is at the desk, and the packs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from dsl_desk.domain.access import Act, require
from dsl_desk.domain.calendar import Calendar
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.domain.school_settings import SchoolSettings
from dsl_desk.pathways.pack import Pack
from dsl_desk.store.vault import Vault


@dataclass(frozen=True)
class Desk:
    """`clock` gives aware times; `calendar` knows bank holidays, terms and home time. `school`: its settings.
    `seen`: which files this person has opened since unlocking. `held`: drafts the vault could not take, sealed to
    their author's key, by draft id; they outlive a lock in memory."""

    vault: Vault
    clock: Callable[[], datetime]
    me: DeskPerson
    pack: Pack
    calendar: Calendar
    school: SchoolSettings
    seen: set[tuple[str, str]] = field(default_factory=set)
    held: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Sealed:
    """What a verb sealed: the entry's id, its spoken reference if it has one, and what changed for the screens."""

    id: str
    reference: str = ""
    changed: frozenset[str] = frozenset()
    afterwards: str = ""


def allow(desk: Desk, act: Act) -> None:
    """NotAllowed, with a sentence, unless this person's role may do this here."""
    require(desk.me.role, act, desk.vault.kind)
