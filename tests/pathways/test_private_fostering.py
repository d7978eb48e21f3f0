"""Private fostering: the council must be told, and the school does not judge what counts (content 5, nature 16)."""

from __future__ import annotations

import pytest

from dsl_desk.domain.questions import NOT_KNOWN
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, card_of, questions

ROAD = "private_fostering"


@pytest.fixture
def fostered(road: Road) -> Road:
    road.begin("private_fostering", "school")
    return road


@pytest.mark.parametrize("family", ["no", NOT_KNOWN])
def test_unless_it_is_close_family_the_council_is_told_and_no_time_is_invented(fostered: Road, family: str) -> None:
    fostered.assess("living_with", at(2, 10), close_family=family)
    refer = fostered.states(at(2, 11), ROAD)["refer"]
    assert refer.standing is Standing.ASKED and refer.due is not None
    assert refer.due.at is None and refer.due.confidence == "L" and "set yours" in refer.due.note


def test_close_family_asks_for_nothing_more(fostered: Road) -> None:
    fostered.assess("living_with", at(2, 10), close_family="yes")
    assert fostered.states(at(2, 11), ROAD)["refer"].standing is Standing.ANY_TIME


def test_a_child_brought_here_to_be_used_is_another_matter_now(fostered: Road, pack: Pack) -> None:
    assert card_of(questions(pack, ROAD, "living_with")["moved_to_be_used"], "yes") == "slavery_referral"
    fostered.assess("living_with", at(2, 10), close_family="yes", moved_to_be_used="yes")
    states = fostered.states(at(2, 11), ROAD)
    assert states["refer"].due is not None and states["refer"].due.at == at(2, 10)
    assert states["parents"].hold is not None and states["refer"].hold is None


def test_no_age_and_no_number_of_days_is_stated_and_no_papers_are_asked_for(pack: Pack) -> None:
    """None of the sources at hand states them: they are not shipped as facts."""
    step = pack.pathways[ROAD].step("living_with")
    assert step is not None and any("not stated in this edition" in line for line in step.guidance)
    words = " ".join((*step.guidance, *(one.label + one.hint for one in step.questions)))
    assert "28" not in words and "16" not in words
    assert "Ask for papers." in step.do_not and "private_fostering" in pack.natures["private_fostering"].roads
