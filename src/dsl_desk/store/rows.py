"""From stored rows to entries and times, for every module that reads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, LargeBinary, and_, bindparam, column, exists, select, table, text
from sqlalchemy.sql.elements import ColumnElement

from dsl_desk.domain.entry import Entry
from dsl_desk.store import tables as t
from dsl_desk.store import wire
from dsl_desk.store.schema import ENTRY_ID
from dsl_desk.store.work import Read

entry = table("entry", column("seq", Integer), column("header", LargeBinary), column("digest", LargeBinary))
body = table("body", column("seq", Integer), column("bytes", LargeBinary))

# What every read of entries selects, joined as `line JOIN entry LEFT JOIN body`.
COLUMNS = (t.line.c.seq, entry.c.digest, entry.c.header, body.c.bytes, t.line.c.clock_back, t.line.c.withdrawn)
JOINED = t.line.join(entry, entry.c.seq == t.line.c.seq).outerjoin(body, body.c.seq == t.line.c.seq)


MOST_OPENED = 4096  # entries kept decoded while the vault is open


def to_entry(read: Read, row: Any) -> Entry:
    """A row that begins with COLUMNS as an Entry. A sealed entry never changes, so it is decoded once."""
    seq, digest, header, content, clock_back, *_ = row
    if content is None:  # disposed of
        return Entry(seq=seq, digest=digest, header=wire.decode_header(header), body=None, clock_back=bool(clock_back))
    opened = read.vault.opened
    entry = opened.get(digest)
    if entry is None:
        about = wire.decode_header(header)
        body = wire.decode_body(about.kind, about.version, content)
        entry = Entry(seq=seq, digest=digest, header=about, body=body, clock_back=bool(clock_back))
        if len(opened) >= MOST_OPENED:
            opened.clear()
        opened[digest] = entry
    return entry


def by_seq(read: Read, seq: int) -> Entry | None:
    """The entry with that place in the journal; None for 0 or a place that is empty."""
    if not seq:
        return None
    row = read.connection.execute(_BY_SEQ, {"seq": seq}).first()
    return to_entry(read, row) if row else None


def opened_or_read(read: Read, seq: int, digest: bytes) -> Entry | None:
    """The entry with that place and digest, not disposed of: as it was decoded before, or read."""
    return read.vault.opened.get(digest) or by_seq(read, seq)


def by_id(read: Read, entry_id: str) -> Entry | None:
    """The entry with that id, whichever version it is."""
    row = read.connection.execute(_BY_ID, {"id": entry_id}).first()
    return to_entry(read, row) if row else None


def newest(read: Read, root: str) -> Entry | None:
    """The newest version of the entry that began as `root`."""
    row = read.connection.execute(_NEWEST, {"root": root}).first()
    return to_entry(read, row) if row else None


def versions(read: Read, root: str) -> list[Entry]:
    """Every version, oldest first."""
    return [to_entry(read, row) for row in read.connection.execute(_VERSIONS, {"root": root})]


def may_see(person: str, seq: Any) -> ColumnElement[bool]:
    """The lines this person may see: none of their concerns is restricted to others."""
    on = t.line_concern.alias("its_concern").c
    viewer = and_(t.concern_viewer.c.concern == on.concern, t.concern_viewer.c.person == person)
    hidden = exists(
        select(on.seq)
        .join(t.access, t.access.c.concern == on.concern)
        .where(on.seq == seq, t.access.c.restricted == 1, ~exists(select(t.concern_viewer.c.person).where(viewer)))
    )
    return ~hidden


def may_see_concern(person: str) -> ColumnElement[bool]:
    """The concerns this person may see."""
    return ~_hidden(person, t.concern.c.id)


def may_see_referral(person: str) -> ColumnElement[bool]:
    """The referrals this person may see: none of the concerns they rest on is restricted to others."""
    on = t.referral_concern.alias("its_concern").c
    return ~exists(select(on.concern).where(on.referral == t.referral.c.id, _hidden(person, on.concern)))


def _hidden(person: str, concern: Any) -> ColumnElement[bool]:
    viewer = and_(t.concern_viewer.c.concern == t.access.c.concern, t.concern_viewer.c.person == person)
    return exists(
        select(t.access.c.concern).where(
            t.access.c.concern == concern, t.access.c.restricted == 1,
            ~exists(select(t.concern_viewer.c.person).where(viewer)),
        )
    )  # fmt: skip


def moment(text: str) -> datetime | None:
    """A stored time, aware in UTC; None for an empty one."""
    return datetime.fromisoformat(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_ALL = select(*COLUMNS).select_from(JOINED)
_BY_SEQ = _ALL.where(t.line.c.seq == bindparam("seq"))
# By the journal's own index, as in `schema.WITH_ID`.
_BY_ID = _ALL.where(text(f"line.seq = (SELECT seq FROM entry WHERE {ENTRY_ID} = :id)"))  # noqa: S608
_NEWEST = _ALL.where(t.line.c.root == bindparam("root"), t.line.c.newest == 1)
_VERSIONS = _ALL.where(t.line.c.root == bindparam("root")).order_by(t.line.c.seq)
