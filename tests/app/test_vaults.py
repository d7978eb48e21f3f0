"""Three vaults behind one window: which door, who gets in, what is carried over, and what never goes with anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox

from dsl_desk import settings
from dsl_desk.casework import desk_people
from dsl_desk.casework.opening import FirstRun, create
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.drafts import Draft, sealed_bytes
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.shell import Shell
from tests.app.conftest import Begin
from tests.app.hands import Fingers
from tests.ui.desks import HEAD, HEAD_PASSPHRASE, NAME, PASSPHRASE, School

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CHAIR, CHAIR_PASSPHRASE = "Osric Abernethy", "saddle orchid 63 plinth tundra"
STAFF, GOVERNORS = "Adults who work with children", "About the head"
HELD = "Half a sentence about an adult."


@pytest.fixture
def staffed(school: School) -> School:
    """The school, with the staff vault beside the children's: its head made it and admitted the chair."""
    first = FirstRun(name=HEAD, passphrase=HEAD_PASSPHRASE, kind="staff", locality="luton", post="Headteacher")
    desk, _ = create(school.folder, first, school.clock, FLOOR)
    desk_people.admit(desk, CHAIR, "chair", CHAIR_PASSPHRASE)
    desk.vault.close()
    return school


def turn_to(fingers: Fingers, words: str) -> None:
    """To another vault's door, by keyboard: Tab comes to the door that is chosen, arrows walk from there."""
    fingers.at_the_door()
    doors = [name for _, name in fingers.door.state.vaults]
    now = next(name for kind, name in fingers.door.state.vaults if kind == fingers.door.state.kind)
    fingers.tab_to(now)
    for _ in range(doors.index(words) - doors.index(now)):
        fingers.press(Qt.Key.Key_Right)
    fingers.press(Qt.Key.Key_Return)


def find(fingers: Fingers, text: str) -> None:
    """Ctrl+K, the words, Enter on the first that was found."""
    fingers.press(Qt.Key.Key_K, CTRL)
    fingers.write(text)
    fingers.press(Qt.Key.Key_Return)
    fingers.settle()
    fingers.press(Qt.Key.Key_Return)
    fingers.settle()


def test_the_head_signs_in_to_the_staff_vault_and_the_window_says_which_it_is(begin: Begin, staffed: School) -> None:
    fingers = begin(staffed.folder, staffed.clock)
    turn_to(fingers, STAFF)
    assert NAME not in [fingers.door._name.itemText(row) for row in range(fingers.door._name.count())]
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    assert fingers.session.desk.vault.kind == "staff"
    assert (
        fingers.session.desk.pack.rules.mark in fingers.words() and fingers.session.window.windowTitle() == "DSL Desk"
    )


def test_a_lead_without_a_slot_cannot_sign_in_to_the_staff_vault(begin: Begin, staffed: School) -> None:
    fingers = begin(staffed.folder, staffed.clock)
    turn_to(fingers, STAFF)
    fingers.give(HEAD, PASSPHRASE)
    assert "does not open the vault" in fingers.words() and isinstance(fingers.session.window, UnlockWindow)


def test_whatever_was_open_the_door_after_locking_is_the_usual_one(begin: Begin, staffed: School) -> None:
    """Who passes by does not see that somebody had the staff vault open."""
    fingers = begin(staffed.folder, staffed.clock)
    turn_to(fingers, STAFF)
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    fingers.lock()
    assert fingers.door.state.kind == "children"
    assert fingers.door.findChild(QComboBox).currentText() == HEAD, "as if it had been this one"
    kept = json.loads((staffed.folder / settings.FILE).read_text("utf-8"))
    assert "staff" not in json.dumps(kept)


def test_another_vault_is_opened_by_locking_this_one_first(begin: Begin, staffed: School) -> None:
    fingers = begin(staffed.folder, staffed.clock)
    fingers.unlock(NAME, PASSPHRASE)
    before = fingers.session.desk.vault
    find(fingers, "open another vault")
    fingers.at_the_door()
    assert not before.keys.secret.__self__._key, "its keys are gone"  # type: ignore[attr-defined]
    turn_to(fingers, STAFF)
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    assert fingers.session.desk.vault.kind == "staff"
    fingers.act("Open another vault")
    fingers.at_the_door()


