"""A pack is kept by content, an overlay is all another council needs, and a slip of the pen is named with its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.errors import PackBroken
from dsl_desk.pathways.archive import Archive, from_bytes, read_folder
from dsl_desk.pathways.checks import check, check_pack
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from tests.pathways.roads import ENGLAND, LUTON

FRONT = """
id = "westmere"
title = "Westmere"
edition = "2026.1"
checked = 2026-11-21
locality = "Westmere"
authority = "Westmere"
extends = "england"
[[document]]
id = "mash-referral"
title = "Referral to Westmere front door"
recipient = "mash"
source = "westmere"
checked = 2026-11-21
confidence = "H"
"""
SOURCES = """
[[source]]
id = "westmere"
title = "Westmere Council: worried about a child"
checked = 2026-11-21
confidence = "H"
"""
CONTACTS = """
defaults = { source = "westmere", checked = 2026-11-21, confidence = "H" }
[[contact]]
id = "mash"
name = "Westmere front door"
number = "020 7946 0018"
hours = "office"
when_to_ring = "A new worry, in office hours"
area = "Westmere"
"""
STEP = """
[[step]]
id = "panel"
kind = "task"
title = "Tell the panel"
place_after = "decide"
when = [{ "decide" = ["done"] }]
leave_out = "with_reason"
source = "westmere"
checked = 2026-11-21
confidence = "L"
[[step.question]]
id = "panel_date"
label = "Which panel?"
type = "date"
[[omit]]
id = "support"
why = "Westmere keeps plans in its own file"
"""


@pytest.fixture
def westmere(tmp_path: Path) -> Path:
    folder = tmp_path / "westmere"
    (folder / "pathways").mkdir(parents=True)
    for name, text in (("pack", FRONT), ("sources", SOURCES), ("contacts", CONTACTS), ("pathways/general", STEP)):
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def broken(folder: Path) -> str:
    with pytest.raises(PackBroken) as caught:
        load(read_folder(ENGLAND, folder))
    return caught.value.sentence


def test_another_council_needs_only_an_overlay(westmere: Path) -> None:
    pack = load(read_folder(ENGLAND, westmere))
    assert pack.authority == "Westmere"
    assert pack.contacts["mash"].name == "Westmere front door"
    assert pack.contacts["emergency"].top and pack.contacts["edt"].number == ""
    assert pack.documents["mash-referral"].title == "Referral to Westmere front door"
    assert pack.title.marking == "OFFICIAL-SENSITIVE"
    assert len(pack.natures) == 44
    report = check_pack(westmere, ENGLAND, walks=60)
    assert [one for one in report.errors if "number" not in one.sentence] == []
    assert report.walks is None or not report.walks.stuck


def test_an_overlay_places_a_step_after_another_and_omits_one_with_a_why(westmere: Path) -> None:
    steps = [step.id for step in load(read_folder(ENGLAND, westmere)).pathway("general").steps]
    assert steps[steps.index("decide") + 1] == "panel"
    assert "support" not in steps


def test_omitting_without_a_why_is_refused(westmere: Path) -> None:
    (westmere / "pathways" / "general.toml").write_text('[[omit]]\nid = "support"\n', "utf-8")
    assert "without a why" in broken(westmere)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("contacts.toml", CONTACTS + 'colour = "red"\n', ("contact “mash”", "unknown key “colour”")),
        ("contacts.toml", CONTACTS.replace('name = "Westmere front door"\n', ""), ("“name” is missing",)),
        ("contacts.toml", CONTACTS.replace('"office"', '"sometimes"'), ("key “hours”", "“sometimes”")),
        ("contacts.toml", CONTACTS.replace("[[contact]]", "[[contakt]]"), ("contakt",)),
        ("contacts.toml", CONTACTS + CONTACTS.partition("\n[[")[1] + "contact]]\nid = 7\n", ("“id”",)),
        ("pack.toml", FRONT.replace("edition =", "edition ="[:-1] + "\nedition ="), ("not readable", "line")),
        ("pack.toml", FRONT + "\nnumber = 3\n", ("number",)),
        ("cards.toml", "[[card]]\nid = 'x'\n", ("card “x”", "is missing")),
        ("helpers.toml", "", ("is not a file of a pack",)),
        ("pathways/general.toml", STEP.replace('"task"', '"ritual"'), ("unknown kind “ritual”",)),
        ("pathways/general.toml", STEP.replace('"decide"\n', '"nowhere"\n'), ("“nowhere”, which is not there",)),
        ("pathways/general.toml", STEP.replace('label = "Which', 'lable = "Which'), ("unknown key “lable”",)),
        (
            "pathways/general.toml",
            STEP.replace("leave_out", 'done_when = [{ "decide" = ["done"] }]\nleave_out'),
            ("done_when of step “panel”",),
        ),
        ("questions/note.toml", '[[question]]\nid = "x"\nlabel = "X"\ntype = "guess"\n', ("question “x”", "guess")),
        (
            "questions/note.toml",
            '[[question]]\nid = "x"\nlabel = "X"\ntype = "choice"\nchoices_from = "nothing"\n',
            ("“nothing”",),
        ),
    ],
)
def test_a_broken_key_is_named_with_its_file_and_what_to_do(
    westmere: Path, file: str, text: str, says: tuple[str, ...]
) -> None:
    target = westmere / file
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, "utf-8")
    sentence = broken(westmere)
    assert f"overlay/{file}" in sentence or "overlay/pack.toml" in sentence
    for words in says:
        assert words in sentence
    assert "Nothing was changed" in sentence
    report = check_pack(westmere, ENGLAND)
    assert not report.holds and report.findings[0].sentence == sentence


def test_text_that_is_no_utf8_and_a_folder_that_is_no_pack_get_their_sentence(westmere: Path, tmp_path: Path) -> None:
    (westmere / "contacts.toml").write_bytes(b'x = "\xff"')
    assert "UTF-8" in broken(westmere)
    with pytest.raises(PackBroken) as caught:
        read_folder(tmp_path / "nothing here")
    assert "holds no pack.toml" in caught.value.sentence


def test_the_digest_does_not_depend_on_the_order_of_files(archive: Archive) -> None:
    files = dict(archive.files)
    assert Archive.of(dict(reversed(files.items()))).digest == archive.digest
    changed = {**files, "base/pack.toml": files["base/pack.toml"] + b"\n"}
    assert Archive.of(changed).digest != archive.digest
    assert Archive.of({k: v for k, v in files.items() if k != "overlay/conflicts.toml"}).digest != archive.digest


def test_an_old_pack_read_from_its_bytes_is_the_same_pack(archive: Archive, pack: Pack) -> None:
    again = from_bytes(archive.to_bytes())
    assert again == archive and again.digest == pack.digest
    assert load(again) == pack


def test_every_damaged_byte_of_a_small_pack_is_refused_or_read_as_another(archive: Archive) -> None:
    stored = Archive.of({"base/pack.toml": b'id = "x"', "base/a.toml": b""}).to_bytes()
    digest = from_bytes(stored).digest
    for spot in range(len(stored)):
        flipped = bytes([*stored[:spot], stored[spot] ^ 1, *stored[spot + 1 :]])
        try:
            assert from_bytes(flipped).digest != digest
        except PackBroken:
            continue
    for cut in range(len(stored)):
        with pytest.raises(PackBroken):
            from_bytes(stored[:cut])


@given(st.binary(max_size=200))
def test_hostile_bytes_are_refused_with_a_sentence(noise: bytes) -> None:
    for stored in (noise, b"dsl-desk pack 1\n" + noise):
        try:
            from_bytes(stored)
        except PackBroken as problem:
            assert problem.sentence


@pytest.mark.parametrize("path", ["pack.toml", "base/../../x.toml", "/base/x.toml", "base//x.toml", "other/x.toml"])
def test_a_path_that_leads_out_of_the_pack_is_refused(path: str) -> None:
    with pytest.raises(PackBroken):
        Archive.of({path: b""})


def test_base_alone_is_a_pack_for_a_school_whose_council_has_none_yet() -> None:
    pack = load(read_folder(ENGLAND))
    assert pack.authority == "" and pack.contacts["mash"].number == ""
    assert [one for one in check(pack) if one.level == "error"] == []


def test_the_shipped_overlay_is_small_and_holds_no_road_of_its_own() -> None:
    for path in LUTON.glob("pathways/*.toml"):
        assert (ENGLAND / "pathways" / path.name).exists() and "\nid = " not in path.read_text().partition("[[step]]")[
            0
        ]
    assert {path.name for path in LUTON.glob("*.toml")} == {
        "pack.toml",
        "sources.toml",
        "contacts.toml",
        "conflicts.toml",
        "guidance.toml",
    }
