"""A line to find something by: what was typed counts once the hands rest."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

_WAIT = 200  # ms after the last key


class FindLine(QLineEdit):
    """`rested` comes once after typing, in this line or in one that is `watched` with it."""

    rested = Signal()

    def __init__(self, asks: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(asks)
        self.setAccessibleName(asks)
        self.setObjectName(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.rested)
        self.watch(self)

    def watch(self, line: QLineEdit) -> None:
        """Typing there counts as typing here."""
        line.textEdited.connect(lambda _text: self.touch())

    def touch(self) -> None:
        """Something else was touched that is to be waited for as well."""
        self._timer.start()
