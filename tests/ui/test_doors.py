"""Unlock and first run, with real keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from dsl_desk.errors import PackBroken, SlotsDamaged
from dsl_desk.ui.doors import DangerCalls
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from tests.ui.sample_desk import NOW
from tests.ui.sample_doors import CODE, THREE, make_doors


@pytest.fixture
def open_window(qtbot, tasks, theme):
    def opened(kind, **doors):
        window = kind(make_doors(**doors), tasks, theme, DangerCalls(), now=lambda: NOW)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        QApplication.processEvents()
        tasks.idle()
        QApplication.processEvents()
        return window

    return opened


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def typed(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def words(window) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_one_person_types_the_passphrase_and_presses_enter(open_window, tasks, qtbot):
    window = open_window(UnlockWindow)
    assert isinstance(QApplication.focusWidget(), QLineEdit), "with one name the cursor waits for the passphrase"
    typed("correct horse")
    with qtbot.waitSignal(window.unlocked) as heard:
        press(Qt.Key.Key_Return)
        assert window.state.busy
        tasks.idle()
    assert heard.args == ["desk of J. Pryce-Okafor"]
    assert window._passphrase.text() == ""


def test_a_wrong_passphrase_is_a_sentence_and_the_cursor_is_back_on_it(open_window, tasks):
    window = open_window(UnlockWindow)
    typed("wrong horse")
    press(Qt.Key.Key_Return)
    tasks.idle()
    assert "That passphrase does not open this desk" in words(window)
    assert QApplication.focusWidget() is window._passphrase.edit
    assert window._passphrase.edit.selectedText() != ""
    assert not window.state.busy


def test_the_passphrase_is_hidden_until_shown_and_may_be_pasted(open_window):
    window = open_window(UnlockWindow)
    assert window._passphrase.edit.echoMode() is QLineEdit.EchoMode.Password
    QApplication.clipboard().setText("correct horse")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window._passphrase.text() == "correct horse"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert window._passphrase.edit.echoMode() is QLineEdit.EchoMode.Normal
    QApplication.clipboard().clear()


def test_of_several_people_nobody_is_chosen_beforehand(open_window):
    window = open_window(UnlockWindow, names=lambda _kind: [("p1", "J. Pryce-Okafor"), ("p2", "D. Achterberg")])
    assert window._name.currentText() == ""
    window._try()
    assert "Choose your name" in words(window)
    assert QApplication.focusWidget() is window._name


def test_damaged_slots_are_said_before_anything_is_typed(open_window):
    def damaged(_kind):
        raise SlotsDamaged("The key file is damaged. Restore it from a backup. The record itself was not touched.")

    window = open_window(UnlockWindow, names=damaged)
    assert "The key file is damaged" in words(window)


def test_the_recovery_kit_opens_and_asks_for_a_new_passphrase(open_window, tasks, qtbot):
    heard = []
    window = open_window(UnlockWindow, heard=heard)
    window._switch.click()
    typed(CODE)
    window._passphrase.edit.setFocus()
    typed("short")
    window._kit.again.edit.setFocus()
    typed("short")
    press(Qt.Key.Key_Return)
    tasks.idle()
    assert "Use at least 12 characters." in words(window)
    for field in (window._passphrase, window._kit.again):
        field.set_text("amber kettle ninety")
    with qtbot.waitSignal(window.unlocked):
        window._act.click()
        tasks.idle()
    assert heard == [("children", CODE, "J. Pryce-Okafor", "amber kettle ninety")]


def test_tab_goes_through_the_recovery_kit_s_fields_from_top_to_bottom(open_window):
    window = open_window(UnlockWindow)
    window._switch.click()
    seen = []
    for _ in range(7):
        seen.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
        press(Qt.Key.Key_Tab)
    assert seen == [
        "Code from the recovery kit", "New passphrase", "Show new passphrase", "New passphrase again",
        "Show new passphrase again", "Suggest one", "Open with the recovery kit",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [UnlockWindow, FirstRunWindow])
def test_the_danger_card_needs_no_desk(open_window, tasks, kind):
    window = open_window(kind)
    QTest.keyClick(
        window.windowHandle(), Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    tasks.idle()
    assert "Ring 999 now" in words(window)
    assert window._danger.size() == window.size()
    press(Qt.Key.Key_Escape)
    assert not window._danger.isVisible()


def test_the_danger_card_opens_even_when_the_pack_is_broken(open_window, tasks):
    def broken():
        raise PackBroken("The pack cannot be read. Install it again.")

    window = open_window(UnlockWindow, danger_card=broken)
    window.show_danger()
    tasks.idle()
    assert "Stay with the child." in words(window)


def fill_first_pages() -> None:
    typed("Quillbrook School")
    press(Qt.Key.Key_Tab)
    typed("15.15")


def to_key_page(window) -> None:
    fill_first_pages()
    window._next.click()
    QApplication.processEvents()
    typed("J. Pryce-Okafor")
    press(Qt.Key.Key_Tab)
    typed("Designated safeguarding lead")
    window._next.click()
    QApplication.processEvents()


def to_kit_page(window, tasks) -> None:
    to_key_page(window)
    for field in (window.pages.key.passphrase, window.pages.key.again):
        field.set_text("amber kettle ninety willow")
    window._next.click()
    tasks.idle()
    tasks.idle()
    QApplication.processEvents()


def test_the_first_run_makes_a_desk_asks_the_code_back_and_chooses_the_council(
    open_window, tasks, qtbot, tmp_path: Path
):
    heard = []
    window = open_window(FirstRunWindow, heard=heard)
    to_kit_page(window, tasks)
    assert window.state.page == "kit"
    assert window.state.passphrase == "", "the passphrase is forgotten as soon as the desk is made"
    assert (heard[0].school, heard[0].school_ends, heard[0].name) == ("Quillbrook School", "15:15", "J. Pryce-Okafor")
    assert "7K2M  9QXT" in words(window)
    window.save_kit(tmp_path / "kit.pdf")
    tasks.idle()
    assert (tmp_path / "kit.pdf").exists()
    typed(CODE.lower())
    window._next.click()
    tasks.idle()
    assert window.state.kit_confirmed
    assert window.state.code == ""
    tasks.idle()
    QApplication.processEvents()
    press(Qt.Key.Key_Space)
    with qtbot.waitSignal(window.finished) as done:
        window._next.click()
        tasks.idle()
    assert done.args == ["new desk"]
    assert heard[1] == ("new desk", "luton")


def test_what_is_missing_is_listed_with_links_that_move_the_focus(open_window):
    window = open_window(FirstRunWindow)
    window._next.click()
    assert QApplication.focusWidget() is window._summary
    assert "Give the name of the school" in words(window)
    window._summary.picked.emit("school_ends")
    QApplication.processEvents()
    assert QApplication.focusWidget() is window.pages.school.ends


def test_a_weak_passphrase_makes_no_desk(open_window, tasks):
    heard = []
    window = open_window(FirstRunWindow, heard=heard)
    to_key_page(window)
    for field in (window.pages.key.passphrase, window.pages.key.again):
        field.set_text("short")
    window._next.click()
    tasks.idle()
    QApplication.processEvents()
    assert heard == []
    assert window.state.problems == (("passphrase", "Use at least 12 characters."),)


def test_a_wrong_code_is_not_accepted_and_later_must_be_chosen_in_so_many_words(open_window, tasks):
    window = open_window(FirstRunWindow)
    to_kit_page(window, tasks)
    window._next.click()
    assert window.state.page == "kit"
    typed_back = window.pages.kit.back
    typed_back.setText("AAAA")
    window._next.click()
    tasks.idle()
    assert window.state.page == "kit"
    assert "That is not the code on the kit" in words(window)
    window._later.click()
    assert window.state.page == "locality"
    assert not window.state.kit_confirmed


def test_back_keeps_what_was_typed(open_window):
    window = open_window(FirstRunWindow)
    to_key_page(window)
    window._back.click()
    assert window.state.page == "you"
    window._back.click()
    assert window.pages.school.school.text() == "Quillbrook School"


def test_a_desk_already_made_goes_on_with_the_council(tasks, theme, qtbot):
    window = FirstRunWindow(make_doors(), tasks, theme, DangerCalls(), desk="made before")
    qtbot.addWidget(window)
    assert window.state.page == "locality"


# Three vaults

PEOPLE = {"children": [("p1", "J. Pryce-Okafor")], "staff": [("p2", "T. Marchbanks"), ("p3", "O. Abernethy")],
          "governors": [("p3", "O. Abernethy")]}  # fmt: skip


def names_at(window) -> list[str]:
    return [window._name.itemText(row) for row in range(window._name.count())]


def turn_to(window, tasks, kind: str) -> None:
    window._vaults._buttons[kind].click()
    tasks.idle()
    QApplication.processEvents()
    window._vaults._buttons[kind].click()


def test_with_one_vault_nobody_is_asked_which(open_window):
    assert not open_window(UnlockWindow)._vaults.isVisible()


def test_where_the_children_have_no_vault_yet_one_can_be_made(open_window, qtbot):
    assert not open_window(UnlockWindow, vaults=lambda: THREE)._make.isVisible()
    window = open_window(UnlockWindow, vaults=lambda: THREE[1:])
    assert window.state.kind == "staff"
    with qtbot.waitSignal(window.make_wanted) as heard:
        window._make.click()
    assert heard.args == ["children"]


def test_each_door_shows_only_the_names_that_have_a_key_to_it(open_window, tasks):
    window = open_window(UnlockWindow, vaults=lambda: THREE, names=lambda kind: PEOPLE[kind])
    assert [window._vaults._buttons[kind].text() for kind, _ in THREE] == [name for _, name in THREE]
    for kind, people in PEOPLE.items():
        turn_to(window, tasks, kind)
        assert names_at(window) == [name for _, name in people]
    turn_to(window, tasks, "governors")
    assert window._name.currentText() == "O. Abernethy"
    assert QApplication.focusWidget() is window._passphrase.edit


def test_what_was_typed_at_one_door_is_not_taken_to_another(open_window, tasks):
    window = open_window(UnlockWindow, vaults=lambda: THREE, names=lambda kind: PEOPLE[kind])
    typed("wrong horse")
    press(Qt.Key.Key_Return)
    tasks.idle()
    assert "does not open" in words(window)
    typed("half a word")
    turn_to(window, tasks, "staff")
    assert window._passphrase.text() == "" and "does not open" not in words(window)


@pytest.mark.parametrize("kind", ["children", "staff", "governors"])
def test_the_passphrase_and_the_kit_are_tried_on_the_vault_that_was_chosen(open_window, tasks, kind):
    heard = []
    window = open_window(UnlockWindow, vaults=lambda: THREE, names=lambda one: PEOPLE[one][:1], heard=heard)
    turn_to(window, tasks, kind)
    typed("correct horse")
    press(Qt.Key.Key_Return)
    tasks.idle()
    assert heard == [kind]
    window._show(window.state._replace(busy=False))
    window._switch.click()
    typed(CODE)
    for field in (window._passphrase, window._kit.again):
        field.set_text("amber kettle ninety")
    window._act.click()
    tasks.idle()
    assert heard[1][0] == kind


def test_names_that_come_late_are_not_put_at_another_door(open_window):
    window = open_window(UnlockWindow, vaults=lambda: THREE, names=lambda kind: PEOPLE[kind])
    window._got_names("staff", PEOPLE["staff"])
    assert names_at(window) == ["J. Pryce-Okafor"]


@pytest.mark.parametrize("kind", [UnlockWindow, FirstRunWindow])
def test_the_front_door_for_a_worry_about_an_adult_opens_by_keyboard_before_anybody_signs_in(open_window, tasks, kind):
    window = open_window(kind)
    window._adult_button.setFocus()
    press(Qt.Key.Key_Return)
    tasks.idle()
    QApplication.processEvents()
    assert "The chair of governors" in words(window) and "Do not look into it yourself" in words(window)
    assert "one working day" in words(window)
    press(Qt.Key.Key_Escape)
    assert not window._adult.isVisible()


def test_the_danger_card_covers_the_front_door_too(open_window, tasks):
    window = open_window(UnlockWindow)
    window.show_front_door()
    window._adult._danger.click()
    tasks.idle()
    assert window._danger.isVisible() and "Ring 999 now" in words(window)
    press(Qt.Key.Key_Escape)
    assert window._adult.isVisible()


def test_its_sheet_is_saved_and_printed_without_any_vault(open_window, tasks, tmp_path: Path):
    window = open_window(UnlockWindow)
    window.show_front_door()
    tasks.idle()
    printed = []
    window._adult.print_now = printed.append
    window._adult.choose_file = lambda chosen: chosen(tmp_path / "sheet.pdf")
    window._adult._save.click()
    window._adult._print.click()
    tasks.idle()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-") and printed == [b"%PDF-"]
    assert "Saved as sheet.pdf" in words(window)


def test_a_front_door_whose_pack_is_broken_still_opens_and_says_so(open_window, tasks):
    def broken():
        raise PackBroken("The pack cannot be read. Install it again.")

    whole = make_doors().front_door
    window = open_window(UnlockWindow, front_door=whole._replace(page=broken))
    window.show_front_door()
    tasks.idle()
    assert "The pack cannot be read" in words(window)


@pytest.mark.parametrize(
    ("kind", "says"), [("staff", "for the head to make"), ("governors", "The head has no key to it")]
)
def test_making_another_vault_says_whose_it_is_and_can_be_left(open_window, tasks, theme, qtbot, kind, says):
    heard = []
    doors = make_doors(heard=heard, vaults=lambda: THREE[:1])
    carried = {"school_name": "Quillbrook School", "school_end": "15:15", "terms": [], "locality": "luton"}
    window = FirstRunWindow(doors, tasks, theme, DangerCalls(), now=lambda: NOW, kind=kind, carried=carried)
    qtbot.addWidget(window)
    window.show()
    assert window.pages.school.school.text() == "Quillbrook School"
    window._next.click()
    assert says in words(window)
    with qtbot.waitSignal(window.vault_wanted):
        window._leave.click()
    window.pages.you.name.setText("T. Marchbanks")
    window.pages.you.job.setText("Headteacher")
    window._next.click()
    for field in (window.pages.key.passphrase, window.pages.key.again):
        field.set_text("amber kettle ninety willow")
    window._next.click()
    tasks.idle()
    tasks.idle()
    QApplication.processEvents()
    assert (heard[0].kind, heard[0].carried, heard[0].school_ends) == (kind, {"terms": []}, "15:15")
    assert not window.may_leave() and not window._leave.isVisible(), "a vault half made is not left by a side door"
    window._later.click()
    tasks.idle()
    assert window.pages.locality.chosen == "luton"
