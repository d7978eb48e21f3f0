"""Icons: glyphs in the colours of the theme. Loaded after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from dsl_desk.ui.glyphs import GLYPHS, family, glyph_font

if TYPE_CHECKING:
    from dsl_desk.ui.theme import Theme


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
