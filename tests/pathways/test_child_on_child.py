"""Between children: both are children, four routes, and nobody looks at an image (practice 1.5, UKCIS advice)."""

from __future__ import annotations

import pytest

from dsl_desk.domain.questions import QuestionType
from dsl_desk.pathways.cards import cards_in_force, refuses_pictures
from dsl_desk.pathways.natures import together
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.walker import walk
from tests.pathways.beside import NOW, asked, assessed, begun, cards, never_waits, own_steps, questions, states, words
from tests.pathways.roads import CALENDAR, Road, at

ROAD = "child_on_child"
AT_ONCE = [
    "sexual_violence", "serious_injury", "adult", "threats", "under_13", "cannot_agree", "violent_or_unusual",
]  # fmt: skip


def test_whether_police_or_social_care_come_in_at_once_is_asked_first_and_gates_nothing(road: Road) -> None:
    begun(road, "harassment")
    found = states(road, ROAD)["peer_at_once"]
    assert found.standing is Standing.ASKED and found.first
    never_waits(road, ROAD)


@pytest.mark.parametrize("what", AT_ONCE)
def test_each_of_these_asks_for_a_referral_now_with_its_card_and_a_written_assessment(road: Road, what: str) -> None:
    """Practice 1.5: adult, coercion, doubts on capacity, violent or unusual, under 13; sexual violence."""
    begun(road, "bullying", level="school")
    assert "refer" not in asked(road, ROAD)
    assessed(road, "peer_at_once", at(3, 10), at_once=[what])
    due = states(road, ROAD)["refer"].due
    assert due is not None and due.at == at(3, 10), "now"
    assert "peer_at_once" in cards(road, ROAD)
    assert ("peer_risk" in asked(road, ROAD)) is (what != "adult")


def test_danger_of_self_harm_shows_what_to_do_about_it(road: Road) -> None:
    begun(road, "bullying")
    assessed(road, "peer_at_once", at_once=["self_harm"])
    assert "suicidal_talk" in cards(road, ROAD) and "refer" in asked(road, ROAD)


@pytest.mark.parametrize("nature", ["nudes", "sextortion"])
def test_nudes_ask_for_the_step_that_needs_nobody_to_look_and_refuse_every_picture(
    road: Road, pack: Pack, nature: str
) -> None:
    """UKCIS/NPCC advice, February 2024 (practice 1.5): never view, copy, print, share, store, save or delete."""
    begun(road, nature)
    assert "peer_images" in asked(road, ROAD)
    assert together(pack, [nature]).refuse == {"image", "video"} and "nudes" in cards(road, ROAD)
    assert "View, copy, print, share, store, save or delete." in pack.steps["peer_images"].do_not


def test_the_card_stands_on_the_step_whatever_nature_was_chosen(road: Road, pack: Pack) -> None:
    begun(road, "bullying")
    steps = tuple(step for step, _ in merged_steps(pack.walked(ROAD)))
    step = pack.steps["peer_images"]
    found = cards_in_force(pack, road.record, road.facts(NOW), CALENDAR, NOW, steps, step)
    assert "nudes" in {one.card.id for one in found}


def test_once_images_were_written_about_pictures_are_refused_whatever_nature_was_chosen(road: Road, pack: Pack) -> None:
    begun(road, "bullying")
    steps = tuple(step for step, _ in merged_steps(pack.walked(ROAD)))
    assert not refuses_pictures(pack, road.record, road.facts(NOW), steps)
    assessed(road, "peer_images", image_seen_by_staff="no", image_lead="school")
    assert refuses_pictures(pack, road.record, road.facts(NOW), steps)


def test_it_asks_who_saw_it_and_why_and_never_what_it_shows(pack: Pack) -> None:
    asked_for = {one.id: one for one in pack.steps["peer_images"].questions}
    assert asked_for["image_seen_why"].need == "R" and asked_for["image_lead"].need == "R"
    assert not [one for one in asked_for.values() if "describe" in one.label.casefold()]
    assert "Describe the picture beyond what was said." in pack.steps["peer_images"].do_not


