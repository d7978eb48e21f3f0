"""Concerns with their children, level, roads and state."""

from __future__ import annotations

from typing import Any

from dsl_desk.domain.entries.concern import (
    Agreement,
    AgreementAsked,
    Closed,
    Concern,
    Reopened,
    RoadStarted,
    Urgency,
    Withdrawn,
)
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.lines import first_seq, utc, withdrawn
from dsl_desk.store.projections.put import change, put

# What can change a concern's level or state.
_MOVES = (Concern, Urgency, Closed, Reopened, AgreementAsked, Agreement, Withdrawn)


def apply(cursor: Cursor, entry: Entry) -> None:
    match entry.body:
        case Concern() as concern:
            _concern(cursor, entry, concern)
        case Urgency() as urgency:
            _rooted(cursor, entry, "urgency", level=urgency.level, main_nature=urgency.main_nature, seq=entry.seq)
        case Closed() | Reopened() as end:
            _rooted(cursor, entry, "closure", closed=int(isinstance(end, Closed)), asked=_asked(cursor, entry))
        case AgreementAsked(of=of):
            change(cursor, "closure", {"root": of}, asked=1)
        case Agreement() as word:
            put(cursor, "word", root=entry.header.root, of=word.of, first_seq=first_seq(cursor, entry),
                agrees=int(word.agrees == "agree"), withdrawn=withdrawn(cursor, entry))  # fmt: skip
        case RoadStarted() as road:
            _rooted(cursor, entry, "road", pathway=road.pathway, pack=entry.header.pack or "")
    touched = _touched(cursor, entry)
    if isinstance(entry.body, Concern) and not entry.header.amends:
        touched.discard(entry.header.root)  # nothing about it is older: it was written as it stands
    for concern_id in sorted(touched):
        if entry.header.amends or isinstance(entry.body, _MOVES):
            _refresh(cursor, concern_id, entry.seq)
        else:
            change(cursor, "concern", {"id": concern_id}, last_seq=entry.seq)


def _touched(cursor: Cursor, entry: Entry) -> set[str]:
    """The concerns it is on, and those of what it withdraws or amends: their level and state may change too."""
    touched = set(entry.header.concerns)
    if isinstance(entry.body, Concern):
        touched.add(entry.header.root)
    old = entry.body.root if isinstance(entry.body, Withdrawn) else entry.header.amends
    if old is not None:
        cursor.execute("SELECT concern FROM line_concern JOIN line USING (seq) WHERE root = ?", (old,))
        touched.update(row[0] for row in cursor.fetchall())
    return touched


def _concern(cursor: Cursor, entry: Entry, body: Concern) -> None:
    root = entry.header.root
    first = _first_line(cursor, entry)
    put(
        cursor, "concern",
        id=root, seq=entry.seq, number=_number(first[0]), reference=first[0], recorded_at=first[1], author=first[2],
        noticed=_start(body.noticed), level="", main_nature="", state="open", last_seq=entry.seq,
        next_when=_start(body.next_when), where_now=body.where_now, withdrawn=withdrawn(cursor, entry),
    )  # fmt: skip
    if entry.header.amends:
        cursor.execute("DELETE FROM concern_child WHERE concern = ?", (root,))
        cursor.execute("DELETE FROM concern_adult WHERE concern = ?", (root,))
    for place, subject in enumerate(entry.header.subjects):
        if subject.kind == "child":
            put(cursor, "concern_child", concern=root, child=subject.id, place=place, role=subject.role)
        elif subject.kind == "adult":
            put(cursor, "concern_adult", concern=root, adult=subject.id, place=place)


def _first_line(cursor: Cursor, entry: Entry) -> tuple[Any, ...]:
    """Reference, recorded at and author of an entry's first version."""
    header = entry.header
    if not header.amends:
        return header.reference or "", utc(header.recorded_at), header.author
    cursor.execute(
        "SELECT reference, recorded_at, author FROM line WHERE root = ? ORDER BY seq LIMIT 1", (header.amends,)
    )
    found: tuple[Any, ...] = cursor.fetchone()
    return found


def _number(reference: str) -> int:
    digits = reference.partition("-")[2]
    return int(digits) if digits.isdecimal() else 0


def _asked(cursor: Cursor, entry: Entry) -> int:
    """Whether a second person was asked about this closure; an amendment of it still waits for them."""
    cursor.execute("SELECT asked FROM closure WHERE root = ?", (entry.header.root,))
    return int((cursor.fetchone() or (0,))[0])


def _start(when: Any) -> str:
    return utc(when.start) if when.known and when.start else ""


def _agreed(cursor: Cursor, of: str) -> int:
    """1 when the newest word on it is that they agree."""
    cursor.execute("SELECT agrees FROM word WHERE of = ? AND withdrawn = 0 ORDER BY first_seq DESC LIMIT 1", (of,))
    return int((cursor.fetchone() or (0,))[0])


def _rooted(cursor: Cursor, entry: Entry, table: str, **values: Any) -> None:
    root = entry.header.root
    first, gone = first_seq(cursor, entry), withdrawn(cursor, entry)
    if entry.header.amends:  # its concerns replace the old ones
        cursor.execute(f"DELETE FROM {table} WHERE root = ?", (root,))  # noqa: S608
    for concern in entry.header.concerns:
        put(cursor, table, root=root, concern=concern, first_seq=first, withdrawn=gone, **values)


def _refresh(cursor: Cursor, concern: str, seq: int) -> None:
    """Level and state of a concern: the latest urgency and the latest closing or reopening that stand.

    A closing that a second person was asked about counts from their word on, and no longer when they take it back.
    """
    cursor.execute(
        "SELECT level, main_nature FROM urgency WHERE concern = ? AND withdrawn = 0 ORDER BY first_seq DESC LIMIT 1",
        (concern,),
    )
    level, main_nature = cursor.fetchone() or ("", "")
    cursor.execute(
        "SELECT root, closed, asked FROM closure WHERE concern = ? AND withdrawn = 0 ORDER BY first_seq DESC LIMIT 1",
        (concern,),
    )
    root, closed, asked = cursor.fetchone() or ("", 0, 0)
    if closed and asked:
        closed = _agreed(cursor, root)
    state = "closed" if closed else "open"
    change(cursor, "concern", {"id": concern}, level=level, main_nature=main_nature, state=state, last_seq=seq)
