"""A check runs beside the work: saves go on meanwhile, and nothing of it is left behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dsl_desk.store import check, snapshot
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.store.snapshot import check_beside
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_read
from tests.builders import NOW, a_child, a_concern, ended, seal, wrong
from tests.store.tampering import behind_the_triggers

NAMES = [
    "Encrypted pages", "Database structure", "Database settings", "Append-only rules", "Chain of entries",
    "People who signed", "Attachments and packs", "Anchor", "Read tables", "Search index",
]  # fmt: skip


@pytest.fixture
def some(vault: Vault) -> tuple[Vault, str]:
    """A vault of 600 entries and the id of a child in it."""
    child = a_child()
    seal(vault, child)
    seal(vault, *(a_concern(child.id, where=f"place {n} " * 40) for n in range(600)))
    return vault, child.id


def left(vault: Vault) -> list[Path]:
    return list(vault.folder.glob(".check-*"))


def interleaved(vault: Vault, child: str, work: Any) -> tuple[tuple[check.Line, ...], int]:
    """The lines, and how many saves went through between its slices."""
    saves = 0
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value, saves
        seal(vault, a_concern(child))
        saves += 1


@pytest.mark.parametrize("full", [True, False])
def test_saves_go_on_while_the_record_is_checked(some: tuple[Vault, str], full: bool) -> None:
    vault, child = some
    lines, saves = interleaved(vault, child, check_beside(vault, NOW, full=full))
    assert [line.name for line in lines] == NAMES
    assert [(line.name, line.says) for line in lines if not line.holds] == []
    assert saves  # how many there are is the machine's affair; the waits are measured in the bench
    assert left(vault) == []
    assert wrong(vault) == {}


def test_without_room_the_live_vault_is_checked_and_saves_still_go_on(
    some: tuple[Vault, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, child = some
    monkeypatch.setattr(shutil, "disk_usage", lambda _: type("Full", (), {"free": 0})())
    lines, saves = interleaved(vault, child, check_beside(vault, NOW, full=True))
    assert [line.name for line in lines] == NAMES
    assert [(line.name, line.says) for line in lines if not line.holds] == []
    assert saves


def test_a_good_full_check_is_remembered_and_the_next_goes_on_from_it(some: tuple[Vault, str]) -> None:
    vault, child = some
    with open_read(vault) as read:
        assert check.last_good(read.connection) == (0, None)
    ended(check_beside(vault, NOW, full=True))
    with open_read(vault) as read:
        assert check.last_good(read.connection) == (603, NOW)
    seal(vault, a_concern(child))
    lines = {line.name: line for line in ended(check_beside(vault, NOW, full=False))}
    assert lines["Chain of entries"].counts == {"entries": 604, "words": 1, "signatures": 1}
    with open_read(vault) as read:
        assert check.last_good(read.connection)[0] == 603


def test_a_good_check_that_cannot_be_noted_is_a_good_check(vault: Vault) -> None:
    """As on a full disk, or in a folder that may only be read."""
    seal(vault, a_child())
    snapshot._bare(vault).execute("PRAGMA query_only = ON")
    assert all(line.holds for line in ended(check_beside(vault, NOW, full=True)))
    with open_read(vault) as read:
        assert check.last_good(read.connection) == (0, None)


def test_a_difference_is_found_on_the_copy_and_not_remembered_as_good(some: tuple[Vault, str]) -> None:
    vault, _ = some
    with behind_the_triggers(vault) as bare:
        bare.execute("UPDATE body SET salt = zeroblob(16) WHERE seq = 9")
    found = {line.name for line in ended(check_beside(vault, NOW, full=True)) if not line.holds}
    assert found == {"Chain of entries", "People who signed"}
    with open_read(vault) as read:
        assert check.last_good(read.connection) == (0, None)


def test_a_damaged_page_of_the_live_file_is_found_though_its_good_copy_is_in_memory(some: tuple[Vault, str]) -> None:
    vault, _ = some
    assert wrong(vault) == {}
    page = bytearray((vault.folder / DATABASE_FILE).read_bytes())  # closing this lets go of the lock: a test only
    at = 40 * 4096 + 100
    with (vault.folder / DATABASE_FILE).open("r+b") as file:
        file.seek(at)
        file.write(bytes([page[at] ^ 1]))
    found = {line.name: line.says for line in ended(check_beside(vault, NOW, full=True)) if not line.holds}
    assert list(found) == ["Encrypted pages"]
    assert "page 41" in found["Encrypted pages"]


def test_a_setting_of_the_live_connection_is_what_counts(some: tuple[Vault, str]) -> None:
    vault, _ = some
    snapshot._bare(vault).execute("PRAGMA recursive_triggers = OFF")
    found = {line.name: line.says for line in ended(check_beside(vault, NOW, full=False)) if not line.holds}
    assert found == {"Database settings": "recursive_triggers is not as required"}


def test_a_check_that_is_stopped_leaves_nothing_and_the_next_start_clears_what_a_crash_left(
    some: tuple[Vault, str],
) -> None:
    vault, _ = some
    work = check_beside(vault, NOW, full=True)
    for _ in range(3):
        next(work)
    work.close()
    assert left(vault) == []
    (vault.folder / ".check-0000.part").write_bytes(b"left by a crash")
    ended(check_beside(vault, NOW, full=False))
    assert left(vault) == []


def test_opening_a_vault_clears_what_a_crash_left(vault: Vault, keys: Callable[..., Any]) -> None:
    from dsl_desk.store.vault import open_vault

    vault.close()
    for name in (".check-0000.part", ".check-0000.part-journal"):
        (vault.folder / name).write_bytes(b"left by a crash")
    vault = open_vault(vault.folder, keys(vault.folder), NOW)
    assert left(vault) == []
    vault.close()


def test_the_copy_is_ciphertext_for_its_owner_only_and_under_another_key(some: tuple[Vault, str]) -> None:
    vault, _ = some
    work = check_beside(vault, NOW, full=True)
    seen = []
    for _ in work:
        for path in left(vault):
            seen.append(path.name)
            assert path.stat().st_mode & 0o777 == 0o600
            content = path.read_bytes() if path.suffix == ".part" else b""
            assert b"place" not in content
    assert seen
