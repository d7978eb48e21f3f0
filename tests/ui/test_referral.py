"""The referral screens: silent ones on top, a check page before anything leaves, exporting is not sending."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework import attach
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.prefill import prefill
from dsl_desk.casework.referral import Standing
from dsl_desk.casework.take_step import take_step
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.referral.screen import ReferralScreen
from dsl_desk.ui.screens.referrals.screen import ReferralsScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School, filled


def show(qtbot: QtBot, context: Context, screen: Screen, place: Place) -> None:
    qtbot.addWidget(screen)
    screen.resize(1130, 700)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.open(place)
    settle(context)


def settle(context: Context) -> None:
    for _ in range(4):
        context.tasks.idle()
        QApplication.processEvents()


def find(screen: QWidget, name: str) -> Any:
    found = screen.findChild(QWidget, name)
    assert found is not None, name
    return found


def press(screen: QWidget, name: str, context: Context | None = None) -> None:
    QTest.keyClick(find(screen, name), Qt.Key.Key_Space)
    if context is not None:
        settle(context)


def write_copy(desk: Desk, school: School) -> None:
    """The written copy, as its form makes it: what the file knows, and the rest not known."""
    concern, referral = school.ids["C15"], school.ids["R15"]
    answers = prefill(desk, referral) | {
        "status": "new", "why_threshold": "one event", "if_nothing_changes": "it goes on", "asking_for": "advice",
        "ring_back": "J Pryce-Okafor", "ring_back_number": "01632 960 100", "ring_back_until": "17:00",
    }  # fmt: skip
    step = desk.pack.step_of_kind("referral_written").id
    filled(
        lambda given: take_step(
            desk, concern, step, new_id(), given, kind="referral_written", referral=referral
        ),
        answers,
    )  # fmt: skip


@pytest.fixture
def screen(qtbot: QtBot, context: Context, school: School) -> ReferralScreen:
    write_copy(context.desk, school)
    made = ReferralScreen(context)
    show(qtbot, context, made, Place("referral", referral=school.ids["R15"]))
    return made


def test_the_silent_stand_on_top(qtbot: QtBot, context: Context, school: School) -> None:
    made = ReferralsScreen(context)
    show(qtbot, context, made, Place("referrals"))
    assert made.lines[0].silent and made.lines[0].children == ("Tyler Marsh",)
    wanted: list[Place] = []
    context.navigation.wanted.connect(wanted.append)
    press(made, f"open_{made.lines[0].reference}")
    assert wanted == [Place("referral", referral=school.ids["R15"])]
    assert unnamed(made) == [] and roleless(made) == []


def test_it_says_where_it_stands_and_when_an_answer_was_due(screen: ReferralScreen) -> None:
    page = screen.state.page
    assert page is not None and page.overdue
    assert any(clock.overdue and clock.statutory for clock in page.clocks)


def test_nothing_leaves_before_the_check_page(screen: ReferralScreen, context: Context) -> None:
    assert not find(screen, "export").isVisible()
    press(screen, "check_page", context)
    assert screen.state.check is not None and find(screen, "export").isVisible()
    assert screen.paper.pages.count == screen.state.check.pages


def test_an_export_needs_somebody_to_receive_it(screen: ReferralScreen, context: Context) -> None:
    press(screen, "check_page", context)
    find(screen, "export_recipient").clear()
    press(screen, "export", context)
    assert "Who receives it" in screen.paper.sheet.summary.accessibleName()


def export(screen: ReferralScreen, context: Context, folder: Path, how: str) -> None:
    press(screen, "check_page", context)
    screen.paper.choose_folder = lambda chosen: chosen(folder)
    if "recipient" not in screen.paper.sheet.answers():
        QTest.keyClicks(find(screen, "export_recipient"), "MASH")
    QTest.keyClicks(find(screen, "export_reason"), "written copy")
    press(screen, f"export_protected_{how}")
    press(screen, "export", context)


def test_an_export_is_numbered_and_stands_in_the_register(
    screen: ReferralScreen, context: Context, tmp_path: Path
) -> None:
    export(screen, context, tmp_path, "no")
    (file,) = tmp_path.glob("*.pdf")
    page = screen.state.page
    assert page is not None and page.exports[0].state == "done"
    assert page.exports[0].number in file.name and "Tyler" not in file.name
    assert "Exporting is not sending" in screen.paper.done.words


def test_a_file_that_is_ticked_goes_with_the_pack_and_stands_in_what_left(
    screen: ReferralScreen, context: Context, school: School, tmp_path: Path
) -> None:
    for name in ("letter.txt", "other.txt"):
        (tmp_path / name).write_bytes(f"Plain words in {name}.\n".encode())
        picked = attach.pick(context.desk, tmp_path / name)
        attach.attach(context.desk, school.ids["C15"], picked, {})
    press(screen, "check_page", context)
    assert not find(screen, "file_to_go_0").isChecked() and not find(screen, "file_to_go_1").isChecked()
    QTest.keyClick(find(screen, "file_to_go_1"), Qt.Key.Key_Space)
    settle(context)
    assert screen.state.check is not None and "not masked inside a file" in " ".join(screen.state.check.warnings)
    assert unnamed(screen) == [] and roleless(screen) == []
    (tmp_path / "out").mkdir()
    export(screen, context, tmp_path / "out", "no")
    assert len(list((tmp_path / "out").iterdir())) == 2 and "-files.pdf" in screen.paper.done.words
    assert screen.state.page is not None
    assert [name for name, _ in screen.state.page.exports[0].files] == ["other.txt"]


def test_a_protected_export_shows_its_passphrase_and_keeps_it(
    screen: ReferralScreen, context: Context, tmp_path: Path
) -> None:
    export(screen, context, tmp_path, "yes")
    (file,) = tmp_path.glob("*.pdf")
    shown = find(screen, "passphrase").text().removeprefix("Passphrase: ")
    with pypdfium2.PdfDocument(file, password=shown) as document:
        assert len(document) > 0
    assert screen.state.page is not None and screen.state.page.exports[0].passphrase == shown


def test_how_it_went_is_asked_once_it_left(screen: ReferralScreen, context: Context, tmp_path: Path) -> None:
    export(screen, context, tmp_path, "no")
    assert screen.small.isVisible()
    press(screen, "small_written_copy_sent")
    press(screen, "small_happened_now")
    how = find(screen, "small_sent_how").findChildren(QWidget)[1]
    QTest.keyClick(how, Qt.Key.Key_Space)
    press(screen, "seal_small", context)
    assert screen.state.page is not None and screen.state.page.standing is Standing.SENT


def test_a_folder_that_cannot_be_written_leaves_nothing_half_done(
    screen: ReferralScreen, context: Context, tmp_path: Path
) -> None:
    export(screen, context, tmp_path / "not" / "there", "no")
    assert screen.paper.done.words
    assert screen.state.page is not None and screen.state.page.exports[0].state == "failed"


def test_what_comes_next_is_written_in_the_concern(screen: ReferralScreen, context: Context, school: School) -> None:
    wanted: list[Place] = []
    context.navigation.wanted.connect(wanted.append)
    press(screen, "write_reply")
    assert (wanted[0].screen, wanted[0].get("kind"), wanted[0].get("referral")) == (
        "concern", "reply", school.ids["R15"],
    )  # fmt: skip


def test_it_is_withdrawn_with_a_reason(screen: ReferralScreen, context: Context) -> None:
    press(screen, "withdraw_referral")
    choices = [one.value for one in context.desk.pack.questions("withdrawn")[0].choices]
    press(screen, f"small_why_{choices[0]}")
    press(screen, "seal_small", context)
    assert screen.state.page is not None and screen.state.page.standing is Standing.WITHDRAWN


def test_everything_on_it_has_a_name_and_a_role(screen: ReferralScreen, context: Context) -> None:
    press(screen, "check_page", context)
    assert unnamed(screen) == []
    assert roleless(screen) == []


def test_after_the_written_copy_doing_it_again_begins_a_referral_of_its_own(
    qtbot: QtBot, context: Context, school: School
) -> None:
    desk, step = context.desk, context.desk.pack.step_of_kind("referral_made").id
    made = ConcernScreen(context)
    show(qtbot, context, made, Place("concern", concern=school.ids["C15"], step=step))
    form = made.work.state.form
    assert form is not None and (form.kind, form.referral) == ("referral_written", school.ids["R15"])
    write_copy(desk, school)
    context.changes.tell({f"concern:{school.ids['C15']}"})
    settle(context)
    press(made, "begin_again", context)
    form = made.work.state.form
    assert form is not None and (form.kind, form.referral) == ("referral_made", "")
