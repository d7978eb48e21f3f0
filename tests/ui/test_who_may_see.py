"""Who may see a concern, set on its screen: what stands is shown before it is changed, and a reason is asked."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dsl_desk.casework import desk_people, restricting
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import HEAD, School
from tests.ui.walking import Walk


def test_a_concern_is_kept_to_named_people_with_a_reason_and_opened_to_all_again(
    qtbot: QtBot, context: Context, school: School
) -> None:
    head = next(one.id for one in desk_people.people(context.desk) if one.name == HEAD)
    screen = ConcernScreen(context)
    walk = Walk(qtbot, screen, context).open(Place("concern", concern=school.ids["C14"]))
    walk.press("restrict")
    form = screen.story.small.sheet.form
    assert form.answers().get("who") is None and not walk.shows("small_may_see")
    form.set_answers({"who": "only"})
    walk.press("seal_small")
    assert not screen.state.page.restricted  # a reason is asked first
    form.set_answers({"who": "only", "may_see": [head], "why": "His aunt works here."})
    walk.press("seal_small")
    assert screen.state.page.viewers is not None and HEAD in screen.state.page.viewers
    assert walk.said[-1].endswith(f"Tell {HEAD}: the program does not.")
    assert "His aunt works here." in screen.header._viewers.text()
    assert screen.road.isAncestorOf(screen.focusWidget())
    assert not unnamed(screen) and not roleless(screen)

    walk.press("restrict")
    form = screen.story.small.sheet.form
    assert form.answers()["may_see"] == [head]
    form.set_answers({"who": "everybody", "why": "She has left."})
    walk.press("seal_small")
    assert screen.state.page.viewers is None
    assert restricting.viewers(context.desk, school.ids["C14"]).listed is None
