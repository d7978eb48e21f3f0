"""A child who lives in another council's area: that council is offered first, to ring and to refer to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dsl_desk.casework import people
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.export_pack import export_pack, preview
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.demo.school import PracticeClock
from dsl_desk.store import children, referrals
from dsl_desk.store.work import open_read
from tests.casework.acts import file_of, recorded, referral, take, written
from tests.casework.school import finished
from tests.reports.paper import whole

CENTRAL = "social_care_central_bedfordshire"


def moved_to(desk: Desk, concern: str, council: str) -> None:
    child = concern_page(desk, concern).children[0][0]
    with open_read(desk.vault) as read:
        on_file = children.child(read, child)
    assert on_file is not None
    people.change_child(desk, child, replace(on_file, authority=council))


def test_a_referral_is_offered_to_the_council_where_the_child_lives(desk: Desk, clock: PracticeClock) -> None:
    """practice.md 2.1: refer to the council where the child lives."""
    clock.set(2026, 11, 16, 10, 0)
    concern = recorded(desk)
    step = desk.pack.step_of_kind("referral_made").id
    assert step_form(desk, concern, step).answers["to"] == "mash"
    moved_to(desk, concern, "Central Bedfordshire Council")
    form = step_form(desk, concern, step)
    assert form.answers["to"] == CENTRAL and [line.role for line in form.calls][1:3] == [CENTRAL, "mash"]
    assert CENTRAL in [value for value, *_ in form.options["contact"]]
    assert "Tell Luton MASH as well" in form.calls[1].note


def test_the_answer_of_another_council_is_waited_for_by_the_same_clock(desk: Desk, clock: PracticeClock) -> None:
    clock.set(2026, 11, 16, 10, 0)
    concern = recorded(desk)
    moved_to(desk, concern, "Central Bedfordshire")
    take(desk, concern, "referral_made", {**referral(desk), "to": CENTRAL})
    (state,) = file_of(desk, concern).referral_states
    assert state.due is not None and state.due.statutory and "Central Bedfordshire" in state.to_name


@pytest.fixture
def monday(desk: Desk, clock: PracticeClock) -> Desk:
    clock.set(2026, 11, 16, 10, 0)
    return desk


def paper_to(desk: Desk, to: str, **more: str) -> str:
    concern = recorded(desk)
    take(desk, concern, "referral_made", {**referral(desk), "to": to, **more})
    with open_read(desk.vault) as read:
        return referrals.of_concern(read, concern)[0].id


@pytest.mark.parametrize(
    ("to", "more", "named"),
    [
        (CENTRAL, {}, "Central Bedfordshire children's social care"),
        ("other_council", {"authority": "Westmere"}, "Westmere children's social care"),
        ("prevent_lead", {}, ""),
        ("marac_representative", {}, ""),
        ("police", {}, "Police, not an emergency"),
    ],
)
def test_no_paper_for_somebody_else_is_called_a_referral_to_our_front_door(
    monday: Desk, tmp_path: Path, to: str, more: dict[str, str], named: str
) -> None:
    """practice.md 2.1: the council where the child lives gets the referral; a title that names ours misleads."""
    desk, sent = monday, paper_to(monday, to, **more)
    check = check_page(desk, sent)
    name = named or desk.pack.contacts[to].name
    assert (check.recipient, check.title) == (name, f"Referral to {name}")
    assert not any(desk.pack.contacts["mash"].name in one for one in check.warnings)
    said = whole(preview(desk, sent))
    assert f"Referral to {name}" in said and "Referral to Luton MASH" not in said
    leaving = {"recipient": name, "reason": "asked", "protected": False, "checked": True}
    assert finished(export_pack(desk, sent, tmp_path, **leaving)).path.name.startswith("Referral-2026-")


@pytest.mark.parametrize("to", ["mash", "edt"])
def test_our_own_council_gets_its_paper_under_its_own_name(monday: Desk, to: str) -> None:
    """What the duty team heard at night is written to the front door (practice school, story 14)."""
    assert check_page(monday, paper_to(monday, to)).title == "Referral to Luton MASH"


def test_written_before_anybody_was_rung_it_goes_where_the_child_lives(monday: Desk) -> None:
    desk, concern = monday, recorded(monday)
    moved_to(desk, concern, "Central Bedfordshire")
    take(desk, concern, "referral_written", written(concern))
    with open_read(desk.vault) as read:
        (row,) = referrals.of_concern(read, concern)
    assert check_page(desk, row.id).title == "Referral to Central Bedfordshire children's social care"


def test_a_council_the_pack_does_not_know_answers_by_the_same_clock(desk: Desk, clock: PracticeClock) -> None:
    clock.set(2026, 11, 16, 10, 0)
    concern = recorded(desk)
    moved_to(desk, concern, "Westmere")
    step = desk.pack.step_of_kind("referral_made").id
    assert step_form(desk, concern, step).answers["to"] == "other_council"
    take(desk, concern, "referral_made", {**referral(desk), "to": "other_council"})
    (state,) = file_of(desk, concern).referral_states
    assert state.due is not None and state.due.statutory
