"""Every row of the sources lives somewhere: docs/coverage.md is read, and each place and test it names is found.

A row that is missing, a paper nobody lists, a contact nobody sees, a test that was renamed: each fails here by name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.contacts import contacts_page
from dsl_desk.casework.look_up.guidance import matching, papers
from dsl_desk.casework.look_up.lists import search
from dsl_desk.pathways.archive import read_folder
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from tests.casework.school import School

CHECKOUT = Path(__file__).resolve().parent.parent
RESOURCES = CHECKOUT / "resources"

# Every row of the sources' inventory; the list is whole, whatever the table says.
ROWS = (
    *(f"A{number}" for number in range(1, 38)), "A3x", "A8x", *(f"K{number}" for number in range(1, 21)),
    *(f"B{number}" for number in range(1, 27)), *(f"C{number}" for number in range(1, 44)),
    *(f"D{number}" for number in range(1, 15)),
)  # fmt: skip

# Places that roads still being built will bring. What is there by now has to leave this list.
WAITING = frozenset({
})  # fmt: skip


@dataclass(frozen=True)
class Row:
    id: str
    places: tuple[str, ...]
    tests: tuple[str, ...]


@cache
def pack() -> Pack:
    return load(read_folder(RESOURCES / "england", RESOURCES / "localities" / "luton"))


@cache
def packs() -> tuple[Pack, ...]:
    """The pack as each vault sees it."""
    archive = read_folder(RESOURCES / "england", RESOURCES / "localities" / "luton")
    return tuple(load(archive, vault) for vault in pack().title.vaults)


@cache
def rows() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for line in (CHECKOUT / "docs" / "coverage.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and re.fullmatch(r"[ABCDK]\d+x?", cells[0]):
            assert cells[0] not in found, f"{cells[0]} stands twice"
            places = re.split(r", (?=(?:\w+):)", cells[2])
            found[cells[0]] = Row(cells[0], tuple(places), tuple(cells[3].split(", ")))
    return found


def places(part: str) -> Iterator[tuple[str, str]]:
    """(row, what follows) of every place of this part that is there by now."""
    for row in rows().values():
        for place in row.places:
            if place.startswith(f"{part}:") and place not in WAITING:
                yield row.id, place.partition(":")[2]


@cache
def words_of_windows() -> str:
    found = []
    for path in sorted((CHECKOUT / "src" / "dsl_desk" / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        found += [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return "\n".join(found)


@cache
def words_of_the_pack() -> dict[str, str]:
    """Everything one table says, by "part:id"."""
    tables = {
        "contact": pack().contacts, "card": pack().cards, "nature": pack().natures,
        "guidance": {one.id: one for one in pack().guidance},
        "step": {f"{road.id}.{step.id}": step for road in pack().pathways.values() for step in road.steps},
    }  # fmt: skip
    return {f"{part}:{name}": repr(row) for part, table in tables.items() for name, row in table.items()}


def is_there(place: str) -> bool:
    part, _, name = place.partition(":")
    if part == "says":
        where, _, said = name.partition("=")
        return said in words_of_the_pack().get(where, "")
    if part == "finds":
        return name.partition("=")[0] in {one.id for one in pack().guidance}
    if part == "absent":
        return True  # looked for in the whole of the pack, below
    if part == "screen":
        return name in words_of_windows()
    if part == "code":
        return (CHECKOUT / "src" / "dsl_desk" / name).is_file()
    return name in known()[part]


@cache
def known() -> dict[str, set[str]]:
    one = pack()
    return {
        "contact": set(one.contacts), "conflict": {row.id for row in one.conflicts},
        "card": {card for view in packs() for card in view.cards},
        "guidance": {row.id for row in one.guidance}, "nature": set(one.natures), "notice": set(one.notices),
        "road": {road for view in packs() for road in view.pathways},
        "document": set(one.documents), "source": set(one.sources),
        "alias": {row.old for row in one.aliases},
        "step": {
            f"{road.id}.{step.id}" for view in packs() for road in view.pathways.values() for step in road.steps
        },
        "question": {f"{kind}.{question.id}" for kind, core in one.core.items() for question in core.questions},
    }  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = School(tmp_path_factory.mktemp("coverage") / "desk").open_new()
    yield opened
    opened.vault.close()


def test_no_row_is_missing_and_none_is_made_up() -> None:
    assert set(ROWS) - set(rows()) == set()
    assert set(rows()) - set(ROWS) == set()


def test_every_place_named_is_there() -> None:
    gone = [f"{row.id}: {place}" for row in rows().values() for place in row.places if not is_there(place)]
    assert [one for one in gone if one.partition(": ")[2] not in WAITING] == []


def test_nothing_waits_that_is_there_or_that_nobody_names() -> None:
    named = {place for row in rows().values() for place in row.places}
    assert named >= WAITING
    assert [place for place in sorted(WAITING) if is_there(place)] == [], "take it off WAITING"


@cache
def all_tests() -> frozenset[str]:
    found = set()
    for path in sorted((CHECKOUT / "tests").rglob("test_*.py")):
        names = re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
        found |= {f"{path.stem}::{name}" for name in names}
    return frozenset(found)


# These see that a thing is there. A rule or a system is proved by what is asked, shown, refused or timed.
PRESENCE = frozenset({
    "test_coverage::test_every_place_named_is_there", "test_coverage::test_contacts_stand_in_the_directory",
    "test_coverage::test_papers_stand_in_the_guidance_list",
    "test_coverage::test_conflicts_stand_on_the_contacts_screen",
})  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_the_tests_of_each_row_exist(row: str) -> None:
    assert set(rows()[row].tests) <= all_tests()


@pytest.mark.parametrize("row", [one for one in ROWS if one[0] in "BD"])
def test_a_rule_or_a_system_is_held_by_what_the_desk_does(row: str) -> None:
    assert set(rows()[row].tests) - PRESENCE


def test_contacts_stand_in_the_directory(desk: Desk) -> None:
    listed = {row.line.role for row in contacts_page(desk).rows}
    assert [one for one in places("contact") if one[1] not in listed] == []


def test_conflicts_stand_on_the_contacts_screen(desk: Desk) -> None:
    listed = {one.id for one in contacts_page(desk).conflicts}
    assert [one for one in places("conflict") if one[1] not in listed] == []
    assert listed == {name for _, name in places("conflict")}, "and no conflict of the pack is left out here"


def test_papers_stand_in_the_guidance_list(desk: Desk) -> None:
    found = {one.id: one for one in papers(desk)}
    assert [one for one in places("guidance") if one[1] not in found] == []
    for paper in found.values():
        assert paper.title and paper.what and paper.source
    for row, name in places("finds"):
        paper, _, words = name.partition("=")
        assert paper in {one.id for one in matching(papers(desk), words)}, f"{row}: {words} does not find {paper}"


def test_an_old_name_finds_what_stands_now(desk: Desk) -> None:
    """The renamings: by Ctrl+K, and in the lists."""
    for alias in pack().aliases:
        assert search(desk, alias.old), alias.old
    for typed, what in (
        ("Early Help", "Family Help"), ("LSCB", "Luton Safeguarding Children Partnership"),
        ("Meeting the Needs", "Luton Effective Support"), ("Referral and Assessment Team", "Luton MASH"),
    ):  # fmt: skip
        assert what in {hit.label for hit in search(desk, typed)}, typed


def test_numbers_left_out_are_shipped_nowhere() -> None:
    left_out = {re.sub(r"\D", "", number) for _, number in places("absent")}
    shipped = {re.sub(r"\D", "", one.number) for one in pack().contacts.values()}
    assert left_out and not left_out & shipped
    texts = " ".join(words_of_the_pack().values())
    for number in (one for _, one in places("absent") if len(one) > 3):
        assert not re.search(rf"{re.escape(number)}(?!\d)", texts), "it may stand in the conflict log only"


def test_contacts_are_roles_and_name_nobody() -> None:
    """No contact's name begins like a person's: a title, or a forename and a surname alone."""
    for one in pack().contacts.values():
        assert not re.match(r"(Mr|Mrs|Ms|Miss|Dr|Sir)\b", one.name), one.name


def paper(desk: Desk, words: str, name: str) -> str:
    """What the list tells of this paper, found by these words."""
    (found,) = [one for one in matching(papers(desk), words) if one.id == name]
    return f"{found.title} {found.what} {found.now}".casefold()


def test_the_public_is_told_apart_from_professionals(desk: Desk) -> None:
    """B7: whom a parent or a visitor may ring, and that a school puts it in writing afterwards."""
    for words in ("visitor", "neighbour", "a parent", "professional"):
        assert "in writing" in paper(desk, words, "public-and-professionals")
    told = paper(desk, "public", "public-and-professionals")
    assert "a member of the public need not" in told and "mash" in told and "999" in told


def test_the_values_the_letter_names_are_told_all_of_them(desk: Desk) -> None:
    """B11, and B9: no separate policy; talk to parents unless there is a sign of significant harm."""
    told = paper(desk, "British values", "prevent-letter")
    for value in ("democracy", "the rule of law", "individual liberty", "mutual respect", "tolerance"):
        assert value in told
    assert (
        "no separate policy" in told and "usually talk to parents, unless there is a sign of significant harm" in told
    )


def test_what_the_councils_team_does_stands_where_it_is_looked_for(desk: Desk) -> None:
    """B17: standards, training, answers, mediation between services, reports to the partnership; and its number."""
    told = paper(desk, "safeguarding in education", "luton-staying-safe")
    for does in ("what is expected", "trains", "answers questions", "mediates between services", "partnership"):
        assert does in told
    (line,) = [row.line for row in contacts_page(desk).rows if row.line.role == "education_safeguarding"]
    assert line.number


def test_the_settings_each_paper_binds_are_told_all_of_them(desk: Desk) -> None:
    """B20: whom the council's strategy covers; B21: whom Keeping children safe in education binds."""
    strategy = paper(desk, "council", "luton-strategy")
    for setting in (
        "maintained", "private", "voluntary", "independent", "early years", "children's centres", "every school",
        "college", "faith schools", "sixth forms",
    ):  # fmt: skip
        assert setting in strategy.replace("’", "'"), setting
    assert "maintained, non-maintained or independent" in paper(desk, "KCSIE", "kcsie")


def test_training_and_what_reviews_teach_are_found_by_the_words_of_the_sources(desk: Desk) -> None:
    """B22: courses for staff and several agencies, the brochure; B23: lessons of serious case reviews."""
    for words in ("training", "brochure", "network"):
        told = paper(desk, words, "luton-training")
        assert "multi-agency courses" in told and "courses of the council" in told
    for words in ("serious case review", "SCR", "lessons"):
        assert "takes the place of “serious case reviews”" in paper(desk, words, "practice-reviews")


def test_a_conflict_says_what_the_sources_say_and_what_was_done(desk: Desk) -> None:
    """D14: visible, with its sources."""
    shown = contacts_page(desk).conflicts
    assert len(shown) > 15
    for one in shown:
        assert one.title and one.says and one.resolved and one.says != one.resolved, one.id
        assert one.source in pack().sources and one.checked, one.id
