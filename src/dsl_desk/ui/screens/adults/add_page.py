"""Add an adult: the pack's own form."""

from __future__ import annotations

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.people import add_adult_of_form
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.ui.person.add_page import AddPerson


class AddAdult(AddPerson):
    person, among = "adult", "adults"
    hint = "Only what is known without asking around. Everything else can be added later."

    def questions(self) -> tuple[Question, ...]:
        asked: tuple[Question, ...] = self._context.desk.pack.questions("adult")
        return asked

    def put_on_file(self, answers: Answers, sure: bool, draft: str) -> Sealed:
        sealed, _ = add_adult_of_form(self._context.desk, answers, sure, draft)
        return sealed
