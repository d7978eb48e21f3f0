"""The hidden screen: one key, a neutral sheet with no names on it, a passphrase to return."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.icons import icon
from dsl_desk.ui.overlay import Overlay
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.buttons import DangerButton, PrimaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.labels import Label, muted
from dsl_desk.ui.widgets.passphrase import PassphraseField

WRONG = "That passphrase does not open this desk. Check Caps Lock and try again. Nothing was lost."


class HiddenSheet(Overlay):
    """Covers everything. `check(passphrase)` is asked off the GUI thread and answers whether it is the person's own."""

    danger_wanted = Signal()
    escape_closes = False

    def __init__(self, window: QWidget, tasks: Tasks, theme: Theme, check: Callable[[str], bool]) -> None:
        super().__init__(window)
        self.setAccessibleName("Screen hidden")
        self._tasks, self._theme, self._check = tasks, theme, check
        self._field = PassphraseField("Passphrase")
        self._problem = Label("", "problem")
        self._return = PrimaryButton("Return", self._try)
        self._danger = DangerButton("  Child in immediate danger", self.danger_wanted.emit)
        self._danger.setIcon(icon("warning", theme, "danger"))
        self._field.entered.connect(self._try)
        self._lay_out()

    def first(self) -> QWidget:
        return self._field.edit

    def open(self) -> None:
        self._field.clear()
        self._problem.say("")
        size = self._theme.px(15)
        self._danger.setIconSize(QSize(size, size))
        super().open()

    def _try(self) -> None:
        passphrase = self._field.text()
        if not passphrase or not self._return.isEnabled():
            return
        self._busy(True)
        self._tasks.run(lambda: self._check(passphrase), owner=self, then=self._answered, failed=self._failed)

    def _answered(self, right: bool) -> None:
        self._busy(False)
        self._field.clear()
        if right:
            self.shut()
        else:
            self._problem.say(WRONG)
            self._field.edit.setFocus()

    def _failed(self, problem: KnownProblem) -> None:
        self._answered(False)
        self._problem.say(problem.sentence)

    def _busy(self, busy: bool) -> None:
        self._return.setEnabled(not busy)
        self._return.rename("Checking…" if busy else "Return")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 16, 28, 28)
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self._danger)
        outer.addLayout(top)
        outer.addStretch(1)
        card = Card("Screen hidden", gap=10)
        card.setMaximumWidth(520)
        self._problem.hide()
        card.add(muted("Give your passphrase to return. Everything is where you left it."), self._field, self._problem)
        card.body.addWidget(self._return, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 3)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
