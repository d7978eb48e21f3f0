"""The record as one text: it can be read aloud, selected and copied, and grows as the page is scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QSizePolicy, QTextBrowser, QWidget

from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.chronology_html import EntryRow, Look, entries_html

_AT_ONCE = 40  # entries
_AHEAD = 900  # pixels below what is seen at which more are put in
_NARROW = 640  # pixels at 100 %
_MOVES = {
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}


class Chronology(QTextBrowser):
    """As tall as its entries: the page around it scrolls. `concern_wanted` carries the id behind a reference;
    `more_wanted` how many entries are here of those there are: answer with `add_entries`."""

    concern_wanted = Signal(str)
    more_wanted = Signal(int)

    def __init__(self, theme: Theme, name: str = "Chronology") -> None:
        super().__init__()
        self._theme = theme
        self._rows: Sequence[EntryRow] = ()
        self._view, self._nothing, self._shown, self._total = "full", "", 0, 0
        self._asked = self._to_end = False
        self._found: tuple[str, ...] = ()
        self._bar: QScrollBar | None = None
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._draw)

    def show_entries(
        self,
        rows: Sequence[EntryRow],
        view: str = "full",
        nothing: str = "Nothing yet.",
        found: tuple[str, ...] = (),
        later: int = 0,
    ) -> None:
        """Shows these rows, first the first; `later` more can be asked for.

        `nothing`: the words where there are none. `found`: words to be marked.
        """
        self._rows, self._view, self._nothing, self._found = rows, view, nothing, found
        self._total, self._asked, self._to_end = len(rows) + later, False, False
        self._draw()

    def add_entries(self, rows: Sequence[EntryRow]) -> None:
        """The answer to `more_wanted`; none: that was all."""
        self._rows, self._asked = (*self._rows, *rows), False
        if not rows:
            self._total = len(self._rows)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(400, int(self.document().size().height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: Any) -> Any:
        """Taking the focus must not scroll the page to its beginning: what is seen of it is where the cursor is."""
        seen = self.visibleRegion().boundingRect()
        if query == Qt.InputMethodQuery.ImCursorRectangle and not seen.isEmpty():
            return QRect(seen.x(), seen.y() + seen.height() // 2, 1, 1)
        return super().inputMethodQuery(query, *argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        self._to_end = event.key() == Qt.Key.Key_End
        if move is not None and self._bar is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._bar.triggerAction(move)
            self._grow()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._to_end = False
        event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The tab key passes the links by: each leads to a concern that is listed elsewhere too."""
        return bool(QWidget.focusNextPrevChild(self, forward))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow(event.size().width()) != self._is_narrow(event.oldSize().width()):
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area: Any = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and self._bar is not area.verticalScrollBar():
            self._bar = area.verticalScrollBar()
            self._bar.valueChanged.connect(lambda _value: self._grow())

    def _is_narrow(self, width: int) -> bool:
        return width < self._theme.px(_NARROW)

    def _draw(self) -> None:
        self._shown = min(_AT_ONCE, len(self._rows))
        self.setHtml(self._html(self._rows[: self._shown]) if self._rows else "")
        if not self._rows:
            self.setPlainText(self._nothing)
        self.setProperty("entries", self._total)
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """Puts in more when the end of what is there comes near, or the end of everything is wanted."""
        seen = self.visibleRegion().boundingRect()
        near = self._to_end or self.document().size().height() - seen.bottom() <= _AHEAD
        if self._shown >= self._total or seen.isEmpty() or not near:
            return
        if self._shown == len(self._rows):
            if not self._asked:
                self._asked = True
                self.more_wanted.emit(len(self._rows))
            return
        more = self._rows[self._shown : self._shown + _AT_ONCE]
        self._shown += len(more)
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertHtml(self._html(more))
        if self._to_end:
            QTimer.singleShot(0, self, self._follow_end)

    def _follow_end(self) -> None:
        if self._to_end and self._bar is not None:
            self._bar.triggerAction(QScrollBar.SliderAction.SliderToMaximum)
            self._grow()

    def _html(self, rows: Sequence[EntryRow]) -> str:
        theme = self._theme
        look = Look(
            colours=theme.colours, day=theme.px(114), kind=theme.px(176), small=theme.points(12),
            narrow=self._is_narrow(self.width()), found=self._found,
        )  # fmt: skip
        return entries_html(rows, self._view, look)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "concern":
            self.concern_wanted.emit(link.path())
