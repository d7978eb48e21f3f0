"""Unsealed work, sealed to its author's key: safe through a lock, a crash or a wrong click."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dsl_desk.store.person_keys import DraftUnreadable, open_draft, seal_draft
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.vault import Vault
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
    work.cursor.execute(
        "INSERT OR REPLACE INTO draft (id, author, saved_at, sealed) VALUES (?, ?, ?, ?)",
        (draft.id, work.viewer, utc(work.now), sealed_bytes(work.vault, draft, work.now)),
    )


def sealed_bytes(vault: Vault, draft: Draft, now: datetime) -> bytes:
    """The draft sealed to the key of the person signed in: as it lies in the vault, or waits in memory."""
    held = {"form": draft.form, "answers": draft.answers, "saved_at": utc(now)}
    content = json.dumps(held).encode()  # ASCII only, so that even half a character pasted in is kept
    return seal_draft(vault.keys.draft_key, draft.id, content)


def opened_bytes(vault: Vault, draft_id: str, sealed: bytes) -> Draft | None:
    """The draft in these bytes; None when they were sealed to another key."""
    try:
        held = json.loads(open_draft(vault.keys.draft_key, draft_id, sealed))
    except DraftUnreadable:
        return None
    saved_at = datetime.fromisoformat(held["saved_at"])
    return Draft(id=draft_id, form=held["form"], answers=held["answers"], saved_at=saved_at)


def forget(work: Work, draft_id: str) -> None:
    work.cursor.execute("DELETE FROM draft WHERE id = ? AND author = ?", (draft_id, work.viewer))


def mine(read: Read) -> list[Draft]:
    """This viewer's drafts, newest first. One that cannot be opened any more (a new signing key) is left out."""
    cursor = read.cursor
    cursor.execute(  # a file kept beside a draft has the draft's id before a slash (store/attachments.py)
        "SELECT id, sealed FROM draft WHERE author = ? AND id NOT GLOB '*/*' ORDER BY saved_at DESC", (read.viewer,)
    )
    found = [opened_bytes(read.vault, draft_id, sealed) for draft_id, sealed in cursor.fetchall()]
    return [draft for draft in found if draft is not None]
