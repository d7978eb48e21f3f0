"""One question on a form: its words, its input, "not known", and what is wrong beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Need, Question, QuestionType, is_blank
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.inputs import AreaInput, Input
from dsl_desk.ui.widgets.labels import Label, fit_height, show_if
from dsl_desk.ui.widgets.one_stop import OneStop
from dsl_desk.ui.widgets.ticks import Tick

# These hold "not known" themselves, or cannot sensibly be it.
_SAY_IT_THEMSELVES = (QuestionType.WHEN, QuestionType.CHOICE, QuestionType.TICK)


class QuestionField(QWidget):
    """A question and its answer. `value()` is the input's, or "not_known" / "not_applicable" where that is ticked."""

    changed = Signal()

    def __init__(self, question: Question, input: Input) -> None:
        super().__init__()
        self.question, self.input = question, input
        self._label = Label(question.label, "label")
        self._hint, self._why = Label(question.hint, "hint"), Label(_why(question), "hint")
        self._problem = Label("", "problem")
        self._outs: dict[str, Tick] = {}
        self._words = Label("", "small")
        self._lay_out()
        self._connect()
        self._describe("")
        self.setProperty("half", input.half)

    def value(self) -> Any:
        return self._out() or self.input.value()

    def draft(self) -> Any:
        return self._out() or self.input.draft()

    def set_value(self, value: Any) -> None:
        if isinstance(value, str) and value in self._outs:
            self._take_out(value)
            return
        self._take_out(None)
        self.input.set_value(value)
        self._count()

    def mark_rest_not_known(self) -> None:
        """Answers this question "not known" where it may be and nothing else was said."""
        if self.question.type is QuestionType.PER_CHILD:
            self.input.mark_rest_not_known()
        if self.question.need is Need.REQUIRED_OR_NOT_KNOWN and is_blank(self.value()) and not self.input.own_problem():
            self.set_value(NOT_KNOWN)
        self.changed.emit()

    def show_problem(self, sentence: str | None) -> None:
        """Shows what is wrong, in the same words as the summary."""
        self._problem.say(sentence or "")
        self.input.show_problem(bool(sentence))
        self._describe(sentence or "")

    def hide_label_under(self, title: str) -> None:
        """A card's title that says the same words stands for the label."""
        if title == self.question.label:
            self._label.hide()

    def identify(self, name: str) -> None:
        """Object names for the input, its parts and its "not known"."""
        self.input.identify(name)
        for value, tick in self._outs.items():
            tick.setObjectName(f"{name}_{value}")

    def focus(self) -> None:
        out = next((tick for tick in self._outs.values() if tick.isChecked()), None)
        (out or self.input.buddy()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _out(self) -> str | None:
        return next((value for value, tick in self._outs.items() if tick.isChecked()), None)

    def _take_out(self, chosen: str | None) -> None:
        for value, tick in self._outs.items():
            tick.setChecked(value == chosen)
        self.input.setEnabled(chosen is None)

    def _ticked(self, value: str, on: bool) -> None:
        self._take_out(value if on else None)
        self.changed.emit()

    def _describe(self, problem: str) -> None:
        description = ". ".join(part for part in (problem, self.question.hint, self.question.why) if part)
        self.input.name(self.question.label, description)

    def _count(self) -> None:
        if self.question.max_words:
            used = len(str(self.input.value() or "").split())
            over = used - self.question.max_words
            tail = f", {over} over" if over > 0 else ""
            self._words.setText(f"{used} of {self.question.max_words} words{tail}")

    def _input_changed(self) -> None:
        self._count()
        self.changed.emit()

    def _connect(self) -> None:
        self.input.changed.connect(self._input_changed)
        for value, tick in self._outs.items():
            tick.clicked.connect(lambda on, value=value: self._ticked(value, on))

    def _lay_out(self) -> None:
        fit_height(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label.setBuddy(self.input.buddy())
        for label in (self._label, self._hint, self._why, self._problem):
            show_if(label, bool(label.text()))
            column.addWidget(label)
        show_if(self._label, self.question.type is not QuestionType.TICK)
        column.addWidget(self.input)
        if self.question.need is Need.REQUIRED_OR_NOT_KNOWN and self.question.type not in _SAY_IT_THEMSELVES:
            self._outs = {NOT_KNOWN: Tick("Not known"), NOT_APPLICABLE: Tick("Not applicable")}
            OneStop(self, *self._outs.values())
            for tick in self._outs.values():
                tick.setAccessibleDescription(self.question.label)
        below = QHBoxLayout()
        below.addWidget(FlowRow(*self._outs.values(), gap=14, line_gap=2), 1)
        below.addWidget(self._words, 0, Qt.AlignmentFlag.AlignRight)
        show_if(self._words, bool(self.question.max_words))
        self._words.setWordWrap(False)
        if self._outs or self.question.max_words:
            column.addLayout(below)
        if not isinstance(self.input, AreaInput):
            column.addStretch(1)
        self._count()


def _why(question: Question) -> str:
    return f"Why this is asked: {question.why}" if question.why else ""
