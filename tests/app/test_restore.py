"""A backup put back from the window: on a new computer, over a damaged vault, with the kit; what fails leaves nothing.

Real vaults, real backups, real windows; only the file dialogs are answered by the test.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dsl_desk import settings
from dsl_desk.casework import people
from dsl_desk.casework.back_up import back_up
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk_people import new_recovery_kit
from dsl_desk.casework.keeping import finish
from dsl_desk.domain.entries.people import Child
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.restore.screen import RestoreWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.shell import Shell
from tests.app.conftest import Begin
from tests.app.hands import Fingers
from tests.ui.desks import NAME, PASSPHRASE, School

NEW = "umbrella quartz 27 lantern fog"
TO_RESTORE = "I have a backup of our vault"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def backup(school: School, stick: Path) -> Path:
    """Taken, and then two children more came."""
    desk = school.sign_in()
    path = finish(back_up(desk, stick)).path
    for name in ("One", "Two"):
        people.add_child(desk, Child(legal_forename=name, legal_surname="Later"))
    desk.vault.close()
    return path


def window(fingers: Fingers) -> RestoreWindow:
    fingers.until(lambda: isinstance(fingers.session.window, RestoreWindow))
    found = fingers.session.window
    assert isinstance(found, RestoreWindow)
    return found


def choose(fingers: Fingers, path: Path) -> None:
    """What the dialog would answer."""
    window(fingers).choose_file = lambda chosen: chosen(path)
    words = "Choose another backup file…" if window(fingers).state.path else "Choose the backup file…"
    fingers.act(words)
    fingers.until(lambda: not window(fingers).state.busy)
    fingers.settle()


def choose_folder(fingers: Fingers, path: Path) -> None:
    window(fingers).choose_folder = lambda chosen: chosen(path)
    fingers.act("Another folder…")
    fingers.until(lambda: not window(fingers).state.busy)
    fingers.settle()


def to_the_key(fingers: Fingers) -> None:
    fingers.act("Continue")
    fingers.until(lambda: window(fingers).state.page == "key")
    fingers.settle()


def check(fingers: Fingers, passphrase: str = PASSPHRASE) -> None:
    """The name is the first one; then as on a keyboard."""
    window(fingers)._key.name.setCurrentText(NAME)
    fingers.tab_to("Passphrase")
    window(fingers)._key.passphrase.clear()
    fingers.write(passphrase)
    fingers.act("Check the backup")
    fingers.until(lambda: not window(fingers).state.busy)
    fingers.settle()


def to_the_end(fingers: Fingers) -> None:
    fingers.act("Put it back and open it")
    fingers.until(lambda: isinstance(fingers.session.window, Shell))
    fingers.ready()


def everything(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def test_on_a_new_computer_the_backup_becomes_the_desk(
    begin: Begin, school: School, backup: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new laptop" / "desk"
    fingers = begin(new, school.clock)
    assert isinstance(fingers.session.window, FirstRunWindow)
    fingers.act(TO_RESTORE)
    fingers.ready()
    fingers.act("Continue")
    assert "Choose the backup file" in fingers.words()
    choose(fingers, backup)
    assert "A backup of the vault “Children”, made on" in fingers.words() and str(new) in fingers.words()
    to_the_key(fingers)
    check(fingers)
    assert "Nothing is restored yet" in fingers.words() and not (new / "vaults" / "children").exists()
    assert "cannot be told" in fingers.words() and NAME in fingers.words()
    to_the_end(fingers)
    assert fingers.session.desk.me.name == NAME
    assert finish(check_record(fingers.session.desk, full=True)).holds
    assert settings.load(new).moved == {}, "it lies where this desk looks for it"
    fingers.lock()
    fingers.unlock(NAME, PASSPHRASE)


def test_over_a_damaged_vault_it_says_what_is_lost_and_is_opened_from_its_new_folder_ever_after(
    begin: Begin, school: School, backup: Path
) -> None:
    database = school.folder / "vaults" / "children" / DATABASE_FILE
    database.write_bytes(b"\0" * 4096)
    before = everything(school.folder / "vaults")
    fingers = begin(school.folder, school.clock)
    assert fingers.button("Restore a backup…") is None and fingers.button(TO_RESTORE)
    fingers.give(NAME, PASSPHRASE)
    fingers.act("Restore a backup…")
    fingers.ready()
    choose(fingers, backup)
    place = school.folder / f"restored-{school.clock():%Y-%m-%d}"
    assert str(place) in fingers.words() and "The folder used before stays as it is" in fingers.words()
    to_the_key(fingers)
    check(fingers)
    assert "3 entries sealed after it are not in this backup" in fingers.words()  # its own note, and the two children
    to_the_end(fingers)
    assert everything(school.folder / "vaults") == before
    fingers.lock()
    fingers.session.window.close()

    again = begin(school.folder, school.clock)
    again.unlock(NAME, PASSPHRASE)
    assert again.session.desk.vault.folder == place / "vaults" / "children"
    again.lock()
    again.session.window.close()

    shutil.rmtree(place)
    gone = begin(school.folder, school.clock)
    assert isinstance(gone.session.window, UnlockWindow), "a vault that is missing is never made anew"
    assert "The key file of this vault is missing" in gone.words() and gone.button("Restore a backup…")


def test_the_recovery_kit_puts_it_back_and_gives_a_new_passphrase(
    begin: Begin, school: School, stick: Path, tmp_path: Path
) -> None:
    desk = school.sign_in()
    code = new_recovery_kit(desk)
    backup = finish(back_up(desk, stick)).path
    desk.vault.close()
    fingers = begin(tmp_path / "new", school.clock)
    fingers.act(TO_RESTORE)
    choose(fingers, backup)
    to_the_key(fingers)
    window(fingers)._key.name.setCurrentText(NAME)
    fingers.act("Use the recovery kit")
    fingers.tab_to("Code from the recovery kit")
    fingers.write(code)
    for weak, words in (("short", "12 characters"), (NEW, "What this backup holds")):
        for field in ("New passphrase", "New passphrase again"):
            fingers.tab_to(field)
            fingers.focus().clear()  # type: ignore[attr-defined]
            fingers.write(weak)
        fingers.act("Check the backup")
        fingers.until(lambda: not window(fingers).state.busy)
        fingers.settle()
        assert words in fingers.words()
    to_the_end(fingers)
    fingers.lock()
    fingers.unlock(NAME, NEW)


def test_each_failure_has_its_own_sentence_and_leaves_nothing(
    begin: Begin, school: School, backup: Path, stick: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    fingers = begin(new, school.clock)
    fingers.act(TO_RESTORE)
    before = everything(new)
    (stick / "notes.txt").write_text("Not a backup.")
    choose(fingers, stick / "notes.txt")
    assert "notes.txt is not a whole backup of DSL Desk" in fingers.words()
    choose(fingers, stick / "not there.deskbackup")
    assert "cannot be read" in fingers.words()

    choose(fingers, backup)
    for place, sentence in (
        (tmp_path / "Dropbox" / "desk", "copied elsewhere by Dropbox"),
        (stick, "is not empty"),
        (stick / "notes.txt" / "desk", "cannot use the folder"),
    ):
        choose_folder(fingers, place)
        assert sentence in fingers.words()
        assert window(fingers).state.folder == new, "the folder before stands"
    assert not (tmp_path / "Dropbox").exists()

    to_the_key(fingers)
    check(fingers, "another passphrase 12")
    assert "That passphrase does not open the vault" in fingers.words()
    content = backup.read_bytes()
    backup.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    check(fingers)
    assert "is not a whole backup" in fingers.words()
    backup.write_bytes(content)
    check(fingers)
    fingers.act("Do not restore it")
    fingers.settle()
    assert window(fingers).state.page == "file"
    assert everything(new) == before and not (new / "vaults").exists()
    fingers.act("Back")
    fingers.until(lambda: isinstance(fingers.session.window, FirstRunWindow))


def test_stopped_or_closed_on_its_way_nothing_half_done_is_left(
    begin: Begin, school: School, backup: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    fingers = begin(new, school.clock)
    fingers.act(TO_RESTORE)
    choose(fingers, backup)
    to_the_key(fingers)
    window(fingers)._key.name.setCurrentText(NAME)
    window(fingers)._key.passphrase.set_text(PASSPHRASE)
    window(fingers)._act.click()
    QApplication.processEvents()
    assert not window(fingers).may_leave()
    window(fingers)._stop.click()
    fingers.settle()
    assert "Stopped. Nothing was restored" in fingers.words() and not (new / "vaults").exists()
    check(fingers)
    assert (new / "vaults").exists() and not window(fingers).may_leave()
    window(fingers).close()
    fingers.session.tasks.idle()
    assert not (new / "vaults").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k,mode=700", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_said_and_leaves_nothing(
    begin: Begin, school: School, backup: Path, tmp_path: Path, small_disk: Path
) -> None:
    fingers = begin(tmp_path / "new", school.clock)
    fingers.act(TO_RESTORE)
    choose(fingers, backup)
    choose_folder(fingers, small_disk / "desk")
    to_the_key(fingers)
    check(fingers)
    assert "is full" in fingers.words() and not any(small_disk.iterdir())
    fingers.session.window.close()


def test_what_cannot_be_remembered_on_this_computer_is_not_put_back(
    begin: Begin, school: School, backup: Path, tmp_path: Path
) -> None:
    """Else the next start would open the folder used before, as if nothing had been."""
    fingers = begin(tmp_path / "new", school.clock)
    fingers.act(TO_RESTORE)
    choose(fingers, backup)
    choose_folder(fingers, tmp_path / "elsewhere")
    to_the_key(fingers)
    check(fingers)
    (tmp_path / "new" / settings.FILE).mkdir(parents=True)
    fingers.act("Put it back and open it")
    fingers.until(lambda: not window(fingers).state.busy)
    fingers.settle()
    assert "The settings were not saved" in fingers.words() and not (tmp_path / "elsewhere").exists()
