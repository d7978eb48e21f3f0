"""Absence, missing education, education at home with a worry: a warning sign (practice.md 1.5, H)."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at, card_of, questions

ROAD = "absence"


@pytest.fixture
def absent(road: Road) -> Road:
    road.begin("absence", "school")
    return road


@pytest.mark.parametrize("kind", ["not_found", "not_returned"])
def test_a_child_nobody_has_seen_is_for_social_care_and_police_today(absent: Road, pack: Pack, kind: str) -> None:
    assert card_of(questions(pack, ROAD, "absence_facts")["absence_kinds"], kind) == "not_found"
    absent.assess("absence_facts", at(2, 10), absence_kinds=[kind])
    refer = absent.states(at(2, 11), ROAD)["refer"]
    assert refer.standing is Standing.ASKED and refer.due is not None and refer.due.at is not None
    assert refer.due.at.date() == at(2).date()


@pytest.mark.parametrize("kind", ["missing_education", "not_found", "not_returned", "home_educated"])
def test_the_council_is_told_and_its_time_is_not_invented(absent: Road, kind: str) -> None:
    absent.assess("absence_facts", at(2, 10), absence_kinds=[kind])
    told = absent.states(at(2, 11), ROAD)["council_told"]
    assert told.standing is Standing.ASKED
    assert told.due is not None and told.due.at is None and "not verified" in told.due.note
    absent.assess("council_told", at(2, 12), council_knows="not_yet")
    assert absent.states(at(2, 13), ROAD)["council_told"].standing is Standing.ASKED
    absent.assess("council_told", at(2, 14), council_knows="yes")
    assert absent.states(at(2, 15), ROAD)["council_told"].standing is Standing.ASKED, "nobody counts the waiting yet"
    absent.referred(at(2, 16), to="missing_education")
    assert absent.states(at(2, 17), ROAD)["council_told"].standing is Standing.DONE


def test_repeated_absence_alone_refers_nobody(absent: Road) -> None:
    absent.assess("absence_facts", at(2, 10), absence_kinds=["repeated"])
    states = absent.states(at(2, 11), ROAD)
    assert states["refer"].standing is Standing.ANY_TIME and states["council_told"].standing is Standing.ANY_TIME


def test_more_than_one_contact_is_tried_and_nobody_takes_the_child_off_roll(pack: Pack) -> None:
    """More than one emergency contact where possible (practice.md 1.5)."""
    step = pack.pathways[ROAD].step("absence_facts")
    assert step is not None and any("every contact on file" in line for line in step.guidance)
    assert any("off roll" in line for line in step.do_not)
