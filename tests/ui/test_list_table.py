from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from dsl_desk.ui.models.list_model import CELL, Cell, ListModel, Page, Row
from dsl_desk.ui.models.list_table import ListTable


def pages(total: int, asked: list[object]):
    def fetch(key: object) -> Page:
        asked.append(key)
        start = int(key or 0)  # type: ignore[call-overload]
        rows = tuple(
            Row(f"c{at}", (Cell(f"Child {at}", "Year 4", strong=True), Cell("Overdue", tone="danger")))
            for at in range(start, min(total, start + 40))
        )
        return Page(rows, start + 40 if start + 40 < total else None)

    return fetch


@pytest.fixture
def shown(qtbot, tasks, theme):
    window, asked = QMainWindow(), []
    model = ListModel(tasks, ("Child", "State"))
    table = ListTable(model, theme, (3, 1), "Children")
    window.setCentralWidget(table)
    window.resize(700, 400)
    qtbot.addWidget(window)
    model.load(pages(100, asked))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    tasks.idle()
    QApplication.processEvents()
    yield model, table, asked
    window.close()


def test_the_first_page_shows_at_once_and_the_rest_comes_as_it_is_scrolled(shown, tasks):
    model, table, asked = shown
    assert (model.rowCount(), asked) == (40, [None])
    for expected in (80, 100, 100):
        table.scrollToBottom()
        QApplication.processEvents()
        tasks.idle()
        assert model.rowCount() == expected
    assert asked == [None, 40, 80]


def test_rows_open_by_enter_and_by_click(shown, qtbot):
    _, table, _ = shown
    table.setFocus()
    with qtbot.waitSignal(table.picked) as heard:
        QTest.keyClick(table, Qt.Key.Key_Down)
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args[0].id == "c1"


def test_a_row_is_read_out_whole(shown):
    model, table, _ = shown
    assert model.data(model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole) == "Child 3, Year 4, Overdue"
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == "Children"


def test_a_late_page_of_an_older_list_is_dropped(shown, tasks):
    model, _, asked = shown
    model.fetchMore(QModelIndex())
    model.load(pages(3, asked))
    tasks.idle()
    assert model.rowCount() == 3


def test_a_cell_is_drawn_from_one_role(shown):
    model, table, _ = shown
    roles = []
    plain = model.data
    model.data = lambda index, role=0: (roles.append(role), plain(index, role))[1]  # counts what is asked
    table.viewport().grab()
    assert set(roles) <= {CELL}
