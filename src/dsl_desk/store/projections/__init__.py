"""From one entry to the read tables: `apply(cursor, entry)`, reading only the entry and read tables.

Live and replayed tables come from the same calls in the same order, so they can be compared row by row.
"""

from __future__ import annotations

from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections import access, concerns, desk, lines, open_items, people, referrals, search

_FAMILIES = (people, concerns, referrals, open_items, desk, search)


def apply(cursor: Cursor, entry: Entry) -> None:
    """Bring every family of read tables up to date with this entry. A body of None (disposed) leaves only its line."""
    project(cursor, entry)
    reached(cursor, entry.seq)


def project(cursor: Cursor, entry: Entry) -> None:
    """The same, for whoever projects many in one transaction and says at the end how far it came."""
    lines.apply(cursor, entry)
    access.apply(cursor, entry)
    if entry.body is not None:
        for family in _FAMILIES:
            family.apply(cursor, entry)


def reached(cursor: Cursor, seq: int) -> None:
    """Note how far the read tables have come."""
    # By its key: a statement that could change many rows opens a savepoint, at which FTS5 writes out all it holds.
    cursor.execute("UPDATE reached SET last = ? WHERE what = 'journal'", (seq,))
