"""What is on file about an adult, and changing it: the old state stays readable."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dsl_desk.casework import people
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.adult import AdultPage
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, muted, selectable, small


class DetailsPanel(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._adult = context, ""
        self._page: AdultPage | None = None
        self._sheet, self._saved = FormSheet(context.now), small()
        self._shown, self._editor, self._grid_holder = Card("On file", gap=10), QWidget(), QWidget()
        self._change, self._save = SecondaryButton("Change", self._open), PrimaryButton("Save the changes", self._send)
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._drafting.touch)
        self._lay_out()

    def begin(self, adult: str) -> None:
        self._adult, self._page = adult, None
        self._close()

    def save_draft(self) -> None:
        self._drafting.save()

    def resume(self, draft_id: str) -> None:
        self._drafting.find(draft_id, self._take)

    def show_details(self, page: AdultPage, *, may_change: bool) -> None:
        self._page = page
        self._change.setVisible(may_change)
        old, self._grid_holder = self._grid_holder, QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 7)
        for line, (label, value) in enumerate(page.details):
            grid.addWidget(muted(label), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(selectable(Label(value)), line, 1, Qt.AlignmentFlag.AlignTop)
        self._shown.body.replaceWidget(old, self._grid_holder)
        old.hide()
        old.deleteLater()

    def _take(self, draft: Draft) -> None:
        self._open(draft.answers, draft.id)

    def _open(self, answers: Answers | None = None, draft_id: str = "") -> None:
        questions = self._context.desk.pack.questions("adult")
        given = answers if answers is not None else self._page.answers if self._page else {}
        self._sheet.load(questions, given, options={})
        self._drafting.begin({"screen": "adult", "adult": self._adult, "form": "details"}, draft_id)
        self._saved.say("")
        self._shown.hide()
        self._editor.show()
        self._sheet.focus_spot(questions[0].id)

    def _close(self) -> None:
        self._drafting.end()
        self._editor.hide()
        self._shown.show()

    def _give_up(self) -> None:
        self._drafting.throw_away()
        self._close()
        self._change.setFocus()

    def _send(self) -> None:
        problems = self._sheet.form.problems()
        self._sheet.refuse(problems)
        if problems:
            return
        self._save.setEnabled(False)
        job = partial(_changed, self._context.desk, self._adult, self._sheet.answers())
        self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, sealed: Sealed) -> None:
        self._save.setEnabled(True)
        self._drafting.throw_away()
        self._close()
        self._context.changes.tell({*sealed.changed, "adult"})
        self._context.say("Changed. What was on file before stays readable under Evidence.")
        self._change.setFocus()

    def _failed(self, problem: KnownProblem) -> None:
        self._save.setEnabled(True)
        self._sheet.refused(problem, self._context.say)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._change.setObjectName("change_details")
        self._save.setObjectName("save_details")
        self._shown.add(self._grid_holder, self._change)
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self._sheet)
        inside.addWidget(FlowRow(self._save, LinkButton("Leave as it was", self._give_up), self._saved, gap=14))
        self._editor.hide()
        column.addWidget(self._shown)
        column.addWidget(self._editor)


def _changed(desk: Desk, adult: str, answers: Answers) -> Sealed:
    return people.change_adult(desk, adult, people.adult_of_form(desk, answers))
