"""The inputs a question can have: each holds one plain JSON value and says when it changes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.chooser import Chooser as Chooser
from dsl_desk.ui.widgets.file_drop import holds_files
from dsl_desk.ui.widgets.labels import fit_height, restyle
from dsl_desk.ui.widgets.popover import SuggestLine


class Input(QWidget):
    """One answer. `value()` is plain JSON, None for no answer; setting a value does not emit `changed`."""

    changed = Signal()
    card_wanted = Signal(str)
    half = False  # may stand beside another on a wide form

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        fit_height(self)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def draft(self) -> Any:
        """The value, with what was typed but cannot be read yet."""
        return self.value()

    def buddy(self) -> QWidget:
        """Where the focus goes."""
        raise NotImplementedError

    def name(self, label: str, description: str) -> None:
        """Tells assistive technology what this input is for."""
        self.buddy().setAccessibleName(label)
        self.buddy().setAccessibleDescription(description)

    def identify(self, name: str) -> None:
        """Gives what takes the keys a stable object name: "q_<question>", and "q_<question>_<part>" for its parts."""
        self.buddy().setObjectName(name)

    def own_problem(self) -> str | None:
        """What is wrong with what was typed, whether or not an answer is needed."""
        return None

    def mark_rest_not_known(self) -> None:
        """Inputs made of questions mark their blank ones."""

    def show_problem(self, wrong: bool) -> None:
        restyle(self.buddy(), problem="true" if wrong else "false")


class LineInput(Input):
    """One line of text, perhaps with suggestions."""

    half = True

    def __init__(self, suggestions: list[str] | None = None, placeholder: str = "") -> None:
        super().__init__()
        self.edit = SuggestLine(suggestions or [])
        self.edit.setPlaceholderText(placeholder)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self.edit.chosen.connect(self.changed)
        self.column.addWidget(self.edit)

    def value(self) -> str | None:
        return self.edit.text() or None

    def set_value(self, value: Any) -> None:
        self.edit.setText(str(value or ""))
        self.edit.setCursorPosition(0)

    def buddy(self) -> QWidget:
        return self.edit


class TextArea(QPlainTextEdit):
    """A text that grows with what is written. Tab leaves it; what it holds is given back exactly (`exact_text`)."""

    def __init__(self, least_lines: int = 2, most_lines: int = 14) -> None:
        super().__init__()
        self._least, self._most = least_lines, most_lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    def exact_text(self) -> str:
        """The text as held: Qt's own toPlainText would change no-break spaces and line separators."""
        return self.document().toRawText().replace("\u2029", "\n")

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file is not text: it goes to whoever attaches files, and its path into no record."""
        return not holds_files(source) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not holds_files(source):
            super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:  # Shift+Enter too: Qt would put in a separator that prints as nothing
                self.insertPlainText("\n")
                self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        lines = int(self.document().size().height()) if self.document() else self._least
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * int(self.document().documentMargin()) + 2
        return max(self._least, min(self._most, lines)) * line + around

    def _grow(self) -> None:
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


class AreaInput(Input):
    """Text of several lines. `words`: somebody's exact words, shown as a quotation."""

    def __init__(self, *, words: bool = False, least_lines: int = 2) -> None:
        super().__init__()
        self.area = TextArea(least_lines)
        if words:
            self.area.setProperty("kind", "words")
        self.area.textChanged.connect(self._changed)
        self._quiet = False
        self.column.addWidget(self.area)

    def value(self) -> str | None:
        return self.area.exact_text() or None

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.area.setPlainText(str(value or ""))
        self.area.moveCursor(QTextCursor.MoveOperation.Start)
        self._quiet = False

    def buddy(self) -> QWidget:
        return self.area

    def _changed(self) -> None:
        if not self._quiet:
            self.changed.emit()
