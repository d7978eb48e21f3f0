"""Radio buttons and ticks whose words wrap. Qt's own cut long labels; these grow downwards and carry a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

from dsl_desk.ui.widgets.labels import fit_height
from dsl_desk.ui.widgets.shown_text import shown

if TYPE_CHECKING:
    _Button = QAbstractButton
else:  # mixed into two of Qt's classes, so no Qt class itself
    _Button = object

_EDGE, _SIDE, _GAP = 3, 6, 8
_ARROWS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class _Wrapped(_Button):
    """What a radio button and a tick share: size, wrapping, painting. `note` stands under the words, muted."""

    note: str

    def _set_up(self, text: str, note: str) -> None:
        self.note = note
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        if note:
            self.setAccessibleDescription(note)
        fit_height(self)

    @property
    def words(self) -> str:
        return self.text().replace("&&", "&")

    @property
    def _mark(self) -> int:
        return max(16, round(self.fontMetrics().height() * 0.85))

    def _indent(self) -> int:
        return _SIDE + self._mark + _GAP

    def _text_height(self, text: str, width: int) -> int:
        return QFontMetrics(self.font()).boundingRect(
            QRect(0, 0, max(1, width - 2), 10_000), int(Qt.TextFlag.TextWordWrap), shown(text)
        ).height() if text else 0  # fmt: skip

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(line) for line in (self.words, self.note))
        width = self._indent() + widest + 2 * _EDGE + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = re.split(r"[\s\u200b]+", shown(self.words))
        longest = max(map(metrics.horizontalAdvance, words), default=0)
        return QSize(self._indent() + longest + 2 * _EDGE + 2, max(26, metrics.height() + 2 * _EDGE))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._indent() - 2 * _EDGE
        return max(26, self._text_height(self.words, room) + self._text_height(self.note, room) + 2 * _EDGE + 2)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, mark = self.palette(), self._mark
        line = self.fontMetrics().height()
        top = max(_EDGE, (26 - line) // 2) if self.height() <= 30 else _EDGE + 1
        box = QRectF(_SIDE + 0.5, top + (line - mark) / 2 + 0.5, mark - 1, mark - 1)
        colour = palette.color(QPalette.ColorRole.Mid if self.isEnabled() else QPalette.ColorRole.Midlight)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent) if self.isChecked() else colour, 1.4))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        self._draw_mark(painter, box, palette)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        room = QRect(self._indent(), top, self.width() - self._indent() - 2 * _EDGE, self.height())
        painter.setPen(palette.color(group, QPalette.ColorRole.WindowText))
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), shown(self.words))
        if self.note:
            room.setTop(top + self._text_height(self.words, room.width()))
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), shown(self.note))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _draw_mark(self, painter: QPainter, box: QRectF, palette: QPalette) -> None:
        raise NotImplementedError


class Radio(_Wrapped, QRadioButton):
    """One of several. Arrow keys move inside the group, tab leaves it."""

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, parent)
        self._set_up(text, note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the group in its order, round and round. Qt's own go by place: wrapped onto two lines, a
        choice may then be in no arrow's way."""
        group, step = self.group(), _ARROWS.get(event.key(), 0)
        if group is None or not step:
            super().keyPressEvent(event)
            return
        ways = [button for button in group.buttons() if button.isEnabled() and button.isVisible()]
        following = ways[(ways.index(self) + step) % len(ways)]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if self.isChecked():
            following.click()

    def _draw_mark(self, painter: QPainter, box: QRectF, palette: QPalette) -> None:
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Accent))
            inset = box.width() * 0.25
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))


class Tick(_Wrapped, QCheckBox):
    """Yes or no, by itself or among several."""

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self._set_up(text, note)

    def _draw_mark(self, painter: QPainter, box: QRectF, palette: QPalette) -> None:
        if self.isChecked():
            painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            pen = QPen(palette.color(QPalette.ColorRole.HighlightedText), max(2.0, box.width() / 8))
            painter.setPen(pen)
            w, x, y = box.width(), box.x(), box.y()
            painter.drawPolyline(
                [QPoint(round(x + w * a), round(y + w * b)) for a, b in ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))]
            )
