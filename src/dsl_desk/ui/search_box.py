"""Search from anywhere: a box at the top, and what was found in a list below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from dsl_desk.ui.navigation import Place
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.popover import Popover, popover_of

_NOTHING = "Nothing found. Check the spelling, or search for part of the name"
_BEGUN, _SURE = 3, 5  # letters of an everyday word: before it is looked for, before it is what is meant
_WAIT = 120  # ms after the last key before the file is searched


@dataclass(frozen=True)
class Found:
    """One result: its words, a muted note ("Year 4", "concern"), and where it leads: a place or an act.

    `meant`: so much of its name was typed that it comes before what is in the vault.
    """

    label: str
    note: str = ""
    place: Place | None = None
    act: Callable[[], None] | None = None
    meant: bool = False

    def follow(self, go: Callable[[Place], None]) -> None:
        """Does the act, or goes to the place."""
        if self.act is not None:
            self.act()
        elif self.place is not None:
            go(self.place)


Search = Callable[[str], list[Found]]


class Act(NamedTuple):
    """A screen or an act that can be found. `also`: other words for it; then it stands above a child's name only once
    its own first word is nearly typed."""

    label: str
    do: Callable[[], None]
    also: str = ""


def matching(text: str, acts: list[Act]) -> list[Found]:
    """The screens and acts whose words hold this text, or one of whose other words begins with it."""
    low = text.casefold()
    return [
        Found(
            act.label, "go", act=act.do,
            meant=act.label.casefold().startswith(low) and not (act.also and len(low) < _SURE),
        )
        for act in acts
        if low in act.label.casefold() or (len(low) >= _BEGUN and any(one.startswith(low) for one in act.also.split()))
    ]  # fmt: skip


class SearchBox(QLineEdit):
    """Ctrl+K. `search` is run off the GUI thread; `own` (screens and acts) is asked at once."""

    chosen = Signal(object)

    def __init__(self, tasks: Tasks, search: Search, own: Search, whom: str = "a child") -> None:
        super().__init__()
        self._tasks, self._search, self._own = tasks, search, own
        self._results: list[Found] = []
        self._found_for = ""
        self._whom = whom
        self.shorten(False)
        self.setAccessibleName(f"Find {whom}, concern, contact, screen or action")
        self._popover: Popover | None = None
        self._before: QWidget | None = None  # where the focus was, for Escape
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._look)
        self.textEdited.connect(lambda _text: self._timer.start())

    def shorten(self, narrow: bool) -> None:
        """What it says while it is empty, in the room there is."""
        what = "Find" if narrow else f"Find {self._whom}, concern or contact"
        self.setPlaceholderText(f"{what}   Ctrl+K")

    def enter(self) -> None:
        """Ctrl+K: what is typed next is looked for."""
        if (now := QApplication.focusWidget()) is not self:
            self._before = now
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        stale = self.text().strip() != self._found_for  # the list still shows what less of the text had found
        if not (enter and stale) and self._popover is not None and self._popover.take_key(event):
            return
        if enter:
            self._look()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """Back to where one was, if that is still there."""
        self.clear()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_results(self) -> None:
        if self._popover is not None:
            self._popover.hide()

    def _look(self) -> None:
        text = self.text().strip()
        if not text:
            self.close_results()
            return
        own = self._own(text)
        meant = [one for one in own if one.meant]
        rest = [one for one in own if not one.meant]
        self._tasks.run(
            lambda: self._search(text), owner=self, then=lambda found: self._show(text, [*meant, *found, *rest])
        )

    def _show(self, text: str, results: list[Found]) -> None:
        if self.text().strip() != text:
            return
        self._popover = popover_of(self, self._popover, "Found", self._take)
        self._results, self._found_for = results, text
        lines = [f"{found.label}   ·   {found.note}" if found.note else found.label for found in results]
        self._popover.show_lines(lines or [_NOTHING])
        announce(self, f"{len(results)} found" if results else _NOTHING)

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._results):
            return
        found = self._results[row]
        self.close_results()
        self.clear()
        self.chosen.emit(found)
