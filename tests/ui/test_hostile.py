"""Whatever people are called and whatever they typed: every screen shows it as text, within the window, at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework import follow_up, people, school_desk
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.domain.characters import visible
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.entries.people import SocialWorker
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.child.screen import ChildScreen
from dsl_desk.ui.screens.children.screen import ChildrenScreen
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.concerns.screen import ConcernsScreen
from dsl_desk.ui.screens.contacts.screen import ContactsScreen
from dsl_desk.ui.screens.guidance.screen import GuidanceScreen
from dsl_desk.ui.screens.record.screen import RecordScreen
from dsl_desk.ui.screens.referral.screen import ReferralScreen
from dsl_desk.ui.screens.referrals.screen import ReferralsScreen
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from dsl_desk.ui.screens.today.screen import TodayScreen
from dsl_desk.ui.widgets.chronology import Chronology
from dsl_desk.ui.widgets.labels import Label, selectable
from dsl_desk.ui.widgets.shown_text import shown
from tests.ui.desks import School, record, step, when
from tests.ui.walking import Walk

SCRIPTS = ("Zoë Łukaszewicz-Ó Briain", "Nguyễn Thị Ánh", "Иванова Ольга", "محمد الأمين", "অনিকা", "O’Neil 😀 👨‍👩‍👧")
MARKUP = (
    '=HYPERLINK("http://x.example","y")', "<b>Tom</b> & <img src=x> &amp; <br><a href='concern:x'>x</a>",
    "%s %(name)s %d {0} {name}", "one\ntwo\r\nthree\u2028four", "a\u202egpj.exe\u2066 b\u200f\u0007c", "&File && <h1>",
)  # fmt: skip
LONG = (
    "Pneumono" * 40,
    "WWWWW" * 40,
    "https://example.org/" + "a%20very%20long%20path/" * 12,
    "Z" + "\u0301" * 60,
    "محمد" * 40,
)


def hostile(desk: Desk, school: School, texts: tuple[str, ...]) -> None:
    """These texts, in turn, in everything a person types: names, notes, accounts, contacts, tasks."""
    ids, one = school.ids, cycle(texts).__next__
    for name in ("kacper", "tyler", "zofia"):
        child = child_page(desk, ids[name]).child
        people.change_child(desk, ids[name], replace(
            child, legal_forename=one(), legal_surname=one(), preferred_name=one(), address=one(), class_group=one(),
            gp=one(), plan=one(), orders=one(), note=one(), year_group=one(),
            worker=SocialWorker(kind="social_worker", name=one(), phone=one(), team=one())))  # fmt: skip
    person = child_page(desk, ids["kacper"]).people[0]
    assert person.adult is not None
    people.change_adult(desk, person.person_id, replace(person.adult, name=one(), phone=one(), language=one()))
    people.relate(desk, replace(person.relation_body, relation=one(), safe_note=one()), amends=person.relation_id)
    harmed = [{"child": ids["kacper"], "role": "harmed"}, {"child": ids["tyler"], "role": "at_risk"}]
    ids["hostile"] = record(desk, {
        "danger_now": "no", "children": harmed, "what_happened": one(), "child_words": one(), "noticed_by": one(),
        "words_how": "without_being_asked", "noticed": when(2026, 11, 19, 9), "injury": "seen", "injury_detail": one(),
        "where_now": "in_school", "next_place": one(), "next_with": one(), "told_dsl": "i_am_dsl",
        "may_have_caused": [{"name": one(), "relation": one(), "works_here": "no"}],
    })  # fmt: skip
    follow_up.add_note(desk, ids["hostile"], one())
    follow_up.add_task(desk, ids["hostile"], one(), who=one())
    mash = desk.pack.step_of_kind("referral_made").call[0]
    ids["hostile referral"] = step(desk, ids["hostile"], "referral_made", {
        "to": mash, "how": "phone", "happened": when(2026, 11, 19, 9, 30), "asked": one(), "spoke_to": one(),
        "children": [{"child": ids["kacper"], "role": "harmed"}],
    })  # fmt: skip
    school_desk.edit_contact(desk, ContactEdited(role=mash, number="01632 960222", note=one()))


CASES: dict[str, tuple[type[Screen], dict[str, str], tuple[str, ...]]] = {
    "today": (TodayScreen, {}, ()), "ringing": (TodayScreen, {}, ("ring_mash",)), "concerns": (ConcernsScreen, {}, ()),
    "concern": (ConcernScreen, {"concern": "hostile"}, ()), "children": (ChildrenScreen, {}, ()),
    "child": (ChildScreen, {"child": "kacper"}, ()), "summary": (ChildScreen, {"child": "kacper"}, ("view_summary",)),
    "evidence": (ChildScreen, {"child": "kacper"}, ("view_evidence", "choose_entries")),
    "people": (ChildScreen, {"child": "kacper"}, ("view_people", "add_adult")),
    "details": (ChildScreen, {"child": "kacper"}, ("view_details",)),
    "edit": (ChildScreen, {"child": "kacper"}, ("view_details", "change_details")),
    "access": (ChildScreen, {"child": "kacper"}, ("view_access",)), "record": (RecordScreen, {}, ()),
    "referrals": (ReferralsScreen, {}, ()), "referral": (ReferralScreen, {"referral": "hostile referral"}, ()),
    "contacts": (ContactsScreen, {}, ()), "guidance": (GuidanceScreen, {}, ()),
    "settings": (SettingsScreen, {"panel": "school"}, ()), "settings people": (SettingsScreen, {"panel": "people"}, ()),
}  # fmt: skip


def opened(qtbot: QtBot, context: Context, school: School, name: str) -> Walk:
    make, ids, presses = CASES[name]
    walk = Walk(qtbot, make(context), context)
    walk.screen.resize(790, 700)  # what is left beside the rail of a window of 1024
    return walk.open(Place("here", **{key: school.ids.get(one, one) for key, one in ids.items()})).press(*presses)


def too_wide(screen: QWidget) -> list[str]:
    """What reaches beyond the screen's right edge, and scroll areas that would have to be scrolled sideways."""
    found = []
    for one in screen.findChildren(QWidget):
        if not one.isVisible() or one.width() == 0:
            continue
        right = one.mapTo(screen, QPoint(one.width(), 0)).x()
        if right > screen.width() + 1:
            found.append(f"{type(one).__name__} {one.objectName()} ends at {right}")
        if isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > 0:
            found.append(f"{type(one).__name__} scrolls sideways by {one.horizontalScrollBar().maximum()}")
    return found


