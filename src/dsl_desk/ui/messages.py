"""What the desk has to say, above the screen: outcomes, problems, our own faults, and that it is about to lock."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dsl_desk.ui.tasks import crashed_words
from dsl_desk.ui.widgets.banner import Banner

_FRESH = 1500  # ms in which words belong to what comes next
_GOING = 800  # ms after going on: what moves up then is no longer under a finger
_SPOKEN_AT = (30, 10)  # seconds before locking at which it is said again


class Messages(QWidget):
    """One banner for words, one for the lock, one for what holds until it is mended."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._idle, self._standing = Banner(closable=True), Banner(), Banner()
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(_FRESH)
        self._passing = False
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_GOING)
        self._going.timeout.connect(self._words.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 28, 0)
        column.setSpacing(8)
        column.addWidget(self._standing)
        column.addWidget(self._idle)
        column.addWidget(self._words)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.gone_on)

    @property
    def standing(self) -> str:
        """What holds for the whole desk."""
        return self._standing.words

    @property
    def words(self) -> str:
        """What is being said now."""
        return self._words.words

    def say(self, words: str, tone: str) -> None:
        self._words.clear()
        self._words.say(words, tone)
        self._passing = tone == "ok"
        self._going.stop()
        self._fresh.start()

    def gone_on(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Somebody went on to something else: good news was heard and goes. Whatever needs doing stays until closed."""
        heard = self._passing and not self._fresh.isActive() and bool(self.words)
        if heard and now is not None and not self.isAncestorOf(now):
            self._going.start()

    def problem(self, sentence: str) -> None:
        self.say(sentence, "danger")

    def crashed(self, reference: str) -> None:
        """Our own fault."""
        self.problem(crashed_words(reference))

    def stand(self, sentence: str) -> None:
        """What holds for the whole desk, wherever one goes; no words take it away."""
        if sentence != self._standing.words:
            self._standing.say(sentence, "danger")

    def warn_idle(self, seconds: int) -> None:
        """Counts down to the lock; 0 takes the words away."""
        if seconds == 0 or self._idle.isHidden() or seconds in _SPOKEN_AT:
            self._idle.say(f"This desk locks in {seconds} seconds. Press any key to stay." if seconds else "", "warn")

    def clear_old(self) -> None:
        """On going elsewhere: what was said just now goes along ("Sealed as …")."""
        if not self._fresh.isActive():
            self._words.clear()
