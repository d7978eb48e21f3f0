"""Hands on the real windows: a mouse and keys as a person uses them, and pictures taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from dsl_desk.app.session import Session

_SETTLE = 10  # ms for layouts to come to rest
_PATIENCE = 20.0  # seconds


class NotThere(Exception):
    """The window does not show what the story expects; the message is the story's own word for it."""


@dataclass
class Effort:
    """`presses`: of keys, beside `typed`, the characters of the words themselves. A combination is one press."""

    clicks: int = 0
    presses: int = 0
    typed: int = 0

    def __sub__(self, other: Effort) -> Effort:
        return Effort(self.clicks - other.clicks, self.presses - other.presses, self.typed - other.typed)

    def __add__(self, other: Effort) -> Effort:
        return Effort(self.clicks + other.clicks, self.presses + other.presses, self.typed + other.typed)


class Hands:
    """`shots`: the folder the pictures go to, numbered in order after `number`. `effort`: what it took so far."""

    def __init__(self, session: Session, shots: Path, number: int = 0) -> None:
        self.session, self.shots = session, shots
        self.number, self.effort = number, Effort()
        shots.mkdir(parents=True, exist_ok=True)

    def settle(self) -> None:
        """Wait until everything asked for was answered and drawn."""
        for _ in range(3):
            QTest.qWait(_SETTLE)
            self.session.tasks.idle()

    def wait_until(self, true: Callable[[], object], what: str) -> None:
        """Wait for something that takes a while. Raises NotThere with `what`."""
        deadline = time.monotonic() + _PATIENCE
        while not true():
            if time.monotonic() > deadline:
                self.shot("not-there")
                raise NotThere(what)
            QApplication.processEvents()
            time.sleep(0.002)

    def find(self, name: str) -> QWidget | None:
        """The visible widget with that object name."""
        window = self.session.window
        found = window.findChildren(QWidget, name) if window is not None else []
        return next((widget for widget in found if widget.isVisible()), None)

    def need(self, name: str) -> QWidget:
        widget = self.find(name)
        if widget is None:
            self.shot("not-there")
            raise NotThere(name)
        return widget

    def click(self, name: str) -> None:
        """Bring it into sight and click in its middle (a tick or radio: on its mark)."""
        widget = self.need(name)
        self._show(widget)
        mark = isinstance(widget, QAbstractButton) and widget.isCheckable()
        at = QPoint(10, widget.height() // 2) if mark else widget.rect().center()
        self._click_at(widget, at)
        self.settle()

    def bring(self, name: str) -> None:
        """Scroll it into sight, as with a wheel."""
        self._show(self.need(name))
        self.settle()

    def keys(self, sequence: str) -> None:
        """Press a key combination on whatever has the focus."""
        window = self.session.window
        self.effort.presses += 1
        QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(sequence))  # type: ignore[arg-type]
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Click into a field, take out what stands there, and type."""
        widget = self.need(name)
        self._show(widget)
        self._click_at(widget.viewport() if isinstance(widget, QPlainTextEdit) else widget, widget.rect().center())
        self._take_out(widget)
        self.write(text)

    def write(self, text: str) -> None:
        """Type into whatever has the focus: keys for plain characters, the input method for the others."""
        for char in text:
            target = QApplication.focusWidget()
            if target is None:
                raise NotThere("a field with the focus")
            if char == "\n":
                QTest.keyClick(target, Qt.Key.Key_Return)
            elif char.isascii():
                QTest.keyClicks(target, char)
            else:
                event = QInputMethodEvent()
                event.setCommitString(char)
                QApplication.sendEvent(target, event)
        self.effort.typed += len(text)
        QTest.qWait(5)

    def choose(self, name: str, text: str) -> None:
        """Pick an entry of a drop-down list by its words."""
        box = self.need(name)
        self._show(box)
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        pressed = self.effort.presses
        self.go_down_to(box, text)
        self.effort.presses = pressed
        self.effort.clicks += 2  # with a mouse: to open it, and on the entry

    def go_down_to(self, box: QWidget, text: str) -> None:
        """Arrows, in a drop-down list that has the focus."""
        assert isinstance(box, QComboBox)
        wanted = next((row for row in range(box.count()) if box.itemText(row) == text), -1)
        if wanted < 0:
            raise NotThere(f"{box.objectName()}: {text}")
        while box.currentIndex() != wanted:
            down = box.currentIndex() < wanted
            self.effort.presses += 1
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        self.settle()

    def choose_name(self, name: str) -> None:
        """Choose who signs in, at the door, and go on to the passphrase."""
        boxes = self.session.window.findChildren(QComboBox) if self.session.window is not None else []
        box = next((one for one in boxes if one.isVisible() and one.findText(name) >= 0), None)
        if box is None:
            raise NotThere(f"the name {name} at the door")
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.go_down_to(box, name)
        passphrase = next(one for one in box.window().findChildren(QLineEdit) if one.isVisible())
        passphrase.setFocus(Qt.FocusReason.TabFocusReason)

    def shot(self, name: str) -> Path:
        """A picture of the window, numbered."""
        self.number += 1
        path = self.shots / f"{self.number:02d}-{name}.png"
        window = self.session.window
        if window is not None:
            window.grab().save(str(path))
        return path

    def _click_at(self, widget: QWidget, at: QPoint) -> None:
        self.effort.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _take_out(self, widget: QWidget) -> None:
        """Select what stands there, so that typing replaces it; with nothing to type it is deleted."""
        held = widget.text() if isinstance(widget, QLineEdit) else getattr(widget, "toPlainText", str)()
        if held:
            self.effort.presses += 2
            QTest.keySequence(widget, QKeySequence("Ctrl+A"))
            QTest.keyClick(widget, Qt.Key.Key_Delete)

    def _show(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 20, 60)
            parent = parent.parentWidget()
        QTest.qWait(10)
