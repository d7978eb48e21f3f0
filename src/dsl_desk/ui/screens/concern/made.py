"""What was sealed for a step: each entry in a few lines, to be amended or set aside in the open."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import QuoteBlock, empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, small, strong


class MadeList(QWidget):
    """`amend_wanted` and `withdraw_wanted` carry the root of an entry, `look_wanted` that of an attached file."""

    amend_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    look_wanted = Signal(str)

    def __init__(self, *, may_change: bool = True) -> None:
        super().__init__()
        self.may_change = may_change
        self._open: set[str] = set()
        self._rows: tuple[ChronologyRow, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_rows(self, rows: Iterable[ChronologyRow]) -> None:
        self._rows = tuple(rows)
        empty(self._column)
        for number, row in enumerate(self._rows):
            self._add(number, row)

    def _add(self, number: int, row: ChronologyRow) -> None:
        if number:
            self._column.addSpacing(6)
        at, kind = strong(" ".join(part for part in (row.day, row.time) if part)), Label(row.kind_label)
        for beside in (at, kind):
            beside.setWordWrap(False)
        top = FlowRow(at, kind, gap=10)
        for mark in row.marks:
            top.add(Tag(mark, "warn"))
        self._column.addWidget(top)
        if row.words:
            self._column.addWidget(QuoteBlock(row.words, row.speaker))
        if row.root in self._open:
            for label, answer in row.rows:
                self._column.addWidget(small(label))
                self._column.addWidget(Label(answer))
        elif row.summary:
            self._column.addWidget(Label(row.summary))
        self._column.addWidget(small(f"Sealed {row.recorded} by {row.by}"))
        acts = FlowRow(gap=14)
        if row.kind == "attachment":
            self._link(acts, "Look at it", f"look_{number}", row, lambda: self.look_wanted.emit(row.root))
        more = "Less" if row.root in self._open else "Every answer"
        self._link(acts, more, f"more_{number}", row, lambda: self._toggle(row.root))
        if self.may_change:
            self._link(acts, "Amend", f"amend_{number}", row, lambda: self.amend_wanted.emit(row.root))
            self._link(acts, "Set aside…", f"withdraw_{number}", row, lambda: self.withdraw_wanted.emit(row.root))
        self._column.addWidget(acts)
        self._column.addWidget(rule())

    def _link(self, acts: FlowRow, words: str, name: str, row: ChronologyRow, pressed) -> None:  # type: ignore[no-untyped-def]
        link = LinkButton(words, pressed)
        link.setObjectName(name)
        link.setAccessibleName(f"{words}: {row.kind_label}, {row.when}")
        acts.add(link)

    def _toggle(self, root: str) -> None:
        self._open ^= {root}
        self.show_rows(self._rows)
