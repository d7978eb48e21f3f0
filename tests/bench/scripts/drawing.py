"""A frame of the list of concerns, and of the same rows in a C++ model drawn by Qt's own delegate, in turn; in ms."""

import sys
import time

from desk import Opened
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from dsl_desk.ui.navigation import Place
from dsl_desk.ui.widgets.record_table import RecordTable

TURNS, FRAMES = 15, 20
folder, name, passphrase = sys.argv[1:]


def copied(ours):
    """The same words in the same cells of a window of the same size."""
    model, words = ours.model(), QStandardItemModel()
    columns = range(model.columnCount())
    for row in range(model.rowCount()):
        words.appendRow([QStandardItem(model.index(row, column).data()) for column in columns])
    words.setHorizontalHeaderLabels([model.columns[column].title for column in columns])
    floor = QTableView()
    floor.setModel(words)
    floor.setProperty("kind", "list")
    floor.setShowGrid(False)
    floor.setWordWrap(False)
    floor.verticalHeader().hide()
    floor.verticalHeader().setDefaultSectionSize(ours.verticalHeader().defaultSectionSize())
    floor.resize(ours.size())
    for column in columns:
        floor.setColumnWidth(column, ours.columnWidth(column))
        floor.setColumnHidden(column, ours.isColumnHidden(column))
    floor.show()
    return floor


def frames(table):
    begun = time.perf_counter()
    for _ in range(FRAMES):
        table.viewport().repaint()
    return (time.perf_counter() - begun) * 1000 / FRAMES


def drawn(desk):
    yield None
    desk.shell.go(Place("concerns", state=""))
    yield None
    desk.shell.shown()._states.choose("")
    desk.shell.shown()._model.start()
    yield None
    ours = desk.shell.findChild(RecordTable, "concern_list")
    floor = copied(ours)
    yield None
    taken = {ours: [], floor: []}
    for turn in range(TURNS + 1):
        for table in (ours, floor) if turn % 2 else (floor, ours):
            taken[table].append(frames(table))
    rows = ours.viewport().height() // ours.verticalHeader().defaultSectionSize()
    return {"ours": taken[ours][1:], "floor": taken[floor][1:], "rows": rows}


Opened(folder, name, passphrase, drawn)
