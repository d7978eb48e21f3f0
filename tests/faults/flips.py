"""One bit flipped in every byte of the key file, the anchor and a vault of 20 pages is found."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sqlcipher3 import dbapi2

from dsl_desk.errors import KnownProblem, SlotsDamaged
from dsl_desk.store import anchor
from dsl_desk.store.anchor import ANCHOR_FILE
from dsl_desk.store.engine import DATABASE_FILE, connect
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.rebuilding import drop_read_tables
from dsl_desk.store.slot_file import SLOTS_FILE, SPARE_FILE, find
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_work
from tests.builders import NOW
from tests.faults.desk import Desk, make_desk

PAGES, PAGE = 20, 4096


def flips(below: Path, step: int = 1) -> dict[str, dict[str, object]]:
    """For each file: how many bytes were tried (every `step`th), how many flips went unfound, how long it took."""
    desk = make_desk(below / "made", entries=2)
    keys = desk.keys()
    small = _of_twenty_pages(desk)
    return {
        "slots": _tried(desk.folder / SLOTS_FILE, step, lambda: _slots_found(desk.folder)),
        "both slots": _tried(desk.folder / SLOTS_FILE, step, lambda: _both_found(desk.folder)),
        "anchor": _tried(desk.folder / ANCHOR_FILE, step, lambda: _anchor_found(desk.folder, keys)),
        "vault of 20 pages": _tried(small, step, lambda: _database_found(small, keys)),
    }


def _tried(path: Path, step: int, found: object) -> dict[str, object]:
    assert callable(found)
    whole, begun, missed = path.read_bytes(), time.perf_counter(), []
    assert not found()  # the way of looking finds nothing where nothing is wrong
    with path.open("r+b", buffering=0) as file:
        for place in range(0, len(whole), step):
            file.seek(place)
            file.write(bytes([whole[place] ^ (1 << (place % 8))]))
            if not found():
                missed.append(place)
            file.seek(place)
            file.write(whole[place : place + 1])
    tried = len(range(0, len(whole), step))
    return {"bytes": tried, "missed": missed[:20], "seconds": round(time.perf_counter() - begun, 1)}


def _slots_found(folder: Path) -> bool:
    """The main copy is seen not to be whole; the spare one opens, so nobody is locked out."""
    return find(folder).differ


def _both_found(folder: Path) -> bool:
    (spare := folder / SPARE_FILE).write_bytes((folder / SLOTS_FILE).read_bytes())
    try:
        return find(folder).in_spare
    except SlotsDamaged:
        return True
    finally:
        spare.touch()


def _anchor_found(folder: Path, keys: Unlocked) -> bool:
    return not isinstance(anchor.read(folder, keys.root), anchor.Anchor)


def _database_found(path: Path, keys: Unlocked) -> bool:
    try:
        connection = connect(path, keys.root.derive(Label.DATABASE), create=False)
    except (dbapi2.DatabaseError, KnownProblem):
        return True
    try:
        return bool(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    except dbapi2.DatabaseError:
        return True
    finally:
        connection.close()


def _of_twenty_pages(desk: Desk) -> Path:
    """The vault with its read tables thrown away, as they may be, and a blob that fills it up to twenty pages."""
    vault = desk.open()
    path = vault.folder / DATABASE_FILE
    with vault.engine.begin() as connection:
        drop_read_tables(connection)
        connection.exec_driver_sql("PRAGMA user_version = 0")
    _vacuum(vault)
    while path.stat().st_size < PAGES * PAGE:
        with open_work(vault, NOW) as work:
            work.keep_blob(os.urandom(PAGE // 2))
            work.connection.commit()
        _vacuum(vault)
    vault.close()
    assert path.stat().st_size == PAGES * PAGE
    return path


def _vacuum(vault: Vault) -> None:
    checked_out = vault.engine.raw_connection()
    checked_out.driver_connection.execute("VACUUM")
    checked_out.close()
