"""Words compared as people type them: without capitals and accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {"ł": "l", "ø": "o", "đ": "d"}  # letters with a stroke, which Unicode does not take apart


def without_accents(text: str) -> str:
    """Small letters without marks, to compare by: "wisn" finds Wiśniewski."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


def places(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """(start, end) of every place where one of these plain words stands in the text, in order, never overlapping."""
    if text.isascii():
        plain, came_from = text.lower(), range(len(text) + 1)
    else:
        pieces = [_plain(letter) for letter in text]
        plain = "".join(pieces)
        came_from = [number for number, piece in enumerate(pieces) for _ in piece]  # type: ignore[assignment]
    found: list[tuple[int, int]] = []
    for start, end in sorted(_found(plain, words)):
        first, last = came_from[start], came_from[end - 1] + 1
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _found(plain: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    found = []
    for word in filter(None, words):
        start = plain.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = plain.find(word, start + len(word))
    return found


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(_LETTERS.get(part, part) for part in parts if not unicodedata.combining(part))


# What a council may be called beside its name.
_OF_COUNCILS = frozenset(
    ["authority", "borough", "city", "council", "county", "district", "local", "metropolitan", "of", "the", "unitary"]
)


def same_council(one: str, other: str) -> bool:
    """True for "Bedford" and "Bedford Borough Council"; false for "Bedford" and "Central Bedfordshire"."""
    first, second = (set(without_accents(text).split()) - _OF_COUNCILS for text in (one, other))
    return bool(first) and first == second
