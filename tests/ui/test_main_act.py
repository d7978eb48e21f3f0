"""Ctrl+Enter checks, then seals: in the form one is writing in, in no other, and never by being held down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework.concern_file import concern_file
from dsl_desk.store.work import open_read
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.shell import Shell
from tests.ui import desk_gallery as gallery
from tests.ui.desks import School


@pytest.fixture
def shell(qtbot: QtBot, school: School) -> Iterator[Shell]:
    window = gallery.open_shell(school, gallery.LOOKS["light"])
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    gallery.close_shell(window)


def go(shell: Shell, place: Place) -> QWidget:
    shell.go(place)
    gallery.settle(shell)
    return shell.shown()


def ctrl_enter(shell: Shell, key: Qt.Key = Qt.Key.Key_Return) -> None:
    QTest.keyClick(shell.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    gallery.settle(shell)


def sealed(shell: Shell, concern: str, kind: str) -> int:
    with open_read(shell.context.desk.vault) as read:
        return len(concern_file(read, shell.context.desk, concern).standing(kind))


def test_a_record_is_led_to_what_is_missing_then_checked_then_sealed(shell: Shell) -> None:
    screen = go(shell, Place("record"))
    screen.findChild(QWidget, "q_what_happened").setFocus()
    ctrl_enter(shell)
    assert screen.state.page == "form"
    focused = QApplication.focusWidget()
    assert focused is not None and screen.form_page.isAncestorOf(focused) and focused.objectName() != "q_what_happened"
    gallery.half_a_record(shell)
    screen.form_page.rest.click()
    screen.findChild(QWidget, "q_what_happened").setFocus()
    ctrl_enter(shell, Qt.Key.Key_Enter)
    assert screen.state.page == "check" and screen.state.sealed is None
    ctrl_enter(shell)
    assert screen.state.page == "sealed" and screen.state.sealed is not None
    ctrl_enter(shell)
    assert screen.state.page == "sealed", "it goes nowhere by itself"


def test_a_judgement_is_checked_first_and_sealed_with_the_second_press(shell: Shell, school: School) -> None:
    screen = go(shell, Place("concern", concern=school.ids["C14"]))
    form = screen.panel.sheet.form
    nature = form._around.options["natures"][0].value
    form.set_answers({"looked_back": True, "natures": {"main": nature, "all": [nature]}, "level": "significant",
                      "why": "A belt.", "social_worker": "no"})  # fmt: skip
    form.mark_rest_not_known()
    screen.findChild(QWidget, "q_why").setFocus()
    ctrl_enter(shell)
    assert screen.work.state.page == "check" and sealed(shell, school.ids["C14"], "urgency") == 0
    ctrl_enter(shell)
    assert sealed(shell, school.ids["C14"], "urgency") == 1


def test_a_note_is_sealed_and_the_step_beside_it_is_not(shell: Shell, school: School) -> None:
    screen = go(shell, Place("concern", concern=school.ids["C14"]))
    note = screen.findChild(QWidget, "quick_note")
    note.setFocus()
    QTest.keyClicks(note, "Rang the aunt")
    ctrl_enter(shell)
    assert sealed(shell, school.ids["C14"], "note") == 1
    assert screen.work.state.page == "form" and sealed(shell, school.ids["C14"], "urgency") == 0


def test_outside_a_form_and_over_a_card_it_does_nothing(shell: Shell, school: School) -> None:
    screen = go(shell, Place("concern", concern=school.ids["C14"]))
    screen.road.focus_step(screen._step)
    ctrl_enter(shell)
    assert not screen.panel.sheet.summary.isVisible()
    screen.findChild(QWidget, "quick_note").setFocus()
    QTest.keyClicks(screen.findChild(QWidget, "quick_note"), "Not yet")
    shell.show_danger()
    gallery.settle(shell)
    ctrl_enter(shell)
    assert sealed(shell, school.ids["C14"], "note") == 0


def test_every_form_with_one_main_act_has_it(shell: Shell) -> None:
    for place, name in ((Place("children", page="add"), "save_child"), (Place("settings"), "save_school")):
        screen = go(shell, place)
        button = screen.findChild(QAbstractButton, name)
        pressed: list[bool] = []
        button.clicked.connect(lambda _on, pressed=pressed: pressed.append(True))
        field = button.parentWidget()
        while field is not None and not field.property("form_of_its_own"):
            field = field.parentWidget()
        inside = next(one for one in field.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
                      and one.isVisible() and one is not button)  # fmt: skip
        inside.setFocus()
        ctrl_enter(shell)
        assert pressed, name
