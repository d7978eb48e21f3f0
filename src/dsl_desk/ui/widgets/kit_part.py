"""What unlocking by recovery kit asks for beside a name and a passphrase. Built when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.labels import Label
from dsl_desk.ui.widgets.passphrase import KIT_CODE, PassphraseField


class KitPart:
    """`code` stands above the new passphrase, `below` (again, "Suggest one") under it. `entered`: the Enter key."""

    def __init__(self) -> None:
        self.code, self.again = _CodeField(), PassphraseField("New passphrase again")
        self.suggest = SecondaryButton("Suggest one")
        self.below = QWidget()
        column = QVBoxLayout(self.below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.again)
        column.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignLeft)

    def show(self, shown: bool) -> None:
        self.code.setVisible(shown)
        self.below.setVisible(shown)

    def set_enabled(self, enabled: bool) -> None:
        self.code.setEnabled(enabled)
        self.below.setEnabled(enabled)

    def clear(self) -> None:
        self.again.clear()
        self.code.edit.clear()


class _CodeField(QWidget):
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Code from the recovery kit")
        self.edit.setPlaceholderText(KIT_CODE)
        self.edit.returnPressed.connect(self.entered)
        label = Label("Code from the recovery kit", "label")
        label.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.edit)
