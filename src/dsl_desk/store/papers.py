"""What paper needs of the store: the next number of an export, and which records are one person."""

from __future__ import annotations

from sqlalchemy import func, select

from dsl_desk.store import tables as t
from dsl_desk.store.work import Read


def next_number(read: Read, year: int) -> str:
    """ "2026-0031": counted anew each year, over every export there ever was, whoever may see it."""
    newest = select(func.max(t.export.c.number)).where(t.export.c.number.like(f"{year}-%"))
    last = read.connection.execute(newest).scalar() or ""
    return f"{year}-{int(last.partition('-')[2] or 0) + 1:04d}"


def kept(read: Read, person: str) -> str:
    """The record a merged one is read as; the same id when it was not merged."""
    seen = {person}
    while True:
        statement = select(t.merge.c.kept).where(t.merge.c.gone == person, t.merge.c.withdrawn == 0)
        found = read.connection.execute(statement.order_by(t.merge.c.first_seq.desc()).limit(1)).scalar()
        if not found or found in seen:
            return person
        seen.add(found)
        person = found


def same_person(read: Read, person: str) -> tuple[str, ...]:
    """The record and all that were merged into it."""
    found = [person]
    for one in found:
        statement = select(t.merge.c.gone).where(t.merge.c.kept == one, t.merge.c.withdrawn == 0)
        found += [gone for gone in read.connection.execute(statement).scalars() if gone not in found]
    return tuple(found)
