"""The concern screen: any step at any time, advice in one press, judgements looked through, all amended openly."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework import drafts, follow_up
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.store.work import open_read
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School, add_prevent_concern, step, when


def show(qtbot: QtBot, context: Context, place: Place) -> ConcernScreen:
    made = ConcernScreen(context)
    qtbot.addWidget(made)
    made.resize(1130, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open(place)
    settle(context)
    return made


def settle(context: Context) -> None:
    for _ in range(4):
        context.tasks.idle()
        QApplication.processEvents()


def open_step(screen: ConcernScreen, context: Context, kind: str) -> None:
    screen._open_step(context.desk.pack.step_of_kind(kind).id)
    settle(context)


def find(screen: QWidget, name: str) -> Any:
    found = screen.findChild(QWidget, name)
    assert found is not None, name
    return found


def press(screen: QWidget, name: str, context: Context | None = None) -> None:
    QTest.keyClick(find(screen, name), Qt.Key.Key_Space)
    if context is not None:
        settle(context)


def entries(desk: Desk, concern: str, kind: str) -> list[Any]:
    with open_read(desk.vault) as read:
        return [entry.body for entry in concern_file(read, desk, concern).standing(kind)]


@pytest.fixture
def screen(qtbot: QtBot, context: Context, school: School) -> ConcernScreen:
    return show(qtbot, context, Place("concern", concern=school.ids["C14"]))


def test_it_opens_on_what_is_asked_for_first_and_any_step_can_be_opened(
    screen: ConcernScreen, context: Context, school: School
) -> None:
    assert screen.work.state.kind == "urgency"
    for kind in ("closed", "advice", "referral_made", "parents", "decision"):
        open_step(screen, context, kind)
        assert screen.work.state.kind == kind and screen.work.state.shows_form


def test_every_answer_opens_in_place_and_the_focus_stays(screen: ConcernScreen, context: Context) -> None:
    open_step(screen, context, "concern")
    find(screen, "more_0").setFocus()
    press(screen, "more_0")
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "more_0" and focused.text() == "Less"


def test_without_room_beside_the_step_whom_to_call_stands_right_below_it(
    screen: ConcernScreen, context: Context
) -> None:
    for width, below in ((1130, False), (880, True), (1130, False)):
        screen.resize(width, 600)
        settle(context)
        top = {part: part.mapTo(screen, QPoint()).y() for part in (screen.panel, screen.guide, screen.story)}
        assert (top[screen.panel] < top[screen.guide] < top[screen.story]) is below


def shown_steps(screen: ConcernScreen) -> list[str]:
    return [row.row.id for row in screen.road._rows if not row.isHidden()]


def test_narrow_the_road_is_one_line_above_the_step_and_the_keys_unfold_it(
    qtbot: QtBot, context: Context, school: School
) -> None:
    screen = show(qtbot, context, Place("concern", concern=school.ids["C14"]))
    screen.resize(620, 700)
    settle(context)
    current = screen._step
    assert shown_steps(screen) == [current]
    assert find(screen, "show_road").text() == "Step 2 of 10. Show the road"
    QTest.keyClick(find(screen, f"step_{current}"), Qt.Key.Key_Down)
    assert len(shown_steps(screen)) == 10 and not find(screen, "show_road").isVisible()
    assert QApplication.focusWidget() is screen.road._rows[2]
    QTest.keyClick(screen.road._rows[2], Qt.Key.Key_Return)
    settle(context)
    assert shown_steps(screen) == [screen._step] != [current], "it folds again round the step that was chosen"
    press(screen, "show_road", context)
    assert len(shown_steps(screen)) == 10


def test_a_step_far_down_the_road_opens_with_its_beginning_in_sight(
    qtbot: QtBot, context: Context, school: School
) -> None:
    last = context.desk.pack.step_of_kind("closed").id
    screen = show(qtbot, context, Place("concern", concern=school.ids["C14"]))
    screen.resize(900, 500)
    settle(context)
    screen.open(Place("concern", concern=school.ids["C14"], step=last))
    settle(context)
    assert shown_steps(screen) == [last]
    assert find(screen, "show_road").text() == "Show 9 earlier steps (1 to do)"
    inside = screen._area.viewport().rect()
    for part in (find(screen, f"step_{last}"), screen.panel._title):
        assert inside.contains(part.mapTo(screen._area.viewport(), QPoint(4, 4)))
    press(screen, "show_road", context)
    assert len(shown_steps(screen)) == 10
    assert QApplication.focusWidget() is find(screen, f"step_{last}")


def test_i_am_ringing_notes_whom_and_when_and_holds_the_lock(screen: ConcernScreen, context: Context) -> None:
    held: list[bool] = []
    context.ringing.connect(lambda: held.append(True))
    open_step(screen, context, "advice")
    press(screen, "ring_mash", context)
    answers = screen.panel.sheet.answers()
    assert held == [True] and answers["contact"] == "mash"
    assert answers["happened"]["start"].startswith("2026-11-20T10:15")
    assert "lock is held" in screen.panel.ringing.words


def test_advice_is_sealed_in_one_press(screen: ConcernScreen, context: Context, school: School) -> None:
    open_step(screen, context, "advice")
    press(screen, "ring_mash", context)
    press(screen, "q_result_spoke")
    QTest.keyClicks(find(screen, "q_advised"), "Keep him in school. They ring back.")
    press(screen, "q_view_refer")
    QTest.keyClicks(find(screen, "q_promised_what"), "rings back")
    QTest.keyClicks(find(screen, "q_promised_who"), "MASH")
    press(screen, "q_will_follow_yes")
    press(screen, "mark_rest_not_known")
    press(screen, "seal_step", context)
    (body,) = entries(context.desk, school.ids["C14"], "advice")
    assert body.advised == "Keep him in school. They ring back." and body.promised.what == "rings back"
    assert "Sealed" in screen.panel.done.words
    assert any("rings back" in item.title for item in screen.state.page.open_items)
    assert drafts.mine(context.desk) == []


def test_after_nobody_answered_one_goes_on_with_the_next_number_at_the_top(
    screen: ConcernScreen, context: Context, school: School
) -> None:
    """content.md 4.1, step 3: no answer offers ring again, next number, 999."""
    open_step(screen, context, "advice")
    press(screen, "ring_mash", context)
    result = QApplication.focusWidget()
    assert result is not None and result.objectName().startswith("q_result_"), "whom and when are filled in"
    bar = screen._area.verticalScrollBar()
    find(screen, "no_answer").setFocus()
    bar.setValue(bar.maximum())
    press(screen, "no_answer", context)
    QTest.qWait(20)
    focused = QApplication.focusWidget()
    assert focused is not None and focused.objectName() == "ring_edt", "content.md 4.4: the other of the two"
    assert not focused.visibleRegion().isEmpty(), "whom to ring is in sight"


def test_no_answer_is_one_press_and_never_counts_as_advice(
    screen: ConcernScreen, context: Context, school: School
) -> None:
    open_step(screen, context, "advice")
    press(screen, "ring_mash", context)
    press(screen, "no_answer", context)
    (body,) = entries(context.desk, school.ids["C14"], "advice")
    assert body.result == "no_answer" and body.contact == "mash"
    assert (
        "then ring Emergency Duty Team: 0300 300 8123" in screen.panel.done.words
    )  # content.md 4.4: the other of the two
    road = {row.id: row for row in screen.state.page.steps}
    assert road[context.desk.pack.step_of_kind("advice").id].tag != "Done"


def decide_how_urgent(screen: ConcernScreen, context: Context) -> None:
    press(screen, "q_looked_back")
    nature = context.desk.pack.groups[0].id
    find(screen, f"q_natures_{next(n.id for n in context.desk.pack.natures.values() if n.group == nature)}").click()
    press(screen, "q_level_significant")
    QTest.keyClicks(find(screen, "q_why"), "A belt, a mark, and fear of going home.")
    press(screen, "mark_rest_not_known")


def test_a_judgement_is_looked_through_before_it_is_sealed(
    screen: ConcernScreen, context: Context, school: School
) -> None:
    assert next(child.name for child in screen.work.state.looked).startswith("Kacper")
    decide_how_urgent(screen, context)
    press(screen, "seal_step", context)
    assert screen.work.state.page == "check"
    assert entries(context.desk, school.ids["C14"], "urgency") == []
    press(screen, "seal", context)
    (body,) = entries(context.desk, school.ids["C14"], "urgency")
    assert body.level == "significant" and body.looked_back
    assert screen.state.page.level_tone == "danger"


def test_no_level_is_chosen_for_anybody(screen: ConcernScreen, context: Context) -> None:
    press(screen, "seal_step", context)
    assert screen.work.state.page == "form"
    assert "How urgent?" in screen.panel.sheet.summary.accessibleName()


def test_a_step_is_left_out_with_one_press(screen: ConcernScreen, context: Context, school: School) -> None:
    open_step(screen, context, "advice")
    press(screen, "leave_out")
    press(screen, "leave_out_referring_now", context)
    (body,) = entries(context.desk, school.ids["C14"], "left_out")
    assert body.reason == "referring_now"


def test_a_step_can_only_be_left_out_for_a_sentence_where_none_fits(screen: ConcernScreen, context: Context) -> None:
    open_step(screen, context, "advice")
    press(screen, "leave_out")
    press(screen, "leave_out_other", context)
    assert "Write why" in screen.panel.leave_out._problem.text()


def test_what_was_sealed_is_amended_in_the_open(screen: ConcernScreen, context: Context, school: School) -> None:
    open_step(screen, context, "concern")
    assert not screen.work.state.shows_form
    press(screen.panel, "amend_0", context)
    assert screen.panel.sheet.answers()["child_words"] == "Darren says if I tell he will do it to Zosia"
    find(screen, "q_seemed").clear()
    QTest.keyClicks(find(screen, "q_seemed"), "Pale")
    press(screen, "seal_step", context)
    (body,) = entries(context.desk, school.ids["C14"], "concern")
    assert body.seemed == "Pale" and body.child_words == "Darren says if I tell he will do it to Zosia"
    assert any("amended" in row.marks for row in screen.state.page.entries)


def test_an_entry_is_set_aside_with_a_reason(screen: ConcernScreen, context: Context, school: School) -> None:
    follow_up.add_note(context.desk, school.ids["C14"], "wrong child")
    context.changes.tell({f"concern:{school.ids['C14']}"})
    settle(context)
    press(screen.story, "withdraw_0", context)
    choices = [one.value for one in context.desk.pack.questions("withdrawn")[0].choices]
    press(screen, f"small_why_{choices[0]}")
    press(screen, "seal_small", context)
    assert entries(context.desk, school.ids["C14"], "note") == []


def test_a_quick_note_needs_nothing_but_its_text(screen: ConcernScreen, context: Context, school: School) -> None:
    QTest.keyClicks(find(screen, "quick_note"), "Rang the office")
    press(screen, "seal_note", context)
    (body,) = entries(context.desk, school.ids["C14"], "note")
    assert body.text == "Rang the office"
    assert screen.story.unsealed_note() == ""


def test_a_task_is_done_or_not_done_because(qtbot: QtBot, context: Context, school: School) -> None:
    concern = school.ids["C01"]
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert [item.title for item in screen.state.page.open_items] == ["breakfast club place"]
    press(screen, "not_done_0", context)
    press(screen, "seal_small", context)
    assert screen.story.small.sheet.summary.isVisible()
    QTest.keyClicks(find(screen, "small_why"), "No places left")
    press(screen, "seal_small", context)
    assert screen.state.page.open_items == ()


def test_a_review_keeps_when_it_was_looked_at_and_how_one_knows(qtbot: QtBot, context: Context, school: School) -> None:
    concern, desk = school.ids["C01"], context.desk
    step(desk, concern, "plan", {"what": "breakfast", "next_review": "2026-11-19"})
    screen = show(qtbot, context, Place("concern", concern=concern))
    number = next(n for n, one in enumerate(screen.state.page.open_items) if one.act == "review")
    press(screen, f"review_{number}", context)
    screen.story.small.sheet.form.set_answers({
        "happened": when(2026, 11, 19, 9, 5), "found": "She eats.", "helped": "yes", "how_known": "the list",
        "next_review": "not_applicable",
    })  # fmt: skip
    press(screen, "seal_small", context)
    (body,) = entries(desk, concern, "review")
    assert body.happened.moment.strftime("%d %H:%M") == "19 09:05"
    assert body.how_known == "the list"


def test_closing_lists_what_is_open_and_asks_a_reason_for_each(qtbot: QtBot, context: Context, school: School) -> None:
    concern, desk = school.ids["C01"], context.desk
    step(desk, concern, "urgency", {"looked_back": True, "natures": "not_known", "level": "school", "why": "one event",
                                    "social_worker": "no"})  # fmt: skip
    step(desk, concern, "decision", {"decisions": ["support_in_school"], "knew": "a", "weighed": "b",
                                     "why_not_referring": "c", "change_my_mind": "d",
                                     "review": "2026-12-01"})  # fmt: skip
    screen = show(qtbot, context, Place("concern", concern=concern, step=desk.pack.step_of_kind("closed").id))
    outcome = find(screen, "q_outcome")
    outcome.findChildren(QWidget)[1].click()
    QTest.keyClicks(find(screen, "q_summary"), "Settled")
    press(screen, "mark_rest_not_known")
    press(screen, "seal_step", context)
    assert screen.work.state.page == "form"
    assert screen.panel.sheet.summary.isVisible()
    for number in range(len(screen.work.state.form.still_open)):
        QTest.keyClicks(find(screen, f"reason_{number}"), "Handed to the class teacher")
    press(screen, "seal_step", context)
    assert screen.work.state.page == "check"
    press(screen, "seal", context)
    assert screen.state.page.state == "closed"
    press(screen, "reopen", context)
    QTest.keyClicks(find(screen, "small_why"), "New worry")
    press(screen, "seal_small", context)
    assert screen.state.page.state == "open"


def test_a_half_written_step_comes_back(qtbot: QtBot, screen: ConcernScreen, context: Context, school: School) -> None:
    open_step(screen, context, "advice")
    QTest.keyClicks(find(screen, "q_asked"), "whether to")
    screen.save_draft()
    open_step(screen, context, "decision")
    open_step(screen, context, "advice")
    assert screen.panel.sheet.answers()["asked"] == "whether to"
    again = show(qtbot, context, Place("concern", concern=school.ids["C14"]))
    open_step(again, context, "advice")
    assert again.panel.sheet.answers()["asked"] == "whether to"


def test_a_stop_card_comes_first_and_going_on_needs_a_reason(qtbot: QtBot, context: Context, school: School) -> None:
    concern, desk = school.ids["C14"], context.desk
    step(desk, concern, "advice", {"contact": "mash", "happened": when(2026, 11, 20, 9), "result": "spoke",
                                   "advised": "wait", "view": "not_parents_yet", "will_follow": "yes"})  # fmt: skip
    screen = show(qtbot, context, Place("concern", concern=concern, step=desk.pack.step_of_kind("parents").id))
    assert find(screen, "q_despite").isVisible()


def test_the_head_reads_and_agrees_and_can_do_nothing_else(
    qtbot: QtBot, head_desk: Desk, tasks: Tasks, theme: Theme, school: School
) -> None:
    context = Context(
        head_desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=theme, now=head_desk.clock
    )
    screen = show(qtbot, context, Place("concern", concern=school.ids["C14"]))
    for name in ("seal_step", "seal_note", "restrict", "no_answer", "leave_out"):
        assert not find(screen, name).isVisible()
    assert screen.findChild(QWidget, "ring_mash") is None
    assert screen.state.page.words[0][0] == "Darren says if I tell he will do it to Zosia"


def test_everything_on_it_has_a_name_and_a_role(screen: ConcernScreen) -> None:
    assert unnamed(screen) == []
    assert roleless(screen) == []


def test_what_came_back_is_chosen_for_each_child_from_the_outcomes_there_are(
    qtbot: QtBot, context: Context, school: School
) -> None:
    screen = show(qtbot, context, Place("concern", concern=school.ids["C15"]))
    open_step(screen, context, "reply")
    ticks = {box.text() for box in screen.panel.sheet.findChildren(QCheckBox) if box.isVisible()}
    assert {"No further action", "Strategy discussion", "Family Help"} <= ticks
    press(screen, "q_outcomes_0_outcomes_strategy_discussion", context)
    screen.panel.sheet.form.set_answers(screen.panel.sheet.form.answers() | {
        "heard_from": "MASH", "happened": when(2026, 11, 19, 16, 0), "agree": "yes",
    })  # fmt: skip
    press(screen, "mark_rest_not_known", context)
    press(screen, "seal_step", context)
    (reply,) = entries(context.desk, school.ids["C15"], "reply")
    assert reply.outcomes == {school.ids["tyler"]: ("strategy_discussion",)}


def test_a_concern_is_linked_to_an_earlier_one_by_keyboard_and_leads_there(
    qtbot: QtBot, context: Context, school: School
) -> None:
    earlier = add_prevent_concern(context.desk, school)
    later = add_prevent_concern(context.desk, school)
    screen = show(qtbot, context, Place("concern", concern=later))
    press(screen, "link_concern", context)
    press(screen, f"small_earlier_{earlier}")
    press(screen, "seal_small", context)
    assert find(screen, f"linked_{earlier}").text().startswith("Follows on from C-")
    press(screen, "link_concern", context)
    assert find(screen, f"small_earlier_{earlier}").isChecked(), "what is linked stays ticked"
    wanted: list[Place] = []
    context.navigation.wanted.connect(wanted.append)
    press(screen, f"linked_{earlier}")
    assert wanted == [Place("concern", concern=earlier)]
    assert unnamed(screen) == [] and roleless(screen) == []
    other = show(qtbot, context, Place("concern", concern=earlier))
    assert find(other, f"linked_{later}").text().startswith("Followed by C-")
