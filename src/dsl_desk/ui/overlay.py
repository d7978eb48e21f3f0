"""A sheet over the whole window. Never a separate window: nothing modal can come between it and the person."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from dsl_desk.ui.tab_order import stops, tab


class Overlay(QWidget):
    """Covers its window while shown, keeps the tab key inside, and gives the focus back where it was."""

    closed = Signal()
    escape_closes = True
    on_top = False  # stays above every other sheet while it is open

    def __init__(self, window: QWidget, kind: str = "sheet") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", kind)
        self._before: QWidget | None = None
        self._window = window
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Shows the sheet over everything."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        above = [other for other in self._window.findChildren(Overlay) if other.on_top and other.isVisible()]
        for other in above:
            other.raise_()
        if not above or self in above:
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Takes the sheet away; the focus returns."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def first(self) -> QWidget:
        """Where the focus goes when it opens."""
        return next(stops(self), self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.escape_closes:
            self.shut()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab(self, forward)
