"""One line per entry: what it is, about whom, on which concerns; amended and withdrawn ones marked."""

from __future__ import annotations

from datetime import UTC, datetime

from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.concern import Withdrawn
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import NOT_KNOWN
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.put import add, change, put

# Read tables whose rows belong to one entry and stop counting when it is withdrawn: table -> column of its root.
ROOTED = {
    "child": "id", "adult": "id", "relation": "id", "concern": "id", "urgency": "root", "closure": "root",
    "road": "root", "word": "root", "open_item": "root", "referral_part": "root", "merge": "root",
}  # fmt: skip


def apply(cursor: Cursor, entry: Entry) -> None:
    header, body = entry.header, entry.body
    when = event_time(body) if body is not None else NOT_KNOWN
    start = utc(when.start) if when.known and when.start else ""
    recorded = utc(header.recorded_at)
    gone = 0
    if header.amends:
        cursor.execute("SELECT withdrawn FROM line WHERE root = ? ORDER BY seq DESC LIMIT 1", (header.root,))
        gone = (cursor.fetchone() or (0,))[0]
        change(cursor, "line", {"root": header.root}, newest=0)
    add(
        cursor, "line",
        seq=entry.seq, id=header.id, root=header.root, kind=header.kind, version=header.version,
        recorded_at=recorded, author=header.author, reference=header.reference or "",
        event_start=start, event_precision=str(when.precision), sorted_by=start or recorded,
        step=body.step if isinstance(body, StepBody) else "", pack=header.pack or "", newest=1, withdrawn=gone,
        disposed=int(body is None), clock_back=int(entry.clock_back),
    )  # fmt: skip
    cursor.execute("INSERT OR IGNORE INTO kind_met VALUES (?, ?)", (header.kind, header.version))
    for subject in header.subjects:
        put(cursor, "line_subject", subject=subject.id, seq=entry.seq, kind=subject.kind, role=subject.role)
    for concern in header.concerns:
        put(cursor, "line_concern", concern=concern, seq=entry.seq)
    if header.reference:
        _count_reference(cursor, header.reference)
    if isinstance(body, Withdrawn):
        _withdraw(cursor, body.root, entry.seq)


def first_seq(cursor: Cursor, entry: Entry) -> int:
    """Where this entry's first version stands in the journal."""
    if not entry.header.amends:
        return entry.seq
    cursor.execute("SELECT min(seq) FROM line WHERE root = ?", (entry.header.root,))
    return int(cursor.fetchone()[0])


def withdrawn(cursor: Cursor, entry: Entry) -> int:
    """The seq of the entry that withdrew it, 0 while it counts. An amendment of what was withdrawn is withdrawn."""
    if not entry.header.amends:
        return 0
    cursor.execute("SELECT withdrawn FROM line WHERE seq = ?", (entry.seq,))
    return int(cursor.fetchone()[0])


def utc(moment: datetime) -> str:
    """Sortable ISO text in UTC, always with six digits of microseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"


def not_found(cursor: Cursor, root: str) -> None:
    """Take the words of every version of this entry out of the search."""
    cursor.execute("DELETE FROM search_text WHERE seq IN (SELECT seq FROM line WHERE root = ?)", (root,))


def _count_reference(cursor: Cursor, reference: str) -> None:
    letter, _, digits = reference.partition("-")
    cursor.execute(
        "INSERT INTO reached VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET last = max(last, excluded.last)",
        (letter, int(digits)),
    )


def _withdraw(cursor: Cursor, root: str, seq: int) -> None:
    """`withdrawn` holds the seq of the entry that withdrew it, so that "as known on" an earlier day it still stands.

    Withdrawn twice is withdrawn since the first time.
    """
    change(cursor, "line", {"root": root, "withdrawn": 0}, withdrawn=seq)
    for table, column in ROOTED.items():
        change(cursor, table, {column: root, "withdrawn": 0}, withdrawn=seq)
    not_found(cursor, root)
