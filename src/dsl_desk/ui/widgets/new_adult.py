"""An adult who is not in the file yet, added while something is written about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal

from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import muted

Verb = Callable[[Answers, bool], tuple[object, str]]


class NewAdultCard(Card):
    """Asks the first groups of the pack's own form. Runs `verb(answers, sure)`, given by `adds_with`.

    `added` carries (what was sealed, what the adult is called).
    """

    added = Signal(object, str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("Add an adult who is not in the file yet", gap=10)
        self._sheet = FormSheet(now)
        self._tasks: Tasks | None = None
        self._verb: Verb | None = None
        self._questions: tuple[Question, ...] = ()
        self._add = PrimaryButton("Add this adult", lambda: self._send(sure=False))
        self._add.setObjectName("add_adult")
        self._anyway = SecondaryButton("It is another person: add anyway", lambda: self._send(sure=True))
        self._anyway.setObjectName("add_adult_anyway")
        cancel = LinkButton("Do not add", self.hide)
        cancel.setObjectName("do_not_add_adult")
        self.add(muted("Only what is known without asking around. The rest can be added in their file."), self._sheet)
        self.add(FlowRow(self._add, self._anyway, cancel, gap=14))
        self.hide()

    def ask(self, typed: str) -> None:
        """Opens with what was typed as the name."""
        self._sheet.load(self._questions, {self._questions[0].id: typed.strip()}, options={}, flat=True, name="new")
        self._anyway.hide()
        self.show()
        self._sheet.form.focus_question(self._questions[0].id)

    def adds_with(self, tasks: Tasks, questions: tuple[Question, ...], verb: Verb) -> None:
        """How an adult is added, off the GUI thread. `questions`: the form; its last group is left for later."""
        self._tasks, self._verb = tasks, verb
        last = questions[-1].group if questions else ""
        self._questions = tuple(one for one in questions if one.group != last)

    def _send(self, *, sure: bool) -> None:
        if self._tasks is None or self._verb is None:
            return
        job = partial(self._verb, self._sheet.answers(), sure)
        self._tasks.run(job, owner=self, then=self._done, failed=self._failed)

    def _done(self, made: tuple[object, str]) -> None:
        self.hide()
        self.added.emit(*made)

    def _failed(self, problem: KnownProblem) -> None:
        found = problem.problems if isinstance(problem, CannotSeal) else [("", problem.sentence)]
        self._sheet.refuse(found)
        self._anyway.setVisible(any(spot == "duplicate" for spot, _ in found))
        if not self._anyway.isHidden():
            self._anyway.setFocus()
