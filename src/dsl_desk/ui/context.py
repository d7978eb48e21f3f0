"""What every screen after unlock is given, and what a screen is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.domain.when import LONDON
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.tab_order import InReadingOrder
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.flow import TitleRow
from dsl_desk.ui.widgets.labels import Label, small
from dsl_desk.ui.widgets.scroll import ScrollArea

CLIPBOARD_SECONDS = 60


class Context(QObject):
    """The desk that is open and the ways to act: run casework, tell what changed, go elsewhere, say something."""

    said = Signal(str, str)  # words, tone: shown in the banner above the screen
    danger_wanted = Signal()
    front_door_wanted = Signal()  # about an adult who works with children
    preferences_wanted = Signal(object)  # {"theme": …, "text_percent": …, "idle_minutes": …}: what to remember here
    ringing = Signal()  # somebody is on the telephone: the idle lock holds off

    def __init__(
        self,
        desk: Any,
        *,
        tasks: Tasks,
        changes: Changes,
        navigation: Navigation,
        theme: Theme,
        now: Callable[[], datetime] = lambda: datetime.now(LONDON),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks, self.changes, self.navigation = tasks, changes, navigation
        self.theme, self.now = theme, now
        self.preferences: Any = None  # dsl_desk.settings.Settings, put here by the app

    def say(self, words: str, tone: str = "ok") -> None:
        """Shows and announces these words above the screen; no words take the banner away."""
        self.said.emit(words, tone)

    def copy(self, text: str) -> None:
        """Puts text on the clipboard and takes it off again after a minute, if it is still there."""
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(text)

        def clear() -> None:
            if clipboard.text() == text:
                clipboard.clear()

        QTimer.singleShot(CLIPBOARD_SECONDS * 1000, clear)


class Screen(InReadingOrder):
    """A screen of the desk. `section` is the rail's entry that is marked while it is shown.

    `open(place)` is called each time somebody comes here; `save_draft()` on leaving and before locking.
    """

    section = "today"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def open(self, place: Place) -> None:
        """Shows what this place is about."""

    def save_draft(self) -> None:
        """Saves what was typed and not sealed."""

    def first_focus(self) -> QWidget | None:
        """Where the focus goes on arriving; None leaves it to the tab order."""
        return None

    def page(self, *beside_title: QWidget) -> ScrollArea:
        """Lays out the usual page: a small line, the title with things beside it, and a scrolling body below."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = ScrollArea(margins=(28, 4, 28, 24))
        outer.addWidget(area)
        self.crumb, self.title = small(""), Label("", "title")
        self.crumb.hide()
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.crumb)
        head.addWidget(TitleRow(self.title, *beside_title))
        area.body.addLayout(head)
        return area

    def say_title(self, words: str) -> None:
        """A name of any length is on screen over as many lines as it needs, and is read out in one piece."""
        self.title.say(words)
        self.title.setAccessibleName(words)
