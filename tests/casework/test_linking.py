"""Concerns that belong together say so, both ways, and only to those who may see them."""

from __future__ import annotations

import pytest

from dsl_desk.casework.amend import amend
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.linking import follow_on
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.demo.school import ids_of
from dsl_desk.errors import CannotSeal
from tests.casework.acts import concern_answers, file_of, recorded


def linked(desk: Desk, concern: str) -> dict[str, tuple[bool, bool]]:
    return {one.id: (one.follows, one.followed) for one in concern_page(desk, concern).others}


def test_a_link_is_shown_both_ways_on_the_concerns_and_in_the_childs_file(desk: Desk) -> None:
    first, second = recorded(desk), recorded(desk, what_happened="Came without a coat.")
    follow_on(desk, second, (first,))
    assert linked(desk, second)[first] == (True, False) and linked(desk, first)[second] == (False, True)
    references = {one: file_of(desk, one).row.reference for one in (first, second)}
    rows = {row.root: row.summary for row in child_page(desk, ids_of(desk)["0401"]).rows}
    assert f"Follows on from {references[first]}." in rows[second]
    assert f"{references[second]} follows on from it." in rows[first]


def test_a_link_survives_an_amendment_and_is_undone_in_the_open(desk: Desk) -> None:
    first, second = recorded(desk), recorded(desk, what_happened="Came without a coat.")
    follow_on(desk, second, (first,))
    amend(desk, second, new_id(), concern_answers(desk, what_happened="Came without coat and shoes."))
    assert linked(desk, second)[first] == (True, False)
    follow_on(desk, second, ())
    assert linked(desk, second)[first] == (False, False)
    with pytest.raises(CannotSeal):
        follow_on(desk, second, ())


def test_only_another_concern_of_these_children_can_be_chosen(desk: Desk) -> None:
    first = recorded(desk)
    other = recorded(desk, children=[{"child": ids_of(desk)["0403"], "role": "harmed"}])
    assert other not in linked(desk, first)
    for wrong in (other, first, new_id()):
        with pytest.raises(CannotSeal):
            follow_on(desk, first, (wrong,))
