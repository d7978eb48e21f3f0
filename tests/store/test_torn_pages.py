"""Torn pages that hold nothing are made whole by either way alone, and nothing that holds something is touched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dsl_desk.errors import VaultDamaged
from dsl_desk.store import torn_pages
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault, open_vault
from tests.builders import NOW, a_child, a_concern, a_disposal, seal, wrong

Keys = Callable[[Path], Unlocked]
PAGE = 4096


@pytest.mark.parametrize("way", [torn_pages.vacuum, torn_pages.fill_the_free_pages])
def test_each_way_alone_makes_free_pages_whole_and_leaves_the_others(
    vault: Vault, keys: Keys, way: torn_pages.Way
) -> None:
    child = a_child()
    concern = a_concern(child.id, child_words="x" * 60_000)
    seal(vault, child, concern)
    seal(vault, a_disposal(concern.id))  # its pages are free now
    folder, key = vault.folder, vault.unlocked.root.derive(Label.DATABASE)
    vault.close()
    database = folder / DATABASE_FILE
    whole = database.read_bytes()
    mended = left = 0
    for page in range(1, len(whole) // PAGE, 4):
        torn = bytearray(whole)
        torn[page * PAGE + 512 : page * PAGE + 1024] = os.urandom(512)
        database.write_bytes(torn)
        try:
            done = torn_pages.mend(database, key, [way])
        except VaultDamaged:
            done = False
        if not done:
            left += 1
            continue
        mended += 1
        vault = open_vault(folder, keys(folder), NOW)
        assert wrong(vault) == {}
        vault.close()
    assert mended > 5
    assert left > 10
