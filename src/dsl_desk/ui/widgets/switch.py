"""A row of buttons of which one is down: which view is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.flow import FlowRow


class Switch(FlowRow):
    """`picked` carries the value of the button the person pressed; `choose` sets it without telling."""

    picked = Signal(str)

    def __init__(self, name: str, choices: list[tuple[str, str]], chosen: str = "") -> None:
        super().__init__(gap=8)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, SecondaryButton] = {}
        for value, label in choices:
            button = SecondaryButton(label)
            button.setCheckable(True)
            button.setObjectName(f"view_{value}")
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _=False, value=value: self.picked.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            self.add(button)
        self.choose(chosen or (choices[0][0] if choices else ""))

    def choose(self, value: str) -> None:
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def chosen(self) -> str:
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def first(self) -> QWidget:
        """Where the focus goes: the button that is down."""
        return self._group.checkedButton() or self

    def rename(self, value: str, label: str) -> None:
        """Other words on one of the buttons: with a count, say."""
        self._buttons[value].rename(label)
