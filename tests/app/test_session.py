"""The door, the desk and the lock between them, with real windows over real SQLCipher."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from dsl_desk.casework import drafts
from dsl_desk.casework.opening import unlock
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.demo.answering import Answering
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.stories import story
from dsl_desk.errors import Bug
from dsl_desk.store.backup_file import SUFFIX
from dsl_desk.store.work import open_read
from dsl_desk.ui.shell import Shell
from tests.app.conftest import Begin, Seconds
from tests.app.hands import Fingers
from tests.ui.desks import HEAD, HEAD_PASSPHRASE, NAME, PASSPHRASE, School

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HAPPENED = "Spoke calmly, then shook when it was time to go home."


@pytest.fixture
def desk(begin: Begin, school: School) -> Fingers:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    return fingers


def write_something(fingers: Fingers, text: str = HAPPENED) -> None:
    """Half a concern, with the keyboard; saved by nobody yet."""
    fingers.press(Qt.Key.Key_N, CTRL)
    field = fingers.need("q_what_happened")
    field.setFocus()
    fingers.write(text)


def written(fingers: Fingers) -> str:
    """What stands in the field after the draft on Today was opened."""
    fingers.click("open_draft")
    field = fingers.need("q_what_happened")
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def test_a_wrong_passphrase_is_a_sentence_and_the_right_one_opens(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.give(NAME, "not the right one")
    assert "That passphrase does not open the vault" in fingers.words()
    fingers.unlock(NAME, PASSPHRASE)
    assert "Quillbrook School" in fingers.words() and fingers.session.desk.me.name == NAME


def test_the_look_chosen_at_an_open_desk_is_there_when_the_program_begins_again(
    desk: Fingers, begin: Begin, school: School
) -> None:
    before = desk.session.theme.percent
    desk.press(Qt.Key.Key_Plus, CTRL)
    desk.shell.context.preferences_wanted.emit({"theme": "dark", "idle_minutes": 7})
    desk.session.quit()
    desk.settle()
    again = begin(school.folder, school.clock).session
    kept = again.preferences
    assert (kept.theme, kept.text_percent, kept.idle_minutes) == ("dark", before + 10, 7)
    assert (again.theme.mode, again.theme.percent) == ("dark", before + 10)
    again.theme.apply("light", 100)


def test_a_window_title_says_nothing_about_anybody(desk: Fingers) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    assert {window.windowTitle() for window in QApplication.topLevelWidgets() if window.windowTitle()} == {"DSL Desk"}
    desk.lock()
    assert {window.windowTitle() for window in QApplication.topLevelWidgets() if window.windowTitle()} == {"DSL Desk"}


def test_what_was_typed_half_a_second_before_locking_is_there_after_unlocking(desk: Fingers) -> None:
    write_something(desk)
    desk.lock()
    desk.unlock(NAME, PASSPHRASE)
    assert written(desk) == HAPPENED


def test_after_a_lock_whoever_was_there_only_types_the_passphrase(desk: Fingers, begin: Begin, school: School) -> None:
    desk.lock()
    assert desk.focus().accessibleName() == "Passphrase"
    desk.write(PASSPHRASE)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: isinstance(desk.session.window, Shell))
    desk.ready()
    assert desk.session.desk.me.name == NAME
    desk.session.quit()
    desk.settle()
    again = begin(school.folder, school.clock)
    again.at_the_door()
    assert again.door.findChild(QComboBox).currentIndex() == -1, "it is written nowhere"


def test_a_desk_left_alone_locks_itself_and_keeps_what_was_typed(desk: Fingers, seconds: Seconds) -> None:
    write_something(desk)
    idle = desk.shell.idle
    seconds.now += 4 * 60 + 45
    idle.look()
    assert "locks in 15 seconds" in desk.words()
    QTest.keyClick(desk.shell.windowHandle(), Qt.Key.Key_Exclam)
    idle.look()
    assert "locks in" not in desk.words()
    seconds.now += 5 * 60
    idle.look()
    desk.at_the_door()
    assert HAPPENED not in desk.words()
    names = desk.door.findChild(QComboBox)
    assert names.count() > 1 and names.currentText() == NAME, "their own name need not be chosen again"
    desk.write(PASSPHRASE)
    QTest.keyClick(desk.focus(), Qt.Key.Key_Return)
    desk.until(lambda: isinstance(desk.session.window, Shell))
    desk.ready()
    assert written(desk) == HAPPENED + "!"


def test_a_lock_takes_the_danger_card_from_nobody_who_reads_it(desk: Fingers, seconds: Seconds) -> None:
    """Nothing ever stands between a child and a phone call."""
    desk.shell.show_danger()
    seconds.now += 6 * 60
    desk.shell.idle.look()
    desk.at_the_door()
    desk.until(lambda: "999" in desk.words())


def test_closing_the_window_keeps_what_was_typed(desk: Fingers, begin: Begin, school: School) -> None:
    write_something(desk)
    with_end: list[bool] = []
    desk.session.closed.connect(lambda: with_end.append(True))
    desk.shell.close()
    desk.until(lambda: with_end)
    again = begin(school.folder, school.clock)
    again.unlock(NAME, PASSPHRASE)
    assert written(again) == HAPPENED


def test_a_lock_while_a_concern_is_sealed_seals_it_whole(desk: Fingers) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    screen = desk.shell.shown()
    form = screen.state.form
    act = next(act for act in story(14).acts if act.seal == "concern")
    act = replace(act, answers=act.answers | {"children": [{"child": "Kacper Wiśniewski", "role": "harmed"}]})
    answers = Cast().answers(desk.session.desk, act, form.questions)
    Answering(desk, screen.form_page.sheet.form, "q", form.options).fill(answers)
    desk.click("check_and_seal")
    folder = desk.session.desk.vault.folder
    QTest.mouseClick(desk.need("seal"), Qt.MouseButton.LeftButton)
    desk.session.lock()  # at once: nothing has been answered yet
    desk.at_the_door()
    assert not desk.crashes
    desk.unlock(NAME, PASSPHRASE)
    with open_read(desk.session.desk.vault) as read:
        assert read.cursor.execute("SELECT count(*) FROM line WHERE kind = 'concern'").fetchone()[0] == 4
    assert drafts.mine(desk.session.desk) == []
    desk.lock()
    assert not list(folder.glob(".check-*")), "a check that the lock cut short leaves no copy behind"


def test_the_hidden_screen_shows_no_name_and_opens_with_the_passphrase_only(desk: Fingers) -> None:
    desk.press(Qt.Key.Key_F12)
    assert "Screen hidden" in desk.words()
    assert not any(name in desk.words() for name in (NAME, "Kacper", "Quillbrook"))
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N, CTRL)
    assert "Screen hidden" in desk.words()
    desk.tab_to("Passphrase")
    desk.write("not the right one")
    desk.press(Qt.Key.Key_Return)
    assert "does not open this desk" in desk.words() and "Kacper" not in desk.words()
    desk.write(PASSPHRASE)
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: "Screen hidden" not in desk.words())
    assert "Quillbrook School" in desk.words()


def the_card(fingers: Fingers) -> str:
    fingers.press(Qt.Key.Key_9, CTRL | SHIFT)
    fingers.until(lambda: "Close this card" in fingers.words())
    words = fingers.words()
    fingers.press(Qt.Key.Key_Escape)
    assert "Close this card" not in fingers.words()
    return words


def test_the_danger_card_opens_from_everywhere_and_needs_no_vault(begin: Begin, school: School, tmp_path: Path) -> None:
    assert "999" in the_card(begin(tmp_path / "nothing here yet", school.clock))
    fingers = begin(school.folder, school.clock)
    assert "999" in the_card(fingers)
    fingers.unlock(NAME, PASSPHRASE)
    assert "999" in the_card(fingers)
    fingers.press(Qt.Key.Key_F12)
    assert "999" in the_card(fingers)
    assert "Screen hidden" in fingers.words()


def test_a_call_noted_before_unlocking_is_offered_once_the_desk_is_open(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.press(Qt.Key.Key_9, CTRL | SHIFT)
    fingers.until(lambda: "Close this card" in fingers.words())
    label = next(name for name in ("I rang", "I rang now") if fingers.button(name))
    button = fingers.button(label)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    fingers.press(Qt.Key.Key_Escape)
    fingers.unlock(NAME, PASSPHRASE)
    assert "You noted that you rang" in fingers.words() and "at 10:15" in fingers.words()
    fingers.lock()
    fingers.unlock(NAME, PASSPHRASE)
    assert "You noted that you rang" not in fingers.words()


def test_locking_backs_up_to_the_folder_named_and_says_when_it_cannot(
    begin: Begin, school: School, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    found = unlock(school.folder, NAME, PASSPHRASE, school.clock)
    change_settings(found, {"backup_folder": str(stick)}).vault.close()
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    fingers.lock()
    assert len(list(stick.glob(f"*{SUFFIX}"))) == 1
    assert "backup" not in fingers.door.state.notice
    fingers.unlock(NAME, PASSPHRASE)
    assert "Backed up 10:15" in fingers.words()
    context = fingers.shell.context
    context.desk = change_settings(context.desk, {"backup_folder": str(tmp_path / "pulled out"), "then_who": "Office"})
    fingers.lock()
    assert "The backup could not be made" in fingers.words()
    fingers.unlock(NAME, PASSPHRASE)
    assert isinstance(fingers.session.window, Shell), "a failing backup stops nobody"
    fingers.shell.close()
    fingers.until(lambda: not fingers.session.window or not fingers.session.window.isVisible())


def test_a_second_program_is_told_who_has_the_desk_open_where_and_since_when(desk: Fingers, school: School) -> None:
    script = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from dsl_desk.casework.opening import unlock; from dsl_desk.domain.when import LONDON\n"
        "from dsl_desk.errors import AlreadyOpen\n"
        "try: unlock(Path(sys.argv[1]), sys.argv[2], sys.argv[3], lambda: datetime.now(LONDON))\n"
        "except AlreadyOpen as problem: print(problem.sentence)\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, str(school.folder), HEAD, HEAD_PASSPHRASE], capture_output=True, text=True
    )
    assert f"already open: {NAME}, on the computer" in other.stdout, other.stderr
    assert "since" in other.stdout and "10:15" in other.stdout
    assert "Lock or close it there" in other.stdout


def test_the_door_says_who_holds_the_desk(begin: Begin, school: School) -> None:
    holder = unlock(school.folder, NAME, PASSPHRASE, school.clock)
    try:
        fingers = begin(school.folder, school.clock)
        fingers.give(HEAD, HEAD_PASSPHRASE)
        assert f"This vault is already open: {NAME}, on the computer" in fingers.words()
        assert "10:15" in fingers.words()
    finally:
        holder.vault.close()
    fingers.unlock(HEAD, HEAD_PASSPHRASE)


def test_our_own_fault_while_unlocking_is_said_with_a_number_and_the_door_can_be_tried_again(
    desk: Fingers,
) -> None:
    whole = desk.session.doors

    def fault(_kind: str, _name: str, _passphrase: str) -> object:
        raise Bug("made_for_this_test")

    desk.lock()
    desk.door.doors = whole._replace(unlock=fault)
    desk.give(NAME, PASSPHRASE)
    assert "Something went wrong in the program itself" in desk.words()
    assert [str(error) for error in desk.crashes] == ["made_for_this_test"]
    desk.crashes.clear()
    desk.door.doors = whole
    desk.unlock(NAME, PASSPHRASE)


def test_the_head_who_may_seal_no_concern_is_offered_none(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    shell = fingers.shell
    assert not shell._bar.record.isVisible() and shell._bar.danger.isVisible()
    fingers.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert shell.place().screen == "today"
    assert [one.label for one in shell._own_results("record a")] == []
    fingers.lock()
    fingers.unlock(NAME, PASSPHRASE)
    assert fingers.shell._bar.record.isVisible()
