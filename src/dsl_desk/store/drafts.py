"""Unsealed work, sealed to its author's key: safe through a lock, a crash or a wrong click."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from dsl_desk.store.person_keys import DraftUnreadable, open_draft, seal_draft
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.work import Read, Work


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`id` becomes the entry's id. `form` says which form it belongs to, `answers` what it held (plain JSON)."""

    id: str
    form: dict[str, str]
    answers: dict[str, Any]
    saved_at: datetime | None = None


def save(work: Work, draft: Draft) -> None:
    """Keep this draft, over an older state of itself. Only its author can open it."""
    content = msgspec.json.encode({"form": draft.form, "answers": draft.answers})
    sealed = seal_draft(work.vault.keys.draft_key, draft.id, content)
    work.cursor.execute(
        "INSERT OR REPLACE INTO draft (id, author, saved_at, sealed) VALUES (?, ?, ?, ?)",
        (draft.id, work.viewer, utc(work.now), sealed),
    )


def forget(work: Work, draft_id: str) -> None:
    work.cursor.execute("DELETE FROM draft WHERE id = ? AND author = ?", (draft_id, work.viewer))


def mine(read: Read) -> list[Draft]:
    """This viewer's drafts, newest first. One that cannot be opened any more (a new signing key) is left out."""
    cursor = read.cursor
    cursor.execute("SELECT id, saved_at, sealed FROM draft WHERE author = ? ORDER BY saved_at DESC", (read.viewer,))
    found = []
    for draft_id, saved_at, sealed in cursor.fetchall():
        with suppress(DraftUnreadable):
            held = msgspec.json.decode(open_draft(read.vault.keys.draft_key, draft_id, sealed))
            at = datetime.fromisoformat(saved_at)
            found.append(Draft(id=draft_id, form=held["form"], answers=held["answers"], saved_at=at))
    return found
