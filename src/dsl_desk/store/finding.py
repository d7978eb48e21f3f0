"""Finding entries by their words: newest first, only what this viewer may see."""

from __future__ import annotations

import re

from dsl_desk.domain.lists import Found
from dsl_desk.store.projections.search import EVERYONE, token
from dsl_desk.store.rows import by_seq
from dsl_desk.store.work import Read

_WORD = re.compile(r"\w+", re.UNICODE)


def entries(read: Read, words: str, *, limit: int = 20) -> list[Found]:
    """Up to `limit` entries that hold all these words (the last one as a beginning), newest first."""
    parts = _WORD.findall(words)[:8]
    if not parts or len(parts[-1]) < 3 > len(parts):
        return []
    terms = " ".join([*(f'"{part}"' for part in parts[:-1]), f'"{parts[-1]}"*'])
    match = f"scope:({EVERYONE} OR {token(read.viewer)}) AND words:({terms})"
    cursor = read.cursor
    cursor.execute(
        "SELECT rowid, snippet(search, 1, '', '', '…', 12) FROM search WHERE search MATCH ?"
        " ORDER BY rowid DESC LIMIT ?",
        (match, limit),
    )
    found = []
    for seq, snippet in cursor.fetchall():
        entry = by_seq(read, seq)
        if entry is not None:
            found.append(Found(entry=entry, snippet=snippet))
    return found
