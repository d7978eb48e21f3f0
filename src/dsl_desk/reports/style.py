"""The faces and measures of all paper: A4, black on white, large enough to survive a fax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from dsl_desk.paths import resources
from dsl_desk.reports import machine_fonts
from dsl_desk.reports.scripts import UNREADABLE_UNSHAPED

# Points throughout.
PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = 42.0
WIDTH = PAGE_WIDTH - 2 * LEFT
BAND_TOP, BAND_HEIGHT = 36.0, 17.0
TOP = BAND_TOP + BAND_HEIGHT + 8  # of the text, from the top edge
FOOT_BASELINE = 26.0  # from the bottom edge
HEIGHT = PAGE_HEIGHT - TOP - 40  # of the text
LABEL_WIDTH, WIDE_LABEL = 96.0, 150.0  # of a key row's label


@dataclass(frozen=True)
class Type:
    """A size of type and the distance between its lines."""

    size: float
    leading: float
    bold: bool = False


BODY = Type(9.8, 12.8)
SMALL = Type(9.4, 11.4)
LABEL = Type(7.8, 10.2, bold=True)
CELL = Type(9.4, 11.4)
HEAD = Type(8.2, 10.2, bold=True)
WORDS = Type(11, 14)
LARGE = Type(10.9, 14, bold=True)
URGENCY = Type(14.3, 19, bold=True)
TITLE = Type(13, 17, bold=True)
HEADING = Type(12.6, 16.6, bold=True)
SUB_HEADING = Type(10.4, 13.6, bold=True)
# A fax has 98 lines to the inch, each black or white. What is thinner than one of them is lost where it falls between
# two: the bar of a T is 0.078 of the size in a regular face, 0.127 in a bold one.
SMALLEST, SMALLEST_BOLD = 9.4, 7.6
RULE = 0.9  # the thinnest of all rules
CODE = Type(19, 27, bold=True)


@dataclass(frozen=True, eq=False)
class Face:
    """A font registered with the renderer. `advances`: character -> width in thousandths of the size."""

    name: str
    advances: dict[str, float]


class Letters(dict[str, float]):
    """Character -> width in thousandths, for one weight; a character our own face lacks is looked up elsewhere."""

    def __init__(self, own: Face, others: tuple[Face, ...]) -> None:
        super().__init__(own.advances)
        self.own = own
        self._others = others

    def __missing__(self, character: str) -> float:
        width = self.face_of(character).advances.get(character, 500.0)
        self[character] = width
        return width

    def has(self, character: str) -> bool:
        """Whether the character can be drawn so that it can be read."""
        if UNREADABLE_UNSHAPED.match(character):
            return False
        return character in self.face_of(character).advances

    def face_of(self, character: str) -> Face:
        """Our own face, the Arabic one, one found on this computer; our own again when nobody has the character."""
        for face in (self.own, *self._others):
            if character in face.advances:
                return face
        return _machine_face(character) or self.own

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """The text in pieces of one face each; a space is drawn by the face before it, so that a name is one piece."""
        piece, face = "", self.own
        for character in text:
            own = face if character == " " and " " in face.advances else self.face_of(character)
            if own is not face and piece:
                yield face, piece
                piece = ""
            face = own
            piece += character
        if piece:
            yield face, piece


@cache
def letters(bold: bool) -> Letters:
    weight = "Bold" if bold else "Regular"
    folder = resources() / "fonts"
    latin, arabic = (
        _face(f"{name}-{weight}", folder / f"{name}-{weight}.ttf") for name in ("NotoSans", "NotoSansArabic")
    )
    return Letters(latin, (arabic,))


def _face(name: str, path: Path, number: int = 0) -> Face:
    font = TTFont(name, str(path), subfontIndex=number)
    pdfmetrics.registerFont(font)
    widths = font.face.charWidths
    missing = {0, 0xFFFF} | {code for code, glyph in font.face.charToGlyph.items() if glyph == 0}
    return Face(name, {chr(code): width for code, width in widths.items() if code not in missing and code >= 0x20})


@cache
def _machine_face(character: str) -> Face | None:
    found = machine_fonts.font_with(character)
    return _machine_file(*found) if found else None


@cache
def _machine_file(path: Path, number: int) -> Face | None:
    try:
        return _face(f"{path.stem}-{number}", path, number)
    except (TTFError, OSError, KeyError, ValueError):  # a font that the renderer cannot embed counts as absent
        return None
