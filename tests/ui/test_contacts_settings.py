from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.contacts import contacts_page
from dsl_desk.casework.opening import FirstRun, create, names
from dsl_desk.errors import WrongSecret
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.screens.concerns.screen import ConcernsScreen
from dsl_desk.ui.screens.contacts.screen import ContactsScreen
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from dsl_desk.ui.widgets.ticks import Radio
from tests.reports.paper import pages, whole
from tests.ui.desks import NAME, PASSPHRASE, School
from tests.ui.walking import Walk

NEW = "orchard pebble 63 violin dusk"


def contact(desk: Desk, role: str):
    return next(row for row in contacts_page(desk).rows if row.line.role == role)


@pytest.fixture
def duty(desk: Desk) -> str:
    """The role of a contact that nobody has rung yet."""
    return contacts_page(desk).due[0].line.role


def test_a_number_that_was_rung_says_by_whom_and_when(qtbot, context: Context, duty: str):
    walk = Walk(qtbot, ContactsScreen(context), context).open(Place("contacts"))
    walk.press(f"works_{duty}")
    assert "Works, checked 20 November 2026 by Joanna Pryce-Okafor" in walk.words()
    walk.press(f"wrong_{duty}")
    assert "Did not work, checked 20 November 2026" in walk.words()
    assert "Found wrong: look for the right number" in walk.words()


def test_a_wrong_number_is_marked_at_once_stays_in_sight_and_asks_for_the_right_one(qtbot, context: Context, duty: str):
    walk = Walk(qtbot, ContactsScreen(context), context).open(Place("contacts"))
    before = contact(context.desk, duty).line.number
    walk.press(f"wrong_{duty}")
    assert contact(context.desk, duty).line.status == "wrong" and before in walk.words()
    assert walk.find("q_number").hasFocus()
    walk.type("q_number", "01632 960 777").press("save_number")
    row = contact(context.desk, duty)
    assert (row.line.number, row.line.status) == ("01632 960 777", "own") and row.due


def test_the_ring_round_goes_through_what_was_not_checked_this_term_by_keys_alone(qtbot, context: Context):
    screen = ContactsScreen(context)
    walk = Walk(qtbot, screen, context).open(Place("contacts"))
    due = [line.role for line in screen.state.due]
    assert "emergency_textphone" not in due and "police" not in due and "mash" not in due
    walk.press("ring_round")
    QTest.keyClick(walk.find("still_right"), Qt.Key.Key_Return)
    walk.settle()
    QTest.keyClick(walk.find("still_right"), Qt.Key.Key_W)
    walk.settle()
    right = walk.find("right_number")
    assert right.hasFocus()
    QTest.keyClicks(right, "01632 960 778")
    QTest.keyClick(right, Qt.Key.Key_Return)
    walk.settle()
    QTest.keyClick(walk.find("still_right"), Qt.Key.Key_N)
    walk.settle()
    assert contact(context.desk, due[0]).checked.startswith("Works, checked 20 November 2026")
    assert contact(context.desk, due[1]).line.number == "01632 960 778"
    assert contact(context.desk, due[2]).due
    assert len(screen.state.due) == len(due) - 1


@pytest.mark.parametrize(("button", "name", "not_on_it"), [
    ("print_helplines_children", "Childline", "Luton MASH"), ("print_helplines_parents", "NSPCC helpline", "Childline"),
    ("print_ring_round", "Luton Adult Safeguarding", "18000"),
])  # fmt: skip
def test_helplines_and_the_ring_round_are_printed_on_one_page(qtbot, context: Context, button, name, not_on_it):
    screen = ContactsScreen(context)
    printed: list[bytes] = []
    screen.print_now = printed.append
    Walk(qtbot, screen, context).open(Place("contacts")).press(button)
    text = whole(printed[0])
    assert len(pages(printed[0])) == 1 and name in text and not_on_it not in text


def test_the_directory_goes_in_piece_by_piece(qtbot, context: Context):
    """The window answers while a long list is made: what is there at once is a part of it."""
    screen = ContactsScreen(context)
    walk = Walk(qtbot, screen, context)
    screen.open(Place("contacts", contact="anti_terrorist_hotline"))
    walk.settle()
    qtbot.waitUntil(lambda: len(screen._list._made) == len(screen.state.lines))
    qtbot.waitUntil(lambda: walk.find("change_anti_terrorist_hotline").hasFocus())


def test_the_call_sheet_is_printed_from_the_contacts(qtbot, context: Context):
    screen = ContactsScreen(context)
    printed: list[bytes] = []
    screen.print_now = printed.append
    Walk(qtbot, screen, context).open(Place("contacts")).press("print_call_sheet")
    assert "999" in pages(printed[0])[0] and len(pages(printed[0])) <= 2, "one sheet, both sides"


def test_the_blank_form_for_staff_is_printed_from_the_concerns(qtbot, context: Context):
    screen = ConcernsScreen(context)
    printed: list[bytes] = []
    screen.print_now = printed.append
    Walk(qtbot, screen, context).open(Place("concerns")).press("print_blank_form")
    assert "The child's exact words" in whole(printed[0]) and len(pages(printed[0])) == 1


def test_a_number_is_copied_and_another_is_put_over_the_packs(qtbot, context: Context, duty: str):
    walk = Walk(qtbot, ContactsScreen(context), context).open(Place("contacts", contact=duty))
    walk.press(f"copy_{duty}")
    assert QGuiApplication.clipboard().text() == contact(context.desk, duty).line.number
    walk.press(f"change_{duty}").type("q_number", "01632 960 777").press("save_number")
    assert contact(context.desk, duty).line.number == "01632 960 777"
    assert "Your school’s own line" in walk.words()


