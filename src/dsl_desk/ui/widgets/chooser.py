"""A drop-down for tight places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class Chooser(QComboBox):
    """A drop-down for tight places: nothing is chosen at the start, the mouse wheel never changes it by accident."""

    def __init__(self, choices: list[tuple[str, str]], placeholder: str = "Choose") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        for value, label in choices:
            self.addItem(label, value)
        self.setCurrentIndex(-1)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)

    def chosen(self) -> str | None:
        data = self.currentData()
        return str(data) if data is not None else None

    def choose(self, value: str | None) -> None:
        self.setCurrentIndex(self.findData(value) if value else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
