"""What is on file about a child, and changing it: the old state stays readable."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.child import ChildPage
from dsl_desk.casework.people import change_child
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.models import child_form
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, muted, selectable, small
from dsl_desk.ui.widgets.main_act import has_main_act


class DetailsPanel(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._child, self._editing = "", False
        self._page: ChildPage | None = None
        self._draft: Answers | None = None
        self._sheet, self._saved = FormSheet(context.now), small()
        self._shown, self._editor = Card("On file", gap=10), QWidget()
        self._grid_holder = QWidget()
        self._change = SecondaryButton("Change", self._open)
        self._save = PrimaryButton("Save the changes", self._send)
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._drafting.touch)
        self._lay_out()

    def begin(self, child: str) -> None:
        self._child, self._page = child, None
        self._close()

    def save_draft(self) -> None:
        self._drafting.save()

    def resume(self, draft_id: str, _person: str) -> None:
        self._drafting.find(draft_id, self._take)

    def show_details(self, page: ChildPage, *, may_change: bool) -> None:
        self._page = page
        self._change.setVisible(may_change)
        old, self._grid_holder = self._grid_holder, QWidget()
        grid = QGridLayout(self._grid_holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
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
        if answers is None and self._page is None:
            return
        given = answers if answers is not None else child_form.answers_of(self._page.child) if self._page else {}
        self._sheet.load(child_form.QUESTIONS, given, options={})
        self._drafting.begin({"screen": "child", "child": self._child, "form": "details"}, draft_id)
        self._saved.say("")
        self._shown.hide()
        self._editor.show()
        self._sheet.focus_spot("legal_forename")

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
        problems = [*child_form.problems(answers), *self._sheet.form.problems()]
        self._sheet.refuse(problems)
        if problems or self._page is None:
            return
        child = child_form.child_of(answers, self._page.child)
        if child == self._page.child:
            self._give_up()
            return
        self._save.setEnabled(False)
        job = partial(change_child, self._context.desk, self._child, child)
        self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, sealed: Sealed) -> None:
        self._save.setEnabled(True)
        self._drafting.throw_away()
        self._close()
        self._context.changes.tell({*sealed.changed, "child", f"child:{self._child}"})
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
