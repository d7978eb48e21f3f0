"""Add somebody to the file: a form, its draft, and what to do about another who may be the same."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import fit_height, muted, small
from dsl_desk.ui.widgets.main_act import has_main_act


class AddPerson(QWidget):
    """Adding goes to the new file. `person`: child or adult, whose screen that is; `among`: the list one comes from;
    `hint`: said above the form."""

    person, among, hint = "", "", ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sheet, self._saved, self._twice = FormSheet(context.now), small(), Banner(tone="warn")
        self._act = PrimaryButton(f"Add this {self.person}", partial(self._send, False))
        self._act.setObjectName(f"save_{self.person}")
        has_main_act(self, self._act)
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._drafting.touch)
        self._lay_out()

    @abstractmethod
    def questions(self) -> tuple[Question, ...]:
        """What the form asks."""

    def problems(self, _answers: Answers) -> list[tuple[str, str]]:
        """What keeps these answers from being saved, besides what the form itself finds."""
        return []

    @abstractmethod
    def put_on_file(self, answers: Answers, sure: bool, draft: str) -> Sealed:
        """Seals it, away from the window. `sure`: although it may be somebody who is there already."""

    def begin(self, draft_id: str = "") -> None:
        """An empty form, or the draft of one; a form somebody is filling in stays as it is."""
        if self._drafting.id and not draft_id:
            return
        self._drafting.begin({"screen": self.among, "page": "add"}, draft_id)
        self._saved.say("")
        self._load({})
        if draft_id:
            self._drafting.find(draft_id, lambda draft: self._load(draft.answers))

    def save_draft(self) -> None:
        self._drafting.save()

    def first(self) -> QWidget | None:
        return self._sheet.first()

    def _load(self, answers: Answers) -> None:
        self._twice.clear()
        self._sheet.load(self.questions(), answers, options={})

    def _send(self, sure: bool) -> None:
        answers = self._sheet.answers()
        problems = [*self.problems(answers), *self._sheet.form.problems()]
        self._sheet.refuse(problems)
        if problems:
            return
        self._act.setEnabled(False)
        job = partial(self.put_on_file, answers, sure, self._drafting.id)
        self._context.tasks.run(job, owner=self, then=self._added, failed=self._failed)

    def _added(self, sealed: Sealed) -> None:
        self._act.setEnabled(True)
        self._drafting.throw_away()
        self._context.changes.tell({*sealed.changed, self.person})
        self._context.navigation.go(self.person, **{self.person: sealed.id})
        self._context.say("Added to the file.")

    def _failed(self, problem: KnownProblem) -> None:
        self._act.setEnabled(True)
        self._twice.clear()
        if problem.spot == "duplicate":
            self._twice.say(problem.sentence, "warn")
            self._twice.offer(f"It is another {self.person}: add anyway", partial(self._send, True))
            self._twice.setFocus()
        else:
            self._sheet.refused(problem, self._context.say)

    def _give_up(self) -> None:
        self._drafting.throw_away()
        self._context.navigation.go(self.among)

    def _lay_out(self) -> None:
        fit_height(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(muted(self.hint))
        column.addWidget(self._sheet)
        column.addWidget(self._twice)
        column.addWidget(FlowRow(self._act, LinkButton("Do not add", self._give_up), self._saved, gap=14))
