"""The road at the left of a concern: its steps as a list, the current one marked, the others folded away for room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.labels import Tag, fit_height, muted, restyle, show_if, strong


class Folded(Enum):
    """Which steps stand behind one line: none, those before the current one, or all but the current one."""

    NONE = "none"
    BEFORE = "before"
    ALL = "all"


@dataclass(frozen=True)
class StepRow:
    """One line of the list. `line` says where it stands, `tag` with its `tone` says it in a word. `waits`: to do."""

    id: str
    title: str
    line: str = ""
    tag: str = ""
    tone: str = "neutral"
    waits: bool = False


class _Row(QPushButton):
    def __init__(self, row: StepRow, current: bool) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "step")
        self.setCheckable(False)
        spoken = [row.title, row.line, row.tag, "current step" if current else ""]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(14, 5, 12, 5)
        self._inside.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (strong(row.title), muted(row.line)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            show_if(label, bool(label.text()))
            words.addWidget(label)
        self._inside.addLayout(words, 1)
        tag = Tag(row.tag, row.tone)
        tag.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
        fit_height(self)
        self.mark(current)

    def mark(self, current: bool) -> None:
        restyle(self, current="true" if current else "false")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(44, self._inside.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        return self._inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.totalMinimumSize()


class StepList(QWidget):
    """One tab stop; up and down move, Enter, Space or a click picks. `picked` carries the step's id.

    Folded, one line says what is not shown and shows it; so does moving there. `folded` carries how it is now.
    """

    picked = Signal(str)
    folded = Signal(object)

    def __init__(self, name: str = "Steps", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        self._rows: list[_Row] = []
        self._current, self._folded = "", Folded.NONE
        self._unfold = LinkButton("", self._open)
        self._unfold.setObjectName("show_road")
        self._above = QWidget()
        above = QHBoxLayout(self._above)
        above.setContentsMargins(10, 2, 10, 4)
        above.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._above)
        self._above.hide()

    def show_steps(self, rows: list[StepRow], current: str = "") -> None:
        """Shows these steps; the focus stays on the step it was on, or goes to the current one."""
        old, self._rows, self._current = self._rows, [], current
        focused = next((row.row.id for row in old if row.hasFocus()), None)
        for row in old:
            self._layout.removeWidget(row)
        for step in rows:
            row = _Row(step, step.id == current)
            row.setObjectName(f"step_{step.id}")
            row.clicked.connect(lambda _=False, key=step.id: self.picked.emit(key))
            row.installEventFilter(self)
            self._rows.append(row)
            self._layout.addWidget(row)
            row.show()  # what is not shown yet cannot take the focus
        self._rove(focused or current)
        self.fold(self._folded)
        self._layout.activate()
        if focused:  # before the old row goes: the focus would wander over the page, and the page scroll after it
            stays = any(row.row.id == focused and not row.isHidden() for row in self._rows)
            self.focus_step(focused if stays else current)
        for row in old:
            row.hide()
            row.setParent(None)
            row.deleteLater()

    def focus_step(self, id: str) -> None:
        for row in self._rows:
            if row.row.id == id:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self, how: Folded) -> None:
        """Shows the steps this leaves. Where it would hide nothing nothing is said about it."""
        self._folded = how
        at = self._at()
        hidden = {Folded.NONE: range(0), Folded.BEFORE: range(at), Folded.ALL: range(len(self._rows))}[how]
        for number, row in enumerate(self._rows):
            row.setVisible(number == at or number not in hidden)
        waiting = sum(self._rows[number].row.waits for number in hidden if number != at)
        self._unfold.rename(_said(how, at + 1, len(self._rows), waiting))
        self._above.setVisible(len(hidden) > (how is Folded.ALL))
        self.folded.emit(how)

    def current(self) -> QWidget:
        """The line of the step in hand."""
        return self._rows[self._at()] if self._rows else self

    def height_to_current(self, width: int) -> int:
        """How tall the list is down to the end of the current step, unfolded, at this width."""
        return sum(row.heightForWidth(width) for row in self._rows[: self._at() + 1])

    def _at(self) -> int:
        return next((number for number, row in enumerate(self._rows) if row.row.id == self._current), 0)

    def _open(self) -> None:
        """The line that was pressed is gone: one goes on from the current step."""
        self.fold(Folded.NONE)
        self._layout.activate()
        self.focus_step(self._current)

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(watched, _Row):
            if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
                return self._key(watched, event)
            if isinstance(event, QFocusEvent) and event.gotFocus():
                self._rove(watched.row.id)
        return False

    def _key(self, row: _Row, event: QKeyEvent) -> bool:
        at = self._rows.index(row)
        moves = {
            Qt.Key.Key_Down: min(at + 1, len(self._rows) - 1),
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._rows) - 1,
        }
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row.click()
            return True
        target = moves.get(Qt.Key(event.key()))
        if target is None:
            return False
        if not self._rows[target].isVisible():
            self.fold(Folded.NONE)
            self._layout.activate()
        self._rows[target].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _rove(self, id: str) -> None:
        """The tab key reaches one row only: the focused one, else the current one, else the first."""
        chosen = next((row for row in self._rows if row.row.id == id), self._rows[0] if self._rows else None)
        for row in self._rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is chosen else Qt.FocusPolicy.ClickFocus)


def _said(how: Folded, number: int, count: int, waiting: int) -> str:
    """ "Step 6 of 13. Show the road (2 more to do)", "Show 5 earlier steps (2 to do)"."""
    if how is Folded.ALL:
        return f"Step {number} of {count}. Show the road" + (f" ({waiting} more to do)" if waiting else "")
    steps = "1 earlier step" if number == 2 else f"{number - 1} earlier steps"
    return f"Show {steps}" + (f" ({waiting} to do)" if waiting else "")
