"""Things under headings, each with a word about it and sentences below; of long groups the first few."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, muted, strong

Row = tuple[str, str, str, tuple[str, ...]]  # name, a word about it, that word's tone, sentences


class GroupedList(QWidget):
    """`name`: of the buttons that show the rest of a group; `says`: what the list is, for a screen reader."""

    def __init__(self, name: str, says: str, first: int = 6) -> None:
        super().__init__()
        self.setAccessibleName(says)
        self._name, self._first = name, first
        self._groups: tuple[tuple[str, tuple[Row, ...]], ...] = ()
        self._open: set[str] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_groups(self, groups: Iterable[tuple[str, tuple[Row, ...]]]) -> None:
        self._groups = tuple(groups)
        empty(self._column)
        for number, (title, rows) in enumerate(self._groups):
            if number:
                self._column.addSpacing(6)
            self._add(number, title, rows)

    def _add(self, number: int, title: str, rows: tuple[Row, ...]) -> None:
        self._column.addWidget(strong(title))
        shown = rows if title in self._open else rows[: self._first]
        for name, word, tone, lines in shown:
            head = FlowRow(Tag(word, tone), Label(name).on_one_line(), gap=8)
            self._column.addWidget(head)
            for line in lines:
                self._column.addWidget(muted(line))
        if len(rows) > len(shown):
            link = LinkButton(f"All {len(rows)}", lambda: self._show_all(title))
            link.setObjectName(f"{self._name}_{number}")
            link.setAccessibleName(f"All {len(rows)} of {title}")
            self._column.addWidget(FlowRow(link))

    def _show_all(self, title: str) -> None:
        self._open.add(title)
        self.show_groups(self._groups)
