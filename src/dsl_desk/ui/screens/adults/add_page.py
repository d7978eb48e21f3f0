"""Add an adult: the pack's own form, its draft, and what to do about another of the same name."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.people import add_adult_of_form
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import fit_height, muted, small


class AddPage(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sheet, self._saved, self._twice = FormSheet(context.now), small(), Banner(tone="warn")
        self._act = PrimaryButton("Add this adult", partial(self._send, False))
        self._act.setObjectName("save_adult")
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._drafting.touch)
        self._lay_out()

    def begin(self, draft_id: str = "") -> None:
        """An empty form, or the draft of one; a form somebody is filling in stays as it is."""
        if self._drafting.id and not draft_id:
            return
        self._drafting.begin({"screen": "adults", "page": "add"}, draft_id)
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
        self._sheet.load(self._context.desk.pack.questions("adult"), answers, options={})

    def _send(self, sure: bool) -> None:
        problems = self._sheet.form.problems()
        self._sheet.refuse(problems)
        if problems:
            return
        self._act.setEnabled(False)
        job = partial(add_adult_of_form, self._context.desk, self._sheet.answers(), sure)
        self._context.tasks.run(job, owner=self, then=self._added, failed=self._failed)

    def _added(self, made: tuple[Sealed, str]) -> None:
        sealed, _ = made
        self._act.setEnabled(True)
        self._drafting.throw_away()
        self._context.changes.tell({*sealed.changed, "adult"})
        self._context.navigation.go("adult", adult=sealed.id)
        self._context.say("Added to the file.")

    def _failed(self, problem: KnownProblem) -> None:
        self._act.setEnabled(True)
        self._twice.clear()
        twice = isinstance(problem, CannotSeal) and any(spot == "duplicate" for spot, _ in problem.problems)
        if twice and isinstance(problem, CannotSeal):
            self._twice.say(problem.problems[0][1], "warn")
            self._twice.offer("It is another person: add anyway", partial(self._send, True))
            self._twice.setFocus()
        else:
            self._sheet.refused(problem, self._context.say)

    def _give_up(self) -> None:
        self._drafting.throw_away()
        self._context.navigation.go("adults")

    def _lay_out(self) -> None:
        fit_height(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(muted("Only what is known without asking around. Everything else can be added later."))
        column.addWidget(self._sheet)
        column.addWidget(self._twice)
        column.addWidget(FlowRow(self._act, LinkButton("Do not add", self._give_up), self._saved, gap=14))
