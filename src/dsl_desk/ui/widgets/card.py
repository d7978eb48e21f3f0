"""The surfaces things stand on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.labels import Label, heading


class Card(QFrame):
    """A white surface with a 1 px line. `body` takes the content; a title, and things beside it, may stand on top."""

    def __init__(self, text: str = "", *beside: QWidget, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 14, 18, 14)
        self.body.setSpacing(gap)
        self.heading: Label | None = None
        if text or beside:
            self._put_title(text, beside)

    def add(self, *widgets: QWidget) -> Card:
        """Adds widgets below one another; gives the card back."""
        for widget in widgets:
            self.body.addWidget(widget)
        return self

    def _put_title(self, text: str, beside: tuple[QWidget, ...]) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        if text:
            self.heading = heading(text)
            self.heading.setWordWrap(not beside)
            row.addWidget(self.heading, 0 if beside else 1)
            self.setAccessibleName(text)
        for widget in beside:
            row.addWidget(widget)
        row.addStretch(1 if beside else 0)
        self.body.addLayout(row)


def rule() -> QFrame:
    """A 1 px line between things."""
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line


class QuoteBlock(QFrame):
    """Somebody's exact words, never edited: the quotation marks are drawn round them, not kept in them."""

    def __init__(self, words: str, speaker: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quote-block")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 12, 6)
        label = Label(f"“{words}”" + (f" ({speaker})" if speaker else ""), "quote")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(label)


def empty(layout: QLayout) -> None:
    """Takes everything out of a layout, so that a state can be shown afresh."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            empty(inner)
