"""What tests of screens do with them: show one, press what has a name, type where a name is."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place

S = TypeVar("S", bound=Screen)


class Walk:
    """A screen on show, and where it wanted to go."""

    def __init__(self, qtbot: QtBot, screen: Screen, context: Context) -> None:
        self.screen, self.context = screen, context
        self.went: list[Place] = []
        self.said: list[str] = []
        context.navigation.wanted.connect(self.went.append)
        context.said.connect(lambda words, _tone: self.said.append(words))
        context.tasks.crashed.connect(lambda reference: self.said.append(f"crashed {reference}"))
        qtbot.addWidget(screen)
        screen.resize(1158, 700)
        screen.show()

    def open(self, place: Place) -> Walk:
        self.screen.open(place)
        return self.settle()

    def settle(self) -> Walk:
        for _ in range(3):
            assert self.context.tasks.idle()
            QApplication.processEvents()
        assert not [words for words in self.said if words.startswith("crashed")]
        return self

    def find(self, name: str) -> QWidget:
        found = [one for one in self.screen.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"nothing visible is called {name}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(one.isVisible() for one in self.screen.findChildren(QWidget, name))

    def press(self, *names: str) -> Walk:
        """Enter on each of these buttons, one after the other."""
        for name in names:
            button = self.find(name)
            assert isinstance(button, QAbstractButton)
            assert button.isEnabled(), f"{name} cannot be pressed"
            button.setFocus()
            QTest.keyClick(button, Qt.Key.Key_Space)
            self.settle()
        return self

    def type(self, name: str, words: str) -> Walk:
        """Real keys into the field of this name, over what it held."""
        field = self.find(name)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
        QTest.keyClicks(field, words)
        return self.settle()

    def words(self) -> str:
        """Everything that labels and buttons now say."""
        labels = [one.text() for one in self.screen.findChildren(QLabel) if one.isVisible()]
        buttons = [one.text() for one in self.screen.findChildren(QAbstractButton) if one.isVisible()]
        return "\n".join([*labels, *buttons])
