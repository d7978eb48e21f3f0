"""What is on file about an adult, and changing it."""

from __future__ import annotations

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.look_up.adult import AdultPage
from dsl_desk.casework.people import adult_of_form, change_adult
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.ui.person.details_panel import DetailsPanel


class AdultDetails(DetailsPanel):
    person = "adult"
    _page: AdultPage | None = None

    def begin(self, person: str) -> None:
        self._page = None
        super().begin(person)

    def show_details(self, page: AdultPage, *, may_change: bool) -> None:
        self._page = page
        self.show_lines(page.details, may_change=may_change)

    def questions(self) -> tuple[Question, ...]:
        asked: tuple[Question, ...] = self._context.desk.pack.questions("adult")
        return asked

    def answers(self) -> Answers | None:
        return self._page.answers if self._page is not None else None

    def change(self, answers: Answers) -> Sealed | None:
        adult = adult_of_form(self._context.desk, answers)
        same = self._page is not None and adult == self._page.adult
        return None if same else change_adult(self._context.desk, self._id, adult)
