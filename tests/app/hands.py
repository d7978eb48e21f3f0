"""Fingers on a real session: what a person sees, types and presses. Nothing waits longer than it must."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from dsl_desk.app.session import Session
from dsl_desk.demo.hands import Hands
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.shell import Shell


class Fingers(Hands):
    """Keys go to whatever has the focus, as on a keyboard."""

    def __init__(self, session: Session, shots: Path) -> None:
        super().__init__(session, shots)
        self.crashes: list[BaseException] = []

    def settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()
            self.session.tasks.idle()

    def until(self, true: Callable[[], object], seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"did not come to pass; the window says: {self.words()}"
            QApplication.processEvents()
            time.sleep(0.002)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifier)
        self.settle()

    def focus(self) -> QWidget:
        found = QApplication.focusWidget() or self.session.window
        assert found is not None
        return found

    def tab_to(self, words: str) -> None:
        """Walk with the Tab key to the widget of that accessible name or object name."""
        seen: list[str] = []
        for _ in range(200):
            now = self.focus()
            if words in (now.accessibleName(), now.objectName()):
                return
            seen.append(now.accessibleName() or now.objectName())
            QTest.keyClick(now, Qt.Key.Key_Tab)
            QApplication.processEvents()
        raise AssertionError(f"Tab does not come to “{words}”, only to {list(dict.fromkeys(seen))}")

    def act(self, words: str) -> None:
        """Tab to a button and press Enter."""
        self.tab_to(words)
        self.press(Qt.Key.Key_Return)

    def words(self) -> str:
        """Everything that can be read in the window now."""
        window = self.session.window
        if window is None:
            return ""
        shown = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        shown += [button.text() for button in window.findChildren(QPushButton) if button.isVisible()]
        return " ".join(shown)

    def button(self, words: str) -> QPushButton | None:
        window = self.session.window
        found = window.findChildren(QPushButton) if window is not None else []
        return next((one for one in found if one.text() == words and one.isVisible()), None)

    @property
    def shell(self) -> Shell:
        assert isinstance(self.session.window, Shell), self.words()
        return self.session.window

    @property
    def door(self) -> UnlockWindow:
        assert isinstance(self.session.window, UnlockWindow), self.words()
        return self.session.window

    def at_the_door(self) -> None:
        self.until(lambda: isinstance(self.session.window, UnlockWindow))
        self.ready()
        self.until(lambda: self.door.findChild(QComboBox).count())

    def ready(self) -> None:
        window = self.session.window
        assert window is not None
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window, 5000)
        self.settle()

    def give(self, name: str, passphrase: str) -> None:
        """Choose the name, type the passphrase, press Enter; whatever comes of it has come."""
        self.at_the_door()
        self.choose_name(name)
        edit = self.focus()
        if isinstance(edit, QLineEdit):
            edit.clear()
        self.write(passphrase)
        QTest.keyClick(self.focus(), Qt.Key.Key_Return)
        self.settle()

    def unlock(self, name: str, passphrase: str) -> None:
        self.give(name, passphrase)
        self.until(lambda: isinstance(self.session.window, Shell))
        self.ready()

    def lock(self) -> None:
        self.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        self.at_the_door()
