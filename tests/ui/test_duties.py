"""Dates of one's own on Settings: set, done, and found again from Today."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from dsl_desk.casework import duties
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from dsl_desk.ui.screens.today.screen import TodayScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.walking import Walk


def test_a_date_is_set_and_done_with_the_next_one_proposed(qtbot: QtBot, context: Context) -> None:
    screen = SettingsScreen(context)
    walk = Walk(qtbot, screen, context).open(Place("settings", panel="duties"))
    walk.press("set_lead_training")
    form = screen.duties._form.sheet.form
    form.set_answers({"next": "2026-11-19"})
    walk.press("seal_small")
    assert "Due next 19 November 2026" in walk.words()
    walk.press("done_lead_training")
    assert screen.duties._form.sheet.form.answers() == {"done": "2026-11-20", "next": "2028-11-20"}
    walk.press("seal_small")
    assert "Due next 20 November 2028 · last done 20 November 2026" in walk.words()
    assert not unnamed(screen) and not roleless(screen)


def test_today_leads_to_it(qtbot: QtBot, context: Context) -> None:
    duties.set_next(context.desk, "lead_training", date(2026, 11, 19))
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    walk.press("open_duty:lead_training")
    assert walk.went[-1] == Place("settings", panel="duties")
