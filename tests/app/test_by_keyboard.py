"""The main road without a mouse: from the door to a sealed concern and its next step, with keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from dsl_desk.store.work import open_read
from dsl_desk.ui.widgets.ticks import Radio
from tests.app.conftest import Begin
from tests.app.hands import Fingers
from tests.ui.desks import NAME, PASSPHRASE, School

KEY = Qt.Key


def write(fingers: Fingers, name: str, text: str) -> None:
    fingers.tab_to(name)
    fingers.write(text)


def pick(fingers: Fingers, question: str, value: str) -> None:
    """Tab into the choices, arrows to the one wanted, Space."""
    wanted, start = f"q_{question}_{value}", f"q_{question}_"
    for _ in range(200):
        if fingers.focus().objectName().startswith(start):
            break
        QTest.keyClick(fingers.focus(), KEY.Key_Tab)
        QApplication.processEvents()
    assert not any(
        radio.isChecked() for radio in fingers.shell.findChildren(Radio) if radio.objectName().startswith(start)
    )
    for _ in range(20):
        if fingers.focus().objectName() == wanted:
            fingers.press(KEY.Key_Space)
            return
        QTest.keyClick(fingers.focus(), KEY.Key_Down)
    raise AssertionError(f"arrows do not come to {wanted}, only to {fingers.focus().objectName()}")


def choose(fingers: Fingers, name: str, text: str) -> None:
    """A drop-down list by its arrows."""
    fingers.tab_to(name)
    box = fingers.focus()
    assert isinstance(box, QComboBox)
    for _ in range(box.count() + 1):
        if box.currentText() == text:
            return
        QTest.keyClick(box, KEY.Key_Down)
    raise AssertionError(f"{name}: {text}")


def test_a_concern_is_recorded_checked_and_sealed_with_keys_alone(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    QTest.keyClick(fingers.focus(), KEY.Key_Down)  # the names at the door
    fingers.unlock(NAME, PASSPHRASE)
    fingers.press(KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    pick(fingers, "danger_now", "no")
    write(fingers, "q_children", "Tyler")
    fingers.press(KEY.Key_Return)
    choose(fingers, "q_children_role_0", "At risk")
    write(fingers, "q_what_happened", "A taxi he did not pay for waited at the gate.")
    write(fingers, "q_child_words", "it's just a mate")
    write(fingers, "q_noticed_date", "20/11/2026")
    write(fingers, "q_noticed_time", "08:50")
    write(fingers, "q_noticed_by", "Siân Prosser")
    pick(fingers, "injury", "not_seen")
    pick(fingers, "hurt_now", "no")
    pick(fingers, "where_now", "in_school")
    write(fingers, "q_next_place", "Home")
    write(fingers, "q_next_with", "Not known yet")
    write(fingers, "q_next_when_date", "20/11/2026")
    write(fingers, "q_next_when_time", "15:15")
    fingers.tab_to("check_and_seal")
    fingers.press(KEY.Key_Return)
    fingers.tab_to("seal")
    fingers.press(KEY.Key_Return)
    assert "C-0004" in fingers.words()
    with open_read(fingers.session.desk.vault) as read:
        assert read.cursor.execute("SELECT count(*) FROM line WHERE kind = 'concern'").fetchone()[0] == 4
    fingers.tab_to("look_back_now")
    fingers.press(KEY.Key_Return)
    place = fingers.shell.place()
    assert place is not None and place.screen == "concern"
    fingers.tab_to("q_looked_back")
    fingers.press(KEY.Key_Space)
    pick(fingers, "level", "significant")
    write(fingers, "q_why", "He is collected by adults nobody here knows.")
    fingers.tab_to("seal_step")


def test_every_place_of_the_desk_is_reached_with_tab_and_enter(begin: Begin, school: School) -> None:
    fingers = begin(school.folder, school.clock)
    fingers.unlock(NAME, PASSPHRASE)
    for screen in ("children", "concerns", "referrals", "contacts", "settings", "today"):
        fingers.tab_to(f"rail_{screen}")
        fingers.press(KEY.Key_Return)
        place = fingers.shell.place()
        assert place is not None and place.screen == screen
        fingers.settle()
