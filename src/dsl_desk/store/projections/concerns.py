"""Concerns with their children, level, roads and state."""

from __future__ import annotations

from typing import Any

from dsl_desk.domain.entries.concern import Closed, Concern, Reopened, RoadStarted, Urgency, Withdrawn
from dsl_desk.domain.entries.desk import AccessSet
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.projections.put import change, put


def apply(cursor: Cursor, entry: Entry) -> None:
    match entry.body:
        case Concern() as concern:
            _concern(cursor, entry, concern)
        case Urgency() as urgency:
            _rooted(cursor, entry, "urgency", level=urgency.level, main_nature=urgency.main_nature, seq=entry.seq)
        case Closed() | Reopened() as end:
            _rooted(cursor, entry, "closure", closed=int(isinstance(end, Closed)))
        case RoadStarted() as road:
            _rooted(cursor, entry, "road", pathway=road.pathway, pack=entry.header.pack or "")
        case AccessSet() as access:
            _access(cursor, access)
    touched = entry.header.concerns
    if isinstance(entry.body, Withdrawn):
        cursor.execute("SELECT concern FROM line_concern JOIN line USING (seq) WHERE root = ?", (entry.body.root,))
        touched = tuple({*touched, *(row[0] for row in cursor.fetchall())})
    for concern_id in touched:
        _refresh(cursor, concern_id, entry.seq)


def _concern(cursor: Cursor, entry: Entry, body: Concern) -> None:
    root = entry.header.root
    cursor.execute(
        "SELECT first_seq, reference, recorded_at, author, restricted, withdrawn FROM concern WHERE id = ?", (root,)
    )
    row = cursor.fetchone()
    first = row or (entry.seq, entry.header.reference or "", utc(entry.header.recorded_at), entry.header.author, 0, 0)
    put(
        cursor, "concern",
        id=root, seq=entry.seq, first_seq=first[0], reference=first[1], recorded_at=first[2], author=first[3],
        noticed=_start(body.noticed), level="", main_nature="", state="open", last_seq=entry.seq,
        next_when=_start(body.next_when), where_now=body.where_now, restricted=first[4], withdrawn=first[5],
    )  # fmt: skip
    cursor.execute("DELETE FROM concern_child WHERE concern = ?", (root,))
    for subject in entry.header.subjects:
        if subject.kind == "child":
            put(cursor, "concern_child", concern=root, child=subject.id, role=subject.role)
    if row is None and entry.header.may_see is not None:
        _access(cursor, AccessSet(concern=root, may_see=entry.header.may_see))
    _refresh(cursor, root, entry.seq)


def _start(when: Any) -> str:
    return utc(when.start) if when.known and when.start else ""


def _rooted(cursor: Cursor, entry: Entry, table: str, **values: Any) -> None:
    root = entry.header.root
    for concern in entry.header.concerns:
        cursor.execute(
            f"SELECT first_seq, withdrawn FROM {table} WHERE root = ? AND concern = ?",  # noqa: S608
            (root, concern),
        )
        first_seq, withdrawn = cursor.fetchone() or (entry.seq, 0)
        put(cursor, table, root=root, concern=concern, first_seq=first_seq, withdrawn=withdrawn, **values)


def _refresh(cursor: Cursor, concern: str, seq: int) -> None:
    """Level and state of a concern: the latest urgency and the latest closing or reopening that stand."""
    cursor.execute(
        "SELECT level, main_nature FROM urgency WHERE concern = ? AND withdrawn = 0 ORDER BY first_seq DESC LIMIT 1",
        (concern,),
    )
    level, main_nature = cursor.fetchone() or ("", "")
    cursor.execute(
        "SELECT closed FROM closure WHERE concern = ? AND withdrawn = 0 ORDER BY first_seq DESC LIMIT 1", (concern,)
    )
    (closed,) = cursor.fetchone() or (0,)
    state = "closed" if closed else "open"
    change(cursor, "concern", {"id": concern}, level=level, main_nature=main_nature, state=state, last_seq=seq)


def _access(cursor: Cursor, access: AccessSet) -> None:
    cursor.execute("DELETE FROM concern_viewer WHERE concern = ?", (access.concern,))
    for person in access.may_see or ():
        put(cursor, "concern_viewer", concern=access.concern, person=person)
    change(cursor, "concern", {"id": access.concern}, restricted=int(access.may_see is not None))
