"""The school: its name, home time, terms, and whom the council rings back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import Draft
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.screens.settings import view_model as vm
from dsl_desk.ui.widgets.buttons import PrimaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import small
from dsl_desk.ui.widgets.main_act import has_main_act

_FORM = {"screen": "settings", "panel": "school"}


class SchoolPanel(QWidget):
    """`desk_changed` carries the desk with the new settings. What is typed stays until it is saved."""

    desk_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sheet, self._saved = FormSheet(context.now), small()
        self._save = PrimaryButton("Save the settings", self._send)
        self._shown: vm.SettingsState | None = None
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._touched)
        self._lay_out()

    def show_state(self, state: vm.SettingsState) -> None:
        self._save.setVisible(state.sets)
        self._sheet.setEnabled(state.sets)
        if self._drafting.id or (self._shown is not None and self._shown.school == state.school):
            return
        self._shown = state
        self._sheet.load(vm.SCHOOL_QUESTIONS, vm.school_answers(state.school), options={})

    def resume(self, draft_id: str) -> None:
        if draft_id and draft_id != self._drafting.id:
            self._drafting.find(draft_id, self._take)

    def save_draft(self) -> None:
        self._drafting.save()

    def _take(self, draft: Draft) -> None:
        self._drafting.begin(_FORM, draft.id)
        self._sheet.load(vm.SCHOOL_QUESTIONS, draft.answers, options={})

    def _touched(self) -> None:
        if not self._drafting.id:
            self._drafting.begin(_FORM)
        self._drafting.touch()

    def _send(self) -> None:
        problems = self._sheet.form.problems()
        self._sheet.refuse(problems)
        if problems:
            return
        self._save.setEnabled(False)
        job = partial(vm.save_school, self._context.desk, self._sheet.answers())
        self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, desk: Desk) -> None:
        self._save.setEnabled(True)
        self._drafting.throw_away()
        self._saved.say("")
        self._shown = None
        self.desk_changed.emit(desk)
        self._context.say("Saved.")

    def _failed(self, problem: KnownProblem) -> None:
        self._save.setEnabled(True)
        self._sheet.refused(problem, self._context.say)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._save.setObjectName("save_school")
        has_main_act(self, self._save)
        column.addWidget(self._sheet)
        column.addWidget(FlowRow(self._save, self._saved, gap=14))
