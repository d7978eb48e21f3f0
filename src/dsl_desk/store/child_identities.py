"""By what a child is recognised: number, admission number, name and date of birth. All children at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dsl_desk.store import tables as t
from dsl_desk.store.work import Read


@dataclass(frozen=True)
class Identity:
    """`id` is the record that counts: the kept one where this record was merged into another. `born` is ISO text."""

    id: str
    upn: str
    admission_number: str
    surname: str
    forename: str
    born: str


def identities(read: Read) -> list[Identity]:
    """Every child on file, in the order they came; withdrawn records are left out, merged ones stand for the kept."""
    c = t.child.c
    statement = select(
        c.id, c.upn, c.admission_number, c.surname, c.forename, c.born, c.merged_into, c.withdrawn
    ).order_by(c.id)
    rows = read.connection.execute(statement).all()
    kept = {row.id: row.merged_into for row in rows}
    return [
        Identity(_kept(row.id, kept), row.upn, row.admission_number, row.surname, row.forename, row.born)
        for row in rows
        if not row.withdrawn
    ]


def _kept(child_id: str, merged_into: dict[str, str]) -> str:
    seen = {child_id}
    while (onward := merged_into.get(child_id, "")) and onward not in seen:
        seen.add(onward)
        child_id = onward
    return child_id
