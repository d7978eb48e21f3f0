"""Torn pages that hold nothing are made whole after a crash; nothing that holds something is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dsl_desk.errors import Bug, VaultDamaged
from dsl_desk.store import desk_lock, torn_pages
from dsl_desk.store.engine import DATABASE_FILE, connect
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault, open_vault
from tests.builders import NOW, WHO, a_child, a_concern, a_disposal, seal, wrong

Keys = Callable[[Path], Unlocked]
PAGE = 4096


def torn(vault: Vault, step: int) -> Iterator[Path]:
    """The closed vault's database once for every `step`th page, that page torn; many pages of it are free."""
    child = a_child()
    concern = a_concern(child.id, child_words="x" * 60_000)
    seal(vault, child, concern)
    seal(vault, a_disposal(concern.id))  # its pages are free now
    vault.close()
    database = vault.folder / DATABASE_FILE
    whole = database.read_bytes()
    for page in range(1, len(whole) // PAGE, step):
        content = bytearray(whole)
        content[page * PAGE + 512 : page * PAGE + 1024] = os.urandom(512)
        database.write_bytes(content)
        yield database


@pytest.mark.parametrize("way", [torn_pages.vacuum, torn_pages.fill_the_free_pages])
def test_each_way_alone_makes_free_pages_whole_and_leaves_the_others(
    vault: Vault, keys: Keys, way: torn_pages.Way
) -> None:
    key = vault.unlocked.root.derive(Label.DATABASE)
    mended = left = 0
    for database in torn(vault, step=4):
        try:
            done = torn_pages.mend(database, key, [way])
        except VaultDamaged:
            done = False
        mended, left = mended + done, left + (not done)
        if done:
            again = open_vault(database.parent, keys(database.parent), NOW)
            assert wrong(again) == {}
            again.close()
    assert mended > 5
    assert left > 10


def test_a_torn_page_that_held_nothing_is_made_whole_after_a_crash_and_one_that_held_something_is_not(
    vault: Vault, keys: Keys
) -> None:
    folder, key = vault.folder, vault.unlocked.root.derive(Label.DATABASE)
    mended = left = 0
    for database in torn(vault, step=5):
        desk_lock.write_label(folder, NOW, WHO)
        try:
            again = open_vault(folder, keys(folder), NOW)
        except (VaultDamaged, Bug):
            left += 1
            continue
        sound = wrong(again) == {}
        again.close()
        mended, left = mended + sound, left + (not sound)
        connection = connect(database, key, create=False)
        assert (connection.execute("PRAGMA cipher_integrity_check").fetchall() == []) is sound
        connection.close()
    assert mended > 2
    assert left > 10


def test_out_of_memory_is_said_as_what_it_may_mean_and_is_no_fault_of_ours() -> None:
    """SQLCipher says it of some pages whose seal is broken; here SQLite says it, held to little memory for good."""
    script = """
from dsl_desk.errors import VaultDamaged
from dsl_desk.store.database_faults import DATABASE_UNREADABLE
from dsl_desk.store.engine import known_problems, open_memory_engine
with open_memory_engine().connect() as connection:
    connection.exec_driver_sql("PRAGMA hard_heap_limit = 8000000")
    try:
        with known_problems():
            connection.exec_driver_sql("SELECT hex(zeroblob(50000000))").fetchall()
    except VaultDamaged as problem:
        print(problem.sentence == DATABASE_UNREADABLE, type(problem.__cause__).__name__)
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout == "True MemoryError\n"
