"""Rows that come from the file page by page, as the list is scrolled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dsl_desk.ui.tasks import Tasks

CELL = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Cell:
    """One field of a row: its text, a muted second line, or (with a tone) a tag."""

    text: str
    note: str = ""
    tone: str = ""  # ok, warn, danger, accent, neutral: drawn as a tag
    strong: bool = False


@dataclass(frozen=True)
class Row:
    """`id` says what it is about; `spoken` is what assistive technology reads for the whole row."""

    id: str
    cells: tuple[Cell, ...]

    @property
    def spoken(self) -> str:
        return ", ".join(part for cell in self.cells for part in (cell.text, cell.note) if part)


@dataclass(frozen=True)
class Page:
    """Some rows, and the key to fetch those after them (None: that was all)."""

    rows: tuple[Row, ...]
    after: Any = None


Fetch = Callable[[Any], Page]


class ListModel(QAbstractTableModel):
    """`fetch(key)` gives the page after `key` (None: the first); it runs off the GUI thread. Sorting is the file's."""

    arrived = Signal(int)  # how many rows there are now

    def __init__(self, tasks: Tasks, titles: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._titles = tasks, titles
        self._fetch: Fetch | None = None
        self._rows: list[Row] = []
        self._after: Any = None
        self._more = self._busy = False
        self._edition = 0

    def load(self, fetch: Fetch) -> None:
        """Begins again from the top, with this way of fetching."""
        self._fetch, self._edition = fetch, self._edition + 1
        self._busy = False
        self._ask(None)

    def row(self, at: int) -> Row | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CELL:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if index.column() == 0 else row.cells[index.column()].text
        return row.cells[index.column()].text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and way == Qt.Orientation.Horizontal:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more and not self._busy

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._ask(self._after)

    def _ask(self, key: Any) -> None:
        fetch, edition = self._fetch, self._edition
        if fetch is None:
            return
        self._busy = True
        self._tasks.run(
            lambda: fetch(key), owner=self, then=lambda page: self._arrive(edition, page, first=key is None)
        )

    def _arrive(self, edition: int, page: Page, *, first: bool) -> None:
        if edition != self._edition:
            return
        self._busy, self._after, self._more = False, page.after, page.after is not None
        if first:
            self.beginResetModel()
            self._rows = list(page.rows)
            self.endResetModel()
        elif page.rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(page.rows) - 1)
            self._rows.extend(page.rows)
            self.endInsertRows()
        self.arrived.emit(len(self._rows))
