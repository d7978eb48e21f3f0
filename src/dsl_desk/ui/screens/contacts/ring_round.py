"""Once a term: is each number still right? One after the other, Enter for yes, W for no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from dsl_desk.ui.screens.contacts import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, muted, selectable, strong


class RingRound(Card):
    """`right`, `wrong`: the line that was just found so. `better`: its role, and the number to ring instead."""

    right = Signal(object)
    wrong = Signal(object)
    better = Signal(object, str)

    def __init__(self) -> None:
        super().__init__("Ring round", gap=8)
        self._left: list[vm.Line] = []
        self._total, self._asking = 0, False
        self._count, self._name, self._when = muted(), strong(), muted()
        self._number = selectable(Label("", "title"))
        self._hint = muted("Ring, or look at the service’s own page. Say at once that it is a check.")
        self._is_right = PrimaryButton("Still right   Enter", self._say_right)
        self._is_wrong = SecondaryButton("This number is wrong   W", self._say_wrong)
        self._later = SecondaryButton("Not now   N", self._next)
        self._typed, self._save = QLineEdit(), PrimaryButton("Save the right number", self._say_better)
        self._not_known = SecondaryButton("I do not know it yet", self._next)
        self._stop = LinkButton("Stop here", self.hide)
        self._ask, self._answer = FlowRow(), FlowRow()
        self._lay_out()
        self._connect()
        self.hide()

    def begin(self, lines: tuple[vm.Line, ...]) -> None:
        self._left, self._total = list(lines), len(lines)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._left))
        if not self._left:
            return
        line = self._left[0]
        done = self._total - len(self._left)
        self._count.say(f"{done + 1} of {self._total}")
        self._name.say(line.name)
        self._number.setText(line.number)
        self._number.setAccessibleName(f"{line.name}, {line.number}")
        self._when.say(" · ".join(part for part in (line.when, line.checked) if part))
        self._hint.say(
            f"Marked as wrong: {line.number} stays on every list, with that mark. What is the right number?"
            if self._asking
            else "Ring, or look at the service’s own page. Say at once that it is a check."
        )
        self._ask.setVisible(not self._asking)
        self._answer.setVisible(self._asking)
        self._typed.clear()
        (self._typed if self._asking else self._is_right).setFocus()

    def _next(self) -> None:
        self._asking = False
        self._left = self._left[1:]
        self._show()

    def _say_right(self) -> None:
        self.right.emit(self._left[0])
        self._next()

    def _say_wrong(self) -> None:
        if not self._asking:
            self._asking = True
            self.wrong.emit(self._left[0])
            self._show()

    def _say_better(self) -> None:
        if self._typed.text().strip():
            self.better.emit(self._left[0], self._typed.text().strip())
        self._next()

    def _connect(self) -> None:
        self._typed.returnPressed.connect(self._say_better)
        for key, button in (("W", self._is_wrong), ("N", self._later), ("Return", self._is_right)):
            shortcut = QShortcut(QKeySequence(key), self._ask)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _lay_out(self) -> None:
        for widget, name in (
            (self._is_right, "still_right"), (self._is_wrong, "is_wrong"), (self._later, "not_now"),
            (self._typed, "right_number"), (self._save, "save_right_number"), (self._not_known, "not_known_yet"),
            (self._stop, "stop_ring_round"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self._typed.setAccessibleName("The right number")
        self._typed.setMinimumWidth(200)
        for button in (self._is_right, self._is_wrong, self._later):
            self._ask.add(button)
        for widget in (self._typed, self._save, self._not_known):
            self._answer.add(widget)
        self.add(self._count, self._name, self._number, self._ask, self._answer, self._when, self._hint, self._stop)
