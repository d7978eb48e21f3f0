"""Escalation: a ladder with dated rungs; the child's safety never waits for it (seed rule B8; practice.md 2.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dsl_desk.domain.own_times import OwnTime
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing, StepState, progress
from dsl_desk.pathways.walker import side_by_side
from tests.pathways.roads import CALENDAR, Road, at, card_of, questions

ROAD = "escalation"


@pytest.fixture
def refused(road: Road) -> Road:
    """Referred, answered with "no further action", and we do not agree."""
    road.begin("physical", "significant")
    road.referred(at(2, 10))
    road.add("reply", at(3, 10), referral="R1", agree="no", reason="Not above threshold", disagree_because="The mark")
    return road


def ladder(road: Road, day: int, hour: int = 17) -> StepState:
    return road.states(at(day, hour), ROAD)["chase"]


def test_the_childs_safety_is_asked_first_and_never_waits(refused: Road, pack: Pack) -> None:
    states = refused.states(at(3, 11), ROAD)
    assert states["disagreement"].first and states["disagreement"].standing is Standing.ASKED
    asked = questions(pack, ROAD, "disagreement")["safe_meanwhile"]
    assert (card_of(asked, "no"), card_of(asked, "unsure")) == ("ring_now", "safety_never_waits")
    assert states["chase"].standing is Standing.ASKED, "nobody has to write before ringing"


def test_no_time_of_the_ladder_is_invented(refused: Road) -> None:
    refused.assess("disagreement", at(3, 11), safe_meanwhile="yes")
    due = ladder(refused, 3).due
    assert due is not None and due.at is None and "set yours" in due.note and due.confidence == "L"


def test_each_rung_is_dated_and_the_next_day_is_the_one_that_was_set(refused: Road) -> None:
    refused.assess("disagreement", at(3, 11), safe_meanwhile="yes")
    refused.add(
        "chase", at(3, 12), referral="R1", rung="team_manager", result="spoke", settled="no", next_rung_by="2026-11-05"
    )
    first = ladder(refused, 3)
    assert first.standing is Standing.ASKED and first.due is not None and first.due.at == at(5, 17)
    refused.add(
        "chase", at(5, 9), referral="R1", rung="head_to_service_manager", result="spoke", settled="no",
        next_rung_by="2026-11-09",
    )  # fmt: skip
    second = ladder(refused, 5)
    assert second.due is not None and second.due.at == at(9, 17)
    refused.add("chase", at(9, 9), referral="R1", rung="senior", result="spoke", settled="yes")
    assert ladder(refused, 9).standing is Standing.DONE


def test_a_call_that_settles_nothing_does_not_end_the_ladder(refused: Road) -> None:
    refused.add("chase", at(3, 12), referral="R1", rung="ring_again", result="no_answer")
    assert ladder(refused, 3).standing is Standing.ASKED


def test_the_general_road_alone_is_as_it_was(refused: Road) -> None:
    refused.add("chase", at(3, 12), referral="R1", rung="ring_again", result="spoke")
    assert refused.states(at(3, 13))["chase"].standing is Standing.DONE


def test_it_begins_with_what_came_back(pack: Pack) -> None:
    asked = questions(pack, ROAD, "disagreement")
    assert asked["they_decided"].fill_from == "answer.reason"
    assert asked["we_think"].fill_from == "answer.disagree_because"
    assert pack.pathways[ROAD].suggested_when == ({"answer.agree": ("no",)},)


OWN = replace(
    CALENDAR,
    own={
        "ladder_ring_again": OwnTime(number=1, unit="working_days"),
        "ladder_team_manager": OwnTime(number=2, unit="working_days"),
    },
)


def own_ladder(road: Road, day: int) -> StepState:
    now = at(day, 17)
    states = progress(side_by_side(road.pack, (ROAD,)), road.record, road.facts(now), OWN, now)
    return next(one for one in states if one.step.id == "chase")


def test_a_rung_follows_the_time_the_school_set_and_trying_again_does_not_put_it_off(refused: Road) -> None:
    refused.assess("disagreement", at(3, 11), safe_meanwhile="yes")
    first = own_ladder(refused, 3).due
    assert first is not None and first.own and first.at == at(4, 17) and first.mark == ""
    assert "Your school's own time: 1 working day" in first.note
    for day in (4, 5):
        refused.add("chase", at(day, 9), referral="R1", rung="ring_again", result="no_answer")
        due = own_ladder(refused, day).due
        assert due is not None and due.at == at(6, 17), "two working days from the first attempt"
    refused.add("chase", at(6, 9), referral="R1", rung="team_manager", result="spoke")
    unset = own_ladder(refused, 6).due
    assert unset is not None and unset.at is None and "set yours" in unset.note and "service manager" in unset.note


def test_a_ring_before_the_disagreement_does_not_shorten_the_ladder(road: Road) -> None:
    """Rung for silence, answered, not agreed with: the rungs count from where one disagreed."""
    road.begin("physical", "significant")
    road.referred(at(2, 10))
    road.add("chase", at(4, 9), referral="R1", rung="ring_again", result="no_answer")
    road.add("reply", at(9, 10), referral="R1", agree="no", reason="Not above threshold", disagree_because="The mark")
    road.assess("disagreement", at(9, 11), safe_meanwhile="yes")
    due = own_ladder(road, 9).due
    assert due is not None and due.at == at(11, 17)
