"""A number or a deadline that is not verified says so wherever it stands: on every screen and on every paper.

Source: seed inventory D, "ship unverified numbers as verified" is what must not happen.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.app.doors import danger_card
from dsl_desk.casework.blank_papers import call_sheet_facts
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.contacts import contacts_page
from dsl_desk.casework.look_up.lists import concern_lines
from dsl_desk.casework.referral import referral_page
from dsl_desk.pathways.progress import Standing
from dsl_desk.store.work import open_read
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.contacts.directory import Directory
from dsl_desk.ui.screens.contacts.screen import ContactsScreen
from dsl_desk.ui.screens.referral.view_model import clock_line
from dsl_desk.ui.screens.today.screen import TodayScreen
from tests.ui.desks import School, step
from tests.ui.walking import Walk

MARKS = (
    "Check before you rely on it",
    "One source: check it",
    "Not verified",
    "weakly sourced",
    "one source, or an older",
)


@pytest.fixture
def doubted(context: Context) -> dict[str, str]:
    """Every number of the desk that is not settled, by role; the pack's short list rings all of them."""
    rows = [row.line for row in contacts_page(context.desk).rows if row.line.number and row.line.doubt]
    found = {line.role: line.number for line in rows}
    assert len(found) >= 5
    pack = context.desk.pack
    context.desk = replace(context.desk, pack=replace(pack, title=changed(pack.title, call_now=tuple(found))))
    return found


def said_beside(label: QWidget) -> str:
    """The words of the row a number stands in."""
    return " ".join(one.text() for one in label.parentWidget().findChildren(QLabel))


def unmarked(screen: QWidget, doubted: dict[str, str]) -> list[str]:
    shown = [one for one in screen.findChildren(QLabel) if one.text() in set(doubted.values())]
    return [one.text() for one in shown if not any(mark in said_beside(one) for mark in MARKS)]


def numbers_on(screen: QWidget) -> set[str]:
    return {one.text() for one in screen.findChildren(QLabel)}


def test_on_today(qtbot: QtBot, context: Context, doubted: dict[str, str]) -> None:
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    assert numbers_on(walk.screen) >= set(doubted.values())
    assert unmarked(walk.screen, doubted) == []


def test_in_the_directory(qtbot: QtBot, context: Context, doubted: dict[str, str]) -> None:
    walk = Walk(qtbot, ContactsScreen(context), context).open(Place("contacts"))
    qtbot.waitUntil(lambda: not any(one.building for one in walk.screen.findChildren(Directory)))
    assert numbers_on(walk.screen) >= set(doubted.values())
    assert unmarked(walk.screen, doubted) == []


def test_beside_every_step(qtbot: QtBot, context: Context, doubted: dict[str, str]) -> None:
    concern = concern_lines(context.desk)[0].id
    walk = Walk(qtbot, ConcernScreen(context), context)
    seen: set[str] = set()
    for one in concern_page(context.desk, concern).steps:
        walk.open(Place("concern", concern=concern, step=one.id))
        seen |= numbers_on(walk.screen) & set(doubted.values())
        assert unmarked(walk.screen, doubted) == [], one.id
    assert seen, "no step rings a number that is in doubt: the test shows nothing"


def test_on_the_danger_card_and_the_call_sheet(context: Context, doubted: dict[str, str]) -> None:
    for label, number in danger_card(context.desk).numbers:
        assert number not in doubted.values() or any(mark.casefold() in label for mark in MARKS)
    lines = [line for _, lines in call_sheet_facts(context.desk).groups for line in lines]
    for line in (one for one in lines if one.number in doubted.values()):
        assert any(mark in line.note for mark in MARKS) or line.checked, line.name


def test_deadlines_of_steps_and_of_referrals(context: Context, school: School) -> None:
    met = 0
    step(context.desk, school.ids["C14"], "urgency", {
        "looked_back": True, "natures": "not_known", "level": "school", "why": "one event", "social_worker": "no",
    })  # fmt: skip
    for row in concern_lines(context.desk):
        with open_read(context.desk.vault) as read:
            file = concern_file(read, context.desk, row.id)
        lines = {one.id: one.line for one in concern_page(context.desk, row.id).steps}
        for state in file.steps:
            doubtful = state.due is not None and state.due.at is not None and state.due.mark
            if doubtful and state.standing is Standing.ASKED:
                met += 1
                assert state.due.mark in lines[state.step.id]  # type: ignore[union-attr]
        for referral in file.referrals:
            for clock in referral_page(context.desk, referral.id).clocks:
                assert clock.confidence in ("H", "") or "(" in clock_line(clock)
    assert met, "no concern has such a deadline: the test shows nothing"
