"""Hands that only press keys: Tab and Shift+Tab, arrows, Space, Enter, shortcuts and typed text. A mouse is never used.

What is to be reached is looked for by its object name; getting there is left to the keys. Where Tab does not come, or
arrows do not, the journey ends there.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QRadioButton, QWidget

from dsl_desk.app.doors import House
from dsl_desk.app.session import Session
from dsl_desk.demo.by_windows import ByWindows
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.hands import Hands, NotThere
from dsl_desk.demo.school import PracticeClock
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.tab_order import part_of, stops
from dsl_desk.ui.widgets.one_stop import same_stop

KEY = Qt.Key
MOST_TABS = 400  # further than the longest screen is round


class Keyboard(Hands):
    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
            self.session.tasks.idle()

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        if found is None:
            raise NotThere("anything that has the focus")
        return found

    def press(self, key: Qt.Key) -> None:
        self.effort.presses += 1
        QTest.keyClick(self.focus, key)

    def tab_until(self, wanted: set[QWidget], what: str) -> None:
        """Tab, or Shift+Tab or F6 where that is shorter, until one of these has the focus."""
        key, parts = _way(self.focus, wanted)
        for _ in range(abs(parts)):
            self.effort.presses += 1
            QTest.keySequence(self.focus, QKeySequence("F6" if parts > 0 else "Shift+F6"))
        seen: list[str] = []
        for _ in range(MOST_TABS):
            now = self.focus
            if now in wanted:
                return
            seen.append(now.objectName() or now.accessibleName())
            self.press(key)
        self.shot("not-reached")
        raise NotThere(f"a way by Tab to {what}, only to {list(dict.fromkeys(seen))}")

    def click(self, name: str) -> None:
        """Go there and press Space; among choices and steps by the arrows."""
        widget = self.need(name)
        if name.startswith("view_"):
            self._switch(name)
            return
        if isinstance(widget, QRadioButton):
            self._among(name, widget, set(widget.group().buttons()))
        elif name.startswith("step_"):
            self._among(name, widget, _like(widget, "step_"))
        elif same_stop(widget, widget):
            self._among(name, widget, {one for one in _like(widget, "") if same_stop(one, widget)})
        else:
            self.tab_until({widget}, name)
        if not (isinstance(widget, QRadioButton) and widget.isChecked()):
            self.press(KEY.Key_Return if name.startswith("step_") else KEY.Key_Space)
        self.settle()

    def type(self, name: str, text: str) -> None:
        widget = self.need(name)
        self.tab_until({widget}, name)
        self._take_out(widget)
        self.write(text)

    def choose(self, name: str, text: str) -> None:
        box = self.need(name)
        self.tab_until({box}, name)
        self.go_down_to(box, text)

    def choose_name(self, name: str) -> None:
        window = self.session.window
        assert window is not None
        window.activateWindow()
        QTest.qWaitForWindowActive(window, 5000)
        box = next(one for one in window.findChildren(QComboBox) if one.isVisible())
        if box.currentText() == name and isinstance(QApplication.focusWidget(), QLineEdit):
            return  # the same person comes back: the cursor is in the passphrase
        self.tab_until({box}, "the names at the door")
        self.go_down_to(box, name)
        line = next(one for one in window.findChildren(QLineEdit) if one.isVisible())
        self.tab_until({line}, "the passphrase")

    def _among(self, name: str, widget: QWidget, group: set[QWidget]) -> None:
        """One tab stop for all of them; arrows go from one to the next, and choose where one was chosen before."""
        self.tab_until(group, name)
        for key in (KEY.Key_Down, KEY.Key_Up):
            for _ in range(len(group)):
                if self.focus is widget or (isinstance(widget, QRadioButton) and widget.isChecked()):
                    return
                self.press(key)
        raise NotThere(f"a way by arrows to {name}")

    def _switch(self, name: str) -> None:
        """A row of buttons of which one is down: an arrow presses the next one, and what it shows is drawn anew."""
        for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left, KEY.Key_Left):
            button = self.need(name)
            assert isinstance(button, QAbstractButton)
            if button.isChecked():
                return
            self.tab_until(set(button.group().buttons()), name)
            self.press(key)
            self.settle()
        raise NotThere(f"a way by arrows to {name}")

    def _click_at(self, widget: QWidget, at: object) -> None:
        raise AssertionError("no mouse here")


def _like(widget: QWidget, start: str) -> set[QWidget]:
    window = widget.window()
    return {one for one in window.findChildren(QAbstractButton) if one.objectName().startswith(start)}


def _way(start: QWidget, wanted: set[QWidget]) -> tuple[Qt.Key, int]:
    """The shortest way for somebody who knows the window: how many parts of it to go on (or back, below nought) with
    F6, then Tab or Shift+Tab. Only the direction is looked up here; what is not on the way is not reached."""
    every = list(stops(start.window()))
    parts = [list(part) for _, part in groupby(every, key=part_of)]
    firsts = [every.index(part[0]) for part in parts]
    here, there = (next((at for at, one in enumerate(every) if _is(one, these)), 0) for these in ({start}, wanted))
    mine = sum(first <= here for first in firsts) - 1
    ways = [(0, here)]
    ways += [(move, firsts[(mine + move) % len(parts)]) for move in range(-len(parts) + 1, len(parts)) if move]
    _, forward, move = min((abs(move) + _tabs(at, there, len(every), on), not on, move)
                           for move, at in ways for on in (True, False))  # fmt: skip
    return (KEY.Key_Backtab if forward else KEY.Key_Tab), move


def _tabs(here: int, there: int, every: int, on: bool) -> int:
    return (there - here if on else here - there) % every


def _is(stop: QWidget, these: set[QWidget]) -> bool:
    return any(stop is one or same_stop(stop, one) for one in these)


class Unseen(Keyboard):
    """Nobody looks at this desk: it paints nothing and wears no style, which decides over no key and takes time."""

    def settle(self) -> None:
        window, app = self.session.window, QApplication.instance()
        if isinstance(window, Shell) and isinstance(app, QApplication) and app.styleSheet():
            app.setStyleSheet("")
            font = app.font()
            font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
            app.setFont(font)
            window.setUpdatesEnabled(False)
        super().settle()

    def shot(self, name: str) -> Path:
        return self.shots


def begin(
    app: QApplication,
    folder: Path,
    clock: PracticeClock,
    hands: type[Hands],
    cast: Cast,
    crashes: list[BaseException] | None = None,
) -> ByWindows:
    """The program at its door, over that desk. What crashes is added to `crashes`."""
    seen = crashes if crashes is not None else []
    session = Session(app, House(folder, clock, FLOOR), lambda _reference, error: seen.append(error))
    session.begin()
    return ByWindows(session, clock, hands(session, folder.parent / "shots"), cast, folder.parent)


def end(windows: ByWindows) -> None:
    """The program is closed."""
    session = windows.session
    session.quit()
    session.tasks.idle()
    session.tasks.close(5)
