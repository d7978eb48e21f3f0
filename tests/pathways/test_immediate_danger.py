"""Immediate danger: the card first, from anywhere; afterwards what was done is written down (content 4.0, rule 5)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, card_of, questions

ROAD = "immediate_danger"


@pytest.fixture
def danger(road: Road) -> Road:
    road.begin("left_alone", "danger")
    return road


def test_what_was_done_is_asked_for_first_and_holds_nothing_up(danger: Road) -> None:
    states = danger.states(at(2, 10), ROAD)
    assert states["danger_done"].first and states["danger_done"].due is not None
    assert states["refer"].standing is Standing.ASKED and states["refer"].hold is None


def test_999_not_rung_yet_shows_the_card(danger: Road, pack: Pack) -> None:
    asked = questions(pack, ROAD, "danger_done")
    assert card_of(asked["rung"], "not_yet") == "ring_now" and pack.cards["ring_now"].effect == "opens"
    assert card_of(asked["others_in_danger"], "yes") == "ring_now"
    assert {one.value for one in asked["rung_how"].choices} == {"voice", "textphone", "text"}


def test_999_does_not_stand_in_for_social_care(danger: Road) -> None:
    danger.assess("danger_done", at(2, 10), rung="yes", hub_told="not_yet")
    refer = danger.states(at(2, 11), ROAD)["refer"]
    assert refer.standing is Standing.ASKED and refer.due is not None and refer.due.at == at(2, 10)
    assert "hub_after_999" in danger.cards(at(2, 11), ROAD)


def test_the_line_for_danger_says_what_to_say_and_how_to_write_instead_of_speaking(pack: Pack) -> None:
    """Seed rows A1 and A2."""
    lines = " ".join(pack.contacts["emergency"].lines)
    assert "Say where you are, who is in danger" in lines
    assert "18000" in lines and "emergencySMS" in lines


def test_it_is_suggested_when_danger_was_said(pack: Pack) -> None:
    said = pack.pathways[ROAD].suggested_when
    assert {"record_concern.danger_now": ("yes",)} in said and {"look_back.level": ("danger",)} in said
