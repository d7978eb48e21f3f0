"""A pack handed over is hostile until it was read: folder or zip, nothing of it is trusted and nothing is unpacked."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from dsl_desk.errors import PackBroken
from dsl_desk.pathways.archive import MOST_BYTES, read_folder
from dsl_desk.pathways.given import laid, read_given
from dsl_desk.pathways.loader import load
from tests.pathways.roads import ENGLAND, LUTON
from tests.pathways.test_pack_files import CONTACTS, FRONT, SOURCES

FILES = {"pack.toml": FRONT, "sources.toml": SOURCES, "contacts.toml": CONTACTS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "westmere"
    place.mkdir()
    for name, text in FILES.items():
        (place / name).write_text(text, "utf-8")
    return place


def zipped(place: Path, files: dict[str, str | bytes], inside: str = "") -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(f"{inside}{name}", content)
    return place


def refused(place: Path) -> str:
    with pytest.raises(PackBroken) as caught:
        read_given(place)
    assert caught.value.sentence.endswith("Nothing was changed.")
    return caught.value.sentence


@pytest.mark.parametrize("inside", ["", "westmere/"])
def test_a_folder_and_its_zip_give_the_same_pack(folder: Path, tmp_path: Path, inside: str) -> None:
    packed = zipped(tmp_path / "westmere.zip", {**FILES, "README.md": "read me", "__MACOSX/._pack.toml": b"\0"}, inside)
    held = read_folder(ENGLAND, LUTON)
    from_zip, from_folder = (laid(read_given(place), held) for place in (packed, folder))
    assert from_zip.digest == from_folder.digest == read_folder(ENGLAND, folder).digest
    assert load(from_zip).contacts["mash"].name == "Westmere front door"


def test_a_base_goes_under_the_locality_this_desk_has() -> None:
    held = read_folder(ENGLAND, LUTON)
    assert laid(read_given(ENGLAND), held).digest == held.digest


def test_a_locality_of_another_base_is_refused(folder: Path) -> None:
    (folder / "pack.toml").write_text(FRONT.replace('"england"', '"ruritania"'), "utf-8")
    with pytest.raises(PackBroken, match="pack_broken") as caught:
        laid(read_given(folder), read_folder(ENGLAND, LUTON))
    assert "ruritania" in caught.value.sentence


@pytest.mark.parametrize(
    "name",
    ["../pack.toml", "/etc/pack.toml", "a/../../pack.toml", "..\\pack.toml", "C:/pack.toml", "a//b.toml", "a\n.toml"],
)
def test_a_path_that_leads_elsewhere_refuses_the_whole_zip(tmp_path: Path, name: str) -> None:
    assert "outside itself" in refused(zipped(tmp_path / "bad.zip", {**FILES, name: FRONT}))


def test_a_link_is_refused_in_a_folder_and_in_a_zip(folder: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("contacts.toml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as packed:
        packed.writestr("pack.toml", FRONT)
        packed.writestr(link, "/etc/passwd")
    assert "is a link" in refused(tmp_path / "link.zip")
    (folder / "cards.toml").symlink_to("/etc/passwd")
    assert "is a link" in refused(folder)
    (folder / "cards.toml").unlink()
    (folder / "pathways").symlink_to("/etc")
    assert "is a link" in refused(folder)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", {**FILES, "cards.toml": b"#" * (MOST_BYTES + 1)})
    assert bomb.stat().st_size < 100_000
    assert "larger than any pack" in refused(bomb)
    shared = {f"questions/{number}.toml": b"#" * (MOST_BYTES // 4) for number in range(5)}
    assert "larger than any pack" in refused(zipped(tmp_path / "shared.zip", {**FILES, **shared}))


def test_a_size_that_lies_is_no_way_round(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "lies.zip", {**FILES, "cards.toml": b"#" * 5_000}).read_bytes())
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"cards.toml"))
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    (tmp_path / "lies.zip").write_bytes(content)
    assert "cannot be read as a zip file" in refused(tmp_path / "lies.zip")


def test_files_too_many_or_twice_are_refused(folder: Path, tmp_path: Path) -> None:
    many = {f"questions/{number}.toml": "" for number in range(2_001)}
    assert "too many files" in refused(zipped(tmp_path / "many.zip", {**FILES, **many}))
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "twice.zip", "w") as packed:
        packed.writestr("pack.toml", FRONT)
        packed.writestr("pack.toml", FRONT + "\n")
    assert "twice" in refused(tmp_path / "twice.zip")
    for number in range(2_001):
        (folder / f"{number}.txt").touch()
    assert "more than 2,000 files" in refused(folder)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    refused(tmp_path / "x.zip")


def test_a_zip_cut_at_any_place_never_raises_anything_else(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", FILES).read_bytes()
    for end in range(0, len(whole), 37):
        for content in (whole[:end], whole[:end] + b"\xff" + whole[end + 1 :]):
            (tmp_path / "cut.zip").write_bytes(content)
            try:
                read_given(tmp_path / "cut.zip")
            except PackBroken as problem:
                assert "Nothing was changed" in problem.sentence


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "cards.toml")
    assert "cards.toml" not in read_given(folder)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 5_000, f"a = {'9' * 9_000}", "a = 2026-99-99", "a = \ud800".encode("utf-8", "surrogatepass")],
)
def test_toml_beyond_all_use_is_refused_with_its_file(folder: Path, text: str | bytes) -> None:
    (folder / "cards.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PackBroken) as caught:
        load(laid(read_given(folder), read_folder(ENGLAND, LUTON)))
    assert "cards.toml" in caught.value.sentence
