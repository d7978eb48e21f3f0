"""Finding entries by their words: newest first, only what this viewer may see."""

from __future__ import annotations

import re

from dsl_desk.domain.lists import Found
from dsl_desk.store.projections.search import EVERYONE, token
from dsl_desk.store.rows import opened_or_read
from dsl_desk.store.work import Read

_WORD = re.compile(r"\w+", re.UNICODE)
# CROSS keeps the search first, whose own order the limit ends. What was disposed of has no words to be found by.
FOUND = (
    "SELECT entry.seq, entry.digest, snippet(search, 1, '', '', '…', 12) FROM search CROSS JOIN entry"
    " WHERE search MATCH ? AND entry.seq = search.rowid ORDER BY search.rowid DESC LIMIT ?"
)


def entries(read: Read, words: str, *, limit: int = 20) -> list[Found]:
    """Up to `limit` entries that hold all these words (the last one as a beginning), newest first."""
    match = wanted(words, read.viewer)
    if not match:
        return []
    cursor = read.cursor
    cursor.execute(FOUND, (match, limit))
    found = ((opened_or_read(read, seq, digest), snippet) for seq, digest, snippet in cursor.fetchall())
    return [Found(entry=entry, snippet=snippet) for entry, snippet in found if entry is not None]


def wanted(words: str, viewer: str) -> str:
    """What full-text search is asked for; "" where too little was typed to look for."""
    parts = _WORD.findall(words)[:8]
    if not parts or len(parts[-1]) < 3 > len(parts):
        return ""
    terms = " ".join([*(f'"{part}"' for part in parts[:-1]), f'"{parts[-1]}"*'])
    return f"scope:({EVERYONE} OR {token(viewer)}) AND words:({terms})"
