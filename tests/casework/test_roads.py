"""A concern may walk several roads: suggested with a reason, begun by the lead, nothing dropped (content 4.0, 4.3)."""

from __future__ import annotations

import pytest

from dsl_desk.casework.amend import amend
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.opening import unlock
from dsl_desk.casework.roads import leave_road_out, offered, start_road
from dsl_desk.casework.take_step import take_step
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.errors import CannotSeal, KnownProblem
from tests.casework.acts import decision, file_of, recorded, referral, take, urgency
from tests.casework.conftest import DSL, HEAD


@pytest.fixture
def concern(desk: Desk, clock: PracticeClock) -> str:
    """Scenario 10: a pupil in Year 10 who collects names of mass killers."""
    ids = ids_of(desk)
    found = recorded(
        desk, children=[{"child": ids["0403"], "role": "at_risk"}],
        what_happened="Collects names of mass killers in a notebook.", child_words="he was the only one",
    )  # fmt: skip
    clock.later(40)
    take(desk, found, "urgency", urgency("social_care", natures={"main": "radicalisation", "all": ["radicalisation"]}))
    return found


def prevent(desk: Desk, concern: str) -> str:
    start_road(desk, concern, "prevent")
    return concern


def sheet() -> dict[str, str]:
    return {
        "how_it_came_up": "He said it to two pupils and to his tutor.", "facts": "A notebook with names.",
        "exact_words": "he was the only one who did something", "threats": "not_known", "travel": "not_known",
        "weapons": "not_known", "talked_with_child": "Listened. He said little.",
        "talked_with_parents": "Mother told on 4 November.", "fear": "That he is drawn further in.",
        "agencies_told": "not_known",
    }  # fmt: skip


def test_a_suggested_road_that_is_not_walked_has_its_reason_and_a_later_look_suggests_it_again(
    desk: Desk, clock: PracticeClock, concern: str
) -> None:
    def suggested() -> list[str]:
        return [one.road for one in offered(file_of(desk, concern), desk.pack) if one.because]

    with pytest.raises(CannotSeal):
        leave_road_out(desk, concern, "prevent", " ")
    clock.later(5)
    leave_road_out(desk, concern, "prevent", "The Prevent lead was rung and sees no need.")
    assert suggested() == []
    assert "prevent" in [one.road for one in offered(file_of(desk, concern), desk.pack)], "it can still be begun"
    steps = {state.step.id: state.standing for state in file_of(desk, concern).steps}
    assert "left_out" not in steps.values(), "no step is left out by it"
    (told,) = [row for row in concern_page(desk, concern).entries if row.kind == "left_out"]
    assert told.summary == "The Prevent road, not walked. The Prevent lead was rung and sees no need."
    with pytest.raises(KnownProblem):
        leave_road_out(desk, concern, "prevent", "Twice")
    clock.later(60)
    take(
        desk, concern, "urgency", urgency("social_care", natures={"main": "radicalisation", "all": ["radicalisation"]})
    )
    assert suggested() == ["prevent"]


def test_a_road_is_suggested_because_of_a_nature_and_is_not_walked_until_the_lead_begins_it(
    desk: Desk, concern: str
) -> None:
    (offer,) = [one for one in offered(file_of(desk, concern), desk.pack) if one.road == "prevent"]
    assert "Radicalisation" in offer.because and "How urgent, 13 Nov" in offer.because
    assert [road.id for road in file_of(desk, concern).pathways] == ["general"]

    start_road(desk, concern, "prevent")
    file = file_of(desk, concern)
    assert [road.id for road in file.pathways] == ["general", "prevent"]
    (started,) = [entry for entry in file.standing("road_started") if entry.body.pathway == "prevent"]
    assert started.body.because == offer.entry and started.header.pack == desk.pack.digest
    assert not [one for one in offered(file, desk.pack) if one.road == "prevent"]


def test_a_road_can_be_begun_without_being_suggested(desk: Desk) -> None:
    other = recorded(desk)
    assert [one.because for one in offered(file_of(desk, other), desk.pack) if one.road == "prevent"] == [""]
    start_road(desk, other, "prevent", "The tutor asked")
    assert len(file_of(desk, other).pathways) == 2


