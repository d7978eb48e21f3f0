"""Dates of one's own: training, updates, meetings. What the pack names and how often; the day is the lead's to set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework import duties
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.duties import DutyLine
from dsl_desk.domain.questions import Answers, Need, Question, QuestionType
from dsl_desk.domain.when import local, long_date
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, muted, small, strong
from dsl_desk.ui.widgets.small_form import SmallForm

_NEXT = Question(id="next", label="Due next", type=QuestionType.DATE, need=Need.REQUIRED)
_DONE = (
    Question(id="done", label="Done on", type=QuestionType.DATE, need=Need.REQUIRED),
    Question(id="next", label="Due next", type=QuestionType.DATE, hint="Proposed where a source says how often."),
)
_NOBODY = "Dates of your own are for the designated safeguarding lead and the deputies."


class DutiesPanel(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._act: Callable[[Answers], Sealed] | None = None
        self._card, self._rows = Card("Your own dates", gap=12), QVBoxLayout()
        self._lead = muted()
        self._form = SmallForm(context.now)
        self._form.sealed.connect(self._seal)
        self._lay_out()

    def reload(self) -> None:
        self._context.tasks.run(partial(duties.duties, self._context.desk), owner=self, then=self._show)

    def _show(self, lines: tuple[DutyLine, ...]) -> None:
        self._lead.say(
            "They come up on Today when they are near, for you alone. Nothing waits for them." if lines else _NOBODY
        )
        empty(self._rows)
        for number, line in enumerate(lines):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))

    def _row(self, line: DutyLine) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(strong(line.title))
        column.addWidget(muted(". ".join(part.rstrip(".") for part in (line.often, line.what) if part) + "."))
        column.addWidget(Label(_dates(line)))
        set_date = SecondaryButton("Set the date…", partial(self._ask_next, line))
        done = SecondaryButton("Done…", partial(self._ask_done, line))
        for button, name in ((set_date, "set"), (done, "done")):
            button.setObjectName(f"{name}_{line.id}")
            button.setAccessibleName(f"{button.text()} {line.title}")
        column.addWidget(FlowRow(set_date, done, gap=10))
        column.addWidget(small(f"Source: {line.source}"))
        return holder

    def _ask_next(self, line: DutyLine) -> None:
        held = {"next": line.dates.next.isoformat()} if line.dates.next else {}
        self._ask(
            line,
            (_NEXT,),
            "Set this date",
            held,
            lambda told: duties.set_next(self._context.desk, line.id, _day(told, "next")),
        )

    def _ask_done(self, line: DutyLine) -> None:
        today = local(self._context.now()).date()
        again = duties.proposed(line, today)
        held = {"done": today.isoformat()} | ({"next": again.isoformat()} if again else {})
        self._ask(
            line, _DONE, "Seal: done", held,
            lambda told: duties.say_done(self._context.desk, line.id, _day(told, "done"), _day(told, "next")),
        )  # fmt: skip

    def _ask(
        self,
        line: DutyLine,
        questions: tuple[Question, ...],
        seal: str,
        held: Answers,
        act: Callable[[Answers], Sealed],
    ) -> None:
        self._act = act
        self._form.ask(line.title, questions, seal, held)

    def _seal(self, answers: Answers) -> None:
        if self._act is not None:
            self._context.tasks.run(partial(self._act, answers), owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, sealed: Sealed) -> None:
        self._form.hide()
        self._context.changes.tell(sealed.changed)

    def _failed(self, problem: KnownProblem) -> None:
        self._form.refuse(problem.problems if isinstance(problem, CannotSeal) else (("", problem.sentence),))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._rows.setSpacing(12)
        self._card.add(self._lead)
        self._card.body.addLayout(self._rows)
        column.addWidget(self._form)
        column.addWidget(self._card)


def _dates(line: DutyLine) -> str:
    due = f"Due next {long_date(line.dates.next)}" if line.dates.next else "No date set"
    return f"{due} · last done {long_date(line.dates.done)}" if line.dates.done else due


def _day(told: Answers, name: str) -> date | None:
    return date.fromisoformat(told[name]) if told.get(name) else None
