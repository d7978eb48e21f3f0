"""What two editions say differently is said in plain words, all of it, and what touches a concern is told apart."""

from __future__ import annotations

import dataclasses
import re

import msgspec
import pytest
from msgspec.structs import replace as changed

from dsl_desk.pathways.archive import Archive, read_folder
from dsl_desk.pathways.differences import PARTS, concerning, differences
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from tests.pathways.roads import ENGLAND, LUTON

ARCHIVE = read_folder(ENGLAND, LUTON)
PACK = load(ARCHIVE)
GENERAL = frozenset({"general"})


def edition(path: str, old: str, new: str) -> Pack:
    """The shipped pack with one thing written differently."""
    files = dict(ARCHIVE.files)
    assert old.encode() in files[path]
    return load(Archive.of({**files, path: files[path].replace(old.encode(), new.encode(), 1)}))


def told(path: str, old: str, new: str) -> list[str]:
    found = differences(PACK, edition(path, old, new))
    return [" ".join((PARTS[one.part], one.how, one.name, *one.lines)) for one in found]


def test_an_edition_differs_from_itself_in_nothing() -> None:
    assert differences(PACK, load(ARCHIVE)) == ()


def test_a_number_is_told_from_and_to() -> None:
    (said,) = told("overlay/contacts.toml", "01582 547653", "01632 960653")
    assert said == "Contacts changed Luton MASH Number: from “01582 547653” to “01632 960653”."


def test_a_deadline_is_told_from_and_to_with_its_road_and_step() -> None:
    said = told("base/pathways/general.toml", "working_days = 1", "working_days = 2")
    assert said and all(one.startswith("Deadlines changed") for one in said)
    assert "from 1 working day from “" in said[0] and "to 2 working days from “" in said[0]


def test_a_line_of_a_card_that_came_and_one_that_went_are_both_told() -> None:
    card = next(one for one in PACK.cards.values() if len(one.lines) >= 3)
    (said,) = told("base/cards.toml", card.lines[0], "Ring first")
    assert "now also “Ring first”" in said and f"no longer “{card.lines[0]}”" in said


def test_a_question_and_a_choice_are_told() -> None:
    question = PACK.core["urgency"].questions[0]
    assert any(
        "Questions changed" in one for one in told("base/questions/urgency.toml", question.label, "Anything else?")
    )


def test_only_the_day_of_the_check_is_kept_apart() -> None:
    found = differences(PACK, edition("overlay/contacts.toml", "checked = 2026-11-21", "checked = 2026-11-22"))
    assert found and {one.how for one in found} == {"checked"} and not any(one.lines for one in found)
    assert concerning(found, PACK, GENERAL, frozenset(), frozenset({"concern"})) == ()


def test_what_came_and_what_went_with_another_council() -> None:
    found = differences(load(read_folder(ENGLAND)), PACK)
    assert {one.how for one in found} >= {"added", "changed"}
    back = differences(PACK, load(read_folder(ENGLAND)))
    assert {one.id for one in back if one.how == "gone"} == {one.id for one in found if one.how == "added"}


def test_every_sentence_is_plain() -> None:
    """No brackets of a data format and no words of the program reach the lead."""
    found = differences(load(read_folder(ENGLAND)), PACK)
    for line in (line for one in found for line in one.lines):
        assert not re.search(r"[{}\[\]]|None|True|False|_", line), line


TABLES = [
    (name, number) for name in ("contacts", "natures", "cards", "sources", "lists", "documents", "notices", "pathways")
    for number in range(len(getattr(PACK, name)))
]  # fmt: skip


@pytest.mark.parametrize(("name", "number"), TABLES[::7])
def test_nothing_of_a_pack_changes_unseen(name: str, number: int) -> None:
    """Each field of each table, one at a time: a change nobody is shown would be a change nobody agreed to."""
    from dataclasses import replace

    rows = getattr(PACK, name)
    key, row = list(rows.items())[number]
    for field in msgspec.structs.fields(row):
        value = getattr(row, field.name)
        other = {str: "another", bool: not value, tuple: ()}.get(type(value))
        if other is None or other == value or field.name in ("id", "steps"):
            continue
        after = replace(PACK, **{name: {**rows, key: changed(row, **{field.name: other})}})
        assert differences(PACK, after), (key, field.name)


def test_a_step_of_a_road_concerns_those_who_walk_it_only() -> None:
    after = edition("base/pathways/prevent.toml", "guidance = [", 'guidance = ["Begin with the child", ')
    found = differences(PACK, after)
    assert found and concerning(found, PACK, GENERAL, frozenset(), frozenset()) == ()
    assert concerning(found, PACK, frozenset({"prevent"}), frozenset(), frozenset()) == found


def test_a_card_that_a_nature_brings_concerns_that_nature_only() -> None:
    nature, card = next(
        (one, card) for one in PACK.natures.values() for card in one.cards
        if sum(card in (*other.cards, *other.offers) for other in PACK.natures.values()) == 1
    )  # fmt: skip
    found = differences(PACK, edition("base/cards.toml", PACK.cards[card].lines[0], "Ring first"))
    assert concerning(found, PACK, GENERAL, frozenset({nature.id}), frozenset()) == found


def test_every_part_of_a_pack_is_compared() -> None:
    """A part that is added to the format and not compared would change unseen: compare it, then name it here."""
    compared = {
        "title", "calendar", "sources", "lists", "parents_rules", "roads", "groups", "natures", "nature_guidance",
        "cards", "contacts", "documents", "aliases", "conflicts", "notices", "guidance", "core", "pathways",
        "duties", "front_door", "rules",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Pack)} == compared | {"digest", "vault"}