@pytest.mark.parametrize("road", ["prevent", "general", "no such road"])
def test_a_road_that_is_walked_or_unknown_is_refused_in_words(desk: Desk, concern: str, road: str) -> None:
    prevent(desk, concern)
    with pytest.raises(KnownProblem) as refused:
        start_road(desk, concern, road)
    assert "walks that road already" in refused.value.sentence and "Nothing was lost" in refused.value.sentence


def test_the_head_reads_and_begins_no_road(desk: Desk, concern: str, folder, clock: PracticeClock) -> None:
    desk.vault.close()
    head = unlock(folder, HEAD, passphrase_of(HEAD), clock)
    with pytest.raises(KnownProblem):
        start_road(head, concern, "prevent")
    head.vault.close()
    again = unlock(folder, DSL, passphrase_of(DSL), clock)
    assert len(file_of(again, concern).pathways) == 1
    again.vault.close()


def test_danger_is_the_step_in_hand_once_the_road_is_begun(desk: Desk, concern: str) -> None:
    assert concern_page(desk, prevent(desk, concern)).suggested == "prevent_danger"
    form = step_form(desk, concern, "prevent_danger")
    assert [one.id for one in form.questions] == ["dangers", "dangers_why"]
    assert {"prevent_danger_now", "prevent_travel", "prevent_pressed"} <= form.choice_cards.keys()


def test_the_form_of_a_shared_step_asks_what_every_road_asks(desk: Desk, concern: str) -> None:
    ids = [one.id for one in step_form(desk, prevent(desk, concern), "decide").questions]
    assert "decisions" in ids and ids[-3:] == ["what_is_left", "anything_left", "prevent_decision"]


def test_the_prevent_answers_are_needed_sealed_and_told_in_words(desk: Desk, concern: str) -> None:
    prevent(desk, concern)
    answers = decision("refer_elsewhere", why_not_referring="x", change_my_mind="y")
    with pytest.raises(CannotSeal) as caught:
        take(desk, concern, "decision", answers)
    assert [spot for spot, _ in caught.value.problems] == ["what_is_left", "anything_left"]
    more = {"what_is_left": "The names, and the anger.", "anything_left": "yes", "prevent_decision": "prevent_referral"}
    take(desk, concern, "decision", answers | more)
    row = next(one for one in concern_page(desk, concern).entries if one.kind == "decision")
    assert ("Prevent", "Prevent referral") in row.rows
    assert concern_page(desk, concern).suggested  # there is always something to open
    states = {one.step.id: str(one.standing) for one in file_of(desk, concern).steps}
    assert states["prevent_sheet"] == "asked" and states["refer"] == "asked"


def test_the_sheet_can_be_sealed_with_not_known_wherever_that_is_an_answer(desk: Desk, concern: str) -> None:
    prevent(desk, concern)
    take_step(desk, concern, "prevent_sheet", new_id(), sheet())
    (entry,) = file_of(desk, concern).standing("assessment")
    assert entry.body.which == "prevent_sheet" and entry.body.road == "prevent"
    assert entry.body.not_known["weapons"] == "not_known"
    assert states(desk, concern)["prevent_sheet"] == "any_time", "written, and nobody has said that it was sent"
    take(desk, concern, "referral_made", referral(desk, to="prevent_lead"))
    assert states(desk, concern)["prevent_sheet"] == "done" and states(desk, concern)["prevent_danger"] == "asked"


def states(desk: Desk, concern: str) -> dict[str, str]:
    return {one.step.id: str(one.standing) for one in file_of(desk, concern).steps}


def test_a_referral_to_the_prevent_lead_goes_first_and_waits_for_no_sheet(desk: Desk, concern: str) -> None:
    prevent(desk, concern)
    sealed = take(desk, concern, "referral_made", referral(desk, to="prevent_lead"))
    assert sealed.reference == "R-0001"


def test_a_decision_made_before_the_road_can_still_be_put_right(desk: Desk, clock: PracticeClock, concern: str) -> None:
    sealed = take(desk, concern, "decision", decision("refer_social_care"))
    prevent(desk, concern)
    form = amend_form(desk, sealed.id)
    assert "what_is_left" in {one.id for one in form.questions}, "offered"
    amend(desk, sealed.id, new_id(), form.answers | {"weighed": "for: his words; against: nothing known"})
    (entry,) = file_of(desk, concern).standing("decision")
    assert entry.body.weighed == "for: his words; against: nothing known"
