"""A table that shows its first rows at once and fetches the next as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dsl_desk.domain.characters import visible

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """`tone` names a cell's tone where the cell is shown as a tag. `least`: not shown in narrower tables (at 100 %)."""

    title: str
    words: Callable[[Any], str]
    tone: Callable[[Any], str] | None = None
    least: int = 0
    wide: bool = False


class PagedTable(QAbstractTableModel):
    """`wanted` asks for the rows after the last one (None: from the start); answer with `add`."""

    wanted = Signal(object)

    def __init__(self, columns: Sequence[Column], page: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns, self._page = tuple(columns), page
        self._rows: list[Any] = []
        self._more = self._waiting = False

    def start(self) -> None:
        """Asks for the first rows afresh; the ones shown stay until they come."""
        self._waiting = True
        self.wanted.emit(None)

    def add(self, after: Any, rows: Sequence[Any], *, more: bool | None = None) -> None:
        """The answer to `wanted`: with `after` None it replaces everything. `more`: there are more behind them."""
        self._waiting = False
        self._more = len(rows) >= self._page if more is None else more
        if after is None:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        elif self._rows and after is self._rows[-1] and rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def row(self, number: int) -> Any:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def cell(self, index: Index) -> tuple[str, str | None]:
        """What a cell says, and its tone where it is shown as a tag."""
        column, row = self.columns[index.column()], self._rows[index.row()]
        return visible(column.words(row)), column.tone(row) if column.tone is not None else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(column.words(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = column.words(row)
            return f"{column.title}: {words}" if words else f"{column.title}: none"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not self._waiting and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._waiting = True
            self.wanted.emit(self._rows[-1] if self._rows else None)
