"""Adult at risk: the Care Act's three questions with reasons, their wishes, consent or the reason to override it."""

from __future__ import annotations

from datetime import date

import pytest

from dsl_desk.domain.facts import ChildOnFile
from dsl_desk.pathways.contacts import who_to_call
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import CALENDAR, Road, at, card_of, questions

ROAD = "adult_at_risk"
THREE = ("care_needs", "abuse_or_risk", "cannot_protect")


@pytest.fixture
def adult(road: Road) -> Road:
    road.begin("adult_at_risk", "adult")
    return road


def test_three_questions_each_with_its_reason(pack: Pack) -> None:
    """Care Act 2014, section 42; seed rule B14."""
    asked = questions(pack, ROAD, "adult_sheet")
    for name in THREE:
        assert asked[name].need == "R?" and asked[f"{name}_why"].need == "R"


@pytest.mark.parametrize("third", ["yes", "not_known"])
def test_all_three_likely_or_not_known_asks_adult_safeguarding(adult: Road, third: str) -> None:
    """Seed rule B14: unsure, ask."""
    adult.assess("adult_sheet", at(2, 10), care_needs="yes", abuse_or_risk="yes", cannot_protect=third)
    states = adult.states(at(2, 11), ROAD)
    assert states["refer"].standing is Standing.ASKED and states["refer"].step.call[0] == "adult_safeguarding"


@pytest.mark.parametrize("missing", THREE)
def test_one_no_asks_for_no_referral_and_forbids_none(adult: Road, missing: str) -> None:
    adult.assess("adult_sheet", at(2, 10), **dict.fromkeys(THREE, "yes") | {missing: "no"})
    assert adult.states(at(2, 11), ROAD)["refer"].standing is Standing.ANY_TIME


def test_without_their_agreement_a_reason_is_written_and_their_no_can_stand(pack: Pack) -> None:
    """Consent preferred, overridden for others at risk, serious crime, coercion, incapacity (practice.md 5, H)."""
    asked = questions(pack, ROAD, "adult_sheet")
    assert asked["override"].show_when == ({"adult_agrees": ("no", "not_asked")},) and asked["override"].need == "R"
    reasons = {one.value for one in asked["override"].choices}
    assert {"others", "crime", "pressed", "cannot_decide", "respected"} == reasons
    assert asked["wishes"].type == "words" and asked["wishes"].need == "R?"


def test_younger_children_in_reach_are_told_to_the_hub_as_well(adult: Road, pack: Pack) -> None:
    assert card_of(questions(pack, ROAD, "adult_sheet")["younger"], "yes") == "younger_children"
    assert adult.states(at(2, 10), ROAD)["younger_told"].standing is Standing.LATER
    adult.assess("adult_sheet", at(2, 10), younger="yes", adult_agrees="no")
    adult.referred(at(2, 11), "adult_safeguarding")
    told = adult.states(at(2, 12), ROAD)["younger_told"]
    assert told.standing is Standing.ASKED and told.due is not None and told.due.at == at(2, 15, 15)
    adult.assess("younger_told", at(2, 13), younger_hub="yes")
    assert adult.states(at(2, 14), ROAD)["younger_told"].standing is Standing.DONE


def test_luton_adult_safeguarding_is_rung_first_by_day_and_the_duty_team_after_hours(pack: Pack) -> None:
    """Seed row A15: 01582 547730, after hours 0300 300 8123."""
    step = pack.pathways[ROAD].step("refer")
    assert step is not None
    day = [line.number for line in who_to_call(pack, step.call, at(3, 10), CALENDAR)]
    night = [line.number for line in who_to_call(pack, step.call, at(3, 22), CALENDAR)]
    assert day[:2] == ["999", "01582 547730"] and night[:2] == ["999", "0300 300 8123"]


def test_the_sheet_goes_to_adult_safeguarding_and_no_time_is_invented(adult: Road, pack: Pack) -> None:
    step = pack.pathways[ROAD].step("adult_sheet")
    assert step is not None and pack.documents[step.document].recipient == "adult_safeguarding"
    due = adult.states(at(2, 10), ROAD)["adult_sheet"].due
    assert due is not None and due.at is None and "set yours" in due.note


def test_somebody_of_18_is_known_by_the_date_of_birth(road: Road, pack: Pack) -> None:
    road.children = (ChildOnFile(id="child-1", born=date(2008, 11, 1)),)
    road.begin("physical")
    assert road.facts(at(2, 10)).value("is_adult") == "yes"
    assert pack.pathways[ROAD].suggested_when[0] == {"fact.is_adult": ("yes",)}
