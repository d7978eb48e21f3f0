"""What paper needs of the store: the next number of an export."""

from __future__ import annotations

from sqlalchemy import func, select

from dsl_desk.store import tables as t
from dsl_desk.store.work import Read


def next_number(read: Read, year: int) -> str:
    """ "2026-0031": counted anew each year, over every export there ever was, whoever may see it."""
    newest = select(func.max(t.export.c.number)).where(t.export.c.number.like(f"{year}-%"))
    last = read.connection.execute(newest).scalar() or ""
    return f"{year}-{int(last.partition('-')[2] or 0) + 1:04d}"
