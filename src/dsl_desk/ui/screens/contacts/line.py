"""One contact of the directory: its number, when to ring, who checked it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.screens.contacts import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.call_list import phone_icon
from dsl_desk.ui.widgets.card import rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Tag, heading, muted, selectable, small, strong

_GAP = 12


class ContactLine(QWidget):
    """`spot`: what can be focused in it, for whoever comes to this contact."""

    def __init__(self, line: vm.Line, act: Callable[[str, vm.Line], None], *, first: bool, may_change: bool) -> None:
        super().__init__()
        self._act = act
        self.spot: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        if not first:
            column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(phone_icon("danger" if line.urgent else "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(line, may_change=may_change), 1)
        column.addLayout(row)

    def _words(self, line: vm.Line, *, may_change: bool) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        number = selectable(heading(line.number or line.name).on_one_line())
        top = FlowRow(number, gap=10)
        if line.number:
            top.add(strong(line.name).on_one_line())
        if line.tag:
            top.add(Tag(line.tag, line.tone))
        words.addWidget(top)
        for text in (line.when, " · ".join(part for part in (line.note, *line.more) if part), line.email):
            if text:
                words.addWidget(muted(text))
        acts = FlowRow(Tag(line.checked, line.checked_tone), gap=12)
        for name, said in vm.acts_on(line, may_change=may_change):
            acts.add(self._link(name, said, line))
        words.addWidget(acts)
        if line.source:
            words.addWidget(small(line.source))
        return words

    def _link(self, name: str, said: str, line: vm.Line) -> LinkButton:
        self.spot = link = LinkButton(said, lambda: self._act(name, line))
        link.setObjectName(f"{name}_{line.role}")
        link.setAccessibleName(f"{said}: {line.name}")
        return link
