"""Looks at the passphrase while it is typed, off the GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from dsl_desk.ui.doors import Doors
from dsl_desk.ui.screens.first_run.pages import KeyPage
from dsl_desk.ui.tasks import Tasks

_WAIT = 350  # ms after the last key


class StrengthWatch(QObject):
    """`looked` carries None for a strong passphrase, else the sentence; never for one that was changed meanwhile."""

    looked = Signal(object)
    failed = Signal(object)

    def __init__(self, doors: Doors, tasks: Tasks, page: KeyPage) -> None:
        super().__init__(page)
        self._doors, self._tasks, self._page = doors, tasks, page
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(lambda: self.look(self._page.passphrase.text()))
        page.suggest_wanted.connect(self._suggest)

    def typed(self, passphrase: str) -> None:
        """Something was typed: it is looked at when the fingers rest."""
        self._timer.stop()
        if passphrase:
            self._timer.start()

    def look(self, passphrase: str) -> None:
        """Looks now."""
        self._timer.stop()
        if passphrase:
            then = partial(self._answer, passphrase)
            strength = partial(self._doors.strength, passphrase)
            self._tasks.run(strength, owner=self, then=then, failed=self.failed.emit)

    def _answer(self, passphrase: str, sentence: str | None) -> None:
        if self._page.passphrase.text() == passphrase:
            self.looked.emit(sentence)

    def _suggest(self) -> None:
        self._tasks.run(self._doors.suggest_passphrase, owner=self, then=self._suggested, failed=self.failed.emit)

    def _suggested(self, passphrase: str) -> None:
        self._page.passphrase.set_text(passphrase)
        self._page.passphrase.show_words(True)
        self._page.again.clear()
