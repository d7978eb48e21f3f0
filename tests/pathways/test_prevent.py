"""The Prevent road stands beside the general one: it adds, it never replaces, and it gates nothing (content 4.3)."""

from __future__ import annotations

import pytest

from dsl_desk.errors import PackBroken
from dsl_desk.pathways.archive import Archive, read_folder
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.contacts import who_to_call
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing, StepState, progress
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.walker import walk
from tests.pathways.roads import CALENDAR, ENGLAND, LUTON, Road, at, when


def states(road: Road, pack: Pack, day: int = 2, hour: int = 15) -> dict[str, StepState]:
    now = at(day, hour)
    found = progress(pack.walked("prevent"), road.record, road.facts(now), CALENDAR, now)
    return {state.step.id: state for state in found}


def begun(road: Road) -> None:
    road.add("concern", at(2, 14, 55), noticed=when(at(2, 14, 10)), what_happened="x")
    road.add("urgency", at(2, 15), level="social_care", natures=["radicalisation"], why="x")


def decided(road: Road, prevent: str) -> None:
    road.add(
        "decision", at(2, 15, 30), decisions=["refer_elsewhere"], anything_left="yes", prevent_decision=prevent
    )  # fmt: skip


def test_the_general_steps_all_stay_and_two_are_added_in_their_place(pack: Pack) -> None:
    general = [step.id for step in pack.pathway("general").steps]
    both = [step.id for step, _ in merged_steps(pack.walked("prevent"))]
    assert [step for step in both if step in general] == general
    assert both[both.index("look_back") + 1] == "prevent_danger"
    assert both[both.index("decide") + 1] == "prevent_sheet"
    assert both[-1] == "close"


def test_what_the_road_leaves_unsaid_stays_as_the_general_road_says_it(pack: Pack) -> None:
    general = {step.id: step for step in pack.pathway("general").steps}
    both = {step.id: step for step, _ in merged_steps(pack.walked("prevent"))}
    for name in ("advice", "parents", "refer", "decide", "answer", "support"):
        assert both[name].leave_out == general[name].leave_out
        assert name == "refer" or both[name].done_when == general[name].done_when
        assert both[name].title == general[name].title
        assert set(general[name].guidance) <= set(both[name].guidance)
    assert both["refer"].reply == general["refer"].reply


def test_danger_is_asked_before_anything_else_and_nothing_waits_for_it(road: Road, pack: Pack) -> None:
    begun(road)
    found = states(road, pack)
    assert found["prevent_danger"].standing is Standing.ASKED and found["prevent_danger"].first
    assert found["refer"].standing is Standing.ASKED, "a referral waits for nothing"


@pytest.mark.parametrize(
    ("danger", "card"),
    [("threat", "prevent_danger_now"), ("travel", "prevent_travel"), ("pressed", "prevent_pressed")],
)
def test_each_danger_shows_its_card_on_the_concern(road: Road, pack: Pack, danger: str, card: str) -> None:
    begun(road)
    road.add("assessment", at(2, 15, 5), step="prevent_danger", dangers=[danger])
    steps = tuple(step for step, _ in merged_steps(pack.walked("prevent")))
    found = cards_in_force(pack, road.record, road.facts(at(2, 15, 6)), CALENDAR, at(2, 15, 6), steps)
    assert card in {one.card.id for one in found}


def test_a_plan_to_travel_holds_telling_the_family_until_advice_and_not_the_referral(road: Road, pack: Pack) -> None:
    begun(road)
    road.add("assessment", at(2, 15, 5), step="prevent_danger", dangers=["travel"])
    found = states(road, pack)
    assert found["parents"].hold is not None and found["parents"].hold.card == "prevent_travel"
    assert found["refer"].hold is None
    road.add("advice", at(2, 15, 10), result="spoke", view="refer")
    assert states(road, pack)["parents"].hold is None


@pytest.mark.parametrize(("prevent", "asked"), [("prevent_referral", True), ("no_prevent_referral", False)])
def test_the_sheet_is_asked_for_once_a_prevent_referral_is_decided(
    road: Road, pack: Pack, prevent: str, asked: bool
) -> None:
    begun(road)
    assert states(road, pack)["prevent_sheet"].standing is Standing.ANY_TIME
    decided(road, prevent)
    assert (states(road, pack)["prevent_sheet"].standing is Standing.ASKED) is asked


def test_the_prevent_referral_itself_does_not_wait_for_the_sheet(road: Road, pack: Pack) -> None:
    begun(road)
    road.add("referral_made", at(2, 15, 20), referral="R1", to="prevent_lead", how="phone", happened=at(2, 15, 15))
    assert states(road, pack)["answer"].standing is Standing.ASKED
    assert states(road, pack)["refer"].standing is Standing.ASKED, "it needs social care, who were not told"
    road.add("urgency", at(2, 15, 25), level="family_help", natures=["radicalisation"], why="x")
    road.add("decision", at(2, 15, 30), step="decide", anything_left="yes", prevent_decision="prevent_referral")
    assert states(road, pack)["refer"].standing is Standing.DONE


def test_nothing_left_without_faith_and_dress_is_said_to_be_no_prevent_concern(pack: Pack) -> None:
    asked = {one.id: one for step, _ in merged_steps(pack.walked("prevent")) for one in step.questions}
    no = next(one for one in asked["anything_left"].choices if one.value == "no")
    assert no.card == "prevent_nothing_left" and asked["what_is_left"].need == "R"
    assert asked["prevent_decision"].show_when == ({"anything_left": ("yes",)},)


def test_social_care_is_rung_first_and_who_has_no_number_last(pack: Pack) -> None:
    steps = {step.id: step for step, _ in merged_steps(pack.walked("prevent"))}
    assert steps["advice"].call[:3] == ("mash", "edt", "prevent_lead")
    lines = who_to_call(pack, steps["advice"].call, at(3, 10), CALENDAR)
    assert [line.role for line in lines][:2] == ["emergency", "mash"]
    has_number = [bool(line.number) for line in lines]
    assert not has_number[-1] and has_number == sorted(has_number, reverse=True)


def test_no_reply_to_a_prevent_referral_is_chased_after_five_working_days(road: Road, pack: Pack) -> None:
    """No guidance gives a time; the pack says so, and asks to ring again (content 4.3, step 7, confidence L)."""
    reply = pack.contacts["prevent_lead"].reply
    assert reply is not None and reply.working_days == 5 and not reply.statutory and reply.confidence == "L"


def test_the_road_can_be_walked_any_way_to_its_end(pack: Pack) -> None:
    walked = walk(pack, 300, 7)
    assert not walked.stuck
    assert not {"prevent_danger", "prevent_sheet"} & set(walked.never["step"])


@pytest.mark.parametrize("beside", ["nowhere", "prevent"])
def test_a_road_beside_what_is_no_whole_road_is_refused_with_its_file(beside: str) -> None:
    files = dict(read_folder(ENGLAND, LUTON).files)
    name = next(one for one in files if one.endswith("pathways/prevent.toml"))
    files[name] = files[name].replace(b'beside = "general"', f'beside = "{beside}"'.encode())
    with pytest.raises(PackBroken, match="pack_broken") as refused:
        load(Archive.of(files))
    assert "prevent.toml stands beside" in refused.value.sentence
