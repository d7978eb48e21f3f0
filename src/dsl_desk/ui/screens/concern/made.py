"""What was sealed for a step: each entry in a few lines, to be amended or set aside in the open."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import QuoteBlock, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, small, strong
from dsl_desk.ui.widgets.scroll import fit_page


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
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inside, self._column = QWidget(), QVBoxLayout()
        self._outer.addWidget(self._inside)

    def show_rows(self, rows: Iterable[ChronologyRow]) -> None:
        """The focus stays on the link it was on: else it would wander over the page, and the page scroll after it."""
        self._rows = tuple(rows)
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        old, self._inside = self._inside, QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for number, row in enumerate(self._rows):
            self._add(number, row)
        self._outer.replaceWidget(old, self._inside)
        self._inside.show()
        again = self._inside.findChild(QWidget, name) if name else None
        if again is not None:
            fit_page(self)
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        old.hide()
        old.setParent(None)
        old.deleteLater()

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
        if row.summary and row.root not in self._open:
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
        if row.root in self._open:  # below the link that opened them, which so stays where it was
            for label, answer in row.rows:
                self._column.addSpacing(4)
                self._column.addWidget(small(label))
                self._column.addWidget(Label(answer))
        self._column.addWidget(rule())

    def _link(self, acts: FlowRow, words: str, name: str, row: ChronologyRow, pressed) -> None:  # type: ignore[no-untyped-def]
        link = LinkButton(words, pressed)
        link.setObjectName(name)
        link.setAccessibleName(f"{words}: {row.kind_label}, {row.when}")
        acts.add(link)

    def _toggle(self, root: str) -> None:
        self._open ^= {root}
        self.show_rows(self._rows)
