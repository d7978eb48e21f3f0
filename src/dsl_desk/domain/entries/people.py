"""Children, adults, how they belong together. One entry per person, the whole snapshot every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class ChildStatus(StrEnum):
    ON_ROLL = "on_roll"
    LEFT = "left"
    NOT_ON_ROLL = "not_on_roll"
    UNBORN = "unborn"
    NAME_NOT_KNOWN = "name_not_known"


@dataclass(frozen=True, kw_only=True)
class SocialWorker:
    """`kind`: social_worker or family_help."""

    kind: str = "social_worker"
    name: str = ""
    team: str = ""
    authority: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Child:
    """`born_status`: verified, estimated, disputed, due, not_known. `authority`: the council of the address."""

    status: ChildStatus = ChildStatus.ON_ROLL
    legal_surname: str = ""
    legal_forename: str = ""
    preferred_name: str = ""
    other_names: str = ""
    description: str = ""
    born: date | None = None
    born_status: str = ""
    born_note: str = ""
    sex: str = ""
    upn: str = ""
    admission_number: str = ""
    year_group: str = ""
    class_group: str = ""
    ethnicity: str = ""
    first_language: str = ""
    interpreter: str = ""
    send_status: str = ""
    disability: str = ""
    religion: str = ""
    nationality: str = ""
    immigration: str = ""
    address: str = ""
    postcode: str = ""
    authority: str = ""
    phone: str = ""
    gp: str = ""
    school: str = ""
    worker: SocialWorker | None = None
    plan: str = ""
    orders: str = ""
    bear_in_mind: tuple[str, ...] = ()
    note: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Legal name, or the description of a child whose name is not known."""
        legal = f"{self.legal_forename} {self.legal_surname}".strip()
        return legal or self.description or "Name not known"

    @property
    def known_as(self) -> str:
        """The name people use: preferred forename with the legal surname."""
        if not self.preferred_name:
            return self.name
        return f"{self.preferred_name} {self.legal_surname}".strip()


@dataclass(frozen=True, kw_only=True)
class Adult:
    """`works_here`: yes, no, not_known; it warns, it never decides."""

    name: str
    other_names: str = ""
    born_or_age: str = ""
    phone: str = ""
    other_phone: str = ""
    address: str = ""
    language: str = ""
    interpreter: str = ""
    works_here: str = ""
    note: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How `person` (an adult or a child) belongs to `child`. Words as said: "mother", "stepfather", "brother".

    `parental_responsibility`, `lives_with`: yes, no, not_known.
    `safe_to_ring`: yes, no, only_at, by_police_first, not_known; `safe_note` says when or why.
    """

    child: str
    person: str
    person_kind: str = "adult"  # adult, child
    relation: str
    parental_responsibility: str = "not_known"
    lives_with: str = "not_known"
    safe_to_ring: str = "not_known"
    safe_note: str = ""
    must_not_be_told: bool = False
    may_collect: str = "not_known"
    how_known: str = ""
    ended: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Two records of one person: `gone` is read as `kept` from here on. Nothing is moved or lost."""

    kept: str
    gone: str
    person_kind: str = "child"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """One import. The entries of the same transaction are its lines. `source_digest`: SHA-256 of the file, hex."""

    source_digest: str
    rows: int
    added: int
    changed: int
    unchanged: int
    mapping: dict[str, str] = field(default_factory=dict)
