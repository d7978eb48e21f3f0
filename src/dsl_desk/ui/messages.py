"""What the desk has to say, above the screen: outcomes, problems, our own faults, and that it is about to lock."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.ui.widgets.banner import Banner

_FRESH = 1500  # ms in which words belong to what comes next
_SPOKEN_AT = (30, 10)  # seconds before locking at which it is said again


class Messages(QWidget):
    """One banner for words, one for the lock."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._idle = Banner(closable=True), Banner()
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(_FRESH)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 28, 0)
        column.setSpacing(8)
        column.addWidget(self._idle)
        column.addWidget(self._words)

    @property
    def words(self) -> str:
        """What is being said now."""
        return self._words.words

    def say(self, words: str, tone: str) -> None:
        self._words.clear()
        self._words.say(words, tone)
        self._fresh.start()

    def problem(self, sentence: str) -> None:
        self.say(sentence, "danger")

    def crashed(self, reference: str) -> None:
        """Our own fault: the number leads to the log; nothing of the record is shown or kept."""
        self.problem(
            "Something went wrong in the program itself. What was sealed is safe, and drafts are kept. "
            f"Try again; if it happens again, report it with the number {reference}."
        )

    def warn_idle(self, seconds: int) -> None:
        """Counts down to the lock; 0 takes the words away."""
        if seconds == 0 or self._idle.isHidden() or seconds in _SPOKEN_AT:
            self._idle.say(f"This desk locks in {seconds} seconds. Press any key to stay." if seconds else "", "warn")

    def clear_old(self) -> None:
        """On going elsewhere: what was said just now goes along ("Sealed as …")."""
        if not self._fresh.isActive():
            self._words.clear()
