"""A number was found wrong while ringing: marked at once, and the right one asked for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.school_desk import check_contact, right_number
from dsl_desk.domain.questions import Answers, Need, Question, QuestionType
from dsl_desk.pathways.contacts import CallLine
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern.guide import Guide
from dsl_desk.ui.screens.concern.small_work import SmallWork
from dsl_desk.ui.screens.concern.step_work import StepWork

_QUESTION = Question(
    id="number", label="The right number", type=QuestionType.TEXT, need=Need.REQUIRED,
    hint="If you do not know it yet, leave this: the old number stays on every list with its mark.",
)  # fmt: skip


class WrongNumber(QObject):
    """ "This number is wrong" in the list of calls of the step in hand."""

    def __init__(self, context: Context, work: StepWork, small: SmallWork, guide: Guide) -> None:
        super().__init__(work)
        self._context, self._work, self._small = context, work, small
        guide.wrong.connect(self.mark)

    def mark(self, role: str) -> None:
        form = self._work.state.form
        line = next((one for one in form.calls if one.role == role), None) if form else None
        if line is not None:
            job = partial(check_contact, self._context.desk, role, line.number, False)
            failed = lambda problem: self._context.say(problem.sentence, "danger")  # noqa: E731
            self._context.tasks.run(job, owner=self, then=partial(self._ask, line), failed=failed)

    def _ask(self, line: CallLine, done: Sealed) -> None:
        self._context.say(f"{line.number} is marked as wrong, everywhere. Ring the next number.", "warn")
        self._small.ask_with(
            f"{line.name}: {line.number} is wrong", (_QUESTION,), "Save the right number", partial(self._better, line)
        )
        self._context.changes.tell({*done.changed, "contacts"})

    def _better(self, line: CallLine, answers: Answers) -> Sealed:
        return right_number(self._context.desk, line.role, str(answers.get("number") or ""))
