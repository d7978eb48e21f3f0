"""Search from anywhere: a box at the top, and what was found in a list below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dsl_desk.ui.navigation import Place
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import announce

_WAIT = 120  # ms after the last key before the file is searched


@dataclass(frozen=True)
class Found:
    """One result: its words, a muted note ("Year 4", "concern"), and where it leads: a place or an act."""

    label: str
    note: str = ""
    place: Place | None = None
    act: Callable[[], None] | None = None

    def follow(self, go: Callable[[Place], None]) -> None:
        """Does the act, or goes to the place."""
        if self.act is not None:
            self.act()
        elif self.place is not None:
            go(self.place)


Search = Callable[[str], list[Found]]


def matching(text: str, acts: list[tuple[str, Callable[[], None]]]) -> list[Found]:
    """The screens and acts whose words hold this text."""
    return [Found(label, "go", act=act) for label, act in acts if text.casefold() in label.casefold()]


class SearchBox(QLineEdit):
    """Ctrl+K. `search` is run off the GUI thread; `own` (screens and acts) is asked at once."""

    chosen = Signal(object)

    def __init__(self, tasks: Tasks, search: Search, own: Search) -> None:
        super().__init__()
        self._tasks, self._search, self._own = tasks, search, own
        self._results: list[Found] = []
        self.setPlaceholderText("Find a child, concern or contact   Ctrl+K")
        self.setAccessibleName("Find a child, concern, contact, screen or action")
        self._popover: _Popover | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._look)
        self.textEdited.connect(lambda _text: self._timer.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popover = self._popover
        shown = popover is not None and popover.isVisible()
        if event.key() == Qt.Key.Key_Escape:
            self.close_results()
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif shown and popover and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            popover.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def close_results(self) -> None:
        if self._popover is not None:
            self._popover.hide()

    def _enter(self) -> None:
        if self._popover is not None and self._popover.isVisible():
            self._take(max(0, self._popover.list.currentRow()))
        else:
            self._look()

    def _look(self) -> None:
        text = self.text().strip()
        if not text:
            self.close_results()
            return
        own = self._own(text)
        self._tasks.run(lambda: self._search(text), owner=self, then=lambda found: self._show(text, [*found, *own]))

    def _show(self, text: str, results: list[Found]) -> None:
        if self.text().strip() != text:
            return
        if self._popover is None:
            self._popover = _Popover(self)
            self._popover.list.itemClicked.connect(lambda item: self._take(self._row_of(item)))
        self._results = results
        self._popover.show_results(results)
        announce(self, f"{len(results)} found" if results else "Nothing found")

    def _row_of(self, item: QListWidgetItem) -> int:
        return self._popover.list.row(item) if self._popover else 0

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._results):
            return
        found = self._results[row]
        self.close_results()
        self.clear()
        self.chosen.emit(found)


class _Popover(QFrame):
    """Stands below the box in the same window; goes when the focus goes."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.window())
        self._box = box
        self.setProperty("kind", "popover")
        self.list = QListWidget()
        self.list.setProperty("kind", "plain")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.list)
        box.installEventFilter(self)
        box.window().installEventFilter(self)
        self.hide()

    def show_results(self, results: list[Found]) -> None:
        self.list.clear()
        for found in results:
            self.list.addItem(f"{found.label}   ·   {found.note}" if found.note else found.label)
        if not results:
            self.list.addItem("Nothing found. Check the spelling, or search for part of the name")
        self.list.setCurrentRow(0)
        self._place()
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        count = max(1, self.list.count())
        self.list.setCurrentRow((self.list.currentRow() + step) % count)
        item = self.list.currentItem()
        if item is not None:
            announce(self.list, item.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self.hide)  # a click into the list comes first
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window: QWidget = self._box.window()
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        rows = min(10, max(1, self.list.count()))
        height = sum(self.list.sizeHintForRow(row) for row in range(rows)) + 24
        width = max(self._box.width(), min(480, window.width() - corner.x() - 16))
        self.setGeometry(corner.x(), corner.y(), width, min(height, window.height() - corner.y() - 16))
