"""Icons: glyphs of Font Awesome. QtAwesome carries the font; reading the file alone spares start-up its import."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

if TYPE_CHECKING:
    from dsl_desk.ui.theme import Theme

# The field's words -> Font Awesome code point (stable between its releases).
GLYPHS = {
    "today": "\uf185", "children": "\ue4e1", "concerns": "\uf07c", "referrals": "\uf1d8", "contacts": "\uf095",
    "guidance": "\uf518", "settings": "\uf013", "hide": "\uf070", "show": "\uf06e", "lock": "\uf023",
    "record": "\uf303", "warning": "\uf071", "phone": "\uf095", "print": "\uf02f", "search": "\uf002",
    "done": "\uf00c", "close": "\uf00d", "clock": "\uf017", "add": "\u002b", "back": "\uf060", "note": "\uf05a",
    "file": "\uf15c", "person": "\uf007", "key": "\uf084", "flag": "\uf024", "export": "\uf56e", "copy": "\uf0c5",
}  # fmt: skip


@cache
def family() -> str:
    """The name of the icon font, loaded at first use; empty when it is not there (icons are decoration, words stay)."""
    found = find_spec("qtawesome")
    for folder in (found.submodule_search_locations or []) if found else []:
        for path in sorted(Path(folder, "fonts").glob("fontawesome6-solid-webfont-*.ttf")):
            families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
            if families:
                return families[0]
    return ""


def glyph_font(pixels: int) -> QFont:
    font = QFont(family())
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight.Black)
    return font


def icon(name: str, theme: Theme, colour: str) -> QIcon:
    """An icon in a theme colour; it changes with the theme by itself."""
    return QIcon(_GlyphEngine(GLYPHS[name], theme, colour))


class _GlyphEngine(QIconEngine):
    def __init__(self, glyph: str, theme: Theme, colour: str) -> None:
        super().__init__()
        self._glyph, self._theme, self._colour = glyph, theme, colour

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._glyph, self._theme, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        if not family():
            return
        name = "muted" if mode is QIcon.Mode.Disabled else self._colour
        painter.save()
        painter.setPen(self._theme.colour(name))
        painter.setFont(glyph_font(round(rect.height() * 0.875)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture
