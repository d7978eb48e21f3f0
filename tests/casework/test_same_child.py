"""A child entered twice: two files read as one, in every read, and parted again; nothing is altered or removed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dsl_desk.casework import people, restricting
from dsl_desk.casework.amend import withdraw
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.child import ChildPage, child_page
from dsl_desk.casework.look_up.finding import child_finder
from dsl_desk.casework.look_up.lists import child_lines, children_like, concern_lines
from dsl_desk.casework.look_up.same_child import beside
from dsl_desk.casework.opening import unlock
from dsl_desk.casework.pack_facts.history_of import gather_chronology
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.domain.access import Role
from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.selection import Selection
from dsl_desk.errors import CannotSeal, NotAllowed
from dsl_desk.store import chronology, journal, merges
from dsl_desk.store.work import open_read
from tests.casework.acts import recorded
from tests.casework.test_people_and_desk import holds


@pytest.fixture
def twice(desk: Desk) -> tuple[str, str]:
    """The same boy: at the front desk, and as the import spelt him. A concern and somebody around on each."""
    one = people.add_child(desk, Child(legal_surname="Ashdown", legal_forename="Tyler"), sure=True).id
    two = people.add_child(desk, Child(legal_surname="Ashdowne", legal_forename="Tyla", upn="U1"), sure=True).id
    for child, name in ((one, "Ola Ashdown"), (two, "Ben Ashdown")):
        people.add_adult(desk, Adult(name=name), (Relation(child=child, person="", relation="parent"),))
        recorded(desk, children=[{"child": child, "role": "harmed"}])
    return one, two


def seen(desk: Desk, child: str) -> tuple[ChildPage, set[str]]:
    page = child_page(desk, child)
    return page, {row.reference for row in page.rows if row.kind == "concern"}


def bytes_of(desk: Desk) -> list[tuple[bytes, bytes]]:
    with open_read(desk.vault) as read:
        return [(one.header, one.digest) for one in journal.since(read.cursor, 0)]


def test_two_files_are_read_as_one_and_the_old_one_opens_the_kept_one(desk: Desk, twice: tuple[str, str]) -> None:
    one, two = twice
    first, second = seen(desk, one)[1], seen(desk, two)[1]
    before = bytes_of(desk)
    people.merge_children(desk, kept=one, gone=two, why="The office confirmed it.")
    assert bytes_of(desk)[: len(before)] == before and len(bytes_of(desk)) == len(before) + 1

    page, references = seen(desk, one)
    assert references == first | second and len(references) == 2
    assert {row[1] for row in page.concerns} == references
    assert {around.name for around in page.people} == {"Ola Ashdown", "Ben Ashdown"}
    assert [(file.name, "The office confirmed it." in file.says) for file in page.merged.files] == [
        ("Tyla Ashdowne", True)
    ]
    old = child_page(desk, two)
    assert (old.id, old.heading, old.concerns) == (one, page.heading, page.concerns)
    assert "“Tyla Ashdowne” is read as this one" in old.merged.came and page.merged.came == ""

    lines = {line.id: line for line in child_lines(desk)}
    assert two not in lines and lines[one].open_concerns == 2
    assert [line.id for line in children_like(desk, "Tyla Ashdowne")][:1] == [one], "found by its old spelling"
    assert child_finder(desk)("Tyla Ashdowne")[0][0] == one
    assert {line.who for line in concern_lines(desk) if line.reference in references} == {page.heading}
    with open_read(desk.vault) as read:
        opened = {line.entry.header.subjects[0].id for line in chronology.access_log(read, two)}
    assert opened == {one, two}
    with pytest.raises(CannotSeal, match="duplicate"):
        people.add_child(desk, Child(legal_surname="Someone", legal_forename="Else", upn="U1"))
    assert holds(desk)


def test_as_known_on_an_earlier_day_they_stand_apart(desk: Desk, twice: tuple[str, str], clock: PracticeClock) -> None:
    one, two = twice
    day = Selection(known_on=clock().date())
    clock.now += timedelta(days=2)
    people.merge_children(desk, kept=one, gone=two, why="Same UPN.")
    then = child_page(desk, one, selection=day)
    assert len(then.rows) == 1 and len(then.concerns) == 1 and then.merged.apart == ((two, "Tyla Ashdowne"),)
    other = child_page(desk, two, selection=day)
    assert (other.id, other.heading, len(other.rows)) == (two, "Tyla Ashdowne", 1)
    assert {row.id for row in other.rows}.isdisjoint(row.id for row in then.rows)
    with open_read(desk.vault) as read:
        for child, name in ((one, "Tyler Ashdown"), (two, "Tyla Ashdowne")):
            paper = gather_chronology(read, desk, child, "2026-0001", day, {})
            assert (paper.facts.name, paper.entries) == (name, 1)
        paper = gather_chronology(read, desk, two, "2026-0001", Selection(), {})
        assert (paper.facts.name, paper.entries) == ("Tyler Ashdown", 2)
    clock.now += timedelta(days=2)
    assert len(child_page(desk, one, selection=Selection(known_on=clock().date())).rows) == 2


def test_a_merge_made_in_error_is_undone_by_an_entry_that_says_so(
    desk: Desk, twice: tuple[str, str], clock: PracticeClock
) -> None:
    one, two = twice
    apart = [seen(desk, child)[1] for child in twice]
    done = people.merge_children(desk, kept=one, gone=two, why="Same name.")
    merged_on = clock().date()
    clock.now += timedelta(days=2)
    withdraw(desk, done.id, "Another date of birth: they are cousins.")
    assert [seen(desk, child)[1] for child in twice] == apart
    assert child_page(desk, two).heading == "Tyla Ashdowne" and child_page(desk, one).merged.files == ()
    assert {one, two} <= {line.id for line in child_lines(desk)}
    assert len(child_page(desk, one, selection=Selection(known_on=merged_on)).rows) == 2, "as it was read then"
    kinds = {row.kind: row for row in child_page(desk, one, view="evidence").rows}
    assert "Same name." in kinds["merged"].summary and "cousins" in kinds["withdrawn"].summary
    assert holds(desk)


def test_a_merge_reveals_nothing_that_is_kept_to_named_people(
    desk: Desk, twice: tuple[str, str], folder: object, clock: PracticeClock
) -> None:
    one, two = twice
    hidden = next(row for row in child_page(desk, two).concerns)
    restricting.restrict(desk, hidden[0], (desk.me.id,), "Kept to the lead.")
    people.merge_children(desk, kept=one, gone=two, why="Same UPN.")
    deputy = unlock(folder, "Imran Sadiq", passphrase_of("Imran Sadiq"), clock) if desk.vault.close() is None else None
    assert deputy is not None
    try:
        for child in twice:
            page = child_page(deputy, child)
            assert hidden[1] not in {row[1] for row in page.concerns} and len(page.concerns) == 1
            assert all(row.reference != hidden[1] for row in page.rows)
        assert {line.id: line for line in child_lines(deputy)}[one].open_concerns == 1
        facts = {label: left for label, left, _, _ in beside(deputy, one, one).rows}
        assert facts["Concerns"] == "1, 1 of them open"
    finally:
        deputy.vault.close()


def test_both_files_are_shown_beside_each_other_and_say_where_they_differ(desk: Desk, twice: tuple[str, str]) -> None:
    both = beside(desk, *twice)
    rows = {label: (left, right, differs) for label, left, right, differs in both.rows}
    assert rows["Legal name"] == ("Tyler Ashdown", "Tyla Ashdowne", True)
    assert rows["UPN"] == ("", "U1", False) and "Born" not in rows
    assert rows["Who is around"][:2] == ("Ola Ashdown (parent)", "Ben Ashdown (parent)")


def test_a_third_file_and_a_merge_the_other_way_round_end_in_one(desk: Desk, twice: tuple[str, str]) -> None:
    one, two = twice
    three = people.add_child(desk, Child(legal_surname="Ash", legal_forename="Ty"), sure=True).id
    people.merge_children(desk, kept=one, gone=two, why="Same.")
    people.merge_children(desk, kept=three, gone=two, why="Same.")  # two is read as one by now: one is meant
    with open_read(desk.vault) as read:
        assert {merges.kept(read, child) for child in (one, two, three)} == {three}
        assert {frozenset(merges.family(read, child)) for child in (one, two, three)} == {frozenset((one, two, three))}
    with pytest.raises(CannotSeal) as refused:
        people.merge_children(desk, kept=two, gone=three, why="Same.")
    assert "read as one already" in refused.value.sentence
    with pytest.raises(CannotSeal):
        people.merge_children(
            desk, kept=one, gone=people.add_child(desk, Child(legal_forename="X"), sure=True).id, why=" "
        )


def test_who_may_not_change_the_people_may_not_merge_them(desk: Desk, twice: tuple[str, str]) -> None:
    from dataclasses import replace

    with pytest.raises(NotAllowed):
        people.merge_children(replace(desk, me=replace(desk.me, role=Role.HEAD)), *twice, why="Same.")


def test_a_child_who_is_masked_is_masked_under_the_names_of_both_files(desk: Desk, twice: tuple[str, str]) -> None:
    """Else the paper about another child would give this one away by the old spelling."""
    one, two = twice
    third = ids_of(desk)["0401"]
    told = "Tyla Ashdowne saw it. Tyla told, Tyler Ashdown did not."
    roles = [{"child": third, "role": "harmed"}, {"child": one, "role": "saw_or_heard"}]
    recorded(desk, children=roles, what_happened=told)
    people.merge_children(desk, kept=one, gone=two, why="Same UPN.")
    with open_read(desk.vault) as read:
        paper = gather_chronology(read, desk, third, "2026-0001", Selection(), {})
    written = repr(paper.facts)
    assert "Tyla" not in written and "Tyler" not in written and "told" in written
