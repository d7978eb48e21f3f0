"""Long names stand whole above what can be done; telephone numbers stand in one piece and are copied as written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from dsl_desk.casework import people
from dsl_desk.domain.entries.people import Child
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.child.screen import ChildScreen
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.widgets.flow import TitleRow
from dsl_desk.ui.widgets.labels import Label, selectable
from dsl_desk.ui.widgets.shown_text import as_typed, shown
from tests.ui.desks import record, when
from tests.ui.walking import Walk

FORENAME = "Maximiliana-Theodora Wilhelmina Aurelia Philippa"
SURNAME = "Featherstonehaugh-Cholmondeley van der Weydenbergh-Oyelaran"


@pytest.mark.parametrize("width", [420, 700, 1100])
def test_a_title_keeps_most_of_the_width_and_what_is_beside_it_stays_in_sight(qtbot: QtBot, width: int) -> None:
    title, buttons = Label(f"{FORENAME} {SURNAME}", "title"), [QPushButton("Who may see it"), QPushButton("Open file")]
    row = TitleRow(title, *buttons)
    qtbot.addWidget(row)
    row.resize(width, row.heightForWidth(width))
    row.show()
    assert title.width() >= min(width * 0.6, title.sizeHint().width()) - 1
    assert title.height() >= title.heightForWidth(title.width())
    for button in buttons:
        at = button.mapTo(row, button.rect().topLeft())
        assert at.x() + button.width() <= width and at.y() + button.height() <= row.height()


def test_a_very_long_name_is_read_out_whole_on_the_childs_file_and_the_concern(qtbot: QtBot, context: Context) -> None:
    child = people.add_child(context.desk, Child(legal_forename=FORENAME, legal_surname=SURNAME, year_group="5")).id
    concern = record(context.desk, {
        "danger_now": "no", "noticed": when(2026, 11, 20, 9, 0), "noticed_by": "Siân Prosser", "injury": "no",
        "where_now": "in_school", "told_dsl": "yes", "children": [{"child": child, "role": "harmed"}],
        "what_happened": "Came late.",
    })  # fmt: skip
    for screen, place in (
        (ChildScreen, Place("child", child=child)),
        (ConcernScreen, Place("concern", concern=concern)),
    ):
        walk = Walk(qtbot, screen(context), context).open(place)
        titles = [one for one in walk.screen.findChildren(Label) if one.property("kind") == "title"]
        assert any(one.accessibleName().startswith(f"{FORENAME} {SURNAME}") for one in titles)


def test_a_number_is_drawn_in_one_piece_and_copied_as_it_was_written(qtbot: QtBot) -> None:
    label = selectable(Label("Ring 01582 547653 today"))
    qtbot.addWidget(label)
    label.show()
    assert label.text() == "Ring 01582 547653 today" and "01582\u00a0547653" in shown(label.text())
    label.setSelection(0, len(label.text()))
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ring 01582 547653 today"


def test_a_double_name_is_broken_at_its_hyphen_before_anywhere_else() -> None:
    assert shown("Featherstonehaugh-Cholmondeley") == "Featherstonehaugh-\u200bCholmondeley"
    assert as_typed(shown(SURNAME)) == SURNAME


def test_the_arrow_of_a_drop_down_grows_with_the_text(qtbot: QtBot, context: Context) -> None:
    drawn = {}
    for percent in (100, 200):
        context.theme.apply("light", percent)
        box = QComboBox()
        qtbot.addWidget(box)
        box.resize(400, 80)
        box.show()
        picture = box.grab().toImage()
        ink = context.theme.colour("ink").rgb()
        drawn[percent] = sum(picture.pixel(x, y) == ink for x in range(300, 395) for y in range(10, 70))
    context.theme.apply("light", 100)
    assert drawn[200] > 3 * drawn[100] > 0
