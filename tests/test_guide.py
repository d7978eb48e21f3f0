"""The guide for people who do not read code says what the program says, and shows what it shows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dsl_desk.ui.shortcuts import KEYS
from tests.ui import guide_pictures

CHECKOUT = Path(__file__).resolve().parent.parent
GUIDE = CHECKOUT / "docs" / "guide"
MEASURED = GUIDE / "effort.md"  # figures, made by their own measurement; linked here, checked there
PAGES = sorted(path for path in GUIDE.glob("*.md") if path != MEASURED)

LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
LABEL = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
MOST_WORDS = 560  # two minutes and a little


@cache
def text(page: Path) -> str:
    return page.read_text("utf-8")


def links(page: Path, *, pictures: bool) -> list[str]:
    return [target for mark, target in LINK.findall(text(page)) if bool(mark) == pictures]


@cache
def labels() -> frozenset[str]:
    """Every string of the program and of what it reads, as it stands on a button: without padding and its key."""
    found = [
        node.value
        for path in (CHECKOUT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    for path in (CHECKOUT / "resources").rglob("*.toml"):
        found += strings_in(tomllib.loads(path.read_text("utf-8")))
    return frozenset(one.strip().partition("   ")[0] for one in found)


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings_in(one)


def test_there_are_pages() -> None:
    assert len(PAGES) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_label_a_page_quotes_stands_in_the_program(page: Path) -> None:
    quoted = {" ".join(label.split()) for label in LABEL.findall(text(page))}
    assert quoted <= labels(), f"not in the program: {sorted(quoted - labels())}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    wanted = [page.parent / target for target in links(page, pictures=False) if "://" not in target]
    missing = [target.name for target in wanted if not target.exists() and target.resolve() != MEASURED]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_in_two_minutes_and_shows_a_picture(page: Path) -> None:
    assert len(text(page).split()) <= MOST_WORDS
    assert 1 <= len(links(page, pictures=True)) <= 3


def test_the_guides_front_page_links_every_page() -> None:
    linked = {target.partition("#")[0] for target in links(GUIDE / "README.md", pictures=False)}
    assert {page.name for page in PAGES} - {"README.md"} <= linked
    assert MEASURED.name in linked


def test_the_projects_front_page_links_the_guide() -> None:
    assert "docs/guide/README.md" in links(CHECKOUT / "README.md", pictures=False)


def test_the_pictures_shown_are_the_pictures_made() -> None:
    shown = {target for page in PAGES for target in links(page, pictures=True)}
    made = {f"pictures/{name}.png" for name in guide_pictures.NAMES}
    assert shown == made
    assert {f"pictures/{path.name}" for path in guide_pictures.FOLDER.iterdir()} == made


def test_the_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in guide_pictures.FOLDER.glob("*.png")}
    assert max(sizes.values()) < guide_pictures.MOST_BYTES
    assert sum(sizes.values()) < guide_pictures.MOST_IN_ALL


def test_the_page_of_keys_is_the_programs_own_list() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text(GUIDE / "keys.md"), re.MULTILINE)
    assert rows[1:] == list(KEYS)


def test_a_picture_of_each_sort_can_still_be_drawn(qapp) -> None:
    """Over an open desk, what the head sees, and a door."""
    drawn = dict(guide_pictures.draw(("check-page", "head-agrees", "first-kit")))
    for name, picture in drawn.items():
        assert picture.startswith(b"\x89PNG"), name
        assert 5_000 < len(picture) < guide_pictures.MOST_BYTES, name