def test_with_one_vault_only_nothing_offers_another(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    assert [act for act in fingers.shell._offered if "another vault" in act.label] == []


def test_a_draft_that_waits_in_memory_is_offered_in_its_own_vault_only(begin: Begin, staffed: School) -> None:
    fingers = begin(staffed.folder, staffed.clock)
    turn_to(fingers, STAFF)
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    desk = fingers.session.desk
    draft = Draft(id="018f0000-0000-7000-8000-000000000001", form={"screen": "record"}, answers={"what_happened": HELD})
    held = {draft.id: sealed_bytes(desk.vault, draft, staffed.clock())}
    fingers.lock()
    fingers.session._held = {desk.vault.id: held}
    fingers.unlock(NAME, PASSPHRASE)
    assert fingers.session.desk.held == {} and HELD not in fingers.words()
    fingers.session.quit()
    fingers.at_the_door()
    assert "not closed" in fingers.words(), "the other vault's draft would be lost with the program"
    turn_to(fingers, STAFF)
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    with_it = [one.answers for one in _mine(fingers)]
    assert with_it == [{"what_happened": HELD}]
    fingers.lock()
    assert not any(fingers.session._held.values()), "it lies in its vault now"


def _mine(fingers: Fingers) -> list[Draft]:
    from dsl_desk.casework.drafts import mine

    return mine(fingers.session.desk)


def test_a_call_noted_before_unlocking_is_offered_in_each_vault_once(begin: Begin, staffed: School) -> None:
    fingers = begin(staffed.folder, staffed.clock)
    fingers.session.calls.made.append(("Police, ambulance, fire", staffed.clock()))
    for kind, who in (("Children", (NAME, PASSPHRASE)), (STAFF, (HEAD, HEAD_PASSPHRASE))):
        for offered in (True, False):
            turn_to(fingers, kind)
            fingers.unlock(*who)
            assert ("You noted that you rang" in fingers.words()) == offered
            fingers.lock()


def test_each_vaults_kit_is_asked_for_in_that_vault_by_whoever_may_confirm_it(begin: Begin, staffed: School) -> None:
    asked = "Nobody has typed the code of the recovery kit back yet"
    fingers = begin(staffed.folder, staffed.clock)
    fingers.unlock(NAME, PASSPHRASE)
    assert asked in fingers.words()
    fingers.lock()
    turn_to(fingers, STAFF)
    fingers.unlock(CHAIR, CHAIR_PASSPHRASE)
    assert asked not in fingers.words()
    fingers.lock()
    turn_to(fingers, STAFF)
    fingers.unlock(HEAD, HEAD_PASSPHRASE)
    assert asked in fingers.words()


# The front door


def front_door(fingers: Fingers) -> None:
    fingers.until(lambda: "Whom to ring now" in fingers.words() and "The headteacher" in fingers.words())


def test_the_front_door_opens_from_the_rail_and_from_ctrl_k(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    fingers.act("About an adult who works with children")
    front_door(fingers)
    fingers.press(Qt.Key.Key_Escape)
    assert "Whom to ring now" not in fingers.words()
    find(fingers, "about an adult who works with")
    front_door(fingers)
    fingers.press(Qt.Key.Key_F12)
    assert "Whom to ring now" not in fingers.words(), "hiding the screen hides this too"


def test_the_stop_card_of_a_record_leads_to_the_front_door(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    fingers.press(Qt.Key.Key_N, CTRL)
    screen = fingers.shell.shown()
    screen.form_page.sheet.form.set_answers({
        "may_have_caused": [{"name": "A Mallory", "relation": "coach", "works_here": "yes"}],
    })  # fmt: skip
    screen.form_page.sheet.form.changed.emit()
    fingers.settle()
    button = screen.findChild(QAbstractButton, "front_door")
    fingers.until(button.isVisible)
    button.click()
    front_door(fingers)


def test_a_vault_made_from_an_open_desk_begins_with_what_is_the_schools(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    context = fingers.shell.context
    context.desk = change_settings(context.desk, {"terms": [["2026-09-01", "2026-12-18"]], "then_who": "Office"})
    find(fingers, "about an adult who works with")
    front_door(fingers)
    fingers.click("make_staff")
    fingers.until(lambda: isinstance(fingers.session.window, FirstRunWindow))
    fingers.ready()
    window = fingers.session.window
    assert isinstance(window, FirstRunWindow)
    assert fingers.session.desk is None, "one desk at a time: the children's is locked"
    fingers.act("Continue")
    for words, text in (("Your name", HEAD), ("Your job", "Headteacher")):
        fingers.tab_to(words)
        fingers.write(text)
    fingers.act("Continue")
    for words in ("Passphrase", "Passphrase again"):
        fingers.tab_to(words)
        fingers.write(HEAD_PASSPHRASE)
    fingers.act("Make this desk")
    fingers.until(lambda: window.state.page == "kit")
    fingers.act("Later: remind me every day")
    fingers.until(lambda: window.state.localities)
    fingers.settle()
    fingers.act("Open the desk")
    fingers.until(lambda: isinstance(fingers.session.window, Shell))
    fingers.ready()
    desk = fingers.session.desk
    assert (desk.vault.kind, desk.me.role, desk.me.name) == ("staff", "head", HEAD)
    found = desk.school
    assert (found.school_name, found.locality, found.practice) == ("Quillbrook School", "luton", True)
    assert len(found.terms) == 1 and found.then_who == "" and found.ring_back_who == HEAD


def test_leaving_the_making_of_a_vault_leads_back_to_the_door_and_leaves_nothing(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.at_the_door()
    fingers.act("About an adult who works with children")
    front_door(fingers)
    fingers.click("make_governors")
    fingers.ready()
    assert "The vault “About the head” · Step 1 of 4" in fingers.words()
    fingers.act("Back to signing in")
    fingers.at_the_door()
    assert [path.name for path in (school.folder / "vaults").iterdir()] == ["children"]


# The council remembered


def the_card(fingers: Fingers) -> str:
    fingers.press(Qt.Key.Key_9, CTRL | SHIFT)
    fingers.until(lambda: "Close this card" in fingers.words())
    words = fingers.words()
    fingers.press(Qt.Key.Key_Escape)
    return words


def test_once_a_desk_was_open_the_doors_know_the_council_and_nothing_else(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.at_the_door()
    assert "MASH" not in the_card(fingers)
    fingers.unlock(NAME, PASSPHRASE)
    fingers.session.quit()
    fingers.until(lambda: fingers.session.tasks.idle())
    assert json.loads((school.folder / settings.FILE).read_text("utf-8")) == {
        "idle_minutes": 5, "locality": "luton", "moved": {}, "text_percent": 100, "theme": "system",
    }  # fmt: skip
    again = begin(school.folder, school.clock)
    again.at_the_door()
    assert "Luton MASH" in the_card(again) and "as they came with the program" in the_card(again)


def test_a_preferences_file_that_was_tampered_with_opens_no_other_folder(begin: Begin, school: School) -> None:
    for locality in ("../../../etc", "no-such-council", 7, "x" * 4000):
        (school.folder / settings.FILE).write_text(json.dumps({"locality": locality}), "utf-8")
        assert settings.load(school.folder).locality in ("", "no-such-council")
    fingers = begin(school.folder, school.clock)
    fingers.at_the_door()
    assert "999" in the_card(fingers)


def test_the_first_vault_on_a_computer_may_be_the_heads(begin: Begin, tmp_path: Path) -> None:
    fingers = begin(tmp_path / "desk")
    fingers.act("About an adult who works with children")
    front_door(fingers)
    fingers.click("make_staff")
    fingers.ready()
    assert f"The vault “{STAFF}” · Step 1 of 4" in fingers.words()
