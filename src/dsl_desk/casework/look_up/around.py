"""Where the words of a search stand in an entry, as people read it: never as it is stored."""

from __future__ import annotations

import re

from dsl_desk.casework.telling import Names, tell
from dsl_desk.domain.lists import Found
from dsl_desk.pathways.pack import Pack


def around(found: Found, wanted: str, pack: Pack, names: Names) -> str:
    """ "Advice: …they rang back at ten and…": the kind of entry, and of what was found around the words the piece that
    stands in an answer just so; the entry's summary where only a stored mark was found."""
    told = tell(found.entry, pack, names)
    answers = (told.words, told.summary, *(text for _, text in told.rows))
    words = re.findall(r"\w+", wanted.casefold())
    read = [piece for piece in found.snippet.splitlines() if _is_read(piece.strip("… "), answers)]
    pieces = sorted((told.summary, *read), key=lambda piece: -sum(word in piece.casefold() for word in words))
    best = pieces[0] if any(word in pieces[0].casefold() for word in words) else max(read, key=len, default=pieces[0])
    return f"{told.kind_label}: {best}".rstrip(": ")


def _is_read(piece: str, answers: tuple[str, ...]) -> bool:
    """It stands in an answer just so; a single word could be a stored mark that an answer happens to hold."""
    return any(piece == answer or (" " in piece and piece in answer) for answer in answers if piece)
