"""From nothing to an open desk, by keyboard, over real SQLCipher; what can stop it, and going on after a stop."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dsl_desk.errors import FolderNotWritable
from dsl_desk.paths import make_private
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.widgets.banner import ErrorSummary
from tests.app.conftest import Begin
from tests.app.hands import Fingers
from tests.ui.desks import Clock

PASSPHRASE = "violet harbour trestle 91 moth"
NAME = "Ines Farrow-Dale"


def to_the_kit(fingers: Fingers) -> str:
    """The first three pages with keys alone; returns the code of the kit as it is shown."""
    for words, text in (("Name of the school", "Quillbrook School"), ("When does the school day end?", "15:15")):
        fingers.tab_to(words)
        fingers.write(text)
    fingers.act("Continue")
    for words, text in (("Your name", NAME), ("Your job", "Designated safeguarding lead")):
        fingers.tab_to(words)
        fingers.write(text)
    fingers.act("Continue")
    for words in ("Passphrase", "Passphrase again"):
        fingers.tab_to(words)
        fingers.write(PASSPHRASE)
    fingers.act("Make this desk")
    window = fingers.session.window
    assert isinstance(window, FirstRunWindow)
    fingers.until(lambda: window.state.page == "kit")
    fingers.settle()
    return window.pages.kit.code.text()


def choose_the_council(fingers: Fingers, downwards: int = 0) -> None:
    window = fingers.session.window
    assert isinstance(window, FirstRunWindow)
    fingers.until(lambda: window.state.localities)
    fingers.settle()
    for _ in range(downwards):
        fingers.press(Qt.Key.Key_Down)
    fingers.press(Qt.Key.Key_Space)
    fingers.act("Open the desk")
    fingers.until(lambda: isinstance(fingers.session.window, Shell))
    fingers.ready()


def test_four_pages_by_keyboard_make_a_desk_and_the_code_typed_back_opens_it(begin: Begin, tmp_path: Path) -> None:
    clock = Clock()
    fingers = begin(tmp_path / "desk", clock)
    code = to_the_kit(fingers)
    fingers.tab_to("Type the code back")
    fingers.write("ABCD EFGH")
    fingers.press(Qt.Key.Key_Return)
    assert "this has 8" in fingers.words() and isinstance(fingers.focus(), ErrorSummary)
    fingers.tab_to("Type the code back")
    fingers.focus().clear()
    fingers.write(re.sub(r"\s", "", code).lower())
    fingers.act("Compare and continue")
    choose_the_council(fingers)
    desk = fingers.session.desk
    assert (desk.me.name, desk.school.school_name, desk.school.locality) == (NAME, "Quillbrook School", "luton")
    assert desk.school.kit_confirmed and desk.pack.title.locality
    assert "recovery kit" not in fingers.words().lower()
    assert fingers.session.house.made is None, "the code is forgotten once the desk is open"

    new = "umbrella quartz 27 lantern fog"
    fingers.lock()
    fingers.act("Use the recovery kit")
    fingers.tab_to("Code from the recovery kit")
    fingers.write(code[:-1])
    for words in ("New passphrase", "New passphrase again"):
        fingers.tab_to(words)
        fingers.write(new)
    fingers.press(Qt.Key.Key_Return)
    assert fingers.focus().accessibleName() == "Code from the recovery kit"
    fingers.focus().clear()
    fingers.write(code.replace("  ", "-").replace("0", "O").replace("1", "I"))
    for words in ("New passphrase", "New passphrase again"):
        fingers.tab_to(words)
        fingers.focus().clear()
        fingers.write(new)
    fingers.act("Open with the recovery kit")
    fingers.until(lambda: isinstance(fingers.session.window, Shell))
    fingers.ready()
    fingers.lock()
    fingers.give(NAME, PASSPHRASE)
    assert "does not open the vault" in fingers.words(), "the passphrase before the kit was used is gone"
    fingers.unlock(NAME, new)
    for path in (tmp_path / "desk").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_later_comes_back_every_day_until_the_kit_is_confirmed(begin: Begin, tmp_path: Path) -> None:
    clock = Clock()
    fingers = begin(tmp_path / "desk", clock)
    to_the_kit(fingers)
    fingers.act("Later: remind me every day")
    choose_the_council(fingers)
    asked = "Nobody has typed the code of the recovery kit back yet"
    assert asked not in fingers.words()
    assert "Recovery kit not confirmed" in fingers.words()
    for _ in range(2):
        clock.later(days=1)
        fingers.lock()
        fingers.unlock(NAME, PASSPHRASE)
        assert asked in fingers.words()
        fingers.lock()
        fingers.unlock(NAME, PASSPHRASE)
        assert asked not in fingers.words(), "once a day is enough"


def test_a_first_run_that_stopped_before_the_council_goes_on_there(begin: Begin, tmp_path: Path) -> None:
    fingers = begin(tmp_path / "desk")
    to_the_kit(fingers)
    fingers.session.window.close()
    assert fingers.session.tasks.idle()
    again = begin(tmp_path / "desk")
    again.give(NAME, PASSPHRASE)
    again.until(lambda: isinstance(again.session.window, FirstRunWindow))
    again.ready()
    assert "Step 4 of 4" in again.words()
    choose_the_council(again)
    assert again.session.desk.school.locality == "luton"
    again.lock()
    again.unlock(NAME, PASSPHRASE)
    assert "Today" in again.words()


def test_a_folder_that_cannot_be_used_is_said_and_the_danger_card_still_opens(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(FolderNotWritable) as refused:
        make_private(tmp_path / "a file" / "desk")
    fingers = begin(tmp_path / "a file" / "desk", None, refused.value)
    assert "cannot be opened" in fingers.words() and "Choose a folder on this computer" in fingers.words()
    fingers.press(Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "999" in fingers.words()


def test_a_synced_folder_is_refused_with_everything_typed_still_there(begin: Begin, tmp_path: Path) -> None:
    fingers = begin(tmp_path / "Dropbox" / "desk")
    window = fingers.session.window
    assert isinstance(window, FirstRunWindow)
    for words, text in (("Name of the school", "Quillbrook School"), ("When does the school day end?", "15:15")):
        fingers.tab_to(words)
        fingers.write(text)
    fingers.act("Continue")
    for words, text in (("Your name", NAME), ("Your job", "DSL")):
        fingers.tab_to(words)
        fingers.write(text)
    fingers.act("Continue")
    for words in ("Passphrase", "Passphrase again"):
        fingers.tab_to(words)
        fingers.write(PASSPHRASE)
    fingers.act("Make this desk")
    fingers.until(lambda: not window.state.busy)
    assert "copied elsewhere by Dropbox" in fingers.words()
    assert window.pages.key.passphrase.text() == PASSPHRASE
    assert QApplication.activeWindow() is window and "DSL Desk" in window.windowTitle()


def test_a_school_of_another_council_begins_with_what_holds_everywhere(begin: Begin, tmp_path: Path) -> None:
    fingers = begin(tmp_path / "desk")
    to_the_kit(fingers)
    fingers.act("Later: remind me every day")
    choose_the_council(fingers, downwards=1)
    assert fingers.session.desk.pack.authority == ""
    fingers.lock()
    fingers.unlock(NAME, PASSPHRASE)
    assert "Today" in fingers.words(), "the council is not asked again"
