"""Words on screen. Always plain text: nothing a person typed can become markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dsl_desk.domain.characters import UNBROKEN
from dsl_desk.ui.widgets.shown_text import BREAK, as_typed, shown

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent

_SHORT_TAG = 40  # letters: a longer one may have to wrap
_WIDEST = 40  # of the longest pieces, the widest is the narrowest a label can be


def restyle(widget: QWidget, **properties: object) -> None:
    """Sets style properties ("tone", "kind", "current", …) and has the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the sheet has not looked yet
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        if isinstance(widget, Label):
            widget.measure_anew()
        widget.update()


def show_if(widget: QWidget, shown: bool) -> None:
    """Shows or hides a part of something. A part that stands nowhere yet is shown with its whole, never as a window."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def fit_height(widget: QWidget) -> None:
    """As tall as its words need at the width it is given, and no taller than there is room."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class Label(QLabel):
    """A wrapping label of one of the stylesheet's kinds; `tone` colours it (with a word that says the same).

    A word too long for any line is broken, so that nobody's name or address makes a window wider.
    """

    def __init__(self, text: str = "", kind: str = "body", *, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._pieces = "", [""]
        self._on_one_line = False
        self._heights: dict[int, int] = {}  # by width, in this font
        self._font = self.font()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)
        fit_height(self)
        self.setText(text)

    def setText(self, text: str) -> None:
        drawn = shown(text)
        self._words, self._heights = text, {}
        self._pieces = _longest([*drawn.replace(BREAK, " ").split(), *re.findall(UNBROKEN, drawn)])
        super().setText(drawn)

    def text(self) -> str:
        """The words as they were given."""
        return self._words

    def heightForWidth(self, width: int) -> int:
        """Layouts in layouts ask hundreds of times over: words are measured once a width and font."""
        font = self.font()
        if font != self._font:
            self._font, self._heights = font, {}
        if width not in self._heights:
            self.ensurePolished()  # else what the style sheet puts around the words is not there yet
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def measure_anew(self) -> None:
        """What stands around the words may have changed."""
        self._heights = {}

    def on_one_line(self) -> Label:
        """Stands on one line where there is room for it, beside others, and wraps where there is not."""
        self._on_one_line = True
        return self

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self._on_one_line:
            return hint
        metrics = self.fontMetrics()
        width = max((metrics.horizontalAdvance(line) for line in self._words.splitlines()), default=0)
        return QSize(width + self._frame() + 2, self.heightForWidth(width + self._frame() + 2))

    def minimumSizeHint(self) -> QSize:
        """A wrapping label may become as narrow as its longest word, so that forms fit narrow windows."""
        hint = super().minimumSizeHint()
        longest = max(map(self.fontMetrics().horizontalAdvance, self._pieces)) + self._frame()
        return QSize(min(hint.width(), longest + 4) if self.wordWrap() else hint.width(), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence  # dear to load, and no first window needs it

        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            self._copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu would copy what was put in to draw it."""
        from PySide6.QtWidgets import QMenu

        if super().text() == self._words:
            super().contextMenuEvent(event)
            return
        event.accept()
        if self.hasSelectedText():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction("Copy", self._copy)
            menu.popup(event.globalPos())

    def _copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(as_typed(self.selectedText()))

    def _frame(self) -> int:
        """What the style sheet puts around the words, both sides together."""
        self.ensurePolished()
        return self.width() - self.contentsRect().width()

    def say(self, text: str) -> None:
        """Shows these words, and nothing at all where there are none."""
        self.setText(text)
        show_if(self, bool(text))


def _longest(pieces: list[str]) -> list[str]:
    if len(pieces) <= _WIDEST:
        return pieces or [""]
    from heapq import nlargest

    return nlargest(_WIDEST, pieces, key=len)


def title(text: str = "") -> Label:
    return Label(text, "title")


def heading(text: str = "") -> Label:
    return Label(text, "heading")


def strong(text: str = "") -> Label:
    return Label(text, "strong")


def muted(text: str = "") -> Label:
    return Label(text, "muted")


def small(text: str = "") -> Label:
    return Label(text, "small")


def selectable(label: QLabel) -> QLabel:
    """Lets the words be selected and copied, by mouse and keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(label.text())
    return label


class Tag(Label):
    """A small word with a tone: ok, warn, danger, accent, neutral. The word says it; the colour only helps."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__("", "tag", parent=parent)
        self.on_one_line()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_tag(text, tone)

    def show_tag(self, text: str, tone: str = "neutral") -> None:
        self.setText(text)
        upright = QSizePolicy.Policy.Maximum if len(text) <= _SHORT_TAG else QSizePolicy.Policy.Minimum
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, upright)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        show_if(self, bool(text))
        restyle(self, tone=tone)
