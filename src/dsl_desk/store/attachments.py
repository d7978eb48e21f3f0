"""The bytes of attached files: sealed ones by content, unsealed ones beside the draft they belong to."""

from __future__ import annotations

import json
from typing import Any

from dsl_desk.errors import KnownProblem
from dsl_desk.store import journal
from dsl_desk.store.person_keys import DraftUnreadable, open_draft, seal_draft
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.work import Read, Work

_GONE = "This file was removed under the school's retention rules. That it was here stays known."


def content(read: Read, digest: str) -> bytes:
    """The bytes behind an attachment's digest (hex). KnownProblem when they were lawfully removed."""
    cursor = read.cursor
    cursor.execute("SELECT 1 FROM blob WHERE digest = ? LIMIT 1", (bytes.fromhex(digest),))
    if cursor.fetchone() is None:
        raise KnownProblem(_GONE)
    return journal.get_blob(cursor, digest)


def bytes_kept(read: Read) -> int:
    """How many bytes every file in this vault has together, packs included."""
    cursor = read.cursor
    cursor.execute("SELECT coalesce(sum(length(bytes)), 0) FROM blob")
    return int(cursor.fetchone()[0])


def keep_unsealed(work: Work, draft_id: str, about: dict[str, Any], content: bytes) -> None:
    """Keep a file beside the draft, sealed to its author's key. `about` needs the content's `digest`."""
    name = f"{draft_id}/{about['digest']}"
    for row, kept in ((name, json.dumps(about).encode()), (f"{name}/bytes", content)):
        work.cursor.execute(
            "INSERT OR REPLACE INTO draft (id, author, saved_at, sealed) VALUES (?, ?, ?, ?)",
            (row, work.viewer, utc(work.now), seal_draft(work.vault.keys.draft_key, row, kept)),
        )


def unsealed(read: Read, draft_id: str) -> list[dict[str, Any]]:
    """What was said about each file kept beside this draft, in the order they came."""
    cursor = read.cursor
    cursor.execute(
        "SELECT id, sealed FROM draft WHERE id GLOB ? AND author = ? ORDER BY saved_at, rowid",
        (f"{draft_id}/{'[0-9a-f]' * 64}", read.viewer),
    )
    found = []
    for row, sealed in cursor.fetchall():
        try:
            found.append(json.loads(open_draft(read.vault.keys.draft_key, row, sealed)))
        except DraftUnreadable:  # another key by now: as with the draft itself
            continue
    return found


def unsealed_content(read: Read, draft_id: str, digest: str) -> bytes:
    """Raises DraftUnreadable when it is not this person's to open."""
    row, cursor = f"{draft_id}/{digest}/bytes", read.cursor
    cursor.execute("SELECT sealed FROM draft WHERE id = ? AND author = ?", (row, read.viewer))
    found = cursor.fetchone()
    return open_draft(read.vault.keys.draft_key, row, found[0] if found else b"")


def forget_unsealed(work: Work, draft_id: str, digest: str = "*") -> None:
    """One of the files beside this draft goes, or all of them."""
    for row in (f"{draft_id}/{digest}", f"{draft_id}/{digest}/bytes"):
        work.cursor.execute("DELETE FROM draft WHERE id GLOB ? AND author = ?", (row, work.viewer))
