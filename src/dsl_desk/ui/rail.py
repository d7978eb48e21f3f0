"""The rail at the left: where one can go, whose desk this is, hide and lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from dsl_desk.ui.icons import icon
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.labels import Label, heading, restyle, show_if, small

WIDE = 208  # pixels at 100 %


@dataclass(frozen=True)
class RailEntry:
    """A place on the rail: the screen it opens, its word, its icon's name."""

    screen: str
    label: str
    icon: str


ENTRIES = (
    RailEntry("today", "Today", "today"),
    RailEntry("children", "Children", "children"),
    RailEntry("concerns", "Concerns", "concerns"),
    RailEntry("referrals", "Referrals", "referrals"),
    RailEntry("contacts", "Contacts", "contacts"),
    RailEntry("guidance", "Guidance", "guidance"),
    RailEntry("settings", "Settings", "settings"),
)

# The desk over a vault about adults who work with children: adults in the children's place.
ENTRIES_ABOUT_ADULTS = tuple(
    RailEntry("adults", "Adults", "adults") if entry.screen == "children" else entry for entry in ENTRIES
)


@dataclass(frozen=True)
class Identity:
    """Whose desk: shown on the rail, never in the window's title."""

    school: str
    who: str
    role: str
    practice: bool = False
    mark: str = ""  # which vault this is, where it is not the children's
    seeks: str = "a child"  # whom the search finds first


class _Place(QPushButton):
    """Enter goes there too, as on every other button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class Rail(QFrame):
    """One button per place; narrow windows and large text show the icons only, with the words as tooltips."""

    picked = Signal(str)
    hide_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, theme: Theme, identity: Identity, entries: tuple[RailEntry, ...] = ENTRIES) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName("Main places")
        self._theme = theme
        self._buttons: dict[str, QPushButton] = {}
        self._words: list[tuple[QPushButton, str]] = []
        self._school = Label(identity.school + (" · practice" if identity.practice else ""))
        self._product, self._who, self._role = heading("DSL Desk"), Label(identity.who), small(identity.role)
        self._lay_out(entries)
        self._narrow = False
        self.set_narrow(False)

    def mark(self, screen: str) -> None:
        """Marks where we are."""
        for name, button in self._buttons.items():
            button.setChecked(name == screen)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        for label in (self._product, self._school, self._who, self._role):
            show_if(label, not narrow and bool(label.text()))
        for button, words in self._words:
            button.setText("" if narrow else f"  {words}")
            button.setToolTip(words if narrow else "")
            restyle(button, narrow="true" if narrow else "false")
        self.refit()

    def refit(self) -> None:
        """After a change of text size."""
        size = self._theme.px(16)
        self.setFixedWidth(size + 56 if self._narrow else self._theme.px(WIDE))
        for button, _ in self._words:
            button.setIconSize(QSize(size, size))

    def _button(self, words: str, name: str, shortcut: str = "") -> QPushButton:
        button = _Place()
        button.setIcon(icon(name, self._theme, "on_rail"))
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        if shortcut:
            button.setAccessibleDescription(shortcut)
        self._words.append((button, f"{words}   {shortcut}" if shortcut else words))
        return button

    def _lay_out(self, entries: tuple[RailEntry, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 18, 12, 14)
        column.setSpacing(3)
        column.addWidget(self._product)
        column.addWidget(self._school)
        column.addSpacing(12)
        for entry in entries:
            button = self._button(entry.label, entry.icon)
            button.setCheckable(True)
            button.setObjectName(f"rail_{entry.screen}")
            button.clicked.connect(lambda _=False, screen=entry.screen: self._pick(screen))
            self._buttons[entry.screen] = button
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._who)
        column.addWidget(self._role)
        hide, lock = self._button("Hide screen", "hide", "F12"), self._button("Lock", "lock", "Ctrl+L")
        hide.clicked.connect(lambda: self.hide_wanted.emit())
        lock.clicked.connect(lambda: self.lock_wanted.emit())
        self._acts = column
        column.addWidget(hide)
        column.addWidget(lock)

    def offer(self, words: str, name: str, act: Callable[[], object], short: str = "") -> None:
        """One act more, above hiding and locking; under `short` words where its own are too long for the rail."""
        button = self._button(short or words, name)
        button.setAccessibleName(words)
        button.clicked.connect(lambda: act())
        self._acts.insertWidget(self._acts.count() - 2, button)
        self.set_narrow(self._narrow)

    def _pick(self, screen: str) -> None:
        self._buttons[screen].setChecked(True)
        self.picked.emit(screen)
