"""A newer edition in a vault about adults: shown as that vault sees it, taken, looked at; nothing of the children's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from dsl_desk.casework import editions, look_again
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.domain.access import Role
from dsl_desk.errors import NotAllowed
from dsl_desk.paths import resources
from tests.casework import staff
from tests.casework.acts import file_of
from tests.casework.school import finished


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """England's next edition: a deadline of the allegation road, and one of a children's road."""
    place = tmp_path / "england-next"
    copytree(resources() / "england", place)
    for name, old, new in (
        ("allegation", 'working_days = 1, from = "recorded"', 'working_days = 2, from = "recorded"'),
        ("general", "working_days = 1", "working_days = 2"),
    ):
        path = place / "pathways" / f"{name}.toml"
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return place


@pytest.fixture(params=["staff", "governors"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    found = staff.staff_desk(tmp_path / "school", request.param)
    yield found
    found.vault.close()


def test_it_is_shown_taken_and_looked_at_as_this_vault_sees_it(desk: Desk, newer: Path) -> None:
    """Each vault keeps its own editions; its offer tells no road of another vault (practice.md 1.4: kept apart)."""
    open_one = staff.recorded(desk, staff.add_adult(desk), staff.add_child(desk))
    offer = finished(editions.look_at(desk, newer))
    assert {one.road for one in offer.differences} == {desk.pack.base}
    assert offer.pack.vault == desk.vault.kind and offer.pack.base == desk.pack.base

    after = editions.take(desk, offer)
    assert after.pack.about_adults and set(after.pack.pathways) == set(desk.pack.pathways)
    assert [one.digest for one in editions.taken(after) if one.in_use] == [offer.pack.digest]
    (changed,) = look_again.to_look_at(after)
    assert changed.concern == open_one and {one.road for one in changed.differences} == {desk.pack.base}
    assert file_of(after, open_one).pack.vault == desk.vault.kind
    assert any(row.concern == open_one for _, rows in today_page(after).lists for row in rows)
    assert concern_page(after, open_one).changed is not None
    look_again.go_on_with_new(after, open_one)
    assert look_again.to_look_at(after) == ()
    assert file_of(after, open_one).pack.digest == after.pack.digest
    assert finished(check_record(after)).holds


def test_in_the_staff_vault_the_chair_reads_and_takes_none(tmp_path: Path, newer: Path) -> None:
    desk = staff.staff_desk(tmp_path / "school")
    staff.also(desk, staff.CHAIR, Role.CHAIR)
    desk.vault.close()
    chair = staff.opened_by(tmp_path / "school", "staff", staff.CHAIR)
    with pytest.raises(NotAllowed) as problem:
        finished(editions.look_at(chair, newer))
    assert "headteacher" in problem.value.sentence
    chair.vault.close()
