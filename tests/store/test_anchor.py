"""An anchor is read back whole, or is said to be damaged or missing; it never stops a vault from opening."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.errors import CannotWrite
from dsl_desk.store import anchor
from dsl_desk.store.anchor import Anchor, Damaged, Missing
from dsl_desk.store.key_derivation import RootKey

ROOT = RootKey(bytes(range(32)))
HERE = Anchor("01938f3a-9c1e-7aaa-8bbb-0123456789ab", 1204, bytes(range(32)), 3)


def test_an_anchor_comes_back_as_written(tmp_path: Path) -> None:
    assert anchor.read(tmp_path, ROOT) == Missing()
    anchor.write(tmp_path, HERE, ROOT)
    assert anchor.read(tmp_path, ROOT) == HERE


def test_another_vaults_key_does_not_accept_it(tmp_path: Path) -> None:
    anchor.write(tmp_path, HERE, ROOT)
    assert anchor.read(tmp_path, RootKey.new()) == Damaged()


def test_every_flipped_bit_every_cut_and_every_addition_is_found() -> None:
    content = anchor.encode(HERE, ROOT)
    for place in range(len(content)):
        for bit in range(8):
            flipped = content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
            assert anchor.decode(flipped, ROOT) == Damaged(), (place, bit)
        assert anchor.decode(content[:place], ROOT) == Damaged()
    assert anchor.decode(content + b"\n", ROOT) == Damaged()
    assert anchor.decode(content, ROOT) == HERE


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_damaged_and_raise_nothing(content: bytes) -> None:
    assert anchor.decode(content, ROOT) == Damaged()


@pytest.mark.parametrize(
    "content", [b"[" * 4000, b"{}", b"null", b'{"vault":[],"seq":"1","digest":"","slot_generation":{}}']
)
def test_hostile_json_is_damaged(content: bytes) -> None:
    assert anchor.decode(content, ROOT) == Damaged()


def test_a_huge_file_in_its_place_is_damaged(tmp_path: Path) -> None:
    (tmp_path / anchor.ANCHOR_FILE).write_bytes(b" " * 1_000_000)
    assert anchor.read(tmp_path, ROOT) == Damaged()


def test_an_anchor_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        anchor.write(tmp_path / "missing", HERE, ROOT)


def test_an_anchor_goes_onto_paper_and_back() -> None:
    line = anchor.on_paper(HERE)
    assert line.startswith("1204: 0001 0203 0405")
    assert anchor.from_paper(line) == (HERE.seq, HERE.digest)
    assert anchor.from_paper(line.upper().replace(":", "").replace(" 0203", "0203")) == (HERE.seq, HERE.digest)
    assert anchor.from_paper(line[:-1]) is None
    assert anchor.from_paper("1204 once upon a time") is None
