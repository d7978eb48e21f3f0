from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dsl_desk.casework import drafts, follow_up
from dsl_desk.casework.desk import Desk
from dsl_desk.domain.when import LONDON, When
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.today.screen import TodayScreen
from dsl_desk.ui.widgets.buttons import SecondaryButton
from tests.ui.desks import School
from tests.ui.walking import Walk


def test_today_shows_the_lists_in_order_and_says_none_of_the_empty_ones(qtbot, context: Context):
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    state = walk.screen.state
    assert [section.name for section in state.sections] == [
        "before_home_time",
        "ring_now",
        "to_decide",
        "nobody_did_this",
    ]
    assert [(section.title, section.tag) for section in state.quiet] == [
        ("Waiting on others", "None"), ("For the head", "None"),
    ]  # fmt: skip
    words = walk.words()
    assert "Before home time, 15:15" in words
    assert "Kacper W., Year 4 and 1 more · look back, decide how urgent" in words
    assert "Wiśniewski" not in words


def test_the_button_of_a_row_leads_to_the_work_it_is_about(qtbot, context: Context, school: School):
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    row = next(row for section in walk.screen.state.sections for row in section.rows if row.referral)
    assert (row.tag, row.act) == ("Overdue", "Chase")
    walk.press(f"open_{row.id}")
    assert walk.went[-1].screen == "concern"
    assert walk.went[-1].get("concern") == school.ids["C15"]
    assert walk.went[-1].get("referral") == row.referral


def test_a_written_copy_that_nobody_sent_stands_once_and_leads_to_where_it_is_written(
    qtbot, context: Context, school: School
):
    """The written copy follows the call within a day, whether or not anybody set a time of their own."""
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    late = next(section for section in walk.screen.state.sections if section.name == "nobody_did_this")
    (row,) = late.rows
    assert row.title.startswith("Tyler M., Year 10 · written copy to ") and row.line.startswith("Was due")
    walk.press(f"open_{row.id}")
    went = walk.went[-1]
    assert (went.screen, went.get("concern"), went.get("referral")) == ("concern", school.ids["C15"], row.referral)
    assert went.get("kind") == "referral_written"


def test_an_item_leaves_only_when_its_work_is_done(qtbot, context: Context, desk: Desk, school: School):
    follow_up.add_task(desk, school.ids["C01"], "food parcel", who="I Sadiq",
                       by=When.on(datetime(2026, 11, 13, tzinfo=LONDON).date()))  # fmt: skip
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    late = next(section for section in walk.screen.state.sections if section.name == "nobody_did_this")
    assert [(row.tag, row.act) for row in late.rows] == [("7 days late", "Take it"), ("1 day late", "Write it")]
    walk.press(f"open_{late.rows[0].id}").open(Place("today"))
    assert walk.shows(f"open_{late.rows[0].id}")
    follow_up.finish(desk, late.rows[0].item)
    context.changes.tell({"today"})
    walk.settle()
    assert not walk.shows(f"open_{late.rows[0].id}")


def test_i_am_ringing_shows_what_to_say_holds_the_lock_off_and_leads_to_where_it_is_written(
    qtbot, context: Context, school: School
):
    rings = []
    context.ringing.connect(lambda: rings.append(1))
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    role = next(call.role for call in walk.screen.state.calls if not call.urgent)
    walk.press(f"ring_{role}")
    assert rings == [1]
    assert "Since 10:15" in walk.words()
    assert "What I am asking." in walk.words()
    about = walk.find("ringing_about")
    about.setCurrentIndex(about.findData(school.ids["C14"]))
    walk.press("ringing_write_up")
    assert walk.went[-1].get("concern") == school.ids["C14"]
    assert walk.went[-1].get("step") == context.desk.pack.step_of_kind("advice").id
    assert walk.went[-1].get("rung").startswith("2026-11-20T10:15")


def test_a_draft_is_offered_again_and_opens_where_it_was_written(qtbot, context: Context, desk: Desk):
    draft = drafts.draft_of({"screen": "record"}, {"what_happened": "half a sentence"})
    drafts.keep(desk, draft)
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    assert "You have 1 draft." in walk.words()
    assert "half a sentence" not in walk.words()
    walk.press("open_draft")
    assert walk.went[-1] == Place("record", draft=draft.id)
    walk.press("newest_draft")
    assert walk.went[-2:] == [Place("record", draft=draft.id)] * 2, "on top of Today as well"


