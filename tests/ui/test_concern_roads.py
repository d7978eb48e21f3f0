"""On the concern screen: a suggested road with its reason, begun with one press; any other road in a few keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.store.work import open_read
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.widgets.labels import Label
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School, add_concern_on_roads, add_prevent_concern
from tests.ui.test_concern import entries, find, press, settle, show


def walked(desk: Desk, concern: str) -> list[str]:
    with open_read(desk.vault) as read:
        return [road.id for road in concern_file(read, desk, concern).pathways]


def words(screen: ConcernScreen) -> str:
    return " ".join(label.text() for label in screen.findChildren(Label) if label.isVisible())


@pytest.fixture
def concern(context: Context, school: School) -> str:
    return add_prevent_concern(context.desk, school)


def test_a_suggested_road_says_why_and_begins_with_one_press(qtbot: QtBot, context: Context, concern: str) -> None:
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert "The Prevent road is suggested as well" in words(screen) and "Radicalisation" in words(screen)
    press(screen, "begin_prevent", context)
    assert walked(context.desk, concern) == ["general", "prevent"]
    assert "general road and Prevent road" in words(screen)
    assert "suggested as well" not in words(screen)


def test_a_suggested_road_is_declined_with_a_reason_by_keyboard(qtbot: QtBot, context: Context, concern: str) -> None:
    screen = show(qtbot, context, Place("concern", concern=concern))
    press(screen, "leave_prevent", context)
    press(screen, "seal_small", context)
    assert find(screen, "begin_prevent").isVisible(), "not without a reason"
    QTest.keyClicks(find(screen, "small_why"), "The Prevent lead sees no need.")
    press(screen, "seal_small", context)
    assert not screen.roads.isVisible()
    page = screen.state.page
    assert page is not None and any("not walked" in row.summary for row in page.entries)


def test_the_step_in_hand_stays_when_a_road_is_begun_and_danger_is_on_the_list(
    qtbot: QtBot, context: Context, concern: str
) -> None:
    screen = show(qtbot, context, Place("concern", concern=concern))
    before = screen._step
    press(screen, "begin_prevent", context)
    assert screen._step == before
    assert find(screen, "step_prevent_danger").isVisible() and find(screen, "step_prevent_sheet").isVisible()


def test_any_other_road_can_be_walked_as_well(qtbot: QtBot, context: Context, school: School) -> None:
    screen = show(qtbot, context, Place("concern", concern=school.ids["C14"]))
    assert not screen.roads.isVisible(), "nothing suggests one"
    press(screen, "other_road", context)
    screen.story.small.sheet.form.set_answers({"road": "prevent", "why": "The tutor asked"})
    press(screen.story.small, "seal_small", context)
    assert walked(context.desk, school.ids["C14"]) == ["general", "prevent"]


def test_the_head_sees_the_roads_and_is_offered_none(qtbot: QtBot, school: School, context: Context, concern: str):
    context.desk.vault.close()
    head = school.sign_in("Theodora Marchbanks", "copper lantern 48 drizzle fern")
    theirs = Context(head, tasks=context.tasks, changes=context.changes, navigation=context.navigation,
                     theme=context.theme, now=head.clock)  # fmt: skip
    screen = show(qtbot, theirs, Place("concern", concern=concern))
    assert not screen.roads.isVisible() and not screen.other_road.isVisible()
    head.vault.close()


def test_a_danger_shows_its_card_when_it_is_ticked(qtbot: QtBot, context: Context, school: School) -> None:
    concern = add_prevent_concern(context.desk, school, begun=True)
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert screen._step == "prevent_danger", "what comes before everything is the step in hand"
    box = next(one for one in screen.panel.sheet.findChildren(QCheckBox) if "pressed or groomed" in one.text())
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle(context)
    assert "the safeguarding hub today" in words(screen)


def test_every_part_has_a_name_and_a_role(qtbot: QtBot, context: Context, concern: str) -> None:
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert unnamed(screen) == [] and roleless(screen) == []


SHEET = {
    "how_it_came_up": "He said it to two pupils.", "facts": "A notebook with names.",
    "talked_with_child": "Listened.", "talked_with_parents": "Mother told.", "fear": "That he is drawn further in.",
}  # fmt: skip


def test_the_sheet_begins_with_what_the_record_says_and_can_be_printed_once_it_is_sealed(
    qtbot: QtBot, context: Context, school: School, tmp_path: Path
) -> None:
    concern = add_prevent_concern(context.desk, school, begun=True)
    screen = show(qtbot, context, Place("concern", concern=concern, step="prevent_sheet"))
    form = screen.panel.sheet.form
    assert form.answers()["exact_words"] == "he was the only one who did something"
    assert form.answers()["first_noticed_by"] == "Marek Dvořák"
    assert not screen.panel.paper.isVisible(), "there is nothing to print yet"
    form.set_answers(form.answers() | SHEET)
    press(screen, "mark_rest_not_known", context)
    press(screen, "seal_step", context)

    press(screen, "print_sheet", context)
    assert screen.paper.isVisible()
    printed: list[bytes] = []
    screen.paper.print_now = printed.append
    press(screen.paper, "print_now", context)
    assert printed[0].startswith(b"%PDF")
    assert len(entries(context.desk, concern, "printed")) == 1

    press(screen.paper, "export", context)
    assert "Say who receives it." not in words(screen), "the pack says who usually does"
    assert "Say why it leaves." in words(screen)
    screen.paper.choose_folder = lambda chosen: chosen(tmp_path)
    screen.paper.sheet.form.set_answers({"reason": "referral", "protected": "no", "checked": True,
                                          "recipient": "Prevent lead"})  # fmt: skip
    press(screen.paper, "export", context)
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.pdf"))))
    settle(context)
    assert [one.name for one in tmp_path.glob("*.pdf")] == ["Prevent-prompt-sheet-2026-0001.pdf"]
    assert [one.recipient for one in entries(context.desk, concern, "exported")] == ["Prevent lead"]


def test_several_suggested_roads_are_one_list_danger_first_each_with_its_reason(
    qtbot: QtBot, context: Context, school: School
) -> None:
    concern = add_concern_on_roads(context.desk, school, ("fgm", "forced_marriage"))
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert "2 roads are suggested as well FGM, Honour-based abuse. You decide." in words(screen)
    press(screen, "show_suggested", context)
    assert "“FGM done, or feared” was chosen" in words(screen) and "“Forced marriage” was chosen" in words(screen)
    press(screen, "begin_fgm", context)
    assert walked(context.desk, concern) == ["general", "fgm"]
    assert "The Honour-based abuse road is suggested as well" in words(screen)


def test_a_duty_nobody_could_verify_is_shown_and_is_not_to_do(qtbot: QtBot, context: Context, school: School) -> None:
    concern = add_concern_on_roads(context.desk, school, ("fgm",), "fgm")
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert "Commencement not verified: shown, not asked for" in words(screen)
    assert screen._step == "fgm_known"


def test_999_not_rung_yet_opens_the_danger_card_where_it_is_ticked(
    qtbot: QtBot, context: Context, school: School
) -> None:
    concern = add_concern_on_roads(context.desk, school, ("left_alone",), "immediate_danger")
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert screen._step == "danger_done", "what was done about the danger comes first"
    button = next(one for one in screen.panel.sheet.findChildren(QRadioButton) if one.text() == "Not yet")
    with qtbot.waitSignal(context.danger_wanted, timeout=2_000):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_the_road_of_many_steps_has_names_and_roles(qtbot: QtBot, context: Context, school: School) -> None:
    concern = add_concern_on_roads(
        context.desk, school, ("asylum",), "refugee", "adult_at_risk", "escalation", "exploitation", "absence"
    )
    screen = show(qtbot, context, Place("concern", concern=concern))
    assert "general road, refugee road, adult road, escalation road, exploitation road and absence road" in words(
        screen
    )
    assert unnamed(screen) == [] and roleless(screen) == []
