"""A mark on a child who cannot move about alone: refer now, whatever the explanation (Bedfordshire procedures, H)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, questions

ROAD = "non_mobile_mark"


@pytest.fixture
def mark(road: Road) -> Road:
    road.begin("non_mobile_mark", "school")
    return road


def test_the_referral_is_asked_for_at_once_whatever_the_level(mark: Road) -> None:
    refer = mark.states(at(2, 9, 20), ROAD)["refer"]
    assert refer.standing is Standing.ASKED and refer.due is not None and refer.hold is None
    assert refer.due.at == at(2, 9) and refer.due.source == "bedfordshire-procedures"
    assert refer.due.confidence == "H"


@pytest.mark.parametrize("moves", ["no", "not_known"])
def test_it_cannot_be_left_out_whatever_explanation_is_given(mark: Road, moves: str) -> None:
    mark.assess("mark_seen", at(2, 10), moves_alone=moves, explanation="He rolled onto a toy")
    states = mark.states(at(2, 11), ROAD)
    assert states["refer"].mandatory and not states["refer"].may_leave_out
    opinion = states["paediatric_opinion"]
    assert opinion.standing is Standing.ASKED and opinion.due is not None and opinion.due.at == at(2, 10)


def test_a_child_who_can_move_about_after_all_walks_the_general_road(mark: Road) -> None:
    mark.assess("mark_seen", at(2, 10), moves_alone="yes")
    states = mark.states(at(2, 11), ROAD)
    assert not states["refer"].mandatory and states["paediatric_opinion"].standing is Standing.ANY_TIME


def test_an_opinion_that_is_not_arranged_stays_asked_for(mark: Road) -> None:
    mark.assess("mark_seen", at(2, 10), moves_alone="no")
    mark.assess("paediatric_opinion", at(2, 11), opinion="refused")
    assert mark.states(at(2, 12), ROAD)["paediatric_opinion"].standing is Standing.ASKED
    assert "non_mobile_mark" in mark.cards(at(2, 12), ROAD)
    mark.assess("paediatric_opinion", at(2, 13), opinion="asked")
    asked = mark.states(at(2, 14), ROAD)["paediatric_opinion"]
    assert asked.standing is Standing.ASKED and asked.due is not None and "until the child was seen" in asked.due.note
    mark.assess("paediatric_opinion", at(2, 16), opinion="seen")
    assert mark.states(at(2, 17), ROAD)["paediatric_opinion"].standing is Standing.DONE


def test_any_age_and_no_photograph_and_nobody_weighs_the_explanation(pack: Pack) -> None:
    step = pack.pathways[ROAD].step("mark_seen")
    assert step is not None and any("any age" in line for line in step.guidance)
    assert "Undress, photograph or measure." in step.do_not
    assert "Weigh up whether the explanation fits." in step.do_not
    assert "whatever it is" in questions(pack, ROAD, "mark_seen")["explanation"].hint
    assert ROAD in pack.natures["non_mobile_mark"].roads
