"""The record screen: typed by keyboard, checked, sealed; nothing typed is lost; a staff matter is never sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework import drafts
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.restricting import viewers
from dsl_desk.store.work import open_read
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.record.screen import RecordScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School


def record_screen(qtbot: QtBot, context: Context) -> RecordScreen:
    """A fresh form, in front."""
    made = RecordScreen(context)
    qtbot.addWidget(made)
    made.resize(1130, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open(Place("record"))
    context.tasks.idle()
    return made


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> RecordScreen:
    return record_screen(qtbot, context)


def find(screen: QWidget, name: str) -> Any:
    found = screen.findChild(QWidget, name)
    assert found is not None, name
    return found


def write(screen: QWidget, name: str, text: str) -> None:
    QTest.keyClicks(find(screen, name), text)


def choose(screen: QWidget, name: str) -> None:
    QTest.keyClick(find(screen, name), Qt.Key.Key_Space)


def press(screen: QWidget, name: str) -> None:
    QTest.mouseClick(find(screen, name), Qt.MouseButton.LeftButton)


def add_child(screen: QWidget, typed: str, role: str) -> None:
    search = find(screen, "q_children")
    search.show()
    search.setFocus()
    QTest.keyClicks(search, typed)
    QTest.keyClick(search, Qt.Key.Key_Return)
    chooser = find(screen, f"q_children_role_{len(screen.form_page.sheet.answers()['children']) - 1}")
    chooser.choose(role)
    chooser.activated.emit(chooser.currentIndex())


def fill_in(screen: RecordScreen) -> None:
    add_child(screen, "Wisniewski", "harmed")
    write(screen, "q_what_happened", "He spoke calmly, then shook.")
    write(screen, "q_child_words", "Darren hits me with the belt")
    choose(screen, "q_words_how_without_being_asked")
    write(screen, "q_noticed_date", "20/11/2026")
    write(screen, "q_noticed_time", "09:40")
    write(screen, "q_noticed_by", "C Tuohy, after-school club")
    choose(screen, "q_injury_seen")
    press(screen, "mark_rest_not_known")


def test_a_concern_is_written_checked_and_sealed(screen: RecordScreen, context: Context, school: School) -> None:
    fill_in(screen)
    press(screen, "check_and_seal")
    context.tasks.idle()
    assert screen.state.page == "check"
    told = {row.id: row.text for row in screen.state.rows}
    assert told["child_words"] == "Darren hits me with the belt"
    assert told["where_now"] == "Not known"
    changed: list[frozenset[str]] = []
    context.changes.changed.connect(changed.append)
    press(screen, "seal")
    context.tasks.idle()
    assert screen.state.page == "sealed"
    sealed = screen.state.sealed
    assert sealed is not None and sealed.reference.startswith("C-")
    assert f"concern:{sealed.id}" in changed[0]
    assert drafts.mine(context.desk) == []
    wanted: list[Place] = []
    context.navigation.wanted.connect(wanted.append)
    press(screen, "look_back_now")
    assert wanted[0].screen == "concern" and wanted[0].get("concern") == sealed.id
    with open_read(context.desk.vault) as read:
        file = concern_file(read, context.desk, sealed.id)
    assert file.standing("concern")[0].body.child_words == "Darren hits me with the belt"


def test_one_quiet_tick_keeps_a_record_to_named_people_and_its_draft_remembers(
    screen: RecordScreen, context: Context
) -> None:
    fill_in(screen)
    assert not find(screen, "q_why_kept").isVisible()
    assert any(label.text().startswith("Can be seen by everybody") for label in screen.findChildren(QLabel))
    choose(screen, "q_only_named")
    assert find(screen, "q_why_kept").isVisible()
    assert any(label.text().startswith("Will be seen by you and whom") for label in screen.findChildren(QLabel))
    write(screen, "q_why_kept", "His aunt works here.")
    press(screen, "keep_draft")
    context.tasks.idle()
    draft = screen.drafting.id
    screen.open(Place("record", notice=next(iter(context.desk.pack.notices))))
    context.tasks.idle()
    screen.open(Place("record", draft=draft))
    context.tasks.idle()
    press(screen, "check_and_seal")
    context.tasks.idle()
    assert {row.id: row.text for row in screen.state.rows}["why_kept"] == "His aunt works here."
    press(screen, "seal")
    context.tasks.idle()
    assert screen.state.sealed is not None and "Only you can see this" in screen.state.sealed.afterwards
    assert viewers(context.desk, screen.state.sealed.id).listed == (context.desk.me.id,)


def test_what_is_missing_stands_on_top_and_beside_the_field(screen: RecordScreen, context: Context) -> None:
    press(screen, "check_and_seal")
    context.tasks.idle()
    QApplication.processEvents()
    assert screen.state.page == "form"
    summary = screen.form_page.sheet.summary
    assert summary.isVisible() and "Who is it about?" in summary.accessibleName()
    field = screen.form_page.sheet.form.fields["children"]
    assert field._problem.isVisible() and field._problem.text() in summary.accessibleName()


def test_a_time_in_the_future_is_refused_and_can_be_mended(screen: RecordScreen, context: Context) -> None:
    fill_in(screen)
    screen.form_page.sheet.form.fields["noticed"].set_value(
        {"start": "2026-12-20T09:40:00+00:00", "end": None, "precision": "exact", "as_said": ""}
    )
    press(screen, "check_and_seal")
    context.tasks.idle()
    assert screen.state.page == "form"
    assert "lies in the future" in screen.form_page.sheet.summary.accessibleName()
    assert screen.form_page.sheet.answers()["what_happened"] == "He spoke calmly, then shook."


def test_change_leads_back_to_the_question(screen: RecordScreen, context: Context) -> None:
    fill_in(screen)
    press(screen, "check_and_seal")
    context.tasks.idle()
    press(screen, "change_what_happened")
    QApplication.processEvents()
    assert screen.state.page == "form"
    assert find(screen, "q_what_happened").hasFocus()


def test_danger_now_opens_the_card_and_leaves_the_draft(screen: RecordScreen, context: Context) -> None:
    opened: list[bool] = []
    context.danger_wanted.connect(lambda: opened.append(True))
    write(screen, "q_what_happened", "Half a sentence")
    choose(screen, "q_danger_now_yes")
    assert opened == [True]
    assert screen.form_page.sheet.answers()["what_happened"] == "Half a sentence"


def test_typing_is_saved_by_itself_and_comes_back(
    qtbot: QtBot, screen: RecordScreen, context: Context, theme: object
) -> None:
    write(screen, "q_what_happened", "Half a sentence")
    qtbot.waitUntil(lambda: "Draft saved" in screen.crumb.text(), timeout=20_000)
    assert len(drafts.mine(context.desk)) == 1
    again = RecordScreen(context)
    qtbot.addWidget(again)
    again.show()
    again.open(Place("record", draft=screen.drafting.id))
    context.tasks.idle()
    assert again.form_page.sheet.answers()["what_happened"] == "Half a sentence"
    assert again.drafting.id == screen.drafting.id


def test_an_unfinished_record_is_offered(qtbot: QtBot, screen: RecordScreen, context: Context) -> None:
    write(screen, "q_what_happened", "Half a sentence")
    screen.save_draft()
    context.tasks.idle()
    again = RecordScreen(context)
    qtbot.addWidget(again)
    again.show()
    again.open(Place("record"))
    context.tasks.idle()
    assert "An unfinished record" in again.form_page.offer.words
    next(b for b in again.form_page.offer.findChildren(QPushButton) if "Go on" in b.text()).click()
    context.tasks.idle()
    assert again.form_page.sheet.answers()["what_happened"] == "Half a sentence"


def words_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def say_they_work_here(screen: RecordScreen) -> None:
    press(screen, "q_may_have_caused_add")
    write(screen, "q_may_have_caused_0_name", "A N Other")
    choose(screen, "q_may_have_caused_0_works_here_yes")


def test_somebody_who_works_here_is_never_sealed_into_the_childrens_record(
    screen: RecordScreen, context: Context
) -> None:
    fill_in(screen)
    say_they_work_here(screen)
    assert screen.remove.isVisible()
    assert not find(screen, "check_and_seal").isVisible()


def test_a_staff_matter_is_printed_and_then_removed(screen: RecordScreen, context: Context, tmp_path: Path) -> None:
    fill_in(screen)
    say_they_work_here(screen)
    screen.save_draft()
    context.tasks.idle()
    target = tmp_path / "page.pdf"
    screen.remove.choose_file = lambda chosen: chosen(target)
    press(screen, "print_and_remove")
    context.tasks.idle()
    assert "Wiśniewski" in words_of(target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert drafts.mine(context.desk) == []
    assert screen.form_page.sheet.answers() == {}


def test_a_child_not_on_file_is_added_where_they_are_named(screen: RecordScreen, context: Context) -> None:
    search = find(screen, "q_children")
    QTest.keyClicks(search, "Robin Zephyr")
    screen.form_page.sheet.form.fields["children"].input.add_new.emit("Robin Zephyr")
    choose(screen, "new_child_status_not_on_roll")
    press(screen, "add_child")
    context.tasks.idle()
    (named,) = screen.form_page.sheet.answers()["children"]
    with open_read(context.desk.vault) as read:
        from dsl_desk.store import children

        assert children.child(read, named["child"]).known_as == "Robin Zephyr"


def test_everything_on_it_has_a_name_and_a_role(screen: RecordScreen) -> None:
    assert unnamed(screen) == []
    assert roleless(screen) == []


def test_the_stop_card_comes_into_sight_wherever_the_form_was_scrolled_to(
    screen: RecordScreen, context: Context
) -> None:
    bar = screen._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    add_person = {"may_have_caused": [{"name": "A. Nobody", "works_here": "yes"}]}
    screen.form_page.sheet.form.set_answers(add_person)
    screen.form_page.sheet.changed.emit()
    QTest.qWait(20)
    assert screen.remove.isVisible() and bar.value() == 0
