"""An entry of the journal as the rest of the program sees it: header fields and, unless disposed of, its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dsl_desk.domain.entries import Body


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A person an entry is about. `kind`: child, adult, person (of the desk). `role` is a role in the concern."""

    id: str
    kind: str = "child"
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Header:
    """What is signed about an entry. Ids only, never names (architecture.md, The journal)."""

    id: str
    vault: str
    kind: str
    version: int
    recorded_at: datetime  # UTC
    author: str
    body: str  # SHA-256(salt ‖ bytes), hex
    concerns: tuple[str, ...] = ()
    amends: str | None = None
    subjects: tuple[Subject, ...] = ()
    may_see: tuple[str, ...] | None = None
    pack: str | None = None
    reference: str | None = None
    blobs: tuple[str, ...] = ()
    disposes: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """The id of the first version of this entry."""
        return self.amends or self.id


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A sealed entry. `body` is None once it was disposed of. `clock_back`: recorded before the one it follows."""

    seq: int
    digest: bytes
    header: Header
    body: Body | None
    clock_back: bool = False


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """An entry about to be sealed. `id` is a UUIDv7; when a draft becomes it, the draft's id: sealing twice is once.

    `numbered`: "C" or "R" gives it the next spoken reference of this vault.
    """

    body: Body
    id: str
    concerns: tuple[str, ...] = ()
    amends: str | None = None
    subjects: tuple[Subject, ...] = ()
    may_see: tuple[str, ...] | None = None
    pack: str | None = None
    numbered: str | None = None
    blobs: tuple[str, ...] = ()
    disposes: tuple[str, ...] = ()


def plain(value: Any) -> Any:
    """A dataclass field as sorted plain JSON (for digests of facts): dates become ISO text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
