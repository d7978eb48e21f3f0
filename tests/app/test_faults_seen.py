"""What a damaged, older, newer or full vault looks like from the window: a sentence, and reading goes on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from dsl_desk.casework import drafts, people
from dsl_desk.casework.opening import unlock
from dsl_desk.domain.entries.people import Child
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.store.slots import SLOTS_FILE, SPARE_FILE
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import CLOCK_BEHIND
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.widgets.pdf_pages import PdfPages
from tests.app.conftest import Begin
from tests.app.hands import Fingers
from tests.app.test_session import HAPPENED, the_card, write_something, written
from tests.store.tampering import behind_the_triggers
from tests.ui.desks import HEAD, HEAD_PASSPHRASE, NAME, PASSPHRASE, School

CTRL = Qt.KeyboardModifier.ControlModifier


def vault_folder(school: School) -> Path:
    return school.folder / "vaults" / "children"


def behind(school: School, act: Callable[[Vault], None]) -> None:
    """Do something inside the vault that the window knows nothing of."""
    desk = school.sign_in()
    act(desk.vault)
    desk.vault.close()


def reading_goes_on(fingers: Fingers, school: School) -> None:
    """The chronology is read, looked at as pages and printed, and the card opens."""
    printed: list[bytes] = []
    fingers.shell.go(Place("child", child=school.ids["kacper"]))
    fingers.settle()
    assert "Darren says if I tell he will do it to Zosia" in fingers.words() + everything_written(fingers)
    screen: Any = fingers.shell.shown()
    screen.exporting.print_now = printed.append
    screen.exporting.toggle()
    fingers.click("look_at_pages")
    assert fingers.shell.findChildren(PdfPages)[0].isVisible()
    fingers.click("print_now")
    assert printed and printed[0].startswith(b"%PDF-")
    assert "999" in the_card(fingers)


def everything_written(fingers: Fingers) -> str:
    return " ".join(one.toPlainText() for one in fingers.shell.findChildren(QTextEdit) if one.isVisible())


def nothing_can_be_sealed(fingers: Fingers, sentence: str) -> None:
    """A concern is typed whole; sealing says why not, and what was typed stays."""
    write_something(fingers, "Written while the desk may only be read.")
    fingers.shell.save_drafts()
    fingers.settle()
    assert sentence in fingers.words()
    desk = fingers.session.desk
    with pytest.raises(Exception, match="cannot_write"):
        people.add_child(desk, Child(legal_forename="Somebody", legal_surname="New"))
    fingers.lock()
    fingers.door  # noqa: B018
    assert "waits in memory" in fingers.words()


def test_an_older_vault_put_back_is_said_and_opens_to_read_only(begin: Begin, school: School) -> None:
    database = vault_folder(school) / DATABASE_FILE
    older = database.read_bytes()
    desk = school.sign_in()
    people.add_child(desk, Child(legal_forename="Newer", legal_surname="Than-That"))
    desk.vault.close()
    database.write_bytes(older)
    fingers = begin(school.folder, school.clock)
    fingers.give(NAME, "not the right one")
    assert fingers.button("Open it to read") is None
    fingers.give(NAME, PASSPHRASE)
    assert "An older copy of the vault was put back" in fingers.words()
    assert "You can still open this one to read" in fingers.words()
    assert fingers.button("Restore a backup…")
    fingers.act("Open it to read")
    fingers.until(lambda: fingers.session.desk is not None and fingers.session.window is not None)
    fingers.until(lambda: hasattr(fingers.session.window, "messages"))
    fingers.ready()
    assert "It is open for reading only" in fingers.shell.messages.standing
    reading_goes_on(fingers, school)
    nothing_can_be_sealed(fingers, "It is open for reading only")
    fingers.give(NAME, PASSPHRASE)
    assert "An older copy of the vault was put back" in fingers.words(), "it is said every time"


def test_a_record_that_fails_its_check_is_read_only_under_a_banner(begin: Begin, school: School) -> None:
    def tamper(vault: Vault) -> None:
        with behind_the_triggers(vault) as bare:
            bare.execute("UPDATE body SET bytes = CAST(bytes || ' ' AS BLOB) WHERE seq = 3")

    behind(school, tamper)
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    fingers.until(lambda: "did not pass its check" in fingers.shell.messages.standing)
    assert "Nothing more can be sealed here until that is mended" in fingers.words()
    fingers.press(Qt.Key.Key_N, CTRL)
    assert "did not pass its check" in fingers.words(), "it stands wherever one goes"
    reading_goes_on(fingers, school)
    nothing_can_be_sealed(fingers, "did not pass its check")


def test_each_thing_wrong_with_a_vault_has_its_own_sentence_at_the_door(begin: Begin, school: School) -> None:
    folder = vault_folder(school)
    whole = school.folder.parent / "whole"
    behind(school, _make_newer)
    shutil.copytree(folder, whole)
    fingers = begin(school.folder, school.clock)
    fingers.give(NAME, PASSPHRASE)
    assert "newer" in fingers.words().lower()
    database = folder / DATABASE_FILE
    database.write_bytes(b"\0" * 4096 + database.read_bytes()[4096:])
    fingers.give(NAME, PASSPHRASE)
    assert "database is damaged" in fingers.words() and "Restore the newest backup" in fingers.words()
    database.unlink()
    fingers.give(NAME, PASSPHRASE)
    assert "database is missing" in fingers.words()
    shutil.copy(whole / DATABASE_FILE, database)
    for name in (SLOTS_FILE, SPARE_FILE):
        (folder / name).write_bytes(b"not a key file")
    fingers.write("x")
    QTest.keyClick(fingers.focus(), Qt.Key.Key_Return)
    fingers.settle()
    assert ("key file" in fingers.words() and "Restore" in fingers.words()) or "restore" in fingers.words()
    assert "999" in the_card(fingers)


def _make_newer(vault: Vault) -> None:
    with behind_the_triggers(vault) as bare:
        bare.execute("UPDATE vault SET schema = 999")


def test_a_clock_that_went_back_is_said_once_on_today(begin: Begin, school: School) -> None:
    school.clock.later(days=-3)
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    assert "clock is behind" not in fingers.words()
    desk = fingers.session.desk
    for name in ("One", "Two"):
        people.add_child(desk, Child(legal_forename=name, legal_surname="Newcomer"))
    assert desk.vault.warnings.count(CLOCK_BEHIND) == 1
    fingers.shell.context.changes.tell({"today"})
    fingers.settle()
    assert "This computer's clock is behind" in fingers.words()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill_up(disk: Path) -> Path:
    """Not a byte is left."""
    filler = disk / "somebody's film"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"\1" * size)
            except OSError:
                continue
    return filler


def test_with_a_full_disk_what_is_typed_waits_in_memory_and_reading_goes_on(
    begin: Begin, school: School, small_disk: Path
) -> None:
    shutil.copytree(school.folder, small_disk / "desk")
    there = replace(school, folder=small_disk / "desk")
    fingers = begin(there.folder, there.clock)
    fingers.unlock(NAME, PASSPHRASE)
    film = fill_up(small_disk)
    write_something(fingers)
    fingers.shell.save_drafts()
    fingers.settle()
    assert "Your draft is kept in memory until it can be saved" in fingers.words()
    assert "disk" in fingers.words() and "full" in fingers.words()
    reading_goes_on(fingers, there)
    fingers.lock()
    assert "A draft could not be saved in the vault. It waits in memory" in fingers.words()
    assert HAPPENED not in fingers.words()

    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    assert drafts.mine(fingers.session.desk) == [], "nobody else sees it"
    assert HAPPENED.encode() not in b"".join(fingers.session.desk.held.values())
    fingers.lock()
    fingers.unlock(NAME, PASSPHRASE)
    assert written(fingers) == HAPPENED

    fingers.shell.close()
    fingers.at_the_door()
    assert "locked but not closed" in fingers.words()
    film.unlink()
    fingers.unlock(NAME, PASSPHRASE)
    assert fingers.session.desk.held == {}, "there is room again: it is saved"
    ended: list[bool] = []
    fingers.session.closed.connect(lambda: ended.append(True))
    fingers.shell.close()
    fingers.until(lambda: ended)
    again = unlock(there.folder, NAME, PASSPHRASE, there.clock)
    assert [draft.answers["what_happened"] for draft in drafts.mine(again)] == [HAPPENED]
    again.vault.close()


def test_a_draft_opened_from_memory_is_the_last_word(begin: Begin, school: School, small_disk: Path) -> None:
    shutil.copytree(school.folder, small_disk / "desk")
    fingers = begin(small_disk / "desk", school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    write_something(fingers, "First words.")
    fingers.shell.save_drafts()
    fingers.settle()
    film = fill_up(small_disk)
    field = fingers.need("q_what_happened")
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    fingers.write(" And more.")
    fingers.lock()
    film.unlink()
    fingers.unlock(NAME, PASSPHRASE)
    assert sorted(written(fingers)) == sorted("First words. And more.")
