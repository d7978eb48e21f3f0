"""What the record itself says about its backups."""

from __future__ import annotations

from sqlalchemy import func, select

from dsl_desk.domain.entry import Entry
from dsl_desk.store import tables as t
from dsl_desk.store.rows import by_seq
from dsl_desk.store.work import Read

KIND = "backup_made"


def last_backup(read: Read) -> Entry | None:
    """The newest entry that says a backup was made, or None."""
    seq = read.connection.execute(select(t.last_backup.c.seq)).scalar()
    return by_seq(read, seq) if seq else None


def entries_after(read: Read, seq: int) -> int:
    """How many entries were sealed after that one, those about backups left out."""
    statement = select(func.count()).select_from(t.line).where(t.line.c.seq > seq, t.line.c.kind != KIND)
    return int(read.connection.execute(statement).scalar_one())
