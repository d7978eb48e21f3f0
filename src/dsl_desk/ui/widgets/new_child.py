"""A child who is not in the file yet, added while something is written about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal

from dsl_desk.domain.questions import Answers, Choice, Condition, Question, QuestionType
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form import QuestionForm
from dsl_desk.ui.widgets.labels import Label, muted
from dsl_desk.ui.widgets.main_act import has_main_act

Verb = Callable[[Answers, bool], tuple[object, str]]

_NAMED: Condition = ({"status": ("not_on_roll", "on_roll", "unborn")},)
_DESCRIBED: Condition = ({"status": ("name_not_known", "unborn")},)
_ANY: Condition = ({"status": ("not_on_roll", "on_roll", "unborn", "name_not_known")},)
_QUESTIONS = (
    Question(
        id="status", label="This child is", type=QuestionType.CHOICE,
        choices=(
            Choice(value="not_on_roll", label="Not on roll here"), Choice(value="on_roll", label="On roll here"),
            Choice(value="unborn", label="Not yet born"), Choice(value="name_not_known", label="Name not known"),
        ),
    ),
    Question(id="legal_forename", label="First name", type=QuestionType.TEXT, show_when=_NAMED),
    Question(id="legal_surname", label="Surname", type=QuestionType.TEXT, show_when=_NAMED),
    Question(
        id="born", label="Born, or due", type=QuestionType.DATE, show_when=_NAMED, hint="Leave it blank if not known."
    ),
    Question(
        id="description", label="Who is meant, so that others know", type=QuestionType.TEXT,
        hint="For example: the boy in the red coat at the gate, or the baby of Ms A.",
        show_when=_DESCRIBED,
    ),
    Question(
        id="address", label="Address, as far as it is known", type=QuestionType.TEXT,
        show_when=_ANY,
    ),
)  # fmt: skip


class NewChildCard(Card):
    """Runs `verb(answers, sure)`, given by `adds_with`. `sure`: a likely duplicate was seen, and it is another child.

    `added` carries (what was sealed, what the child is called).
    """

    added = Signal(object, str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("Add a child who is not in the file yet", gap=10)
        self._form = QuestionForm(_QUESTIONS, now=now, flat=True)
        self._form.identify("new_child")
        self._tasks: Tasks | None = None
        self._verb: Verb | None = None
        self._problem = Label("", "problem")
        self._problem.hide()
        self._add = PrimaryButton("Add this child", lambda: self._send(sure=False))
        self._add.setObjectName("add_child")
        has_main_act(self, self._add)
        self._anyway = SecondaryButton("It is another child: add anyway", lambda: self._send(sure=True))
        self._anyway.setObjectName("add_child_anyway")
        self._anyway.hide()
        cancel = LinkButton("Do not add", self.hide)
        cancel.setObjectName("do_not_add_child")
        self.add(muted("Only what is known. Everything else can be added later in the child's file."), self._problem)
        self.add(self._form, FlowRow(self._add, self._anyway, cancel, gap=14))
        self.hide()

    def ask(self, typed: str) -> None:
        """Opens with what was typed as the name."""
        first, _, last = typed.strip().rpartition(" ")
        self._form.set_answers(
            {"status": None, "legal_forename": first or last, "legal_surname": last if first else ""}
        )
        self._problem.say("")
        self._anyway.hide()
        self.show()
        self._form.focus_question("status")

    def answers(self) -> Answers:
        return self._form.answers()

    def refuse(self, problems: list[tuple[str, str]]) -> None:
        """Shows what stands in the way; "duplicate" can be overruled."""
        self._problem.say(" ".join(sentence for _, sentence in problems))
        self._anyway.setVisible(any(spot == "duplicate" for spot, _ in problems))
        if self._anyway.isVisible():
            self._anyway.setFocus()
        else:
            self._form.focus_question(problems[0][0] if problems else "status")

    def adds_with(self, tasks: Tasks, verb: Verb) -> None:
        """How a child is added, off the GUI thread."""
        self._tasks, self._verb = tasks, verb

    def _send(self, *, sure: bool) -> None:
        answers = self.answers()
        if not answers.get("status"):
            self.refuse([("status", "Say which it is: on roll, not on roll, not yet born, or name not known.")])
        elif self._tasks is not None and self._verb is not None:
            job = partial(self._verb, answers, sure)
            self._tasks.run(job, owner=self, then=self._done, failed=self._failed)

    def _done(self, made: tuple[object, str]) -> None:
        self.hide()
        self.added.emit(*made)

    def _failed(self, problem: KnownProblem) -> None:
        self.refuse(list(problem.problems) if isinstance(problem, CannotSeal) else [("", problem.sentence)])
