"""The guidance pack in Settings: which one, what another would change, and what it does not know for sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from dsl_desk.paths import resources
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from dsl_desk.ui.screens.today.screen import TodayScreen
from tests.pathways.test_given import FILES, zipped
from tests.ui.accessibility import roleless, unnamed
from tests.ui.walking import Walk


@pytest.fixture
def walk(qtbot: QtBot, context: Context) -> Walk:
    return Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="pack"))


@pytest.fixture
def westmere(tmp_path: Path) -> Path:
    return zipped(tmp_path / "westmere.zip", FILES)


def choose(walk: Walk, place: Path) -> None:
    walk.screen.pack.choose_zip = lambda chosen: chosen(place)
    walk.press("pack_from_zip")


def test_the_pack_in_use_is_named_with_its_digest_and_who_took_it(walk: Walk, context: Context) -> None:
    words = walk.words()
    assert "Luton 2026.3" in words and "by Joanna Pryce-Okafor" in words
    assert context.desk.pack.digest[:8] in words and context.desk.pack.digest[-8:] in words


def test_what_it_does_not_know_for_sure_is_listed(walk: Walk) -> None:
    words = walk.words()
    assert "What this pack does not know for sure" in words and "Not verified" in words
    assert "No source gives a number. Add yours" in words


def test_another_councils_pack_is_taken_only_after_its_difference_was_shown(
    walk: Walk, context: Context, westmere: Path
) -> None:
    before = context.desk.pack.digest
    choose(walk, westmere)
    assert "Westmere front door" in walk.words() and "from “01582 547653” to “020 7946 0018”" in walk.words()
    assert context.desk.pack.digest == before
    walk.press("leave_pack")
    assert context.desk.pack.digest == before

    choose(walk, westmere)
    walk.press("take_pack")
    assert context.desk.pack.authority == "Westmere"
    assert "Westmere 2026.1" in walk.words() and "Editions used before" in walk.words()


def test_the_way_back_to_the_council_that_came_with_the_program(walk: Walk, context: Context, westmere: Path) -> None:
    choose(walk, westmere)
    walk.press("take_pack", "council_luton", "take_pack")
    assert context.desk.pack.authority == "Luton"


def test_the_edition_in_use_is_not_offered_again(walk: Walk) -> None:
    walk.screen.pack.choose_folder = lambda chosen: chosen(resources() / "localities" / "luton")
    walk.press("pack_from_folder")
    assert "Nothing would change." in walk.words()


def test_a_file_that_is_no_pack_says_so_and_changes_nothing(walk: Walk, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"nothing")
    choose(walk, tmp_path / "x.zip")
    assert "cannot be read as a zip file" in walk.words() and "Nothing was changed." in walk.words()


def test_a_concern_is_listed_until_somebody_has_looked(
    qtbot: QtBot, walk: Walk, context: Context, tmp_path: Path
) -> None:
    place = tmp_path / "england"
    for path in (resources() / "england").rglob("*.toml"):
        to = place / path.relative_to(resources() / "england")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes().replace(b"working_days = 1", b"working_days = 2"))
    walk.screen.pack.choose_folder = lambda chosen: chosen(place)
    walk.press("pack_from_folder", "take_pack")
    assert "Concerns to look at again" in walk.words()
    links = [one for one in walk.screen.findChildren(QAbstractButton) if one.objectName().startswith("again_")]
    today = Walk(qtbot, TodayScreen(context), context).open(Place("today"))
    assert "the guidance changed" in today.words()

    for count, link in enumerate(links):
        concern = link.objectName().removeprefix("again_")
        page = Walk(qtbot, ConcernScreen(context), context).open(Place("concern", concern=concern))
        assert "The guidance changed since this concern began" in page.words()
        assert unnamed(page.screen) == [] and roleless(page.screen) == []
        page.press("go_on_with_new" if count else "stay_with_old")
        assert "The guidance changed since this concern began" not in page.words()
    again = Walk(qtbot, SettingsScreen(context), context).open(Place("settings", panel="pack"))
    assert links and "Concerns to look at again" not in again.words()


def test_every_part_has_a_name_and_a_role(walk: Walk, westmere: Path) -> None:
    choose(walk, westmere)
    assert unnamed(walk.screen) == [] and roleless(walk.screen) == []
