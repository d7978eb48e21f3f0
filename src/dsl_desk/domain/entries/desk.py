"""The desk itself: who may sign, what was set, what left the building, what was kept safe."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dsl_desk.domain.when import NOT_KNOWN, When


@dataclass(frozen=True, kw_only=True)
class PersonAdmitted:
    """From here on `public_key` (Ed25519, hex) signs for `person`. The first of a vault is signed by itself.

    The same person admitted again has a new key (opened by recovery kit); the old one signs nothing more.
    """

    person: str
    name: str
    role: str
    post: str = ""
    public_key: str


@dataclass(frozen=True, kw_only=True)
class PersonLeft:
    person: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class AccessSet:
    """Who may see a concern: `may_see` None is everyone with a slot. What it names is enforced by the program only."""

    concern: str
    may_see: tuple[str, ...] | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A file or concern was opened: the access log is part of the record. `what`: child, concern, referral."""

    what: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Exported:
    """Prepared, before the file exists. `facts_digest`: SHA-256 (hex) of what the paper was composed from."""

    document: str
    recipient: str
    reason: str
    facts_digest: str
    number: str
    protected: bool
    passphrase: str = ""
    referral: str | None = None
    child: str | None = None
    masks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EnclosedFile:
    """An attached file that leaves with a paper. `root`: its entry. `digest`: SHA-256 of the content, hex."""

    root: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ExportContents:
    """What the paper of an export or a print holds, where that is not simply all of it; sealed together with it.

    `export`: the id of the export or print. `selection`: what a file was narrowed to, the fields of `Selection` with
    concerns as spoken references; `shown` of `total` entries. `files`: what leaves beside it.
    """

    export: str
    selection: dict[str, Any] = field(default_factory=dict)
    shown: int = 0
    total: int = 0
    files: tuple[EnclosedFile, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExportDone:
    export: str
    file_digest: str
    pages: int


@dataclass(frozen=True, kw_only=True)
class ExportFailed:
    export: str
    problem: str  # a problem's code, never its text


@dataclass(frozen=True, kw_only=True)
class Printed:
    document: str
    reason: str
    facts_digest: str
    referral: str | None = None
    child: str | None = None


@dataclass(frozen=True, kw_only=True)
class ContactEdited:
    """A school's own line over a contact of the pack, or a new one (`role` new). Survives a pack update."""

    role: str
    name: str = ""
    number: str = ""
    out_of_hours: str = ""
    note: str = ""
    removed: bool = False
    pack_said: str = ""  # the pack's number when this was written, so that a disagreement can be shown


@dataclass(frozen=True, kw_only=True)
class ContactChecked:
    role: str
    number: str
    works: str  # yes, no
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting of the school: `key` is a name from domain.school_settings, `value` plain JSON."""

    key: str
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class PackLoaded:
    """A pack is kept in the vault by content; `digest` names the blob (SHA-256, hex)."""

    digest: str
    edition: str
    locality: str


@dataclass(frozen=True, kw_only=True)
class VaultRenewed:
    """The vault was written anew under another key or schema; `before` is the last digest of the old file, hex."""

    why: str
    before_seq: int
    before: str


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A backup was put back. The gap against the anchor is named, not hidden."""

    backup: str
    taken_at: When = NOT_KNOWN
    backup_seq: int
    lost_from: int | None = None
    lost_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class BackupMade:
    """`place` is a label (second folder, stick), never a path. `seq`, `digest`: the last entry it holds."""

    backup: str
    place: str
    seq: int
    digest: str
    size: int
    file_digest: str


@dataclass(frozen=True, kw_only=True)
class Disposed:
    """Lawful disposal. What went is named in the header (`disposes`); the chain still verifies."""

    why: str
    authority: str
    authorised_by: str = ""
    due: date | None = None
    count: int = 0
