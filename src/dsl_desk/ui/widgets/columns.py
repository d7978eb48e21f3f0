"""Columns that stand side by side where there is room and below one another where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.labels import fit_height


class _Holder(QWidget):
    """A column: never narrower than what stands in it, nor than it is told to be."""

    def __init__(self) -> None:
        super().__init__()
        self._least = 0

    def keep(self, width: int) -> None:
        if width != self._least:
            self._least = width
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(max(hint.width(), self._least), hint.height())


class Columns(QWidget):
    """Columns with these shares of the width. `columns[i]` are their layouts: add cards, they start at the top.
    `holders[i]` are the widgets these stand in.

    Below `least` pixels (at 100 % text; it grows with the text) they stand below one another in the same order, and
    `stacked` says so. Beside others, the first is never narrower than `first` pixels.
    """

    stacked = Signal(bool)

    def __init__(self, *shares: int, least: int = 760, gap: int = 16, first: int = 0) -> None:
        super().__init__()
        self._least, self._first = least, first
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self.columns: list[QVBoxLayout] = []
        self.holders: list[_Holder] = []
        fit_height(self)
        for share in shares:
            holder = _Holder()
            fit_height(holder)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            self.columns.append(column)
            self.holders.append(holder)
            self._box.addWidget(holder, share, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """Only the widest column's: it must be possible to become narrow enough to stack."""
        hint = super().minimumSizeHint()
        widest = max((holder.minimumSizeHint().width() for holder in self.holders), default=0)
        return QSize(widest, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.fontMetrics().height() / 18
        wide = event.size().width() >= self._least * scale
        self.holders[0].keep(round(self._first * scale) if wide else 0)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
            self.stacked.emit(not wide)
