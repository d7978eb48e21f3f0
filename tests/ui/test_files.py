"""Files on the screens: attached by keyboard, looked at here, opened or saved elsewhere only after a warning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework import attached, drafts
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.store.work import open_read
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.record.screen import RecordScreen
from tests.attachments import samples
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School
from tests.ui.test_concern import find, press, settle, show
from tests.ui.test_record import add_child, fill_in, record_screen


def put(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def choose(holder: Any, path: Path) -> None:
    """The file dialog answers with this file."""
    holder.choose_file = lambda chosen: chosen(path)


def entries(desk: Desk, concern: str, kind: str) -> list[Any]:
    with open_read(desk.vault) as read:
        return [entry.body for entry in concern_file(read, desk, concern).standing(kind)]


@pytest.fixture
def record(qtbot: QtBot, context: Context) -> RecordScreen:
    made = record_screen(qtbot, context)
    settle(context)
    return made


def words_on(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_a_file_attached_while_writing_is_told_on_the_check_page_and_sealed(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    fill_in(record)
    choose(record.files, put(tmp_path, "drawing.png", samples.picture()))
    press(record, "attach_file", context)
    assert "drawing.png" in words_on(record) and "picture" in words_on(record)
    (digest,) = [one.digest for one in record.files.files]
    assert record.files.whose.isHidden(), "one child: nobody is asked whose it is"
    add_child(record, "Zosia", "sibling")
    settle(context)
    first, second = (row["child"] for row in record.form_page.sheet.answers()["children"])
    assert unnamed(record) == [] and roleless(record) == []
    QTest.keyClick(find(record, f"whose_{digest}_{first}"), Qt.Key.Key_Space)
    press(record, "mark_rest_not_known", context)
    press(record, "check_and_seal", context)
    assert "drawing.png (picture, " in words_on(record) and "about Kacper" in words_on(record)
    press(record, "seal", context)
    assert record.state.sealed is not None
    (body,) = entries(context.desk, record.state.sealed.id, "attachment")
    assert body.name == "drawing.png" and body.answers == {"whose": [first]} and second not in repr(body)


def test_a_file_alone_makes_a_draft_that_is_offered_again_with_it(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    choose(record.files, put(tmp_path, "scan.pdf", samples.pdf()))
    press(record, "attach_file", context)
    draft = record.drafting.id
    assert [one.id for one in drafts.mine(context.desk)] == [draft]
    record._begin(None)
    settle(context)
    assert record.files.files == ()
    record.open(Place("record", draft=draft))
    settle(context)
    assert [one.name for one in record.files.files] == ["scan.pdf"]
    press(record, "take_off_0", context)
    assert record.files.files == () and "scan.pdf" not in words_on(record)


def test_a_file_never_goes_to_another_record_than_the_one_it_was_chosen_for(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    asked: list[Any] = []
    record.files.choose_file = asked.append  # the dialog stays open
    press(record, "attach_file", context)
    record._begin(None)
    settle(context)
    asked[0](put(tmp_path, "scan.pdf", samples.pdf()))
    settle(context)
    assert record.files.files == () and "Another record is open" in words_on(record)


def test_a_file_that_was_not_taken_says_why_beside_the_button(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    choose(record.files, put(tmp_path, "empty.pdf", b""))
    press(record, "attach_file", context)
    assert "This file is empty" in words_on(record) and "nothing was attached" in words_on(record)


def test_a_staff_matter_takes_its_files_to_the_right_person_too(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    choose(record.files, put(tmp_path, "scan.pdf", samples.pdf()))
    press(record, "attach_file", context)
    target = tmp_path / "out" / "page.pdf"
    record.remove.choose_file = lambda chosen: chosen(target)
    record.remove._print()
    settle(context)
    assert sorted(path.name for path in target.parent.iterdir()) == ["page scan.pdf", "page.pdf"]
    assert drafts.mine(context.desk) == []
    count = "SELECT count(*) FROM draft"
    with open_read(context.desk.vault) as read:
        assert read.cursor.execute(count).fetchone()[0] == 0, "nothing of it stays on the desk"


@pytest.fixture
def screen(qtbot: QtBot, context: Context, school: School) -> ConcernScreen:
    return show(qtbot, context, Place("concern", concern=school.ids["C15"]))


def attach(screen: ConcernScreen, context: Context, path: Path) -> None:
    choose(screen.story, path)
    press(screen, "attach_file", context)
    QTest.keyClicks(find(screen, "small_what"), "From the mother")
    press(screen, "seal_small", context)


def test_a_file_is_attached_to_a_concern_and_its_pages_are_shown(
    screen: ConcernScreen, context: Context, tmp_path: Path
) -> None:
    attach(screen, context, put(tmp_path, "letter.pdf", samples.pdf(2)))
    (body,) = entries(context.desk, screen._concern, "attachment")
    assert body.what == "From the mother"
    press(screen, "look_0", context)
    viewer = screen.story.viewer
    assert viewer.isVisible() and viewer._pages.count == 2
    assert QApplication.focusWidget() is viewer.close_it
    assert unnamed(screen) == [] and roleless(screen) == []
    press(screen, "close_file", context)
    assert not viewer.isVisible()


def test_a_file_never_goes_to_another_concern_than_the_one_it_was_chosen_for(
    screen: ConcernScreen, context: Context, school: School, tmp_path: Path
) -> None:
    asked: list[Any] = []
    screen.story.choose_file = asked.append  # the dialog stays open
    press(screen, "attach_file", context)
    screen.open(Place("concern", concern=school.ids["C14"]))
    settle(context)
    asked[0](put(tmp_path, "letter.pdf", samples.pdf()))
    settle(context)
    assert not screen.story.small.isVisible()
    assert entries(context.desk, school.ids["C14"], "attachment") == []
    assert entries(context.desk, school.ids["C15"], "attachment") == []


def test_another_program_opens_it_only_after_a_warning_and_the_copy_goes_with_the_lock(
    screen: ConcernScreen, context: Context, tmp_path: Path
) -> None:
    attach(screen, context, put(tmp_path, "letter.pdf", samples.pdf()))
    press(screen, "look_0", context)
    viewer, opened = screen.story.viewer, []
    viewer.open_file = opened.append
    press(screen, "open_outside", context)
    assert opened == [] and "may keep traces" in words_on(viewer)
    viewer._open_outside()
    settle(context)
    (path,) = opened
    assert path.read_bytes().startswith(b"%PDF-") and path.name == "letter.pdf"
    assert [one.recipient for one in entries(context.desk, screen._concern, "exported")] == ["This computer"]
    attached.wipe_opened(context.desk.vault.folder.parents[1])
    assert not path.exists()


def test_a_copy_is_saved_with_who_receives_it_and_why(screen: ConcernScreen, context: Context, tmp_path: Path) -> None:
    attach(screen, context, put(tmp_path, "letter.pdf", samples.pdf()))
    press(screen, "look_0", context)
    viewer = screen.story.viewer
    (tmp_path / "out").mkdir()
    viewer.choose_folder = lambda chosen: chosen(tmp_path / "out")
    press(screen, "save_copy", context)
    press(viewer.asked, "seal_small", context)
    assert list((tmp_path / "out").iterdir()) == [], "not without who and why"
    for name, text in (("small_recipient", "Duty social worker"), ("small_reason", "She asked for it")):
        QTest.keyClicks(find(viewer.asked, name), text)
    press(viewer.asked, "seal_small", context)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.pdf"]
    assert "Saved." in words_on(viewer)


def test_what_could_run_something_has_no_button_to_open_it(
    screen: ConcernScreen, context: Context, tmp_path: Path
) -> None:
    attach(screen, context, put(tmp_path, "invoice.pdf", samples.COULD_RUN["Windows program"]))
    press(screen, "look_0", context)
    viewer = screen.story.viewer
    assert not viewer.outside.isVisible() and viewer.copy.isVisible()
    assert "never opened" in words_on(viewer)
