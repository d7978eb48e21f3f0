"""The look back: each child's last 12 months, so that nobody decides on one day alone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.look_up.look_back import LookedBack
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, muted, strong

_FIRST = 4  # entries of each child shown before "all of them"


class LookedPanel(QWidget):
    """Children of the concern, brothers and sisters, the same address: what is on file of each."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The last 12 months")
        self._all: set[str] = set()
        self._children: tuple[LookedBack, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(4)

    def show_children(self, children: Iterable[LookedBack]) -> None:
        self._children = tuple(children)
        empty(self._column)
        if self._children:
            self._column.addWidget(strong("On file already" if self._children[0].whole else "The last 12 months"))
        for number, child in enumerate(self._children):
            self._add(number, child)

    def _add(self, number: int, child: LookedBack) -> None:
        head = FlowRow(_in_a_row(child.name, "strong"), _in_a_row(child.why, "small"), gap=10)
        for fact in child.facts:
            head.add(Tag(fact, "accent"))
        self._column.addWidget(head)
        if not child.rows:
            when = "" if child.whole else " in the last 12 months"
            self._column.addWidget(muted(f"Nothing else on file{when}."))
        everything = child.child in self._all
        for row in child.rows if everything else child.rows[:_FIRST]:
            self._column.addWidget(Label(f"{row.day} · {row.kind_label}: {row.words or row.summary}"))
        if len(child.rows) > _FIRST and not everything:
            link = LinkButton(f"All {len(child.rows)} entries", lambda: self._show_all(child.child))
            link.setObjectName(f"looked_all_{number}")
            link.setAccessibleName(f"All {len(child.rows)} entries of {child.name}")
            self._column.addWidget(link)

    def _show_all(self, child: str) -> None:
        self._all.add(child)
        self.show_children(self._children)


def _in_a_row(text: str, kind: str) -> Label:
    """Words that stay on their line, beside others."""
    return Label(text, kind).on_one_line()
