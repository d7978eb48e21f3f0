"""Whom to ring now: one line each, and a button that notes the call as it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dsl_desk.ui.glyphs import GLYPHS, glyph_font
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, fit_height, muted, selectable, strong


@dataclass(frozen=True)
class CallRow:
    """`tag` and `tone` say what is not sure about the number. `urgent`: danger now. `may_be_wrong`: it can be said of
    this number that it is wrong."""

    role: str
    name: str
    number: str
    note: str = ""
    tag: str = ""
    tone: str = "warn"
    urgent: bool = False
    may_be_wrong: bool = False


class CallList(QWidget):
    """`ringing` carries the contact's role when "I am ringing" is pressed, `wrong` when its number is wrong."""

    ringing = Signal(str)
    wrong = Signal(str)

    def __init__(self, *, may_ring: bool = True, may_mark: bool = False) -> None:
        super().__init__()
        self._may_ring, self._may_mark = may_ring, may_mark
        fit_height(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_calls(self, rows: Iterable[CallRow]) -> None:
        empty(self._column)
        for number, row in enumerate(rows):
            if number:
                self._column.addWidget(rule())
            self._column.addWidget(self._line(row))

    def focus_call(self, role: str) -> bool:
        """Moves the focus to this number's "I am ringing"; False where there is none."""
        button = self.findChild(LinkButton, f"ring_{role}") if role else None
        if button is not None:
            button.setFocus()
        return button is not None

    def _line(self, row: CallRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(phone_icon("danger" if row.urgent else "accent"))
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(selectable(strong(row.number or row.name).on_one_line()), 1)
        if self._may_ring and row.number:
            button = LinkButton("I am ringing", lambda: self.ringing.emit(row.role))
            button.setObjectName(f"ring_{row.role}")
            button.setAccessibleName(f"I am ringing {row.name}, {row.number}")
            top.addWidget(button)
        words.addLayout(top)
        if row.number:
            words.addWidget(muted(row.name))
        if row.note:
            words.addWidget(muted(row.note))
        if row.tag:
            words.addWidget(FlowRow(Tag(row.tag, row.tone)))
        if self._may_mark and row.may_be_wrong:
            wrong = LinkButton("This number is wrong", lambda: self.wrong.emit(row.role))
            wrong.setObjectName(f"wrong_{row.role}")
            wrong.setAccessibleName(f"This number is wrong: {row.name}, {row.number}")
            words.addWidget(FlowRow(wrong))
        line.addLayout(words, 1)
        return holder


def phone_icon(tone: str) -> Label:
    """A telephone drawn in a tone; it says nothing by itself."""
    icon = Label(GLYPHS["phone"], tone=tone)
    icon.setWordWrap(False)
    font = glyph_font(icon.fontMetrics().height() - 3)
    icon.setFont(font)
    icon.setStyleSheet(f"font-family: '{font.family()}';")
    icon.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return icon
