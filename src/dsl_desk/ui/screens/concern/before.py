"""What can stand before a seal: a stop card that needs a reason to go on, open things that need one to close over,
and leaving the step out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.concern import CardWords
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.inputs import TextArea
from dsl_desk.ui.widgets.labels import Label, muted, strong
from dsl_desk.ui.widgets.main_act import has_main_act


class Despite(QWidget):
    """The stop card that comes first, and why somebody goes on all the same."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._banner, self._area = Banner(), TextArea(1)
        self._area.setObjectName("q_despite")
        self._area.setAccessibleName("Why you go on all the same")
        self._area.textChanged.connect(self.changed)
        label = Label("Why you go on all the same", "label")
        label.setBuddy(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._banner, label, self._area):
            column.addWidget(widget)

    def show_card(self, card: CardWords | None) -> None:
        self._area.setPlainText("")
        if card is not None:
            because = f" (because of {card.because})" if card.because else ""
            self._banner.say(" ".join(card.lines) + because, "danger", strong=f"Stop first: {card.title}")

    def text(self) -> str:
        return self._area.exact_text()

    def set_text(self, text: str) -> None:
        self._area.setPlainText(text)

    def focus(self) -> None:
        self._area.setFocus()


class Reasons(QWidget):
    """What is still open when a concern is closed: each may stay so for a reason."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, QLineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_open(self, still_open: tuple[tuple[str, str], ...]) -> None:
        empty(self._column)
        self._lines = {}
        if not still_open:
            return
        self._column.addWidget(strong("Still open. Do it first, or say why it may stay open."))
        for number, (key, title) in enumerate(still_open):
            label, line = Label(title, "label"), QLineEdit()
            line.setObjectName(f"reason_{number}")
            line.setAccessibleName(f"{title}: why it may stay open")
            line.setPlaceholderText("Why it may stay open")
            line.textEdited.connect(lambda _text: self.changed.emit())
            label.setBuddy(line)
            self._lines[key] = line
            self._column.addWidget(label)
            self._column.addWidget(line)

    def reasons(self) -> dict[str, str]:
        return {key: line.text().strip() for key, line in self._lines.items() if line.text().strip()}

    def set_reasons(self, reasons: dict[str, str]) -> None:
        for key, line in self._lines.items():
            line.setText(reasons.get(key, ""))

    def focus(self, key: str) -> bool:
        if key in self._lines:
            self._lines[key].setFocus()
        return key in self._lines


class LeaveOut(Card):
    """One press where the pack gives reasons, a sentence where none fits. `chosen` carries (reason, note)."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Leave this step out", gap=8)
        self._reasons = FlowRow(gap=8)
        self._note, self._problem = QLineEdit(), Label("", "problem")
        self._note.setObjectName("leave_out_note")
        self._note.setAccessibleName("Another reason")
        self._note.setPlaceholderText("Another reason, in a sentence")
        self._note.returnPressed.connect(self._other)
        seal = SecondaryButton("Leave it out for this reason", self._other)
        seal.setObjectName("leave_out_other")
        keep = LinkButton("Keep the step", self.hide)
        keep.setObjectName("keep_step")
        self._problem.hide()
        has_main_act(self, seal)
        self.add(muted("It stays in the list and can be done later."), self._reasons, self._note, self._problem)
        self.add(FlowRow(seal, keep, gap=12))
        self.hide()

    def show_reasons(self, reasons: tuple[tuple[str, str], ...] | None) -> None:
        self._reasons.clear()
        self._note.clear()
        self.hide()
        for value, label in reasons or ():
            button = SecondaryButton(label, lambda value=value: self.chosen.emit(value, ""))  # type: ignore[misc]
            button.setObjectName(f"leave_out_{value}")
            self._reasons.add(button)

    def ask(self) -> None:
        self._problem.say("")
        self.show()
        self._note.setFocus()

    def refuse(self, sentence: str) -> None:
        self._problem.say(sentence)
        self._note.setFocus()

    def _other(self) -> None:
        self.chosen.emit("other", self._note.text())
