"""The word over everything that belongs to a practice school."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dsl_desk.ui.theme import Theme


class Watermark(QWidget):
    """Drawn over the whole window, under no click: faint enough to read through, plain enough in any photograph."""

    def __init__(self, window: QWidget, theme: Theme, word: str = "PRACTICE") -> None:
        super().__init__(window)
        self._window, self._theme, self._word = window, theme, word
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Practice school")
        window.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            self._fit()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(self._theme.colour("ink"))
        colour.setAlpha(14)
        painter.setPen(colour)
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(max(48, self.width() // 9))
        painter.setFont(font)
        painter.translate(QPoint(self.width() // 2, self.height() // 2))
        painter.rotate(-24)
        half_width, half_height = self.width(), self.height()
        painter.drawText(
            QRect(-half_width, -half_height, 2 * half_width, 2 * half_height), Qt.AlignmentFlag.AlignCenter, self._word
        )
        painter.end()

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()
