"""Self-harm and talk of suicide: asked plainly, not left alone; parents told unless the danger (content 4.2)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, card_of, questions

ROAD = "self_harm"


@pytest.fixture
def harm(road: Road) -> Road:
    road.begin("self_harm", "family_help")
    return road


def test_it_is_asked_plainly_before_anything_else(harm: Road) -> None:
    first = harm.states(at(2, 10), ROAD)["harm_now"]
    assert first.first and first.standing is Standing.ASKED


@pytest.mark.parametrize(
    ("question", "value", "card"),
    [
        ("thoughts", "yes", "suicidal_talk"),
        ("thoughts", "not_asked", "suicidal_talk"),
        ("suicide_plan", "yes", "life_in_danger"),
        ("hurt_or_taken", "taken", "life_in_danger"),
        ("family_danger", "yes", "advice_before_family"),
    ],
)
def test_each_answer_opens_its_card(harm: Road, pack: Pack, question: str, value: str, card: str) -> None:
    assert card_of(questions(pack, ROAD, "harm_now")[question], value) == card
    harm.assess("harm_now", at(2, 10), **{question: value})
    assert card in harm.cards(at(2, 11), ROAD)


@pytest.mark.parametrize("answers", [{"suicide_plan": "yes"}, {"hurt_or_taken": "taken"}, {"family_danger": "yes"}])
def test_a_plan_an_overdose_or_danger_at_home_asks_for_a_referral(harm: Road, answers: dict[str, str]) -> None:
    harm.assess("harm_now", at(2, 10), **answers)
    refer = harm.states(at(2, 11), ROAD)["refer"]
    assert refer.standing is Standing.ASKED and refer.due is not None and refer.due.at == at(2, 15, 15)


def test_parents_are_told_before_home_time_unless_they_are_the_danger(harm: Road) -> None:
    harm.assess("harm_now", at(2, 10), thoughts="yes")
    parents = harm.states(at(2, 11), ROAD)["parents"]
    assert parents.hold is None and parents.due is not None and parents.due.at == at(2, 15, 15)
    harm.assess("harm_now", at(2, 12), thoughts="yes", family_danger="yes")
    held = harm.states(at(2, 13), ROAD)["parents"].hold
    assert held is not None and held.card == "advice_before_family"


def test_what_keeps_them_safe_is_written_with_them_before_they_go_home(harm: Road) -> None:
    assert harm.states(at(2, 10), ROAD)["safety_plan"].standing is Standing.ANY_TIME
    harm.assess("harm_now", at(2, 10), thoughts="yes")
    plan = harm.states(at(2, 11), ROAD)["safety_plan"]
    assert plan.standing is Standing.ASKED and plan.due is not None and plan.due.at == at(2, 15, 15)


def test_nobody_asks_to_see_or_for_a_promise(pack: Pack) -> None:
    steps = {step.id: step for step in pack.pathways[ROAD].steps}
    assert "Ask to see, or photograph, what is under clothes." in steps["harm_now"].do_not
    assert steps["safety_plan"].do_not == ("Make them promise not to do it again.",)


def test_lines_that_no_source_gives_have_no_number(pack: Pack) -> None:
    for role in ("crisis_line", "camhs"):
        assert pack.contacts[role].number == "" and pack.contacts[role].missing
