"""Refugee and asylum-seeking children: context without profiling (seed rule B25; practice.md 5)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, card_of, questions

ROAD = "refugee"


@pytest.fixture
def refugee(road: Road) -> Road:
    road.begin("asylum", "school")
    return road


def test_the_worry_is_about_this_child_and_not_about_where_they_come_from(pack: Pack) -> None:
    asked = questions(pack, ROAD, "refugee_context")
    assert asked["what_is_not_safe"].need == "R"
    words = " ".join(one.label.casefold() for one in asked.values())
    for never in ("status", "visa", "nationality", "religion", "papers", "journey", "country"):
        assert never not in words
    step = pack.pathways[ROAD].step("refugee_context")
    assert step is not None
    assert "Treat a country, a language or a religion as a sign." in step.do_not
    assert any("immigration status" in line for line in step.do_not)


def test_the_drivers_of_exploitation_are_those_of_the_source(pack: Pack) -> None:
    """B25: missed identification, transition points, housing, money, refusal, short move-on, no right to work."""
    drivers = questions(pack, ROAD, "refugee_context")["drivers"]
    found = {one.value for one in drivers.choices}
    assert found == {"missed", "transition", "housing", "money", "refusal", "move_on", "no_work"}
    assert drivers.need == "o" and "never proof" in drivers.hint


def test_an_interpreter_is_never_family(pack: Pack) -> None:
    asked = questions(pack, ROAD, "refugee_context")
    assert card_of(asked["interpreter_is"], "relative") == "interpreter_not_family"
    assert pack.natures["asylum"].parents == "usual_interpreter" and ROAD in pack.natures["asylum"].roads


def test_a_disputed_age_is_not_the_schools_to_judge(refugee: Road, pack: Pack) -> None:
    refugee.assess("refugee_context", at(2, 10), age_disputed="yes")
    assert "age_dispute" in refugee.cards(at(2, 11), ROAD)
    assert "The council or the Home Office decides." in pack.cards["age_dispute"].lines[0]
    assert not [one for one in questions(pack, ROAD, "refugee_context") if "real_age" in one]


def test_moves_are_kept_and_the_referral_goes_where_the_child_lives_now(pack: Pack) -> None:
    asked = questions(pack, ROAD, "refugee_context")
    assert "council where the child lives now" in asked["address_now"].hint and "addresses_before" in asked


def test_trafficking_is_referred_now_with_the_family_held(refugee: Road) -> None:
    assert refugee.states(at(2, 10), ROAD)["refer"].standing is Standing.ANY_TIME
    refugee.assess("refugee_context", at(2, 10), refugee_trafficking="yes")
    states = refugee.states(at(2, 11), ROAD)
    assert states["refer"].standing is Standing.ASKED and states["refer"].hold is None
    assert states["parents"].hold is not None
