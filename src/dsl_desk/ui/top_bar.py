"""The bar above every screen: search, record a concern, child in immediate danger."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.icons import icon
from dsl_desk.ui.search_box import SearchBox
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.buttons import DangerButton, SecondaryButton
from dsl_desk.ui.widgets.labels import Label, show_if

_TWO_ROWS, _FEW_WORDS, _NO_SHORTCUT = 630, 790, 940  # pixels of room at 100 % text below which it changes
_SEARCH, _ANY = 420, 16_777_215


class TopBar(QWidget):
    """One row where there is room, two where there is not. `mark`: which vault this is, where it has to be said."""

    record_wanted = Signal()
    danger_wanted = Signal()

    def __init__(self, theme: Theme, search: SearchBox, *, may_record: bool = True, mark: str = "") -> None:
        super().__init__()
        self._theme, self.search = theme, search
        self._mark = Label(mark, "vault")
        self._mark.setObjectName("vault_mark")
        self.record = SecondaryButton("  Record a concern", self.record_wanted.emit)
        self.danger = DangerButton("  Child in immediate danger", self.danger_wanted.emit)
        self._lay_out()
        self.record.setVisible(may_record)

    def fit(self, room: int) -> None:
        """Shows itself in this many pixels."""
        scale = self._theme.percent / 100
        one_row = room >= _TWO_ROWS * scale
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if one_row else QBoxLayout.Direction.TopToBottom)
        self.search.setMaximumWidth(self._theme.px(_SEARCH) if one_row else _ANY)
        self.search.shorten(room < _FEW_WORDS * scale and one_row)
        self.record.setText("  Record a concern" + ("" if room < _NO_SHORTCUT * scale else "   Ctrl+N"))
        size = self._theme.px(15)
        for button in (self.record, self.danger):
            button.setIconSize(QSize(size, size))

    def _lay_out(self) -> None:
        self.record.setIcon(icon("record", self._theme, "accent"))
        self.danger.setIcon(icon("warning", self._theme, "danger"))
        self.record.setAccessibleDescription("Ctrl+N")
        self.danger.setAccessibleDescription("Ctrl+Shift+9")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        show_if(self._mark, bool(self._mark.text()))
        column.addWidget(self._mark)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.addLayout(self._box)
        self._box.setContentsMargins(28, 16, 28, 4)
        self._box.setSpacing(10)
        self._box.addWidget(self.search, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.record)
        buttons.addWidget(self.danger)
        self._box.addLayout(buttons, 1)
