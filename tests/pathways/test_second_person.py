"""Who has to be told before nobody asks a second person about closing at a high level: the pack says, level by level.

Source: KCSIE, part one (children's social care, and if appropriate the police); content.md 4.0, rule 3.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from dsl_desk.pathways.check_names import check_names
from dsl_desk.pathways.closing import asks_second_person
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from tests.pathways.roads import Road, at


def asked(road: Road) -> bool:
    return bool(asks_second_person(tuple(road.states(at(20)).values())))


def decided(pack: Pack, level: str) -> Road:
    road = Road(pack)
    road.begin("physical", level)
    road.add("decision", at(3), decisions=["watch"], why_not_referring="x")
    return road


@pytest.mark.parametrize(
    ("level", "to", "waits"),
    [
        ("danger", "police", False),
        ("danger", "emergency_textphone", False),
        ("significant", "mash", False),
        ("significant", "edt", False),
        ("significant", "social_care_bedford", False),
        ("significant", "social_worker", False),
        ("significant", "police_luton", False),
        ("significant", "family_help", True),
        ("significant", "marac_representative", True),
        ("significant", "prevent_lead", True),
        ("significant", "education_safeguarding", True),
        ("significant", "", True),
        ("social_care", "mash", False),
        ("social_care", "police", True),
        ("social_care", "family_help", True),
    ],
)
def test_a_referral_counts_when_it_went_where_the_level_calls_for(pack: Pack, level: str, to: str, waits: bool) -> None:
    road = decided(pack, level)
    assert asked(road)
    road.add("referral_made", at(4), referral="R1", to=to, to_name=to or "A charity", how="phone", happened=at(4))
    assert asked(road) is waits


def test_one_only_begun_told_nobody_and_one_sent_in_writing_did(pack: Pack) -> None:
    road = decided(pack, "significant")
    road.add("referral_made", at(4), referral="R1", to="mash", how="not_yet")
    assert asked(road)
    road.add("referral_written", at(4, 12), referral="R1", written_copy="sent", happened=at(4, 12))
    assert not asked(road)


def test_a_level_raised_after_the_referral_asks_for_what_it_calls_for(pack: Pack) -> None:
    road = decided(pack, "family_help")
    road.add("referral_made", at(4), referral="R1", to="family_help", how="phone", happened=at(4))
    assert not asked(road)
    road.add("urgency", at(5), level="significant", natures=["physical"], why="a new mark")
    assert asked(road)


def test_referring_is_asked_for_again_when_the_level_calls_for_somebody_else(pack: Pack) -> None:
    """Family Help was told; then a new mark: nothing may look as if social care knew."""
    road = decided(pack, "family_help")
    road.add("referral_made", at(4), referral="R1", to="family_help", how="phone", happened=at(4))
    assert road.states(at(5))["refer"].standing is Standing.DONE
    road.add("urgency", at(5), level="significant", natures=["physical"], why="a new mark")
    states = road.states(at(5, 11))
    assert states["refer"].standing is Standing.ASKED and states["refer"].due is not None
    assert states["answer"].standing is Standing.ASKED, "what comes back from the first is still asked for"
    road.add("referral_made", at(5, 12), referral="R2", to="mash", how="phone", happened=at(5, 12))
    assert road.states(at(5, 13))["refer"].standing is Standing.DONE


def test_a_word_on_the_decision_is_not_a_word_on_what_was_found_since(pack: Pack) -> None:
    road = decided(pack, "social_care")
    road.add("agreement", at(4), of=road.entries[-1].id, agrees="agree", by_name="Helen Castellan")
    assert not asked(road)
    road.add("urgency", at(5), level="significant", natures=["physical"], why="a new mark")
    assert asked(road)


def test_a_role_that_is_not_there_is_found_by_the_checker(pack: Pack) -> None:
    levels = pack.lists["levels"]
    wrong = msgspec.structs.replace(
        levels, items=tuple(msgspec.structs.replace(one, answered_by=("nobody",)) for one in levels.items)
    )
    found = check_names(replace(pack, lists={**pack.lists, "levels": wrong}))
    assert any(one.level == "error" and "nobody" in one.sentence for one in found)
