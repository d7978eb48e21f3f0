"""Family Help: an offer the family agrees to, a plan with them, up to social care and down again (practice 5)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.walker import walk
from tests.pathways.beside import NOW, asked, assessed, begun, cards, never_waits, own_steps, states, words
from tests.pathways.roads import Road, at

ROAD = "family_help"


def agreed(road: Road, answer: str = "yes") -> None:
    begun(road, "young_carer")
    assessed(road, "family_agreement", family_agrees=answer)


def test_the_road_is_asked_for_by_its_natures_and_keeps_every_general_step(pack: Pack) -> None:
    general = [step.id for step in pack.pathway("general").steps]
    both = [step.id for step, _ in merged_steps(pack.walked(ROAD))]
    assert [step for step in both if step in general] == general
    asking = {nature.id for nature in pack.natures.values() if ROAD in nature.roads}
    assert {"basic_needs", "young_carer", "housing_money"} <= asking


def test_nothing_gates_a_referral(road: Road) -> None:
    never_waits(road, ROAD)
    agreed(road, "no")
    never_waits(road, ROAD)
    road.add("referral_made", NOW, referral="R1", to="mash", how="phone", happened=NOW)
    assert states(road, ROAD)["refer"].standing is Standing.DONE


def test_it_speaks_of_agreement_to_support_and_never_of_consent_or_a_referral_form(pack: Pack) -> None:
    """Practice 2.3: agreement to a service is not a data protection basis. Practice 2.1: an EHA is no referral form."""
    said = words(pack, ROAD)
    assert "agreement to support" in said and "is no referral" in said
    for never in ("consent", "gdpr", "referral form"):
        assert never not in said


def test_agreement_comes_first_and_a_no_is_an_answer_with_something_to_do(road: Road) -> None:
    begun(road, "young_carer")
    assert "family_agreement" in asked(road, ROAD) and "family_needs" not in asked(road, ROAD)
    assessed(road, "family_agreement", family_agrees="not_asked")
    assert "family_agreement" in asked(road, ROAD), "not asked yet is no answer"
    assessed(road, "family_agreement", family_agrees="no")
    assert "support" in asked(road, ROAD) and "family_needs" not in asked(road, ROAD)
    assert "family_says_no" in cards(road, ROAD)


@pytest.mark.parametrize("answer", ["yes", "in_part"])
def test_with_agreement_needs_team_and_plan_are_asked_for_and_can_be_left_out_with_a_reason(
    road: Road, answer: str
) -> None:
    agreed(road, answer)
    assert {"family_needs", "family_team", "family_plan"} <= asked(road, ROAD)
    for step in own_steps(road.pack, ROAD):
        assert step.leave_out == "with_reason"


def test_strengths_and_both_voices_are_asked_for(pack: Pack) -> None:
    needs = {one.id: one for one in pack.steps["family_needs"].questions}
    assert needs["family_works_well"].need == "R"
    assert needs["child_voice"].type == needs["parents_voice"].type == "words"
    review = {one.id for one in pack.steps["family_review"].questions}
    assert {"review_child_says", "review_parents_say"} <= review


def test_the_team_meets_again_on_the_day_it_set(road: Road) -> None:
    agreed(road)
    assessed(road, "family_team", lead_person="x", plan_goal="x", next_team_meeting="2026-11-17")
    due = states(road, ROAD)["family_review"].due
    assert due is not None and due.at == at(17, 17), "the close of that day"


def test_no_time_is_invented_where_no_source_gives_one(road: Road) -> None:
    agreed(road)
    for name in ("family_needs", "family_team", "family_plan"):
        due = states(road, ROAD)[name].due
        assert due is not None and due.at is None and due.confidence == "L" and "No source" in due.note


def test_stepping_up_asks_for_the_call_and_the_referral_at_once(road: Road) -> None:
    agreed(road)
    assert "refer" not in asked(road, ROAD)
    road.add("review", at(3, 10), step="family_review", found="x", where_next="step_up", where_next_why="x")
    assert {"refer", "advice"} <= asked(road, ROAD) and "family_step_up" in cards(road, ROAD)
    due = states(road, ROAD)["refer"].due
    assert due is not None and due.at == at(3, 10)


def test_stepping_down_is_asked_after_social_care_answers_and_keeps_support_going(road: Road, pack: Pack) -> None:
    agreed(road)
    assert "stepped_down" in {one.id for one in pack.pathways[ROAD].step("answer").questions}  # type: ignore[union-attr]
    road.add("review", at(3, 10), step="family_review", found="x", where_next="step_down", where_next_why="x")
    assert "support" in asked(road, ROAD) and "refer" not in asked(road, ROAD)


def test_agreement_needs_team_and_plan_make_one_paper_that_the_family_reads(pack: Pack) -> None:
    papers = [step.id for step, _ in merged_steps(pack.walked(ROAD)) if step.document == "family-help-plan"]
    assert papers == ["family_agreement", "family_needs", "family_team"]
    paper = pack.documents["family-help-plan"]
    assert paper.family_reads and paper.support and "referral" not in paper.title.casefold()


def test_whom_to_ring_is_there_by_role_without_a_number_of_its_own(pack: Pack) -> None:
    assert pack.contacts["family_information"].number == "" and pack.contacts["family_information"].missing
    step = next(step for step, _ in merged_steps(pack.walked(ROAD)) if step.id == "advice")
    assert step.call[0] == "family_help" and "mash" in step.call


def test_the_road_can_be_walked_any_way_to_its_end(pack: Pack) -> None:
    walked = walk(pack, 200, 3)
    assert not walked.stuck
    assert not {step.id for step in own_steps(pack, ROAD)} & set(walked.never["step"])
