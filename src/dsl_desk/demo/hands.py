"""Hands on the real windows: keys pressed and buttons clicked as a person would, and pictures taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from dsl_desk.app.session import Session

_SETTLE = 25  # ms for layouts to come to rest


class NotThere(Exception):
    """The window does not show what the script expects; the message is the script's own word for it."""


class Hands:
    """`shots`: the folder the pictures go to, numbered in order."""

    def __init__(self, session: Session, shots: Path) -> None:
        self.session, self.shots = session, shots
        self.number = 0
        shots.mkdir(parents=True, exist_ok=True)

    def settle(self) -> None:
        """Wait until everything asked for was answered and drawn."""
        for _ in range(3):
            QTest.qWait(_SETTLE)
            self.session.tasks.idle()

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
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.settle()

    def keys(self, sequence: str) -> None:
        """Press a key combination on whatever has the focus."""
        window = self.session.window
        QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(sequence))  # type: ignore[arg-type]
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Click into a field, take out what stands there, and type."""
        widget = self.need(name)
        self._show(widget)
        QTest.mouseClick(widget.viewport() if isinstance(widget, QPlainTextEdit) else widget, Qt.MouseButton.LeftButton)
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            widget.selectAll()
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
        QTest.qWait(5)

    def choose_name(self, name: str) -> None:
        """Choose who signs in, at the door, and go on to the passphrase."""
        boxes = self.session.window.findChildren(QComboBox) if self.session.window is not None else []
        box = next((one for one in boxes if one.isVisible() and one.findText(name) >= 0), None)
        if box is None:
            raise NotThere(f"the name {name} at the door")
        box.setFocus(Qt.FocusReason.TabFocusReason)
        while box.currentText() != name:
            QTest.keyClick(box, Qt.Key.Key_Down)
            if box.currentIndex() == box.count() - 1 and box.currentText() != name:
                raise NotThere(f"the name {name} at the door")
        passphrase = next(one for one in box.window().findChildren(QLineEdit) if one.isVisible())
        passphrase.setFocus(Qt.FocusReason.TabFocusReason)

    def fill(self, answers: dict[str, Any]) -> None:
        """Answer questions by id, in order. See `answer` for what a value may be."""
        for question, value in answers.items():
            self.answer(f"q_{question}", value)

    def shot(self, name: str) -> Path:
        """A picture of the window, numbered."""
        self.number += 1
        path = self.shots / f"{self.number:02d}-{name}.png"
        window = self.session.window
        if window is not None:
            window.grab().save(str(path))
        return path

    def answer(self, name: str, value: Any) -> None:
        """A choice's value is clicked, a list clicks each; {"label"} is a choice known by its words; {"date", "time"}
        is typed part by part; {"child", "role"} is looked up; other tables in a list are people; text is typed."""
        if isinstance(value, list) and value and isinstance(value[0], dict):
            self._children(name, value) if "child" in value[0] else self._people(name, value)
        elif isinstance(value, dict) and set(value) == {"label"}:
            self._click_label(name, value["label"])
        elif isinstance(value, list):
            for one in value:
                self.click(f"{name}_{one}")
        elif isinstance(value, dict):
            for part, text in value.items():
                self.answer(f"{name}_{part}", text)
        elif value is True:
            self.click(name)
        elif self.find(f"{name}_{value}") is not None:
            self.click(f"{name}_{value}")
        elif isinstance(self.find(name), QComboBox):
            self._choose(name, str(value))
        else:
            self.type(name, str(value))
            if " " not in str(value) and self.find(f"{name}_{value}") is not None:
                self.click(f"{name}_{value}")  # what was typed opened the list that holds it

    def _children(self, name: str, rows: list[dict[str, str]]) -> None:
        for number, row in enumerate(rows):
            if number:
                self.click(f"{name}_another")
            self.type(name, row["child"])
            self.settle()
            self.keys("Return")  # the nearest name stands first
            self._choose(f"{name}_role_{number}", row["role"])

    def _people(self, name: str, rows: list[dict[str, str]]) -> None:
        for number, row in enumerate(rows):
            self.click(f"{name}_add")
            for part, text in row.items():
                self.answer(f"{name}_{number}_{part}", text)

    def _click_label(self, name: str, label: str) -> None:
        """A choice that comes from the file is known by its words."""
        window = self.session.window
        found = window.findChildren(QAbstractButton) if window is not None else []
        own = [one for one in found if one.objectName().startswith(f"{name}_") and one.isVisible()]
        chosen = next((one for one in own if label in one.text() or label in one.accessibleName()), None)
        if chosen is None:
            raise NotThere(f"{name}: {label}")
        self.click(chosen.objectName())

    def _choose(self, name: str, text: str) -> None:
        """Pick an entry of a drop-down list by its words, with the keyboard."""
        box = self.need(name)
        assert isinstance(box, QComboBox)
        self._show(box)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        wanted = next((row for row in range(box.count()) if box.itemText(row) == text), -1)
        if wanted < 0:
            raise NotThere(f"{name}: {text}")
        while box.currentIndex() != wanted:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)
        box.activated.emit(wanted)
        self.settle()

    def _show(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 20, 60)
            parent = parent.parentWidget()
        QTest.qWait(10)
