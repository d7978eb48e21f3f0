"""Honour-based abuse, forced marriage, breast ironing: no contact with the family before advice (practice 2.3, H)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, card_of, questions

ROAD = "honour_based"


@pytest.fixture(params=["forced_marriage", "honour_based"])
def honour(road: Road, request: pytest.FixtureRequest) -> Road:
    road.begin(request.param, "significant")
    return road


def test_the_family_is_not_spoken_to_before_advice_and_the_referral_waits_for_nobody(honour: Road) -> None:
    states = honour.states(at(2, 10), ROAD)
    assert states["parents"].hold is not None
    assert states["refer"].standing is Standing.ASKED and states["refer"].hold is None
    honour.spoke(at(2, 11), "not_parents_yet")
    held = honour.states(at(2, 12), ROAD)["parents"].hold
    assert held is not None and held.card == "do_not_tell_yet"


def test_no_answer_on_the_phone_is_no_advice(honour: Road) -> None:
    honour.add("advice", at(2, 10), result="no_answer")
    assert honour.states(at(2, 11), ROAD)["parents"].hold is not None


def test_no_mediation_and_no_relatives_interpreting(pack: Pack) -> None:
    lines = " ".join(pack.cards["honour_family"].lines)
    assert "Do not mediate" in lines and "No relatives, neighbours or people of their community interpret." in lines
    step = pack.pathways[ROAD].step("honour_risk")
    assert step is not None and any("Mediate" in line for line in step.do_not)


@pytest.mark.parametrize(
    ("danger", "card"), [("taken", "taken_abroad"), ("travel", "taken_abroad"), ("threat", "ring_now")]
)
def test_what_is_near_is_rung_now(honour: Road, pack: Pack, danger: str, card: str) -> None:
    assert card_of(questions(pack, ROAD, "honour_risk")["honour_danger"], danger) == card
    assert "999" in " ".join((pack.cards[card].title, *pack.cards[card].lines))
    honour.assess("honour_risk", at(2, 10), honour_danger=[danger])
    refer = honour.states(at(2, 11), ROAD)["refer"]
    assert refer.due is not None and refer.due.at == at(2, 10)


def test_a_service_without_a_number_says_so_and_ships_none(pack: Pack) -> None:
    unit = pack.contacts["forced_marriage_unit"]
    assert unit.number == "" and unit.missing and unit.confidence == "L"
