"""Strips of paper: one line each, with its ink, so that a page can be cut between any two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from dsl_desk.reports import blocks as b
from dsl_desk.reports.lettering import Line, Piece, TextInk, lines
from dsl_desk.reports.style import HEIGHT, Type


class RuleInk(NamedTuple):
    """A straight line, in points from the left and the top of its strip."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


class BoxInk(NamedTuple):
    """A filled black rectangle."""

    x: float
    y: float
    width: float
    height: float


Ink = TextInk | RuleInk | BoxInk


@dataclass(slots=True)
class Strip:
    """`keep`: stands on one page with the next strip. `head`: repeated when a page begins with this strip.

    `gap`: dropped where a page begins with it. `target`: page references point here. `new_page`: begins one, unless all
    that follows up to the next such strip has room here and it says `unless_room`. `goes_on`: from here on every page
    begins with this, until another strip says otherwise. `with_last`: never alone on a page: what stood last comes too.
    """

    height: float
    inks: tuple[Ink, ...] = ()
    keep: bool = False
    gap: bool = False
    new_page: bool = False
    unless_room: bool = False
    target: str = ""
    head: tuple[Strip, ...] = ()
    goes_on: tuple[Strip, ...] | None = None
    with_last: bool = False


@dataclass
class Setting:
    """What blocks are set with: the pages that references name (known after a first pass), and what was cut."""

    height: float = HEIGHT  # of a page's text, points
    pages: dict[str, int] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    refers: bool = False  # a page reference was met since this was last set to False
    broken_off: bool = False  # a text was broken off since this was last set to False

    def lines(self, text: b.Text, type: Type, width: float) -> list[Line]:
        return lines([self._piece(piece) for piece in text], type, width)

    def _piece(self, piece: str | b.Bold | b.PageRef) -> Piece:
        if isinstance(piece, b.Bold):
            return piece.text, True
        if isinstance(piece, b.PageRef):
            self.refers = True
            return str(self.pages.get(piece.target, "00")), False
        return piece, False


THICK = 1.6
SHORT = 14  # lines that are kept on one page


def placed(line: Line, type: Type, x: float = 0.0, y: float = 0.0) -> Line:
    """The line with its capitals centred between the top and the bottom of its leading, `y` below the strip's top."""
    baseline = y + (type.leading + 0.714 * type.size) / 2
    return tuple(ink._replace(x=ink.x + x, y=baseline) for ink in line)


def stack(found: Iterable[Line], type: Type, x: float = 0.0) -> list[Strip]:
    """One strip a line."""
    return [Strip(type.leading, placed(line, type, x)) for line in found]


def broken_off(
    strips: list[Strip], most: int | None, more: b.Text, type: Type, setting: Setting, x: float, width: float
) -> list[Strip]:
    """The strips, or when they are more than `most`, the first of them and the line `more` instead of the rest."""
    if most is None or len(strips) <= most:
        return strips
    setting.broken_off = True
    return [*strips[: most - 1], *stack(setting.lines(more, type, width), type, x)[:1]]


def kept(strips: list[Strip]) -> list[Strip]:
    """Short: all on one page. Long: its first two lines together, and its last two."""
    for number, strip in enumerate(strips[:-1]):
        strip.keep = len(strips) <= SHORT or number == 0 or number == len(strips) - 2
    return strips


def read_in_order(columns: list[list[Strip]]) -> list[Strip]:
    """Columns side by side. In a short row each column's ink stands in one piece, for whoever has the page read out."""
    longest = max(columns, key=len)
    strips = [Strip(strip.height) for strip in longest]
    for column in columns:
        drop = 0.0
        for number, strip in enumerate(column):
            if len(longest) <= SHORT:
                strips[0].inks += tuple(lowered(ink, drop) for ink in strip.inks)
                drop += longest[number].height
            else:
                strips[number].inks += strip.inks
    return strips


def padded(strips: list[Strip], above: float, below: float) -> list[Strip]:
    """White above the first strip and below the last one, as parts of them."""
    first = strips[0]
    first.inks = tuple(lowered(ink, above) for ink in first.inks)
    first.height += above
    strips[-1].height += below
    return strips


def lowered(ink: Ink, by: float) -> Ink:
    if isinstance(ink, RuleInk):
        return ink._replace(y1=ink.y1 + by, y2=ink.y2 + by)
    return ink._replace(y=ink.y + by)


def framed(strips: list[Strip], left: float, right: float) -> list[Strip]:
    """A thick frame, open where a page ends within it."""
    for number, strip in enumerate(strips):
        sides = [RuleInk(x, 0, x, strip.height, THICK) for x in (left, right)]
        if number == 0:
            sides.append(RuleInk(left - THICK / 2, 0, right + THICK / 2, 0, THICK))
        if number == len(strips) - 1:
            sides.append(RuleInk(left - THICK / 2, strip.height, right + THICK / 2, strip.height, THICK))
        strip.inks += tuple(sides)
    return strips
