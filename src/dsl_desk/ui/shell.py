"""The main window: the rail, the bar on top, and one screen at a time. No case logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout

from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.doors import DangerCalls, DangerCard
from dsl_desk.ui.lock import IdleLock
from dsl_desk.ui.messages import Messages
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.rail import ENTRIES, Identity, Rail, RailEntry
from dsl_desk.ui.search_box import Found, Search, SearchBox, matching
from dsl_desk.ui.sheets import Sheets
from dsl_desk.ui.shortcuts import bind, keys_within, text_size_keys
from dsl_desk.ui.tab_order import InReadingOrder
from dsl_desk.ui.theme import load_faces
from dsl_desk.ui.top_bar import TopBar
from dsl_desk.ui.watermark import Watermark

Act = tuple[str, Callable[[], None]]
ScreenFactory = Callable[[Context], Screen]
_MAY_NOT_RECORD = "You cannot record in this vault. Tell somebody who can, at once and in person."
_PREPARE_MS = 250
_NARROW_RAIL = 1000  # pixels of the window at 100 % text


class Shell(QMainWindow):
    """Shows the screens of `screens` by name. The app answers `lock_wanted`, `quit_wanted`, `text_size_changed`."""

    lock_wanted = Signal()
    quit_wanted = Signal()
    text_size_changed = Signal(int)

    def __init__(
        self,
        context: Context,
        identity: Identity,
        screens: Mapping[str, ScreenFactory],
        *,
        search: Search,
        danger: DangerCard,
        calls: DangerCalls,
        check_passphrase: Callable[[str], bool],
        idle: IdleLock,
        rail: tuple[RailEntry, ...] = ENTRIES,
    ) -> None:
        super().__init__()
        self.context, self._factories = context, screens
        self._screens: dict[str, Screen] = {}
        self._history: list[Place] = []
        self._leaving, self.idle, self._offered = False, idle, _own_acts(self, rail)
        self.setWindowTitle("DSL Desk")
        self._rail = Rail(context.theme, identity, rail)
        self._stack, self.messages = QStackedWidget(), Messages()
        self._search = SearchBox(context.tasks, search, self._own_results, identity.seeks)
        self._bar = TopBar(context.theme, self._search, may_record="record" in screens, mark=identity.mark)
        self._lay_out()
        self.sheets = Sheets(self._content, context, danger, calls, idle, check_passphrase)
        self._connect()
        self._watermark = Watermark(self, context.theme) if identity.practice else None
        load_faces()

    def place(self) -> Place | None:
        """Where we are."""
        return self._history[-1] if self._history else None

    def shown(self) -> Screen | None:
        """The screen now shown."""
        now = self._stack.currentWidget()
        return now if isinstance(now, Screen) else None

    def go(self, place: Place) -> None:
        """Shows this place; the screen before saves its draft."""
        if place.screen not in self._factories:
            return
        if (before := self.shown()) is not None:
            before.save_draft()
        if place != self.place():
            self._history = [*self._history[-49:], place]
        screen = self._screens.get(place.screen) or self._make(place.screen)
        self.messages.clear_old()
        screen.open(place)
        self._stack.setCurrentWidget(screen)
        self._rail.mark(screen.section)
        QTimer.singleShot(0, screen, lambda: self._focus(screen))

    def prepare(self, name: str) -> None:
        """Makes this screen once nothing is being worked on, so that opening it is quick."""
        if self.context.tasks.outstanding:
            QTimer.singleShot(_PREPARE_MS, self, lambda: self.prepare(name))
        elif not self._leaving and name in self._factories.keys() - self._screens.keys():
            self._make(name)

    def back(self) -> None:
        if not self.sheets.uncover() and len(self._history) > 1:
            self._history.pop()
            self.go(self._history[-1])

    def show_danger(self) -> None:
        """The card: over everything, whatever else is open."""
        self.sheets.danger.open()

    def hide_screen(self) -> None:
        """The neutral sheet, with the draft of what was being typed saved."""
        if (now := self.shown()) is not None:
            now.save_draft()
        self._search.close_results()
        self.sheets.hide_all()

    def save_drafts(self) -> None:
        """Every screen saves what was typed; for locking."""
        for screen in self._screens.values():
            screen.save_draft()

    def shut_for_good(self) -> None:
        """From now on closing the window closes it."""
        self._leaving = True
        self.idle.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving:
            event.accept()
            return
        event.ignore()
        self.quit_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self.windowHandle())

    def change_text_size(self, step: int) -> None:
        """Text larger or smaller by this many percent; 0 is back to 100."""
        theme = self.context.theme
        theme.apply(theme.mode, theme.percent + step if step else 100)
        self.text_size_changed.emit(theme.percent)

    def _make(self, name: str) -> Screen:
        screen = self._screens[name] = self._factories[name](self.context)
        self._stack.addWidget(screen)
        return screen

    def _focus(self, screen: Screen) -> None:
        target = screen.first_focus() or screen.focusWidget()  # where one was when one was here before
        if target is not None and self._stack.currentWidget() is screen and not self.sheets.cover():
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_record(self) -> None:
        self.sheets.uncover()
        if "record" not in self._factories:
            self.messages.say(_MAY_NOT_RECORD, "warn")
        self.go(Place("record"))

    def offer(self, words: str, act: Callable[[], None], icon: str = "", short: str = "") -> None:
        """One act more, to be found by Ctrl+K; with an icon it stands on the rail as well, under `short` words."""
        self._offered.append((words, act))
        if icon:
            self._rail.offer(words, icon, act, short)

    def _own_results(self, text: str) -> list[Found]:
        records = [("Record a concern", self._go_record)] * ("record" in self._factories)
        return matching(text, [*records, *self._offered])

    def _refit(self) -> None:
        theme = self.context.theme
        self._rail.set_narrow(self.width() < theme.px(_NARROW_RAIL))
        self._bar.fit(self.width() - self._rail.width())

    def _connect(self) -> None:
        context = self.context
        context.navigation.wanted.connect(self.go)
        context.navigation.back_wanted.connect(self.back)
        context.said.connect(self.messages.say)
        context.danger_wanted.connect(self.show_danger)
        context.ringing.connect(self.idle.ring)
        context.tasks.problem.connect(self.messages.problem)
        context.tasks.crashed.connect(self.messages.crashed)
        context.theme.changed.connect(self._refit)
        self._rail.picked.connect(lambda screen: self.go(Place(screen)))
        self._rail.hide_wanted.connect(self.hide_screen)
        self._rail.lock_wanted.connect(self.lock_wanted)
        self._search.chosen.connect(lambda found: found.follow(self.go))
        self._bar.record_wanted.connect(self._go_record)
        self._bar.danger_wanted.connect(self.show_danger)
        self.idle.warned.connect(self.messages.warn_idle)
        self.idle.due.connect(self.lock_wanted)
        bind(self, self._keys())

    def _keys(self) -> list[tuple[str, Callable[[], object]]]:
        def unless_hidden(act: Callable[[], object]) -> Callable[[], object]:
            return lambda: None if self.sheets.is_hidden() else act()

        return [
            ("Ctrl+Shift+9", self.show_danger),
            ("Ctrl+L", self.lock_wanted.emit),
            ("F12", unless_hidden(self.hide_screen)),
            ("Ctrl+K", unless_hidden(self._focus_search)),
            ("Ctrl+N", unless_hidden(self._go_record)),
            ("Ctrl+/", unless_hidden(lambda: self.sheets.shortcuts.open())),
            ("Alt+Left", unless_hidden(self.back)),
            *((key, unless_hidden(act)) for key, act in keys_within(self)),
            *text_size_keys(self.change_text_size),
        ]

    def _focus_search(self) -> None:
        self.sheets.uncover()
        self._search.enter()

    def _lay_out(self) -> None:
        self._content = InReadingOrder()
        self._content.setProperty("kind", "page")
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        column = QVBoxLayout()
        column.setSpacing(10)
        row.addLayout(column, 1)
        column.addWidget(self._bar)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(self._content)
        self.setMinimumSize(640, 480)
        self.resize(1366, 768)


def _own_acts(shell: Shell, rail: tuple[RailEntry, ...]) -> list[Act]:
    """What Ctrl+K finds beside what is in the vault."""
    places = [(entry.label, partial(shell.go, Place(entry.screen))) for entry in rail]
    return [
        ("Child in immediate danger", shell.show_danger),
        ("Hide screen", shell.hide_screen),
        ("Lock", shell.lock_wanted.emit),
        *places,
    ]
