"""Breaks a text into lines of a width and gives every piece its place, weight and face."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain, groupby
from typing import NamedTuple

from dsl_desk.domain.characters import direction, unbroken
from dsl_desk.reports.printable import in_place_of, is_usual, printable
from dsl_desk.reports.scripts import in_drawn_forms, in_drawn_order
from dsl_desk.reports.style import Type, letters

Piece = tuple[str, bool]  # text, bold
_KEPT = "\n\u200c\u200d"  # a line break, and the joiners that shape Arabic and Indian letters


class TextInk(NamedTuple):
    """A run of one face: `x` from the left of its column, `y` its baseline from the top of its strip."""

    x: float
    y: float
    face: str
    size: float
    text: str


Line = tuple[TextInk, ...]


def lines(pieces: list[Piece], type: Type, width: float) -> list[Line]:
    """The lines of a text, broken at line breaks, spaces and hyphens, and within a word that is wider than the column.

    Every line's baseline is 0. An empty line is an empty tuple.
    """
    found: list[Line] = []
    for paragraph in _paragraphs([(_drawable(text), bold or type.bold) for text, bold in pieces]):
        whole = "".join(text for text, _ in paragraph)
        if not whole:
            found.append(())
            continue
        base = "L" if is_usual(whole) else direction(whole)
        for start, end in _breaks(whole, _places(paragraph), width * 1000 / type.size):
            found.append(_line(_between(paragraph, start, end), type.size, base))
    return found


def width_of(text: str, type: Type) -> float:
    advance = letters(type.bold)
    return sum(advance[character] for character in _drawable(text)) * type.size / 1000


def _drawable(text: str) -> str:
    """The text in characters that can all be drawn, each by some face."""
    if is_usual(text):
        return text
    known = letters(False)
    parts = []
    for can, characters in groupby(printable(text), lambda character: character in _KEPT or known.has(character)):
        run = "".join(characters)
        parts.append(run if can else in_place_of(run))
    drawn = in_drawn_forms("".join(parts))
    return "".join(map(_with_a_face, drawn))


def _with_a_face(character: str) -> str:
    """A joined form that no face has goes back to its letter."""
    if character == "\n" or letters(False).has(character):
        return character
    return unicodedata.normalize("NFKC", character)


def _paragraphs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    current: list[Piece] = []
    for text, bold in pieces:
        first, *rest = text.split("\n")
        current.append((first, bold))
        for part in rest:
            yield current
            current = [(part, bold)]
    yield current


def _places(pieces: list[Piece]) -> list[float]:
    """Where each character begins, and where the last one ends, in thousandths of the size."""
    widths = chain.from_iterable(map(letters(bold).__getitem__, text) for text, bold in pieces)
    return list(accumulate(widths, initial=0.0))


def _breaks(text: str, places: list[float], limit: float) -> Iterator[tuple[int, int]]:
    start, length, joined = 0, len(text), unbroken(text)
    while places[length] - places[start] > limit:
        furthest = bisect_right(places, places[start] + limit, start, length + 1) - 1
        cut = joined.rfind(" ", start + 1, furthest + 1)
        if cut < 0 or not text[start:cut].strip(" "):
            cut = text.rfind(" ", start + 1, furthest + 1)  # a number wider than its column
        if cut > start and text[start:cut].strip(" "):
            yield start, cut
            start = cut + 1
            while start < length and text[start] == " ":
                start += 1
            continue
        cut = text.rfind("-", start + 1, furthest) + 1 or max(furthest, start + 1)
        while start + 1 < cut < length and unicodedata.combining(text[cut]):
            cut -= 1
        yield start, cut
        start = cut
    if start < length:
        yield start, length


def _between(pieces: list[Piece], start: int, end: int) -> Iterator[Piece]:
    for text, bold in pieces:
        if end <= 0:
            return
        part = text[max(start, 0) : end]
        if part:
            yield part, bold
        start, end = start - len(text), end - len(text)


def _line(pieces: Iterator[Piece], size: float, base: str) -> Line:
    """From left to right. A bold piece is turned by itself, so words of one name should not differ in weight."""
    inks: list[TextInk] = []
    x = 0.0
    for text, bold in reversed(list(pieces)) if base == "R" else pieces:
        face = letters(bold)
        runs = iter([(face.own, text)]) if is_usual(text) else face.runs(in_drawn_order(text, base))
        for own, run in runs:
            inks.append(TextInk(x, 0.0, own.name, size, run))
            x += sum(own.advances.get(character, 0.0) for character in run) * size / 1000
    return tuple(inks)