def test_pressed_or_by_an_adult_asks_for_a_referral_though_the_first_answer_did_not(road: Road) -> None:
    begun(road, "nudes", level="school")
    assessed(road, "peer_images", image_how="pressed", image_lead="not_decided")
    assert "refer" in asked(road, ROAD) and "peer_at_once" in cards(road, ROAD)


def test_while_nobody_has_decided_who_leads_it_stays_to_be_done(road: Road) -> None:
    begun(road, "nudes")
    assessed(road, "peer_images", image_lead="not_decided")
    assert "peer_images" in asked(road, ROAD)
    assessed(road, "peer_images", image_lead="school")
    assert "peer_images" not in asked(road, ROAD)


def test_report_remove_is_a_signpost(pack: Pack) -> None:
    assert "report remove" in words(pack, ROAD)
    found = next(one for one in pack.guidance if one.id == "report-remove")
    assert "Childline" in found.what and found.source == "ukcis-nudes"


def test_each_child_has_a_part_and_needs_of_their_own(road: Road, pack: Pack) -> None:
    begun(road, "fighting")
    assert "peer_children" in asked(road, ROAD)
    each = next(one for one in pack.steps["peer_children"].questions if one.type is QuestionType.PER_CHILD)
    fields = {one.id: one for one in each.fields}
    assert {"may_have_harmed", "harmed", "harmed_and_may_have_harmed"} <= {one.value for one in fields["part"].choices}
    assert "own right" in fields["needs"].label


def test_four_routes_several_at_once_and_both_children_considered(pack: Pack) -> None:
    """Practice 1.5: manage internally, early (family) help, children's social care, police."""
    asked_for = {one.id: one for one in pack.pathways[ROAD].step("decide").questions}  # type: ignore[union-attr]
    assert [one.value for one in asked_for["routes"].choices] == ["in_school", "family_help", "social_care", "police"]
    assert asked_for["routes"].type is QuestionType.CHOICES
    assert asked_for["routes_harmed"].need == asked_for["routes_other"].need == "R"


@pytest.mark.parametrize(
    ("route", "wanted"),
    [("in_school", "support"), ("family_help", "support"), ("social_care", "refer"), ("police", "refer")],
)
def test_each_route_asks_for_what_it_is(road: Road, route: str, wanted: str) -> None:
    begun(road, "fighting", level="school")
    assert wanted not in asked(road, ROAD)
    road.add("decision", NOW, decisions=["support_in_school"], routes=[route])
    assert wanted in asked(road, ROAD)
    assert ("peer_risk" in asked(road, ROAD)) is (wanted == "refer")


@pytest.mark.parametrize("nature", ["harassment", "sexual_behaviour", "young_relationship"])
def test_where_it_is_sexual_the_risk_and_needs_assessment_is_asked_for_the_same_day(road: Road, nature: str) -> None:
    begun(road, nature)
    due = states(road, ROAD)["peer_risk"].due
    assert due is not None and due.at is not None and due.at.date() == NOW.date() and due.confidence == "L"


def test_the_assessment_is_looked_at_again_on_the_day_that_was_set(road: Road) -> None:
    begun(road, "harassment")
    assessed(road, "peer_risk", risk_again="2026-11-10")
    due = states(road, ROAD)["peer_review"].due
    assert due is not None and due.at == at(10, 17)


def test_both_steps_about_the_children_make_one_paper(pack: Pack) -> None:
    papers = [step.id for step, _ in merged_steps(pack.walked(ROAD)) if step.document == "peer-assessment"]
    assert papers == ["peer_children", "peer_risk"]
    assert "No family is given it as it is" in " ".join(pack.steps["peer_risk"].guidance)


def test_nobody_is_told_that_it_is_banter_and_no_child_is_called_a_name(pack: Pack) -> None:
    said = words(pack, ROAD)
    assert "never “banter”" in said
    for never in ("perpetrator", "victim", "offender", "bully "):
        assert never not in said
    assert not [one for one in questions(pack, ROAD) if "true" in one.label.casefold()]


def test_the_road_can_be_walked_any_way_to_its_end(pack: Pack) -> None:
    walked = walk(pack, 200, 9)
    assert not walked.stuck
    assert not {step.id for step in own_steps(pack, ROAD)} & set(walked.never["step"])
