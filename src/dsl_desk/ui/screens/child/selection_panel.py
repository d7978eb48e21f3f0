"""Narrowing a child's file: the choices behind one button, and a line that says what is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.look_up.child import ChildPage
from dsl_desk.casework.look_up.selecting import Choices
from dsl_desk.domain.selection import Selection
from dsl_desk.ui.screens.child.selecting import questions, selection_of
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import fit_height


class SelectionPanel(QWidget):
    """`opener` stands among the screen's tools. `changed`: something else is wanted; `cleared`: everything is."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.opener = SecondaryButton("Choose entries", self._toggle)
        self._sheet, self._card = FormSheet(now), Card(gap=12)
        self._choices: Choices | None = None
        self._said = Banner()
        self._sheet.changed.connect(self.changed)
        self._lay_out()
        self.begin()

    def begin(self) -> None:
        """Another file: nothing is left out."""
        self._choices = None
        self._offer(Choices(), keep=False)
        self._open(False)
        self._said.clear()

    def selection(self, words: str, known_on: date | None) -> Selection:
        return selection_of(self._sheet.answers(), words, known_on)

    def show_selected(self, page: ChildPage, *, entries: bool) -> None:
        """What is chosen of this page, in words. `entries`: the view is one that shows them."""
        self.opener.setVisible(entries)
        self.setVisible(entries and (self.opener.isChecked() or bool(page.selected)))
        if self._offer(page.choices, keep=True):
            self.changed.emit()
        if page.selected != self._said.words:
            self._say(page.selected)

    def _say(self, selected: str) -> None:
        self._said.clear()
        self._said.say(selected)
        if selected:
            self._said.offer("Show every entry", self._clear)

    def _offer(self, choices: Choices, *, keep: bool) -> bool:
        """Draws the choices afresh where they are others; True when something chosen is no longer among them."""
        if choices == self._choices and keep:
            return False
        self._choices = choices
        before = self._sheet.answers() if keep else {}
        draft = self._sheet.draft() if keep else {}
        self._sheet.load(questions(choices), draft, options={}, flat=True, name="select")
        return self._sheet.answers() != before

    def _toggle(self) -> None:
        self._open(self.opener.isChecked())
        if self.opener.isChecked() and (first := self._sheet.first()) is not None:
            first.setFocus()

    def _open(self, opened: bool) -> None:
        self.opener.setChecked(opened)
        if opened:
            self._sheet.draw()
        self._card.setVisible(opened)
        self.setVisible(opened or bool(self._said.words))

    def _close(self) -> None:
        self._open(False)
        self.opener.setFocus()

    def _clear(self) -> None:
        self._offer(self._choices or Choices(), keep=False)
        self.cleared.emit()

    def _lay_out(self) -> None:
        fit_height(self)
        self.opener.setCheckable(True)
        self.opener.setObjectName("choose_entries")
        self.opener.setAccessibleDescription("Kind, concern, nature, who wrote it, from and to a day")
        close = LinkButton("Close", self._close)
        close.setObjectName("close_selection")
        self._card.add(self._sheet, close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addWidget(self._card)