def test_a_number_of_the_schools_own_needs_a_name_and_a_number(qtbot, context: Context):
    walk = Walk(qtbot, ContactsScreen(context), context).open(Place("contacts"))
    walk.press("add_number", "save_number")
    assert walk.words().count("Write the name.") == 2
    walk.type("q_name", "School nurse").press("save_number")
    assert walk.words().count("Write the number.") == 2
    walk.type("q_number", "01632 960 778").press("save_number")
    assert "School nurse" in walk.words()


def test_home_time_and_terms_are_set_and_what_cannot_be_read_is_said_beside_them(qtbot, context: Context):
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings"))
    walk.type("q_school_end", "half three").press("save_school")
    assert walk.words().count("cannot be read as a time") == 2
    walk.type("q_school_end", "15.30").type("q_terms", "1/9/2026 to 18/12/2026").press("save_school")
    assert f"{context.desk.school.school_end:%H:%M}" == "15:30"
    assert [(first.isoformat(), last.isoformat()) for first, last in context.desk.school.terms] == [
        ("2026-09-01", "2026-12-18")
    ]


def test_a_deputy_is_admitted_signs_in_and_is_removed(qtbot, context: Context, school: School):
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="people"))
    walk.type("q_name", "Imran Sadiq").press("q_role_deputy").type("admit_passphrase", NEW).press("admit")
    assert "The two passphrases differ" in walk.words()
    walk.type("admit_passphrase_again", NEW).press("admit")
    assert "Imran Sadiq can open this vault now." in walk.words()
    assert "Imran Sadiq" in [name for _, name in names(school.folder)]
    remove = [one for one in walk.screen.findChildren(type(walk.find("remove_person")), "remove_person")
              if one.accessibleName() == "Remove Imran Sadiq"]  # fmt: skip
    remove[0].click()
    walk.press("remove_now")
    assert "Has left" in walk.words()


@pytest.mark.parametrize(
    ("kind", "offered"),
    [("staff", ["Chair of governors", "Designated safeguarding lead", "Headteacher"]),
     ("governors", ["Chair of governors"])],
)  # fmt: skip
def test_each_vault_offers_the_roles_that_may_do_something_in_it(
    qtbot, context: Context, school: School, kind: str, offered: list[str]
):
    first = FirstRun(name="Osric Abernethy", passphrase=NEW, locality="luton", kind=kind)
    context.desk, _ = create(school.folder, first, school.clock, FLOOR)
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="people"))
    roles = [radio.text() for radio in walk.screen.people.findChildren(Radio) if radio.isVisible()]
    assert roles == offered
    walk.type("q_name", "Imran Sadiq").press("q_role_chair")
    walk.type("admit_passphrase", PASSPHRASE).type("admit_passphrase_again", PASSPHRASE).press("admit")
    assert "Imran Sadiq can open this vault now." in walk.words()
    assert "Imran Sadiq" in [name for _, name in names(school.folder, kind)]
    assert "Imran Sadiq" not in [name for _, name in names(school.folder)]
    context.desk.vault.close()


def test_ones_own_passphrase_is_changed_with_the_old_one(qtbot, context: Context, school: School):
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="people"))
    walk.type("own_old", "not this one at all").type("own_new", NEW).type("own_again", NEW).press("change_passphrase")
    assert walk.find("own_old").hasFocus()
    walk.type("own_old", PASSPHRASE).press("change_passphrase")
    assert walk.said[-1].startswith("Your passphrase is changed.")
    context.desk.vault.close()
    with pytest.raises(WrongSecret):
        school.sign_in(NAME, PASSPHRASE)
    school.sign_in(NAME, NEW).vault.close()


def test_a_new_recovery_kit_shows_its_code_once_and_the_code_can_be_confirmed(qtbot, context: Context, tmp_path: Path):
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="people"))
    walk.press("new_kit", "make_kit")
    code = walk.find("new_code").text()
    walk.type("kit_code", code.lower().replace("-", " ")).press("confirm_code")
    assert context.desk.school.kit_confirmed
    assert not walk.shows("new_code")


def test_a_backup_is_made_into_the_folder_that_was_named(qtbot, context: Context, tmp_path: Path):
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="backup"))
    target = tmp_path / "stick"
    target.mkdir()
    walk.screen.backup.choose_folder = lambda chosen: chosen(target)
    walk.press("name_folder")
    assert context.desk.school.backup_folder == str(target)
    walk.press("back_up_now")
    assert "Backed up 10:15" in walk.words()
    assert list(target.iterdir())


def test_the_record_is_checked_line_by_line(qtbot, context: Context):
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="backup"))
    walk.press("check_all")
    assert "Everything holds." in walk.words()
    assert "Chain of entries: unbroken" in walk.words()


def test_the_look_of_the_desk_is_asked_of_the_app(qtbot, context: Context):
    wanted = []
    context.preferences_wanted.connect(wanted.append)
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="look"))
    walk.press("theme_dark")
    box = walk.find("idle_minutes")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert wanted == [{"theme": "dark"}, {"idle_minutes": 10}]


def test_the_head_sees_the_settings_and_can_change_their_own_passphrase_only(qtbot, tasks, theme, head_desk: Desk):
    context = Context(head_desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=theme,
                      now=head_desk.clock)  # fmt: skip
    walk = Walk(qtbot, SettingsScreen(context), context).open(Place("settings"))
    assert not walk.shows("save_school")
    walk.press("view_people")
    assert walk.shows("change_passphrase")
    for name in ("admit", "remove_person", "new_kit"):
        assert not walk.shows(name)
    walk.press("view_backup")
    assert not walk.shows("name_folder")
