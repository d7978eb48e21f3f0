"""A form with its summary of problems above it: what every screen that seals something is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.domain.questions import Answers, Question, QuestionType
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.widgets.banner import ErrorSummary
from dsl_desk.ui.widgets.form import Option, QuestionForm, Suggest
from dsl_desk.ui.widgets.labels import fit_height

Rows = Mapping[str, Iterable[tuple[str, str, str, str]]]


class FormSheet(QWidget):
    """`load` gives it the questions; they are drawn when they are seen or asked for, so that a panel nobody opens costs
    nothing. `refuse` shows problems on top and beside the fields and moves the focus.

    `picked` carries the spot of a problem that is none of the form's questions.
    """

    changed = Signal()
    card_wanted = Signal(str)
    add_child_wanted = Signal(str)
    add_adult_wanted = Signal(str)
    picked = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._form = QuestionForm(())
        self._held: Answers = {}
        self._waiting: Callable[[], QuestionForm] | None = None  # draws what was loaded and not yet seen
        self.summary = ErrorSummary()
        self.summary.picked.connect(self.focus_spot)
        fit_height(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.summary)
        self._column.addWidget(self._form)

    @property
    def form(self) -> QuestionForm:
        """The form, drawn."""
        self.draw()
        return self._form

    def load(
        self,
        questions: tuple[Question, ...],
        answers: Answers,
        *,
        options: Rows,
        suggest: Suggest | None = None,
        side: tuple[str, ...] = (),
        flat: bool = False,
        name: str = "q",
    ) -> None:
        """A new form over these questions, holding these answers. `options`: (value, label, note, group) rows.

        `name`: what the names of its fields begin with.
        """

        def waiting() -> QuestionForm:
            form = QuestionForm(
                questions, options={key: [Option(*row) for row in rows] for key, rows in options.items()},
                suggest=suggest, now=self._now, side=side, flat=flat,
            )  # fmt: skip
            form.identify(name)
            return form

        self._waiting, self._held = waiting, answers
        self.summary.show_problems([])
        if self.isVisible():
            self.draw()

    def draw(self) -> None:
        """Draws what was loaded, if that was not done yet."""
        if self._waiting is None:
            return
        old, self._form, self._waiting = self._form, self._waiting(), None
        self._column.replaceWidget(old, self._form)
        old.hide()
        old.setParent(None)  # out of the tree at once: its names now belong to the new one
        old.deleteLater()
        self._form.set_answers(self._held)
        self._form.changed.connect(self.changed)
        self._form.card_wanted.connect(self.card_wanted)
        self._form.add_child_wanted.connect(self.add_child_wanted)
        self._form.add_adult_wanted.connect(self.add_adult_wanted)

    def showEvent(self, event: QShowEvent) -> None:
        self.draw()
        super().showEvent(event)

    def answers(self) -> Answers:
        return self.form.answers() if self._waiting is None or self._held else {}

    def draft(self) -> dict[str, Any]:
        return dict(self.form.draft() or {}) if self._waiting is None or self._held else {}

    def refuse(self, problems: Iterable[tuple[str, str]]) -> None:
        """Shows what is wrong, the same words on top and beside the field; none takes the old ones away."""
        found = list(problems)
        self.form.show_problems(found)
        self.summary.show_problems(found)
        if found:
            QTimer.singleShot(0, self, lambda: self.focus_spot(found[0][0]))

    def refused(self, problem: KnownProblem, say: Callable[[str, str], None]) -> None:
        """What sealing said no to: shown at its questions, or said where it is about none of them."""
        if isinstance(problem, CannotSeal):
            self.refuse(problem.problems)
        else:
            say(problem.sentence, "danger")

    def focus_spot(self, spot: str) -> None:
        """Moves the focus to this question; a spot that is none is left to whoever listens to `picked`."""
        if spot in self.form.fields:
            self.form.focus_question(spot)
        else:
            self.picked.emit(spot)

    def first(self) -> QWidget | None:
        """Where writing begins: at whom it is about when that is asked for, else at the first question."""
        fields = [field for field in self.form.fields.values() if not field.isHidden()]
        whom = (QuestionType.ABOUT_ADULTS, QuestionType.CHILDREN)
        chosen = next((field for kind in whom for field in fields if field.question.type is kind), None)
        first = chosen or next(iter(fields), None)
        return first.input.buddy() if first else None
