"""Inputs of choices: one of several, several of several, one tick, a contact."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.flow import FlowLayout
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.form.options import Option
from dsl_desk.ui.widgets.labels import muted, show_if
from dsl_desk.ui.widgets.ticks import Radio, Tick

_SHORT = 26  # characters of a label that may stand in a row


class ChoiceInput(Input):
    """One of several. Nothing is chosen at the start: a judgement has no default."""

    def __init__(self, options: list[Option]) -> None:
        super().__init__()
        self._options = options
        self._group = QButtonGroup(self)
        self._radios: dict[str, Radio] = {}
        holder = QWidget()
        row = _row_for(holder, options)
        for option in options:
            radio = Radio(option.label, option.note)
            self._radios[option.value] = radio
            self._group.addButton(radio)
            row.addWidget(radio)
            radio.clicked.connect(lambda _=False, option=option: self._picked(option))
        self.half = isinstance(row, FlowLayout)
        self.column.addWidget(holder)

    def value(self) -> str | None:
        return next((value for value, radio in self._radios.items() if radio.isChecked()), None)

    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)
        for key, radio in self._radios.items():
            radio.setChecked(key == value)
        self._group.setExclusive(True)

    def buddy(self) -> QWidget:
        checked = self._group.checkedButton()
        return checked or next(iter(self._radios.values()), self)

    def name(self, label: str, description: str) -> None:
        self.setAccessibleName(label)
        for option in self._options:
            parts = [label, option.note, description]
            self._radios[option.value].setAccessibleDescription(". ".join(part for part in parts if part))

    def identify(self, name: str) -> None:
        self.setObjectName(name)
        for value, radio in self._radios.items():
            radio.setObjectName(f"{name}_{value or 'other'}")

    def show_problem(self, wrong: bool) -> None:
        return

    def _picked(self, option: Option) -> None:
        self.changed.emit()
        if option.card:
            self.card_wanted.emit(option.card)


class ChoicesInput(Input):
    """Any of several: a list of values."""

    def __init__(self, options: list[Option], nothing: str = "Nothing to choose from yet") -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        self._options = options
        holder = QWidget()
        row = _row_for(holder, options)
        for option in options:
            tick = Tick(option.label, option.note)
            self._ticks[option.value] = tick
            row.addWidget(tick)
            tick.clicked.connect(lambda on, option=option: self._picked(option, on))
        self.column.addWidget(holder)
        self._nothing = muted(nothing)
        show_if(self._nothing, not options)
        self.column.addWidget(self._nothing)

    def value(self) -> Any:
        return [value for value, tick in self._ticks.items() if tick.isChecked()] or None

    def set_value(self, value: Any) -> None:
        wanted = set(value) if isinstance(value, list) else set()
        for key, tick in self._ticks.items():
            tick.setChecked(key in wanted)

    def buddy(self) -> QWidget:
        return next(iter(self._ticks.values()), self)

    def name(self, label: str, description: str) -> None:
        self.setAccessibleName(label)
        for option in self._options:
            parts = [label, option.note, description]
            self._ticks[option.value].setAccessibleDescription(". ".join(part for part in parts if part))

    def identify(self, name: str) -> None:
        self.setObjectName(name)
        for value, tick in self._ticks.items():
            tick.setObjectName(f"{name}_{value}")

    def show_problem(self, wrong: bool) -> None:
        return

    def _picked(self, option: Option, on: bool) -> None:
        self.changed.emit()
        if on and option.card:
            self.card_wanted.emit(option.card)


class ChildTicksInput(ChoicesInput):
    """Children of this very file, ticked: the same value as a search gives, without roles."""

    def value(self) -> Any:
        return [{"child": child, "role": ""} for child in super().value() or []] or None

    def set_value(self, value: Any) -> None:
        super().set_value(
            [row.get("child") for row in value if isinstance(row, dict)] if isinstance(value, list) else None
        )


class TickInput(Input):
    """One tick whose words are the question."""

    half = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self._tick = Tick(label)
        self._tick.clicked.connect(lambda _on: self.changed.emit())
        self.column.addWidget(self._tick)

    def value(self) -> bool | None:
        return True if self._tick.isChecked() else None

    def set_value(self, value: Any) -> None:
        self._tick.setChecked(value is True)

    def buddy(self) -> QWidget:
        return self._tick

    def show_problem(self, wrong: bool) -> None:
        return


class ContactInput(Input):
    """A contact of the pack, or somebody else by name: a role's value or free text."""

    def __init__(self, options: list[Option]) -> None:
        super().__init__()
        self._values = {option.value for option in options}
        self._choice = ChoiceInput([*options, Option("", "Somebody else")])
        self._other = QLineEdit()
        self._other.setAccessibleName("Who else")
        self._other.setPlaceholderText("Name and organisation")
        self._other.hide()
        self._choice.changed.connect(self._switched)
        self._other.textEdited.connect(lambda _text: self.changed.emit())
        self.column.addWidget(self._choice)
        self.column.addWidget(self._other)

    def value(self) -> str | None:
        chosen = self._choice.value()
        return (self._other.text() or None) if chosen == "" else chosen

    def draft(self) -> Any:
        return self.value()

    def set_value(self, value: Any) -> None:
        other = bool(value) and value not in self._values
        self._choice.set_value("" if other else value)
        self._other.setText(str(value) if other else "")
        show_if(self._other, other)

    def buddy(self) -> QWidget:
        return self._choice.buddy()

    def name(self, label: str, description: str) -> None:
        self._choice.name(label, description)
        self._other.setAccessibleDescription(label)

    def identify(self, name: str) -> None:
        self._choice.identify(name)
        self._other.setObjectName(f"{name}_text")

    def show_problem(self, wrong: bool) -> None:
        return

    def _switched(self) -> None:
        other = self._choice.value() == ""
        show_if(self._other, other)
        if other:
            self._other.setFocus()
        self.changed.emit()


def _row_for(holder: QWidget, options: list[Option]) -> FlowLayout | QVBoxLayout:
    """Short choices without notes stand in a wrapping row, others below one another."""
    if all(len(o.label) <= _SHORT and not o.note for o in options) and len(options) <= 8:
        return FlowLayout(holder, 14, 2)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    return column
