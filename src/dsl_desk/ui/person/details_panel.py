"""What is on file about somebody, and changing it: the old state stays readable."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, muted, selectable, small
from dsl_desk.ui.widgets.main_act import has_main_act


class DetailsPanel(QWidget):
    """`person`: child or adult, also the screen that a draft goes back to; `first`: the question one begins with,
    else the first of them. What differs is said by each: those below."""

    person, first = "", ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._id = context, ""
        self._sheet, self._saved = FormSheet(context.now), small()
        self._shown, self._editor, self._grid_holder = Card("On file", gap=10), QWidget(), QWidget()
        self._change, self._save = SecondaryButton("Change", self._open), PrimaryButton("Save the changes", self._send)
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._drafting.touch)
        self._lay_out()

    @abstractmethod
    def questions(self) -> tuple[Question, ...]:
        """What the form asks."""

    @abstractmethod
    def answers(self) -> Answers | None:
        """What is on file, as the form holds it; None before it was read."""

    def problems(self, _answers: Answers) -> list[tuple[str, str]]:
        """What keeps these answers from being saved, besides what the form itself finds."""
        return []

    @abstractmethod
    def change(self, answers: Answers) -> Sealed | None:
        """Seals them, away from the window; None where nothing differs."""

    def below(self, widget: QWidget) -> None:
        """Something more about this person, under what is on file."""
        self._column.addWidget(widget)

    def begin(self, person: str) -> None:
        self._id = person
        self._close()

    def save_draft(self) -> None:
        self._drafting.save()

    def resume(self, draft_id: str) -> None:
        self._drafting.find(draft_id, self._take)

    def show_lines(self, details: tuple[tuple[str, str], ...], *, may_change: bool) -> None:
        self._change.setVisible(may_change)
        old, self._grid_holder = self._grid_holder, QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 7)
        for line, (label, value) in enumerate(details):
            grid.addWidget(muted(label), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(selectable(Label(value)), line, 1, Qt.AlignmentFlag.AlignTop)
        self._shown.body.replaceWidget(old, self._grid_holder)
        old.hide()
        old.deleteLater()

    def _take(self, draft: Draft) -> None:
        self._open(draft.answers, draft.id)

    def _open(self, answers: Answers | None = None, draft_id: str = "") -> None:
        given = answers if answers is not None else self.answers()
        if given is None:
            return
        questions = self.questions()
        self._sheet.load(questions, given, options={})
        self._drafting.begin({"screen": self.person, self.person: self._id, "form": "details"}, draft_id)
        self._saved.say("")
        self._shown.hide()
        self._editor.show()
        self._sheet.focus_spot(self.first or questions[0].id)

    def _close(self) -> None:
        self._drafting.end()
        self._editor.hide()
        self._shown.show()

    def _give_up(self) -> None:
        self._drafting.throw_away()
        self._close()
        self._change.setFocus()

    def _send(self) -> None:
        answers = self._sheet.answers()
        problems = [*self.problems(answers), *self._sheet.form.problems()]
        self._sheet.refuse(problems)
        if problems or self.answers() is None:
            return
        self._save.setEnabled(False)
        job = partial(self.change, answers)
        self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, sealed: Sealed | None) -> None:
        self._save.setEnabled(True)
        self._give_up()
        if sealed is not None:
            self._context.changes.tell({*sealed.changed, self.person, f"{self.person}:{self._id}"})
            self._context.say("Changed. What was on file before stays readable under Evidence.")

    def _failed(self, problem: KnownProblem) -> None:
        self._save.setEnabled(True)
        self._sheet.refused(problem, self._context.say)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._change.setObjectName("change_details")
        self._save.setObjectName("save_details")
        has_main_act(self, self._save)
        self._shown.add(self._grid_holder, self._change)
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self._sheet)
        inside.addWidget(FlowRow(self._save, LinkButton("Leave as it was", self._give_up), self._saved, gap=14))
        self._editor.hide()
        column.addWidget(self._shown)
        column.addWidget(self._editor)
