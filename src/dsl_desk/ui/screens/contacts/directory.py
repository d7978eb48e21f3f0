"""The list of contacts: its lines go in a few at a time, so that the window never stands still for them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from dsl_desk.ui.screens.contacts import view_model as vm
from dsl_desk.ui.screens.contacts.line import ContactLine
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.scroll import fit_page

_GAP = 12
_AT_ONCE = 1  # lines a turn of the event loop: styling and measuring one takes longer than making it


class Directory(Card):
    """`built`: every line is there."""

    built = Signal()

    def __init__(self, act: Callable[[str, vm.Line], None]) -> None:
        super().__init__(gap=_GAP)
        self._act, self._state = act, vm.ContactsState()
        self._made: dict[str, ContactLine] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(_GAP)
        self.body.addLayout(self._rows)
        self._building = QTimer(self)
        self._building.timeout.connect(self._build)

    def show_lines(self, state: vm.ContactsState) -> None:
        """Only what differs is made anew."""
        before, self._state = self._state, state
        same = 0
        for old, new in zip(before.lines, state.lines, strict=False):
            if old.role != new.role:
                break
            same += 1
        for gone in before.lines[same:]:
            self._take_away(gone.role)
        for number, (old, new) in enumerate(zip(before.lines[:same], state.lines, strict=False)):
            if old != new and new.role in self._made:
                self._replace(number, new)
        self._building.start()

    @property
    def building(self) -> bool:
        """Some of its lines are still to come."""
        return self._building.isActive()

    def focus_line(self, role: str) -> bool:
        """Whether that line is there, and can be come to."""
        made = self._made.get(role)
        if made is None or made.spot is None:
            return False
        made.spot.setFocus()
        return True

    def _build(self) -> None:
        begin = len(self._made)
        for number, line in enumerate(self._state.lines[begin : begin + _AT_ONCE], start=begin):
            self._made[line.role] = self._line(number, line)
            self._rows.addWidget(self._made[line.role])
            self._made[line.role].show()  # styled at once: before that its words have another size
        fit_page(self)
        if len(self._made) == len(self._state.lines):
            self._building.stop()
            self.built.emit()

    def _line(self, number: int, line: vm.Line) -> ContactLine:
        return ContactLine(line, self._act, first=not number, may_change=self._state.changes)

    def _take_away(self, role: str) -> None:
        gone = self._made.pop(role, None)
        if gone is not None:
            self._rows.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _replace(self, number: int, line: vm.Line) -> None:
        old, new = self._made[line.role], self._line(number, line)
        self._made[line.role] = new
        self._rows.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
