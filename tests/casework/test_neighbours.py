"""A child who lives in another council's area: that council is offered first, to ring and to refer to."""

from __future__ import annotations

from dataclasses import replace

from dsl_desk.casework import people
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.demo.school import PracticeClock
from dsl_desk.store import children
from dsl_desk.store.work import open_read
from tests.casework.acts import file_of, recorded, referral, take

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
