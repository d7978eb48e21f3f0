"""Add a child."""

from __future__ import annotations

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.people import add_child
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.ui.models import child_form
from dsl_desk.ui.person.add_page import AddPerson


class AddChild(AddPerson):
    person, among = "child", "children"
    hint = "Only what is known. Everything else can be added later."

    def questions(self) -> tuple[Question, ...]:
        return child_form.QUESTIONS

    def problems(self, answers: Answers) -> list[tuple[str, str]]:
        return child_form.problems(answers)

    def put_on_file(self, answers: Answers, sure: bool, draft: str) -> Sealed:
        return add_child(self._context.desk, child_form.child_of(answers), sure=sure, draft_id=draft)
