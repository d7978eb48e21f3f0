"""WCAG 2.2, 2.4.1 and 2.4.3: the focus goes as the page is read, whatever was drawn last; parts can be passed by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework import follow_up
from dsl_desk.domain.when import LONDON, When
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.tab_order import InReadingOrder
from dsl_desk.ui.widgets.form.when_input import WhenInput
from tests.ui import desk_gallery as gallery
from tests.ui.desks import FRIDAY, School

KEY = Qt.Key


@pytest.fixture
def shell(qtbot: QtBot, school: School) -> Iterator[Shell]:
    window = gallery.open_shell(school, gallery.LOOKS["light"])
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    gallery.close_shell(window)


def names(key: Qt.Key, times: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[str]:
    """Where the focus comes to with each press."""
    found = []
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        now = QApplication.focusWidget()
        found.append(now.objectName() or now.accessibleName() if now else "")
    return found


def test_a_child_chosen_just_now_is_followed_by_the_next_question_and_the_last_one_by_the_seal(shell: Shell) -> None:
    shell.go(Place("record"))
    gallery.settle(shell)
    gallery.half_a_record(shell)
    part = shell.findChild(QWidget, "q_children_role_0")
    assert part is not None
    part.setFocus()
    reached = names(KEY.Key_Tab, 6)
    assert "q_what_happened" in reached and not [name for name in reached if name.startswith("rail_")]
    files = shell.findChild(QWidget, "paste_file")
    assert files is not None
    files.setFocus()
    assert names(KEY.Key_Tab, 1) == ["check_and_seal"]


def test_f6_goes_from_part_to_part_and_back_and_escape_in_the_search_gives_the_focus_back(shell: Shell) -> None:
    shell.go(Place("record"))
    gallery.settle(shell)
    what = shell.findChild(QWidget, "q_what_happened")
    assert what is not None
    what.setFocus()
    on = names(KEY.Key_F6, 1)
    assert on != ["q_what_happened"] and on[0].startswith("q_")
    assert names(KEY.Key_F6, 1, Qt.KeyboardModifier.ShiftModifier) == ["q_what_happened"]
    QTest.keyClick(shell.windowHandle(), KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "x")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    if QApplication.focusWidget() is not what:  # the first Escape closed what was found
        QTest.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert QApplication.focusWidget() is what


def test_a_task_opened_from_today_is_where_the_focus_is(shell: Shell, school: School) -> None:
    today = When.on(FRIDAY.date())
    follow_up.add_task(shell.context.desk, school.ids["C01"], "food parcel", who="I Sadiq", by=today)
    shell.go(Place("today"))
    gallery.settle(shell)
    rows = [row for section in shell.shown().state.sections for row in section.rows if "food parcel" in row.title]
    shell.go(Place("concern", concern=rows[0].concern, item=rows[0].item))
    gallery.settle(shell)
    gallery.settle(shell)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName().startswith("done_")


def test_the_buttons_beside_a_date_are_one_stop_and_the_end_of_a_period_is_on_the_way(qtbot: QtBot) -> None:
    window, when = InReadingOrder(), WhenInput(lambda: datetime(2026, 11, 20, 15, 10, tzinfo=LONDON))
    QVBoxLayout(window).addWidget(when)
    when.identify("w")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    when.buddy().setFocus()
    assert names(KEY.Key_Tab, 3) == ["w_time", "w_today", "w_date"]
    assert names(KEY.Key_Backtab, 1) == ["w_today"]
    assert names(KEY.Key_Right, 4) == ["w_yesterday", "w_now", "w_about", "w_period"]
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Space)
    when.buddy().setFocus()
    assert names(KEY.Key_Tab, 4) == ["w_time", "w_until_date", "w_until_time", "w_today"]
