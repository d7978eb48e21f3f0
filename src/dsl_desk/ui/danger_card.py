"""The card for a child in immediate danger: opens from every window, needs no vault, asks nothing, is never covered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.doors import DangerCalls, DangerCard
from dsl_desk.ui.overlay import Overlay
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import rule
from dsl_desk.ui.widgets.labels import Label, Tag, muted
from dsl_desk.ui.widgets.scroll import ScrollArea

Now = Callable[[], datetime]
_WIDEST = 860  # pixels: a number and its button belong together


class DangerSheet(Overlay):
    """What to do now and whom to ring. "I rang" notes the time in memory, to be offered later."""

    rang = Signal()
    on_top = True

    def __init__(self, window: QWidget, card: DangerCard, calls: DangerCalls, now: Now) -> None:
        super().__init__(window, "danger-sheet")
        self._card, self._calls, self._now = card, calls, now
        self.setAccessibleName(card.title)
        self._close = PrimaryButton("Close this card   Esc", self.shut)
        self._rung: dict[str, Tag] = {}
        self._lay_out()

    def first(self) -> QWidget:
        return self._close

    def open(self) -> None:
        for label, tag in self._rung.items():
            times = [f"{moment:%H:%M}" for said, moment in self._calls.made if said == label]
            tag.show_tag(f"Rung {', '.join(times)}" if times else "", "ok")
        super().open()
        announce(self, ". ".join((self._card.title, *self._card.lines)))

    def _note_call(self, label: str) -> None:
        moment = self._now()
        self._calls.made.append((label, moment))
        times = [f"{when:%H:%M}" for said, when in self._calls.made if said == label]
        self._rung[label].show_tag(f"Rung {', '.join(times)}", "ok")
        announce(self, f"Noted: {label} rung at {moment:%H:%M}")
        self.rang.emit()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6, 6, 6, 6)
        area = ScrollArea(margins=(40, 28, 40, 24))
        outer.addWidget(area)
        column = QWidget()
        column.setMaximumWidth(_WIDEST * max(1, self.fontMetrics().height() // 18))
        area.body.addWidget(column)
        area.body.addStretch(1)
        body = QVBoxLayout(column)
        body.setSpacing(12)
        body.addLayout(self._title_row())
        for line in self._card.lines:
            body.addWidget(Label(line, "heading"))
        body.addWidget(rule())
        for label, number in self._card.numbers:
            body.addLayout(self._number_row(label, number))
            body.addWidget(rule())
        if self._card.note:
            body.addWidget(muted(self._card.note))

    def _title_row(self) -> QHBoxLayout:
        """The way back beside the title: whoever lands on it sees the top of the card, however large the letters."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Label(self._card.title, "huge"), 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _number_row(self, label: str, number: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(number, "number"))
        words.addWidget(muted(label))
        row.addLayout(words, 1)
        self._rung[label] = Tag("", "ok")
        row.addWidget(self._rung[label], 0, Qt.AlignmentFlag.AlignVCenter)
        button = SecondaryButton("I rang now", lambda: self._note_call(label))
        button.setAccessibleName(f"I rang {label} now")
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