def as_markup(screen: QWidget) -> list[str]:
    """Labels and tips that Qt would read as markup, buttons in which it would read a shortcut."""
    found = []
    for one in screen.findChildren(QWidget):
        if isinstance(one, QLabel) and one.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"label “{one.text()[:30]}”")
        if GuiQt.mightBeRichText(one.toolTip()) or GuiQt.mightBeRichText(one.statusTip()):
            found.append(f"tip of {type(one).__name__}")
        if isinstance(one, QAbstractButton) and "&" in one.text().replace("&&", ""):
            found.append(f"button “{one.text()[:30]}”")
    return found


def test_what_was_typed_stands_on_the_screen_and_what_cannot_be_seen_by_its_number(
    qtbot: QtBot, context: Context, school: School
) -> None:
    texts = (*MARKUP, *SCRIPTS, *LONG)
    hostile(context.desk, school, texts)
    for text in texts:
        follow_up.add_note(context.desk, school.ids["hostile"], text)
    walk = opened(qtbot, context, school, "child")
    child = child_page(context.desk, school.ids["kacper"]).child
    assert walk.screen.title.text() == child.known_as
    shown = "".join(walk.screen.findChild(Chronology).toPlainText().split())
    assert [text for text in texts if "".join(visible(text).split()) not in shown] == []
    walk.press("view_details")
    values = {one.text() for one in walk.screen.findChildren(QLabel) if one.isVisible()}
    assert {child.gp, child.plan, child.orders, child.note} <= values


@pytest.mark.parametrize("texts", [SCRIPTS, MARKUP, LONG], ids=["scripts", "markup", "long"])
def test_every_screen_shows_any_text_as_text_and_within_the_window(
    qtbot: QtBot, context: Context, school: School, texts: tuple[str, ...]
) -> None:
    hostile(context.desk, school, texts)
    found = []
    for name in CASES:
        screen = opened(qtbot, context, school, name).screen
        assert screen.grab().width() == screen.width()
        found += [f"{name}: {one}" for one in (*too_wide(screen), *as_markup(screen))]
        screen.close()
        screen.deleteLater()
    assert not found, "\n" + "\n".join(found)


def test_a_name_from_right_to_left_keeps_its_place_in_a_line_that_runs_the_other_way() -> None:
    label = Label("محمد الأمين (41), look back")
    assert QLabel.text(label) == "\u200e\u2068محمد الأمين\u2069 (41), look back"
    assert label.text() == "محمد الأمين (41), look back"
    assert QLabel.text(Label("قال محمد إنه خائف")) == "قال محمد إنه خائف"


def test_a_long_word_is_broken_on_the_screen_and_copied_whole(qtbot: QtBot) -> None:
    label = selectable(Label("https://example.org/" + "x" * 400))
    qtbot.addWidget(label)
    label.resize(200, 400)
    label.show()
    assert label.minimumSizeHint().width() < 200
    label.setSelection(0, len(QLabel.text(label)))
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "https://example.org/" + "x" * 400


def test_what_is_drawn_as_one_is_never_broken() -> None:
    drawn = shown("Z" + "\u0301" * 60 + "👨‍👩‍👧" * 12)
    assert "\u200b\u0301" not in drawn
    assert "\u200d\u200b" not in drawn and "\u200b\u200d" not in drawn


def test_a_megabyte_of_text_leaves_every_screen_quick_and_says_what_is_not_shown(
    qtbot: QtBot, context: Context, school: School
) -> None:
    text = "Ąbc dëf ghi " * 90_000
    hostile(context.desk, school, (text, "Short"))
    for name in ("today", "concern", "child", "evidence", "details", "referral"):
        before = perf_counter()
        walk = opened(qtbot, context, school, name)
        walk.screen.grab()
        assert perf_counter() - before < 15, name  # without a limit it took minutes
        shown = walk.words() + "".join(one.toPlainText() for one in walk.screen.findChildren(Chronology))
        drawn = "".join(QLabel.text(one) for one in walk.screen.findChildren(QLabel) if one.isVisible()) + shown
        assert name == "today" or "characters more, kept in full" in drawn, name
        walk.screen.close()
        walk.screen.deleteLater()
