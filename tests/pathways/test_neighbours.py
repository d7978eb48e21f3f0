"""A referral goes to the council where the child lives; the one where the child was found is told as well.

Source: practice.md 2.1 (cross-boundary), Bedford, Central Bedfordshire and Luton procedures.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.facts import ChildOnFile, FactInputs, compute
from dsl_desk.domain.spelling import same_council
from dsl_desk.pathways.checks import check
from dsl_desk.pathways.contacts import neighbours, who_to_call
from dsl_desk.pathways.pack import Pack
from tests.pathways.roads import CALENDAR, at

ROLES = ("mash", "edt", "police")


def roles(pack: Pack, *elsewhere: str, hour: int = 10, **more: object) -> list[str]:
    lines = who_to_call(pack, ROLES, at(20, hour), CALENDAR, elsewhere=elsewhere, **more)  # type: ignore[arg-type]
    return [line.role for line in lines]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Central Bedfordshire", "social_care_central_bedfordshire"),
        ("central bedfordshire council", "social_care_central_bedfordshire"),
        ("Bedford", "social_care_bedford"),
        ("Bedford Borough Council", "social_care_bedford"),
        ("Hertfordshire County Council", "social_care_hertfordshire"),
    ],
)
def test_the_council_where_the_child_lives_comes_first_after_danger_and_ours_is_told(
    pack: Pack, said: str, role: str
) -> None:
    found = roles(pack, said)
    assert found[:3] == ["emergency", role, "mash"]
    assert "Tell Luton MASH as well" in pack.contacts[role].note


def test_ours_alone_is_offered_while_nobody_lives_elsewhere(pack: Pack) -> None:
    assert roles(pack) == ["emergency", "mash", "police", "edt"]


def test_where_nobody_said_which_council_all_neighbours_are_offered(pack: Pack) -> None:
    assert {role for role in roles(pack, "") if role.startswith("social_care")} == {
        "social_care_central_bedfordshire", "social_care_bedford", "social_care_hertfordshire",
    }  # fmt: skip


def test_a_council_the_pack_does_not_know_is_left_to_a_line_for_all_others(pack: Pack) -> None:
    assert neighbours(pack, ROLES, ("Westmere",)) == ("other_council",)
    assert neighbours(pack, ROLES, ("Bedford",)) == ("social_care_bedford",)
    assert roles(pack, "Westmere")[:3] == ["emergency", "other_council", "mash"]
    assert "Tell the front door here as well" in pack.contacts["other_council"].note


def test_a_number_of_the_schools_own_stands_with_whom_else_to_tell(pack: Pack) -> None:
    edit = ContactEdited(role="social_care_bedford", number="01632 960234")
    lines = who_to_call(pack, ROLES, at(20, 10), CALENDAR, (edit,), elsewhere=("Bedford",))
    assert lines[1].number == "01632 960234" and "Tell Luton MASH as well" in lines[1].tell


def test_after_hours_a_closed_neighbour_does_not_stand_before_the_duty_team(pack: Pack) -> None:
    assert roles(pack, "Bedford", hour=20)[:2] == ["emergency", "edt"]


def test_a_worry_about_an_adult_is_not_sent_by_where_the_child_lives(pack: Pack) -> None:
    lines = who_to_call(pack, ("designated_officer",), at(20, 10), CALENDAR, elsewhere=("Central Bedfordshire",))
    assert [line.role for line in lines] == ["emergency", "designated_officer"]
    assert pack.contacts["designated_officer_central_bedfordshire"].area == "Central Bedfordshire"


def test_no_neighbour_has_a_number_that_no_source_gives(pack: Pack) -> None:
    named = [one for one in pack.contacts.values() if one.area not in ("", pack.authority)]
    assert {one.area for one in named} == {"Central Bedfordshire", "Bedford", "Hertfordshire"}
    assert all(one.number == "" and one.status == "missing" for one in named)


def test_one_council_under_two_names_is_one(pack: Pack) -> None:
    assert same_council("Luton", "Luton Borough Council") and not same_council("Bedford", "Central Bedfordshire")
    assert not same_council("", "") and not same_council("Council", "Borough Council")
    child = ChildOnFile(id="1", authority="Luton Borough Council")
    facts = compute(FactInputs(today=at(20).date(), children=(child,), authority=pack.authority))
    assert facts.value("lives_elsewhere") == "no"


def test_a_role_that_is_not_there_is_found_by_the_checker(pack: Pack) -> None:
    wrong = changed(pack.contacts["social_care_bedford"], instead_of="nobody")
    found = check(replace(pack, contacts={**pack.contacts, wrong.id: wrong}))
    assert any(one.level == "error" and "nobody" in one.sentence for one in found)
