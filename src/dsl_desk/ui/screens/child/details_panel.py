"""What is on file about a child, and changing it."""

from __future__ import annotations

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.look_up.child import ChildPage
from dsl_desk.casework.people import change_child
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.ui.context import Context
from dsl_desk.ui.models import child_form
from dsl_desk.ui.person.details_panel import DetailsPanel
from dsl_desk.ui.screens.child.same_child import SameChildPanel


class ChildDetails(DetailsPanel):
    person, first = "child", "legal_forename"
    _page: ChildPage | None = None

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._same = SameChildPanel(context)
        self.below(self._same)

    def begin(self, person: str) -> None:
        self._page = None
        self._same.begin(person)
        super().begin(person)

    def show_details(self, page: ChildPage, *, may_change: bool) -> None:
        self._page = page
        self.show_lines(page.details, may_change=may_change)
        self._same.show_page(page, may_change=may_change)

    def questions(self) -> tuple[Question, ...]:
        return child_form.QUESTIONS

    def answers(self) -> Answers | None:
        return child_form.answers_of(self._page.child) if self._page is not None else None

    def problems(self, answers: Answers) -> list[tuple[str, str]]:
        return child_form.problems(answers)

    def change(self, answers: Answers) -> Sealed | None:
        before = self._page.child if self._page is not None else None
        child = child_form.child_of(answers, before)
        return None if child == before else change_child(self._context.desk, self._id, child)
