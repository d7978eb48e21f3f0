"""Things said to the person: a banner for one sentence, a summary for what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.buttons import LinkButton, SentenceLink
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, heading, restyle, show_if

_ICONS = {
    "danger": ("warning", "Important"),
    "warn": ("warning", "Warning"),
    "ok": ("done", "Done"),
    "accent": ("note", "Note"),
}


class _Parts(NamedTuple):
    icon: Label
    strong: Label
    text: Label
    acts: FlowRow


class Banner(QFrame):
    """One thing to know, with a tone (danger, warn, ok, accent) and perhaps something to do about it.

    Most never say anything: what is in it is made with its first words.
    """

    closed = Signal()

    def __init__(self, text: str = "", tone: str = "accent", *, strong: str = "", closable: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._closable = closable
        self._parts: _Parts | None = None
        self.say(text, tone, strong=strong)

    def say(self, text: str, tone: str = "accent", *, strong: str = "") -> None:
        """Shows and announces these words, and nothing at all where there are none."""
        if text or strong or self._parts:
            self._inside.strong.say(strong)
            self._inside.text.say(text)
        show_if(self, bool(text or strong))
        if text or strong:
            self._put_tone(tone)
            if self.isVisible():
                announce(self, self.accessibleName())

    @property
    def words(self) -> str:
        if self._parts is None:
            return ""
        return " ".join(part for part in (self._parts.strong.text(), self._parts.text.text()) if part)

    def offer(self, text: str, pressed: Callable[[], None]) -> Banner:
        """Adds something to do about it."""
        acts = self._inside.acts
        acts.add(LinkButton(text, pressed))
        show_if(acts, True)
        return self

    def clear(self) -> None:
        if self._parts:
            self._parts.acts.clear()
            self._parts.acts.hide()
        self.say("")

    def _put_tone(self, tone: str) -> None:
        from dsl_desk.ui.glyphs import GLYPHS, glyph_font  # with its first words

        name, word = _ICONS.get(tone, _ICONS["accent"])
        icon = self._inside.icon
        icon.setText(GLYPHS[name])
        icon.setFont(glyph_font(self.fontMetrics().height() - 4))
        icon.setAccessibleName(word)
        for widget in (self, icon):
            restyle(widget, tone=tone)
        icon.setStyleSheet(f"font-family: '{icon.font().family()}';")
        self.setAccessibleName(f"{word}: {self.words}")

    def _dismiss(self) -> None:
        self.clear()
        self.closed.emit()

    @property
    def _inside(self) -> _Parts:
        if self._parts is None:
            self._parts = _Parts(Label(""), Label("", "strong"), Label(""), FlowRow(gap=12))
            self._lay_out(self._parts)
        return self._parts

    def _lay_out(self, parts: _Parts) -> None:
        parts.icon.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 16, 10)
        row.setSpacing(14)
        row.addWidget(parts.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(4)
        for widget in (parts.strong, parts.text, parts.acts):
            column.addWidget(widget)
        row.addLayout(column, 1)
        if self._closable:
            row.addWidget(LinkButton("Close this message", self._dismiss), 0, Qt.AlignmentFlag.AlignTop)
        parts.acts.hide()


class ErrorSummary(QFrame):
    """ "There is a problem": one link per problem that moves the focus there. Takes the focus when shown."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 14)
        outer.setSpacing(6)
        outer.addWidget(heading("There is a problem"))
        self._links = QVBoxLayout()
        self._links.setSpacing(2)
        outer.addLayout(self._links)
        self.hide()

    def show_problems(self, problems: list[tuple[str, str]]) -> None:
        """Shows (spot, sentence) pairs, or nothing for none. The same words stand beside the fields."""
        empty(self._links)
        for spot, sentence in problems:
            self._links.addWidget(SentenceLink(sentence, partial(self.picked.emit, spot)))
        sentences = [sentence for _, sentence in problems]
        self.setAccessibleName("There is a problem. " + ". ".join(sentences))
        show_if(self, bool(problems))
        if problems:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.accessibleName())
