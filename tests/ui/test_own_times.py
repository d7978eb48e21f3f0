"""A school's own times in the windows: set from the rung, seen on Settings; a sheet said to be sent; words to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dsl_desk.casework.look_up.step import step_form
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School, add_concern_on_roads, add_prevent_concern
from tests.ui.test_concern import entries, find, press, show
from tests.ui.test_concern_roads import SHEET, words
from tests.ui.walking import Walk


def test_a_time_is_set_from_its_rung_by_keys_and_stands_on_settings_too(
    qtbot: QtBot, context: Context, school: School
) -> None:
    concern = add_concern_on_roads(context.desk, school, ("physical",), "escalation")
    screen = show(qtbot, context, Place("concern", concern=concern, step="chase"))
    assert "Next rung: team manager" in words(screen) and "Not verified, set yours" in words(screen)
    press(screen, "set_ladder_team_manager", context)
    assert QApplication.focusWidget().objectName() == "small_number"  # type: ignore[union-attr]
    press(screen.times.others, "seal_time", context)
    assert screen.times.others.form.isVisible(), "not without a number"
    QTest.keyClicks(find(screen.times.others, "small_number"), "2")
    screen.times.others.form.sheet.form.set_answers({"number": "2", "unit": "working_days"})
    press(screen.times.others, "seal_time", context)
    assert "Your school's own time: 2 working days" in words(screen)
    assert "Set by Joanna Pryce-Okafor, 20 November 2026." in words(screen)
    assert not unnamed(screen) and not roleless(screen)

    settings = SettingsScreen(context)
    walk = Walk(qtbot, settings, context).open(Place("settings", panel="times"))
    assert "Your school's own time: 2 working days" in walk.words() and "How long to wait for an answer" in walk.words()
    assert not unnamed(settings) and not roleless(settings)
    walk.press("take_back_ladder_team_manager")
    assert "Your school's own time" not in walk.words().replace("Your school's own times", "")


def test_a_sheet_is_said_to_be_sent_and_the_waiting_begins(qtbot: QtBot, context: Context, school: School) -> None:
    concern = add_prevent_concern(context.desk, school, begun=True)
    screen = show(qtbot, context, Place("concern", concern=concern, step="prevent_sheet"))
    form = screen.panel.sheet.form
    form.set_answers(form.answers() | SHEET)
    press(screen, "mark_rest_not_known", context)
    press(screen, "seal_step", context)
    press(screen, "say_sent", context)
    assert screen._step == "refer" and screen.panel.isAncestorOf(QApplication.focusWidget())
    held = screen.panel.sheet.draft()
    assert held["to"] == "prevent_lead" and not held.get("how")
    screen.panel.sheet.form.set_answers(held | {"how": "secure_email"})
    assert screen.panel.sheet.form.answers()["what_sent"] == "Prevent prompt sheet"
    press(screen, "mark_rest_not_known", context)
    press(screen, "seal_step", context)
    (made,) = entries(context.desk, concern, "referral_made")
    assert made.answers["what_sent"] == "Prevent prompt sheet" and made.to_name.startswith("Prevent")


def test_the_words_of_a_chase_are_copied_whole(qtbot: QtBot, context: Context, school: School) -> None:
    place = Place("concern", concern=school.ids["C15"], step="chase", kind="chase", referral=school.ids["R15"])
    screen = show(qtbot, context, place)
    press(screen, "copy_words", context)
    said = step_form(context.desk, school.ids["C15"], "chase", kind="chase", referral=school.ids["R15"]).say
    assert QGuiApplication.clipboard().text() == "\n".join(said) and "{" not in "".join(said)
