"""At the right of a step: guidance, whom to call, what to say, what not to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.contacts import may_be_wrong
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.call_list import CallList, CallRow
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, muted, small, strong


class Guide(QWidget):
    """`ringing` carries the role of whoever is being rung, `wrong` of whose number is wrong, `copied` words to send."""

    ringing = Signal(str)
    wrong = Signal(str)
    copied = Signal(str)

    def __init__(self, *, may_ring: bool = True, may_mark: bool = False) -> None:
        super().__init__()
        self._guidance, self._calls_card = Card("Guidance for this step"), Card("Who to call now")
        self._words = QVBoxLayout()
        self._words.setSpacing(6)
        self._guidance.body.addLayout(self._words)
        self.calls = CallList(may_ring=may_ring, may_mark=may_mark)
        self.calls.wrong.connect(self.wrong)
        self.calls.ringing.connect(self.ringing)
        self._calls_card.add(self.calls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._calls_card)
        column.addWidget(self._guidance)

    def place(self, beside: QBoxLayout, column: QBoxLayout, story: QWidget, stacked: bool) -> None:
        """Beside the step, or right below it where there is no room: never below its whole story."""
        if stacked:
            column.insertWidget(column.indexOf(story), self)
        else:
            beside.addWidget(self)

    def show_form(self, form: StepForm) -> None:
        self._calls_card.setVisible(bool(form.calls))
        self.calls.show_calls(
            CallRow(
                role=line.role, name=line.name, number=line.number, note=vm.call_note(line),
                tag=line.doubt, tone="danger" if line.status == "wrong" else "warn", may_be_wrong=may_be_wrong(line),
                urgent=line.urgent,
            )
            for line in form.calls
        )  # fmt: skip
        empty(self._words)
        for line in form.guidance:
            self._words.addWidget(muted(line))
        for title, lines in (("Say", form.say), ("Do not", form.do_not)):
            if lines:
                self._words.addWidget(strong(title))
            for line in lines:
                self._words.addWidget(Label(line))
            if title == "Say" and lines and vm.writes_to_them(form):
                copy = LinkButton("Copy these words", lambda: self.copied.emit("\n".join(form.say)))
                copy.setObjectName("copy_words")
                self._words.addWidget(FlowRow(copy))
        if form.edition:
            self._words.addWidget(small(f"{form.edition}. A prompt, not the whole guidance."))
