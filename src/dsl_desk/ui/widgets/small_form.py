"""A few questions asked in place, for an act that needs no screen of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Signal

from dsl_desk.domain.questions import Answers, Question
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import heading
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.scroll import fit_page


class SmallForm(Card):
    """`sealed` carries the answers once they are complete."""

    sealed = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(gap=10)
        self._title = heading()
        self.sheet = FormSheet(now)
        self.act, self.cancel = PrimaryButton("Seal", self._seal), SecondaryButton("Leave it", self.hide)
        self.act.setObjectName("seal_small")
        self.cancel.setObjectName("leave_small")
        self.add(self._title, self.sheet, FlowRow(self.act, self.cancel, gap=12))
        has_main_act(self, self.act)
        self.hide()

    def ask(self, title: str, questions: tuple[Question, ...], act: str, answers: Answers | None = None) -> None:
        """Opens with these questions, and with what is already answered."""
        self._title.say(title)
        self.setAccessibleName(title)
        self.sheet.load(questions, answers or {}, options={}, flat=True)
        self.sheet.form.identify("small")
        self.act.rename(act)
        self.show()
        fit_page(self)
        first = self.sheet.first()
        if first is not None:
            first.setFocus()

    def refuse(self, problems: Iterable[tuple[str, str]]) -> None:
        self.sheet.refuse(problems)

    def _seal(self) -> None:
        problems = self.sheet.form.problems()
        self.sheet.refuse(problems)
        if not problems:
            self.sealed.emit(self.sheet.answers())