def test_the_head_may_look_but_is_offered_no_calls(qtbot, tasks, theme, head_desk: Desk):
    from dsl_desk.ui.changes import Changes
    from dsl_desk.ui.navigation import Navigation

    context = Context(head_desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=theme,
                      now=head_desk.clock)  # fmt: skip
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    assert {row.act for section in walk.screen.state.sections for row in section.rows} == {"Open"}
    assert "I am ringing" not in walk.words()


def test_a_long_list_shows_its_first_part_and_each_press_adds_one(qtbot, context: Context, desk: Desk, school: School):
    for number in range(30):
        follow_up.add_task(desk, school.ids["C01"], f"thing {number:02}", who="I Sadiq",
                           by=When.on(datetime(2026, 11, 3, tzinfo=LONDON).date()))  # fmt: skip
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    late = next(section for section in walk.screen.state.sections if section.name == "nobody_did_this")
    names = [f"open_{row.id}" for row in late.rows]
    assert len(names) == 31

    def shown() -> list[str]:
        buttons = [one for one in walk.screen.findChildren(SecondaryButton) if one.isVisible()]
        buttons.sort(key=lambda one: one.mapTo(walk.screen, one.rect().center()).y())
        return [one.objectName() for one in buttons if one.objectName() in names]

    qtbot.waitUntil(lambda: shown() == names[:12])
    assert walk.find("more_nobody_did_this").text() == "Show 12 more of 19"
    walk.press("more_nobody_did_this")
    qtbot.waitUntil(lambda: shown() == names[:24])
    assert walk.screen.focusWidget().objectName() == names[12]
    walk.press("more_nobody_did_this")
    qtbot.waitUntil(lambda: shown() == names)
    assert not walk.shows("more_nobody_did_this")


def test_what_stays_on_today_keeps_its_place_and_the_focus_when_something_is_done(
    qtbot, context: Context, desk: Desk, school: School
):
    for number in range(4):
        follow_up.add_task(desk, school.ids["C01"], f"thing {number}", who="I Sadiq",
                           by=When.on(datetime(2026, 11, 3 + number, tzinfo=LONDON).date()))  # fmt: skip
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    rows = next(section for section in walk.screen.state.sections if section.name == "nobody_did_this").rows
    kept = walk.find(f"open_{rows[2].id}")
    kept.setFocus()
    follow_up.finish(desk, rows[0].item)
    context.changes.tell({"today"})
    walk.settle()
    assert not walk.shows(f"open_{rows[0].id}")
    assert walk.find(f"open_{rows[2].id}") is kept
    assert walk.screen.focusWidget() is kept


def test_the_tab_key_goes_through_today_from_above(qtbot, context: Context, desk: Desk, school: School):
    for number in range(30):
        follow_up.add_task(desk, school.ids["C01"], f"thing {number:02}", who="I Sadiq",
                           by=When.on(datetime(2026, 11, 3, tzinfo=LONDON).date()))  # fmt: skip
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    qtbot.waitUntil(lambda: walk.shows("more_nobody_did_this"))
    walk.settle()
    order, one = [], walk.find(f"open_{walk.screen.state.sections[0].rows[0].id}")
    one.setFocus()
    for _ in range(60):
        order.append(walk.screen.focusWidget())
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
    names = [one.objectName() for one in dict.fromkeys(order)]
    rows = [row.id for section in walk.screen.state.sections for row in section.rows]
    lists = [f"open_{one}" for one in rows if walk.shows(f"open_{one}")]
    assert len(lists) < len(rows)
    assert names[: len(lists) + 1] == [*lists, "more_nobody_did_this"]
    assert names[len(lists) + 1].startswith("ring_")
    assert "all_contacts" in names


def test_out_of_sight_today_reads_nothing_and_is_read_anew_when_it_is_opened(qtbot, context: Context, school: School):
    walk = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    before = walk.screen.state
    walk.screen.hide()
    follow_up.add_task(context.desk, school.ids["C01"], "food parcel", by=When.on(context.now().date()))
    context.changes.tell({"today"})
    walk.settle()
    assert walk.screen.state is before
    walk.screen.show()
    assert any("food parcel" in row.title for section in walk.open(Place("today")).screen.state.sections
               for row in section.rows)  # fmt: skip
