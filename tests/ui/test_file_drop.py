"""Files dropped and pasted go the way of the file dialog: the same verbs, the same refusals, copies only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.domain.attachments import MOST_AT_ONCE
from dsl_desk.store.work import open_read
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.record.screen import RecordScreen
from tests.attachments import samples
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School, step
from tests.ui.test_concern import find, press, settle, show
from tests.ui.test_files import entries, put, words_on
from tests.ui.test_record import record_screen


@pytest.fixture
def record(qtbot: QtBot, context: Context) -> RecordScreen:
    made = record_screen(qtbot, context)
    settle(context)
    return made


@pytest.fixture
def concern(qtbot: QtBot, context: Context, school: School) -> ConcernScreen:
    return show(qtbot, context, Place("concern", concern=school.ids["C15"]))


def urls(*addresses: Path | str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(one)) if isinstance(one, Path) else QUrl(one) for one in addresses])
    return mime


def picture() -> QMimeData:
    drawn = QImage(40, 30, QImage.Format.Format_RGB32)
    drawn.fill(QColor("teal"))
    mime = QMimeData()
    mime.setImageData(drawn)
    return mime


def drop(target: QWidget, mime: QMimeData, context: Context) -> bool:
    """As a person drops it: entered, then let go; whether it was taken. Offers a move first, as file managers do."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), both, mime, *keys)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPoint(5, 5), both, mime, *keys)
    QApplication.sendEvent(target, let_go)
    assert let_go.dropAction() == Qt.DropAction.CopyAction, "never moved away from where it was"
    settle(context)
    return True


def paste(screen: QWidget, mime: QMimeData, context: Context) -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    press(screen, "paste_file", context)


def names(record: RecordScreen) -> list[str]:
    return [one.name for one in record.files.files]


def test_files_dropped_anywhere_on_the_form_are_attached_and_stay_where_they_were(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    paths = [put(tmp_path, name, samples.pdf()) for name in ("a.pdf", "b.pdf")]
    assert drop(record.form_page, urls(paths[0]), context) and drop(record.files, urls(paths[1]), context)
    assert names(record) == ["a.pdf", "b.pdf"] and all(path.exists() for path in paths)
    assert unnamed(record) == [] and roleless(record) == []


def test_a_dropped_or_pasted_file_is_not_text(record: RecordScreen, context: Context, tmp_path: Path) -> None:
    text = find(record, "q_what_happened")
    mime = urls(put(tmp_path, "secret name.pdf", samples.pdf()))
    assert drop(text.viewport(), mime, context), "it goes to the form behind"
    assert names(record) == ["secret name.pdf"]
    QGuiApplication.clipboard().setMimeData(mime)
    text.paste()
    assert text.toPlainText() == ""
    table = picture()
    table.setText("a cell")
    QGuiApplication.clipboard().setMimeData(table)
    text.paste()
    assert text.toPlainText() == "a cell", "what an office program copies is words, whatever it adds"
    text.clear()
    link = urls("https://example.org/page")
    link.setText("https://example.org/page")
    QGuiApplication.clipboard().setMimeData(link)
    text.paste()
    assert text.toPlainText() == "https://example.org/page", "a link copied as words stays words"


def test_files_and_pictures_are_pasted_by_keyboard(record: RecordScreen, context: Context, tmp_path: Path) -> None:
    paste(record, urls(put(tmp_path, "a.pdf", samples.pdf())), context)
    QGuiApplication.clipboard().setMimeData(picture())
    record.files.act.setFocus()
    QTest.keyClick(record.files.act, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(context)
    assert names(record) == ["a.pdf", "Pasted picture.png"]
    assert record.files.files[1].sort == "picture"
    QGuiApplication.clipboard().setText("only words")
    press(record, "paste_file", context)
    assert "no file and no picture to paste" in words_on(record) and len(names(record)) == 2


@pytest.mark.parametrize("address", ["https://example.org/a.pdf", "file://server/share/a.pdf", "file:////server/a.pdf"])
def test_nothing_is_fetched_from_elsewhere(record: RecordScreen, context: Context, address: str) -> None:
    """An address with another computer's name would be asked for who is signed in here."""
    paste(record, urls(address), context)
    assert names(record) == [] and "another computer or on the web" in words_on(record)


def test_folders_pipes_and_too_many_are_refused_and_the_rest_is_taken(
    record: RecordScreen, context: Context, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    drop(record.files, urls(tmp_path / "folder", put(tmp_path, "a.pdf", samples.pdf())), context)
    assert names(record) == ["a.pdf"] and "This is a folder" in words_on(record)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        drop(record.files, urls(tmp_path / "pipe", Path("/dev/zero")), context)
        assert names(record) == ["a.pdf"] and "could not be read" in words_on(record)
    many = [put(tmp_path, f"{number}.txt", b"words\n") for number in range(MOST_AT_ONCE + 1)]
    drop(record.files, urls(*many), context)
    assert names(record) == ["a.pdf"] and f"more than {MOST_AT_ONCE}" in words_on(record)


def test_on_a_concern_a_dropped_file_is_asked_about_one_at_a_time(
    concern: ConcernScreen, context: Context, tmp_path: Path
) -> None:
    paths = [put(tmp_path, name, samples.pdf()) for name in ("a.pdf", "b.pdf")]
    drop(concern.story, urls(*paths), context)
    assert not concern.story.small.isVisible()
    drop(concern.story, urls(paths[0]), context)
    assert concern.story.small.isVisible()
    press(concern, "seal_small", context)
    assert [one.name for one in entries(context.desk, concern._concern, "attachment")] == ["a.pdf"]


def test_a_picture_pasted_into_a_concern_about_nudes_is_refused_as_from_a_file(
    concern: ConcernScreen, context: Context, school: School
) -> None:
    """content.md 4.0, rule 3 c."""
    nude = next(one.id for one in context.desk.pack.natures.values() if "nude" in one.id)
    step(context.desk, school.ids["C15"], "urgency", {
        "looked_back": True, "natures": {"main": nude, "all": [nude]}, "level": "significant", "why": "sent on",
        "social_worker": "no", "other_children": ["none"],
    })  # fmt: skip
    paste(concern, picture(), context)
    press(concern, "seal_small", context)
    assert "Nothing that may hold a picture" in concern.story.small.sheet.summary.accessibleName()
    assert entries(context.desk, concern._concern, "attachment") == []
    count: Any = "SELECT count(*) FROM draft"
    with open_read(context.desk.vault) as read:
        assert read.cursor.execute(count).fetchone()[0] == 0
