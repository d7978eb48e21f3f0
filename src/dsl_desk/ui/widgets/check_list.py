"""Check your answers: every answer in words, each with a way back to it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import Card, QuoteBlock, rule
from dsl_desk.ui.widgets.labels import Label, muted, strong


class CheckList(Card):
    """`change_wanted` carries the question's id. What was left blank stands together at the end."""

    change_wanted = Signal(str)

    def __init__(self, title: str = "Check your answers") -> None:
        super().__init__(title, gap=10)
        self._grid_holder = QWidget()
        self.add(self._grid_holder)
        self._blank = muted()
        self.add(self._blank)

    def show_rows(self, rows: Iterable[tuple[str, str, str, bool]]) -> None:
        """Shows (question id, label, answer, exact words?) rows."""
        rows = list(rows)
        old, self._grid_holder = self._grid_holder, QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 8)
        line = 0
        for key, label, text, words in rows:
            if not text:
                continue
            answer = QuoteBlock(text) if words else Label(text)
            change = LinkButton("Change", lambda key=key: self.change_wanted.emit(key))  # type: ignore[misc]
            change.setAccessibleName(f"Change: {label}")
            change.setObjectName(f"change_{key}")
            for column, widget in enumerate((strong(label), answer, change)):
                grid.addWidget(widget, line, column, Qt.AlignmentFlag.AlignTop)
                _lower(widget, change)
            grid.addWidget(rule(), line + 1, 0, 1, 3)
            line += 2
        self.body.replaceWidget(old, self._grid_holder)
        old.hide()
        old.setParent(None)  # out of the tree at once: its names now belong to the new one
        old.deleteLater()
        blank = [label for _, label, text, _ in rows if not text]
        self._blank.say(f"Left blank: {' · '.join(blank)}" if blank else "")


def _lower(words: QWidget, link: LinkButton) -> None:
    """The first line of words stands beside that of the link, which has room for its frame above it."""
    if isinstance(words, Label):
        words.setContentsMargins(0, max(0, (link.sizeHint().height() - link.fontMetrics().height()) // 2), 0, 0)
