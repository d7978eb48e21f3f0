"""Scrolling that keeps the focus in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget


class _Inside(QWidget):
    """As tall as its words are at the width they have: their least heights, at their least widths, add up to more,
    and would leave an empty stretch to scroll through."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


class ScrollArea(QScrollArea):
    """A column that scrolls up and down only. The focused widget is always brought into view, with air around it."""

    def __init__(self, parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        inside.setProperty("kind", "scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(12)
        self.setWidget(inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_in_sight)

    def _keep_in_sight(self, _old: QObject | None, now: QWidget | None) -> None:
        if self._show(now):
            # What was only just shown has no place yet when it gets the focus.
            QTimer.singleShot(0, self, lambda: self._show(QApplication.focusWidget()))

    def _show(self, focused: QWidget | None) -> bool:
        inside = self.widget()
        if focused is None or inside is None or not inside.isAncestorOf(focused):
            return False
        self.ensureWidgetVisible(focused, 0, 48)
        return True
