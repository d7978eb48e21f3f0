"""A passphrase: typed or pasted, hidden unless shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.labels import Label, show_if

LONGEST = 256  # characters
KIT_CODE = "-".join(["XXXX"] * 7)  # the shape of a recovery kit's code


class PassphraseField(QWidget):
    """A labelled line with "Show". `entered` comes with the Enter key, `edited` with every change."""

    entered = Signal()
    edited = Signal()

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__()
        self._label, self._hint = Label(label, "label"), Label(hint, "hint")
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setMaxLength(LONGEST)
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(hint)
        self._show = SecondaryButton("Show", self._toggle)
        self._show.setAccessibleName(f"Show {label.lower()}")
        self._lay_out()
        self.edit.returnPressed.connect(self.entered)
        self.edit.textChanged.connect(lambda _text: self.edited.emit())

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def clear(self) -> None:
        self.edit.clear()
        self.show_words(False)

    def show_words(self, shown: bool) -> None:
        """Shows or hides what was typed."""
        mode = QLineEdit.EchoMode
        self.edit.setEchoMode(mode.Normal if shown else mode.Password)
        self._show.rename("Hide" if shown else "Show")
        self._show.setAccessibleName(f"{'Hide' if shown else 'Show'} {self._label.text().lower()}")

    def rename(self, label: str) -> None:
        """Asks for something else in the same place."""
        self._label.setText(label)
        self.edit.setAccessibleName(label)
        self.show_words(self.edit.echoMode() is QLineEdit.EchoMode.Normal)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return self.edit, self._show

    def _toggle(self) -> None:
        self.show_words(self.edit.echoMode() is QLineEdit.EchoMode.Password)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label.setBuddy(self.edit)
        show_if(self._hint, bool(self._hint.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self._show)
        column.addWidget(self._label)
        column.addWidget(self._hint)
        column.addLayout(row)
