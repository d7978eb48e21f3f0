"""The desk's own: people who may sign, settings, contacts, packs kept by content."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from dsl_desk.domain.entries.desk import ContactChecked, ContactEdited, PackLoaded
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.store import journal
from dsl_desk.store import tables as t
from dsl_desk.store.rows import by_seq
from dsl_desk.store.work import Read


def people(read: Read) -> list[DeskPerson]:
    """Everybody who was ever admitted, the recovery kit included, in the order of their latest admission."""
    statement = select(t.person).order_by(t.person.c.seq)
    return [
        DeskPerson(id=row.id, name=row.name, role=row.role, post=row.post, left=row.left_seq > 0)
        for row in read.connection.execute(statement)
    ]


def settings(read: Read) -> dict[str, Any]:
    """Every setting of the school, by key."""
    return {row.key: json.loads(row.value) for row in read.connection.execute(select(t.setting))}


def setting_entries(read: Read, begins: str) -> dict[str, Entry]:
    """The entry that set each setting whose key begins so, by key: who set it and when."""
    statement = select(t.setting.c.key, t.setting.c.seq).where(t.setting.c.key.startswith(begins, autoescape=True))
    found = {row.key: by_seq(read, row.seq) for row in read.connection.execute(statement)}
    return {key: entry for key, entry in found.items() if entry is not None}


def contact_edits(read: Read) -> list[tuple[Entry, ContactEdited]]:
    """The newest local line over each contact."""
    found = [by_seq(read, seq) for seq in read.connection.execute(select(t.contact_edit.c.seq)).scalars().all()]
    return [(entry, entry.body) for entry in found if entry and isinstance(entry.body, ContactEdited)]


def contact_checks(read: Read) -> list[tuple[Entry, ContactChecked]]:
    """The newest check of each contact."""
    found = [by_seq(read, seq) for seq in read.connection.execute(select(t.contact_check.c.seq)).scalars().all()]
    return [(entry, entry.body) for entry in found if entry and isinstance(entry.body, ContactChecked)]


def current_pack(read: Read) -> str | None:
    """The digest of the pack loaded last."""
    return read.connection.execute(select(t.pack.c.digest).order_by(t.pack.c.seq.desc()).limit(1)).scalar()


def packs(read: Read) -> list[tuple[Entry, PackLoaded]]:
    """Each pack ever taken with the entry that took it last, the newest first."""
    seqs = read.connection.execute(select(t.pack.c.seq).order_by(t.pack.c.seq.desc())).scalars().all()
    found = [by_seq(read, seq) for seq in seqs]
    return [(entry, entry.body) for entry in found if entry and isinstance(entry.body, PackLoaded)]


def pack_bytes(read: Read, digest: str) -> bytes:
    """A pack as it was kept, by content."""
    return journal.get_blob(read.cursor, digest)


def verified_at(read: Read) -> datetime | None:
    """When a full check last found everything good; None when none has yet."""
    text_at = read.connection.execute(text("SELECT verified_at FROM vault")).scalar()
    return datetime.fromisoformat(text_at) if text_at else None
