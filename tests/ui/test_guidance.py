"""Guidance: one list to search; every paper with what it is for, its edition, its source, and how sure it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.guidance import matching, papers
from dsl_desk.casework.look_up.lists import search
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.guidance.screen import GuidanceScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.walking import Walk


@pytest.fixture
def walk(qtbot: QtBot, context: Context) -> Walk:
    return Walk(qtbot, GuidanceScreen(context), context).open(Place("guidance"))


def test_every_paper_of_the_pack_is_listed_with_its_purpose_edition_and_source(walk: Walk, desk: Desk) -> None:
    words = walk.words()
    assert len(desk.pack.guidance) >= 40
    for one in desk.pack.guidance:
        assert one.title in words and one.what in words and one.link in words
    assert "A prompt, not the whole guidance." in words


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("KCSIE", "Keeping children safe in education"),
        ("meeting the needs", "Luton Effective Support"),
        ("early help hub", "Council letter on Prevent in schools"),
        ("nudes", "Sharing nudes and semi-nudes: advice for education settings"),
    ],
)
def test_an_old_name_or_a_short_one_finds_what_stands_now(desk: Desk, typed: str, title: str) -> None:
    assert title in {one.title for one in matching(papers(desk), typed)}


def test_the_schools_own_policy_stands_on_top(qtbot: QtBot, context: Context) -> None:
    """Rule B12: procedures live in the school's own policy, on its website, free to parents."""
    bare = Walk(qtbot, GuidanceScreen(context), context).open(Place("guidance"))
    assert "own safeguarding policy" not in bare.words()
    context.desk = change_settings(context.desk, {"policy_place": "quillbrook.example/safeguarding"})
    walk = Walk(qtbot, GuidanceScreen(context), context).open(Place("guidance"))
    assert "Your school’s own safeguarding policy: quillbrook.example/safeguarding" in walk.words()


def test_typing_narrows_the_list_and_says_how_many_are_left(walk: Walk, qtbot: QtBot) -> None:
    walk.type("find_guidance", "asylum")
    qtbot.waitUntil(lambda: "Right to Remain toolkit" in walk.words() and "Kaya Connect" not in walk.words())
    walk.type("find_guidance", "asylumxyz")
    qtbot.waitUntil(lambda: "Nothing here is called that." in walk.words())


def test_a_paper_found_from_anywhere_opens_the_list_at_it(qtbot: QtBot, context: Context) -> None:
    (hit,) = [one for one in search(context.desk, "county lines toolkit") if one.what == "guidance"]
    walk = Walk(qtbot, GuidanceScreen(context), context).open(Place("guidance", guidance=hit.id))
    assert hit.label in walk.words() and "Kaya Connect" not in walk.words()


@pytest.mark.parametrize("number", range(40))
def test_every_title_finds_its_own_paper(desk: Desk, number: int) -> None:
    paper = papers(desk)[number]
    assert paper in matching(papers(desk), paper.title)


def test_what_is_not_verified_says_so(walk: Walk) -> None:
    assert "Not verified" in walk.words() and "One source: check it" in walk.words()


def test_a_link_is_text_to_copy_and_opens_nothing(walk: Walk) -> None:
    links = [one for one in walk.screen.findChildren(QLabel) if one.text().startswith("www.")]
    assert links and not any(one.openExternalLinks() for one in links)


def test_every_part_has_a_name_and_a_role(walk: Walk) -> None:
    assert unnamed(walk.screen) == [] and roleless(walk.screen) == []
