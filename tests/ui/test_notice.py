"""A police notice is entered in a minute, by keyboard, and is a whole concern like any other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dsl_desk.casework import drafts
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.store.work import open_read
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.record.screen import RecordScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.test_concern import find, press, settle
from tests.ui.test_record import choose, record_screen, write


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> RecordScreen:
    made = record_screen(qtbot, context)
    settle(context)
    press(made, "notice_encompass", context)
    return made


def add(screen: RecordScreen, typed: str) -> None:
    search = find(screen, "q_children")
    search.show()
    search.setFocus()
    QTest.keyClicks(search, typed)
    QTest.keyClick(search, Qt.Key.Key_Return)


def test_eight_questions_make_a_concern_whose_nature_is_offered_and_not_decided(
    screen: RecordScreen, context: Context
) -> None:
    assert screen.title.text() == "Police notice (Operation Encompass)"
    add(screen, "Wisniewski")
    write(screen, "q_what_happened", "Officers called at 22:10 by a neighbour. Shouting, no injury seen.")
    write(screen, "q_told_in_school", "Class teacher: a quiet start")
    choose(screen, "q_injury_no")
    choose(screen, "q_where_now_in_school")
    assert unnamed(screen) == [] and roleless(screen) == []
    press(screen, "mark_rest_not_known", context)
    press(screen, "check_and_seal", context)
    told = "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())
    assert "saw or heard it" in told and "Police, Operation Encompass notice" in told
    press(screen, "seal", context)
    assert screen.state.sealed is not None, screen.form_page.sheet.summary.accessibleName()
    with open_read(context.desk.vault) as read:
        file = concern_file(read, context.desk, screen.state.sealed.id)
    (entry,) = file.standing("concern")
    assert entry.body.noticed_by_kind == "encompass" and entry.body.where_kind == "at_home"
    assert entry.body.answers["told_in_school"] == "Class teacher: a quiet start"
    assert [one.role for one in entry.header.subjects] == ["saw_or_heard"]
    assert file.standing("urgency") == [], "how urgent it is stays the lead's judgement"
    form = step_form(context.desk, screen.state.sealed.id, context.desk.pack.step_of_kind("urgency").id)
    assert form.answers["natures"]["main"] == "domestic_abuse" and "level" not in form.answers


def test_a_notice_left_half_typed_is_gone_on_with_as_a_notice(screen: RecordScreen, context: Context) -> None:
    write(screen, "q_what_happened", "Officers called")
    screen.save_draft()
    settle(context)
    draft = screen.drafting.id
    screen.open(Place("record"))
    assert screen.drafting.id == draft, "coming back does not lose it"
    (kept,) = drafts.mine(context.desk)
    assert kept.form == {"screen": "record", "notice": "encompass"}
    screen._begin(None)
    settle(context)
    assert screen.title.text() == "Record a concern"
    screen.open(Place("record", draft=draft))
    settle(context)
    assert screen.title.text() == "Police notice (Operation Encompass)"
    assert find(screen, "q_what_happened").toPlainText() == "Officers called"


def test_the_short_form_asks_for_nothing_that_the_notice_presets(screen: RecordScreen) -> None:
    shown = {one.objectName() for kind in (QLineEdit, QComboBox) for one in screen.findChildren(kind)}
    assert not shown & {"q_noticed_by", "q_next_place", "q_next_with", "q_where"}
