"""Who may see a concern. Read from the header too, so that a restriction outlives the words it was put over."""

from __future__ import annotations

from dsl_desk.domain.entries.desk import AccessSet
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.put import put


def apply(cursor: Cursor, entry: Entry) -> None:
    header = entry.header
    if isinstance(entry.body, AccessSet):
        _restrict(cursor, entry.body.concern, entry.body.may_see)
    elif header.kind == "concern" and header.amends is None and header.may_see is not None:
        _restrict(cursor, header.id, header.may_see)


def _restrict(cursor: Cursor, concern: str, may_see: tuple[str, ...] | None) -> None:
    cursor.execute("DELETE FROM concern_viewer WHERE concern = ?", (concern,))
    for person in may_see or ():
        put(cursor, "concern_viewer", concern=concern, person=person)
    put(cursor, "access", concern=concern, restricted=int(may_see is not None))
