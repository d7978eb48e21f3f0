"""A form drawn from questions, whatever pack they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dsl_desk.domain import questions as asking
from dsl_desk.domain.questions import NOT_KNOWN, Answers, Question, QuestionType, is_blank
from dsl_desk.domain.when import LONDON
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import ColumnLayout
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.form.make_input import make_input
from dsl_desk.ui.widgets.form.options import Option, Suggest, Surroundings
from dsl_desk.ui.widgets.form.people import AdultsInput, ChildrenInput
from dsl_desk.ui.widgets.form.per_child import PerChildInput
from dsl_desk.ui.widgets.form.question_field import QuestionField
from dsl_desk.ui.widgets.labels import show_if

_WIDE = 900  # pixels at which groups named `side` stand beside the others


class QuestionForm(Input):
    """Questions as labelled fields, groups as cards; `show_when` is followed while typing.

    `answers()` holds what is asked now; `draft()` also what is hidden or cannot be read yet, for `set_answers`.
    `changed` comes with every change by the person (for drafts), `card_wanted` names a stop card to show,
    `add_child_wanted`, `add_adult_wanted` the text typed for somebody who is not in the file (then call `add_child`).
    """

    add_child_wanted = Signal(str)
    add_adult_wanted = Signal(str)

    def __init__(
        self,
        questions: tuple[Question, ...],
        *,
        options: Mapping[str, list[Option]] | None = None,
        suggest: Suggest | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(LONDON),
        side: tuple[str, ...] = (),
        flat: bool = False,
    ) -> None:
        """`options`: lists from the file by question id or type; `flat`: no cards (inside one already)."""
        super().__init__()
        self.questions = questions
        self._around = Surroundings(options or {}, suggest, now)
        self.fields: dict[str, QuestionField] = {}
        self.cards: dict[str, QWidget] = {}
        self._shown: set[str] | None = None
        self._lay_out(side, flat)
        self.identify("q")
        self._show()

    def answers(self) -> Answers:
        """Answers to the questions shown now; blank ones are left out."""
        held = self._held(lambda field: field.value())
        return {q.id: held[q.id] for q in asking.asked(self.questions, held) if q.id in held}

    def value(self) -> Any:
        return self.answers() or None

    def draft(self) -> Any:
        return self._held(lambda field: field.draft()) or None

    def set_answers(self, answers: Answers) -> None:
        """Shows these answers (plain values as `answers()` or `draft()` gave them). Emits nothing."""
        for key, field in self.fields.items():
            if field.question.type is not QuestionType.PER_CHILD:
                field.set_value(answers.get(key))
        self._show()
        for key, field in self.fields.items():
            if field.question.type is QuestionType.PER_CHILD:
                field.set_value(answers.get(key))

    def set_value(self, value: Any) -> None:
        self.set_answers(value if isinstance(value, dict) else {})

    def problems(self) -> list[tuple[str, str]]:
        """Everything to mend before sealing, in the order asked: (question id, sentence)."""
        answers = self.answers()
        missing = dict(asking.problems(self.questions, answers))
        found: list[tuple[str, str]] = []
        for question in asking.asked(self.questions, answers):
            sentence = self.fields[question.id].input.own_problem() or missing.get(question.id)
            own_out = self.fields[question.id].value() in (NOT_KNOWN, asking.NOT_APPLICABLE)
            if sentence and not (own_out and question.id not in missing):
                found.append((question.id, sentence))
        return found

    def show_problems(self, problems: list[tuple[str, str]]) -> None:
        """Puts each sentence beside its field and takes the others away."""
        sentences = dict(problems)
        for key, field in self.fields.items():
            field.show_problem(sentences.get(key))

    def focus_question(self, id: str) -> None:
        """Moves the focus to this question's input."""
        if id in self.fields:
            self.fields[id].focus()

    def mark_rest_not_known(self) -> None:
        """Every blank question that may be "not known" becomes it, in one go."""
        for question in asking.asked(self.questions, self.answers()):
            self.fields[question.id].mark_rest_not_known()

    def add_child(self, id: str, label: str, kind: QuestionType = QuestionType.CHILDREN) -> None:
        """Puts a child (just added to the file, say) into the form's first question about children; or an adult."""
        field = next((one for one in self.fields.values() if one.question.type is kind), None)
        if field is not None and isinstance(field.input, ChildrenInput):
            field.input.add_child(id, label)

    def add_beside(self, widget: QWidget) -> None:
        """Puts something else at the foot of the side column; below everything where the form has none."""
        if self._side is not None:
            self._side.insertWidget(self._side.count() - 1, widget)
        else:
            self.column.addWidget(widget)

    def buddy(self) -> QWidget:
        return next((field.input.buddy() for field in self.fields.values() if not field.isHidden()), self)

    def name(self, label: str, description: str) -> None:
        self.setAccessibleName(label)

    def identify(self, name: str) -> None:
        for key, field in self.fields.items():
            field.identify(f"{name}_{key}")

    def own_problem(self) -> str | None:
        return next((sentence for _, sentence in self.problems()), None)

    def show_problem(self, wrong: bool) -> None:
        return

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to put the side below; the cards themselves wrap."""
        hint = super().minimumSizeHint()
        widest = max((card.minimumSizeHint().width() for card in self.cards.values()), default=0)
        return QSize(widest, hint.height()) if self._side is not None else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._side is not None:
            wide = event.size().width() >= _WIDE * self.fontMetrics().height() / 18
            direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            if self._columns.direction() != direction:
                self._columns.setDirection(direction)
                self._place_first(wide=wide)

    def _place_first(self, *, wide: bool) -> None:
        """The question that is asked first stands on top of everything, also where the side stands below."""
        card = self.cards.get(self.questions[0].group) if self.questions else None
        if card is not None and self._side is not None and self.questions[0].group in self._aside:
            for column in (self._main, self._side):
                column.removeWidget(card)
            (self._side if wide else self._main).insertWidget(0, card)

    def _held(self, read: Callable[[QuestionField], Any]) -> Answers:
        return {key: value for key, field in self.fields.items() if not is_blank(value := read(field))}

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        answers = self._held(lambda field: field.value())
        shown = {question.id for question in asking.asked(self.questions, answers)}
        self._follow_children(answers)
        if shown == self._shown:
            return  # most keys change a text and nothing else
        self._shown = shown
        for key, field in self.fields.items():
            show_if(field, key in shown)
        for group, card in self.cards.items():
            show_if(card, any(q.id in shown for q in self.questions if q.group == group))

    def _follow_children(self, answers: Answers) -> None:
        chosen = [q.id for q in self.questions if q.type is QuestionType.CHILDREN]
        rows = [row for key in chosen for row in answers.get(key) or [] if isinstance(row, dict)]
        for field in self.fields.values():
            if isinstance(field.input, PerChildInput):
                field.input.show_children([row["child"] for row in rows] if chosen else None)

    def _make(self, question: Question) -> QuestionField:
        if question.type is QuestionType.PER_CHILD:
            made: Input = PerChildInput(question, self._around, self._make_form)
        else:
            made = make_input(question, self._around, self._make_form)
        if isinstance(made, ChildrenInput):
            made.add_new.connect(self.add_adult_wanted if isinstance(made, AdultsInput) else self.add_child_wanted)
        made.card_wanted.connect(self.card_wanted)
        field = QuestionField(question, made)
        field.changed.connect(self._changed)
        return field

    def _make_form(self, fields: tuple[Question, ...]) -> Input:
        of = self._around
        return QuestionForm(fields, options=of.options, suggest=of.suggest, now=of.now, flat=True)

    def _lay_out(self, side: tuple[str, ...], flat: bool) -> None:
        side = tuple(group for group in side if any(question.group == group for question in self.questions))
        main = QWidget()
        self._aside = side
        self._main = main_column = QVBoxLayout(main)
        main_column.setContentsMargins(0, 0, 0, 0)
        main_column.setSpacing(12)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(12)
        self._columns.addWidget(main, 5, Qt.AlignmentFlag.AlignTop)
        self._side = QVBoxLayout() if side else None
        if self._side is not None:
            self._side.setSpacing(12)
            self._columns.addLayout(self._side, 2)
        for group in dict.fromkeys(question.group for question in self.questions):
            holder, rows = _group_holder("" if group.startswith("_") else group, flat)
            for question in self.questions:
                if question.group == group:
                    self.fields[question.id] = self._make(question)
                    rows.addWidget(self.fields[question.id])
                    self.fields[question.id].hide_label_under("" if flat else group)
            self.cards[group] = holder
            (self._side if self._side is not None and group in side else main_column).addWidget(holder)
        if self._side is not None:
            self._side.addStretch(1)
        self.fields = {q.id: self.fields[q.id] for q in self.questions}
        self.column.addLayout(self._columns)
        self._place_first(wide=False)  # it begins stacked and widens with its first size


def _group_holder(group: str, flat: bool) -> tuple[QWidget, ColumnLayout]:
    if flat:
        holder = QWidget()
        return holder, ColumnLayout(holder)
    card = Card(group)
    inside = QWidget()
    card.add(inside)
    return card, ColumnLayout(inside)
