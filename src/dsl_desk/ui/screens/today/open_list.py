"""One list of Today in a card: first things first, a part of a long one at a time, each row with its button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.today_row import TodayRow
from dsl_desk.ui.screens.today.view_model import Section
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, rule
from dsl_desk.ui.widgets.labels import Tag, muted, strong

PART = 12  # rows that are shown at once, and that each press adds
_GAP = 8  # pixels on either side of the line between two rows


class OpenList(Card):
    """`show_section` keeps the rows that stay; new ones come one with each `put_in`. `picked` carries a TodayRow."""

    picked = Signal(object)
    more_wanted = Signal()

    def __init__(self, section: Section) -> None:
        self._tag = Tag(section.tag, section.tone)
        super().__init__(section.title, self._tag, gap=_GAP)
        self.setObjectName(f"today_{section.name}")
        self._rows: tuple[TodayRow, ...] = ()
        self._lines: dict[str, _Line] = {}
        self._part, self._above = PART, self.body.count()
        self._go_to = ""
        self._more = LinkButton("", self._go_on)
        self._more.setObjectName(f"more_{section.name}")
        self._more.hide()
        self.add(self._more)

    def show_section(self, section: Section) -> None:
        """Shows what stays of the rows, takes away what is gone; what is new waits for `put_in`."""
        if self.heading is not None:
            self.heading.setText(section.title)
        self.setAccessibleName(section.title)
        self._tag.show_tag(section.tag, section.tone)
        self._rows = section.rows
        shown = [row for row in self._shown() if row.id in self._lines]
        for gone in self._lines.keys() - {row.id for row in shown}:
            line = self._lines.pop(gone)
            line.hide()
            line.deleteLater()
        for number, row in enumerate(shown):
            self._lines[row.id].show_row(row, first=not number)
            self.body.insertWidget(self._above + number, self._lines[row.id])
        self._say_more()

    def put_in(self) -> bool:
        """Puts in the next row that is missing; False when there is none."""
        for number, row in enumerate(self._shown()):
            if row.id not in self._lines:
                line = self._lines[row.id] = _Line(self.picked.emit)
                line.show_row(row, first=not number)
                self.body.insertWidget(self._above + number, line)
                if row.id == self._go_to:
                    line.button.setFocus()
                return True
        self._say_more()
        return False

    def _shown(self) -> tuple[TodayRow, ...]:
        """A last part of one or two rows is not worth a press."""
        return self._rows[: self._part] if len(self._rows) > self._part + 2 else self._rows

    def _go_on(self) -> None:
        self._go_to = self._rows[len(self._shown())].id
        self._part += PART
        self._say_more()
        self.more_wanted.emit()

    def _say_more(self) -> None:
        left = len(self._rows) - len(self._shown())
        self._more.rename(f"Show {min(PART, left)} more of {left}")
        self._more.setVisible(left > 0)


class _Line(QWidget):
    """One open item: what it is about, how late it is, and the button that leads to its work."""

    def __init__(self, picked: Callable[[object], None]) -> None:
        super().__init__()
        self._row: TodayRow | None = None
        self._rule, self._title, self._line, self._tag = rule(), strong(), muted(), Tag()
        self.button = SecondaryButton("", lambda: picked(self._row))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self._rule)
        line = QHBoxLayout()
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._line)
        line.addLayout(words, 1)
        line.addWidget(self._tag)
        line.addWidget(self.button)
        column.addLayout(line)

    def show_row(self, row: TodayRow, *, first: bool) -> None:
        """`first`: nothing above to be parted from."""
        self._rule.setVisible(not first)
        if row == self._row:
            return
        self._row = row
        self._title.setText(row.title)
        self._line.setText(row.line)
        self._tag.show_tag(row.tag, row.tone)
        self.button.rename(row.act)
        self.button.setObjectName(f"open_{row.id}")
        self.button.setAccessibleName(f"{row.act}: {row.title}")
        self.button.setAccessibleDescription(f"{row.line}. {row.tag}")
