"""Frozen rows for lists: what a screen shows of a child, a concern, a referral, an open item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dsl_desk.domain.entry import Entry


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry in a list. `amended`: there are other versions; `withdrawn`: it does not count, but stays readable."""

    entry: Entry
    amended: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    id: str
    name: str
    known_as: str
    surname: str
    forename: str
    status: str
    born: date | None
    year_group: str
    class_group: str
    upn: str = ""
    admission_number: str = ""
    open_concerns: int = 0


@dataclass(frozen=True, kw_only=True)
class AdultRow:
    id: str
    name: str
    open_concerns: int = 0
    concerns: int = 0


@dataclass(frozen=True, kw_only=True)
class ConcernRow:
    """`number`: of its reference; `children`: (child id, known-as name, role), the one harmed or at risk first.

    `adults`: (adult id, name) of those it is about, in a vault about adults.
    """

    id: str
    number: int
    reference: str
    children: tuple[tuple[str, str, str], ...]
    level: str
    main_nature: str
    state: str
    noticed: datetime | None
    recorded_at: datetime
    author: str
    restricted: bool
    next_when: datetime | None
    where_now: str
    adults: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Whom it is about, first named first: the adults where it is about adults, else the children."""
        return tuple(name for _, name in self.adults) or tuple(name for _, name, _ in self.children)


@dataclass(frozen=True, kw_only=True)
class ReferralRow:
    """`made`, `written`, `replied` are the newest entries of those kinds, or None.

    `partly`: it rests on more than its reader may see. `concerns` and `children` are then those of the part that they
    may see, and an entry that rests on the rest says no more than `domain.shortened`; `rest` are all such entries that
    stand, chases among them.
    """

    id: str
    reference: str
    children: tuple[str, ...]
    concerns: tuple[str, ...]
    made: Entry | None
    written: Entry | None
    replied: Entry | None
    withdrawn: bool = False
    rest: tuple[Entry, ...] = ()

    @property
    def partly(self) -> bool:
        return bool(self.rest)

    @property
    def copy(self) -> Entry | None:
        """The written copy, unless its words are not this reader's to see: then it is no paper of theirs."""
        return None if self.written in self.rest else self.written


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """What waits: `kind` task, promise, review, agreement, waiting, written_copy, next_date. `due` None: no date.

    `referral`: whose written copy it is, and whether that was `begun`.
    """

    id: str
    root: str
    concern: str
    kind: str
    what: str
    who: str
    due: datetime | None
    due_precision: str
    source_kind: str  # the kind of entry it comes from
    referral: str = ""
    begun: bool = False


@dataclass(frozen=True, kw_only=True)
class DeskPerson:
    """A person of the desk: who may sign in and sign."""

    id: str
    name: str
    role: str
    post: str
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """One line of the export register. `state`: prepared, done, failed. `files`: (name, SHA-256) that went with it."""

    id: str
    number: str
    state: str
    recorded_at: datetime
    author: str
    document: str
    recipient: str
    reason: str
    protected: bool
    passphrase: str
    referral: str
    child: str
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """One hit of a search: the entry, and the words around the hit."""

    entry: Entry
    snippet: str
