"""A list below a line of text, in the same window: what was found, or what might be meant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QVBoxLayout
from shiboken6 import isValid

from dsl_desk.ui.theme import announce

_ROWS = 10
_WIDTH = 420  # pixels at 100 % text: it may be wider than its line
_CLICK = 150  # ms: a click into the list comes before the line's loss of focus hides it


class Popover(QFrame):
    """The focus stays in the line; up and down choose, Enter or a click picks, Escape or leaving closes."""

    picked = Signal(int)

    def __init__(self, line: QLineEdit, name: str) -> None:
        super().__init__(line.window())
        self._line, self._window = line, line.window()
        self.setProperty("kind", "popover")
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.picked.emit(self.list.row(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.list)
        line.installEventFilter(self)
        self._window.installEventFilter(self)
        self.hide()

    def show_lines(self, lines: list[str], chosen: int = 0) -> None:
        """Shows these lines, nothing for none; `chosen` is marked (-1: none, so that Enter keeps what was typed)."""
        self.list.clear()
        self.list.addItems(lines)
        self.list.setCurrentRow(chosen)
        self.setVisible(bool(lines))
        if lines:
            self._place()
            self.raise_()

    def take_key(self, event: QKeyEvent) -> bool:
        """True when the key was for the list."""
        if not self.isVisible():
            return False
        key, row = event.key(), self.list.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            count = max(1, self.list.count())
            self.list.setCurrentRow((row + (1 if key == Qt.Key.Key_Down else -1)) % count)
            announce(self.list, self.list.currentItem().text())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.picked.emit(row)
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(_CLICK, self, self._leave)
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _leave(self) -> None:
        if not isValid(self._line):  # its form was drawn afresh meanwhile
            self.deleteLater()
        elif not self._line.hasFocus():
            self.hide()

    def _place(self) -> None:
        corner = self._line.mapTo(self._window, QPoint(0, self._line.height() + 4))
        rows = min(_ROWS, max(1, self.list.count()))
        height = sum(self.list.sizeHintForRow(row) for row in range(rows)) + 14
        room = self._window.height() - corner.y() - 16
        if room < min(height, 120):  # no room below: above
            corner.setY(max(16, self._line.mapTo(self._window, QPoint(0, 0)).y() - height - 4))
            room = height
        wanted = round(_WIDTH * self._line.fontMetrics().height() / 18)
        width = max(self._line.width(), min(wanted, self._window.width() - corner.x() - 16))
        self.setGeometry(corner.x(), corner.y(), width, min(height, room))


class SuggestLine(QLineEdit):
    """A line that offers what others were called; whatever is typed stands."""

    chosen = Signal()

    def __init__(self, suggestions: list[str], alike: Callable[[str], str] = str.casefold) -> None:
        super().__init__()
        self._suggestions, self._alike = suggestions, alike
        self._found: list[str] = []
        self._popover: Popover | None = None
        self.textEdited.connect(self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popover is None or not self._popover.take_key(event):
            super().keyPressEvent(event)

    def _look(self, text: str) -> None:
        wanted = self._alike(text.strip())
        found = [line for line in self._suggestions if wanted and wanted in self._alike(line) and line != text]
        self._found = found[:8]
        self._popover = popover_of(self, self._popover, "Suggestions", self._take)
        self._popover.show_lines(self._found, -1)

    def _take(self, row: int) -> None:
        self.setText(self._found[row])
        if self._popover is not None:
            self._popover.hide()
        self.chosen.emit()


def popover_of(line: QLineEdit, known: Popover | None, name: str, picked: Callable[[int], None]) -> Popover:
    """The line's popover, made when first needed: only then is it known in which window the line stands."""
    if known is not None:
        return known
    popover = Popover(line, name)
    popover.picked.connect(picked)
    return popover
