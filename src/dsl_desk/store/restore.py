"""Restoring a backup to a new folder: everything verified in a folder beside it, which then takes its name."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsl_desk.errors import BackupFailed, CannotWrite
from dsl_desk.paths import make_private
from dsl_desk.store.anchor import ANCHOR_FILE
from dsl_desk.store.backup_file import BackupContents, copy_part, damaged, database_key, read_backup
from dsl_desk.store.copying import CopyHolds, Unsound, copy_into, examine, open_copy
from dsl_desk.store.engine import DATABASE_FILE, known_problems
from dsl_desk.store.files import open_new, sync, sync_folder
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.location import refuse_elsewhere
from dsl_desk.store.slot_file import SLOTS_FILE, SPARE_FILE
from dsl_desk.store.slots import Unlocked

_BUILDING = ".restoring"


@dataclass(frozen=True)
class Restored:
    """What the restored vault holds: its last entry, and how many. The anchor in it is the backup's own."""

    seq: int
    digest: bytes
    taken_at: datetime
    entries: int


def restore(path: Path, new_folder: Path, unlock: Callable[[Path], Unlocked]) -> Restored:
    """Restore the backup at `path` to `new_folder`, which must not exist yet or be empty.

    `unlock` is given a folder with the backup's key file and returns what a secret opened there; what it raises passes
    through. After any fault there is no restored folder, after success a whole one. Takes as long as copying twice.
    Raises BackupFailed (damaged, or the folder is in use), FolderNotLocal, FolderNotWritable, DiskFull, CannotWrite.
    """
    contents = read_backup(path)
    new_folder = new_folder.absolute()
    _refuse_unfit(new_folder)
    refuse_elsewhere(new_folder)
    with known_problems(new_folder):
        new_folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(new_folder)
        building = new_folder.with_name(f".{new_folder.name}.{os.urandom(4).hex()}{_BUILDING}")
        make_private(building)
        try:
            held = _build(contents, building, unlock)
            _take_name(building, new_folder)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return Restored(held.seq, held.digest, contents.manifest.taken_at, held.entries)


def _build(contents: BackupContents, building: Path, unlock: Callable[[Path], Unlocked]) -> CopyHolds:
    """The whole vault in `building`: keys first, then the database under its own key, examined before and after."""
    manifest = contents.manifest
    for name in (SLOTS_FILE, SPARE_FILE):
        _take_out(contents, SLOTS_FILE, building / name)
    if manifest.part(ANCHOR_FILE).size:
        _take_out(contents, ANCHOR_FILE, building / ANCHOR_FILE)
    copy = building / "from-backup.part"
    _take_out(contents, DATABASE_FILE, copy)
    unlocked = unlock(building)
    if not manifest.made_with(unlocked.root) or manifest.vault_id != unlocked.vault_id:
        raise BackupFailed(
            f"The file {contents.path.name} was altered after it was made, so it is not trusted. Choose another "
            "backup, and tell whoever looks after this computer. Nothing was changed."
        )
    return _under_its_own_key(contents, unlocked, copy, building / DATABASE_FILE)


def _under_its_own_key(contents: BackupContents, unlocked: Unlocked, copy: Path, database: Path) -> CopyHolds:
    """Copy the backup's database to the vault's key, examining it before and after."""
    manifest, key = contents.manifest, unlocked.root.derive(Label.DATABASE)
    backup_key = database_key(unlocked.root, manifest.backup_id)
    expected = CopyHolds(manifest.seq, manifest.digest, manifest.entries)
    try:
        _same(examine(copy, backup_key), expected)
        with contextlib.closing(open_copy(copy, backup_key)) as source:
            copy_into(source, database, key)
    except Unsound as error:
        raise damaged(contents.path) from error
    copy.unlink()
    with database.open("rb+") as file:
        sync(file.fileno())
    try:
        return _same(examine(database, key), expected)
    except Unsound as error:
        raise CannotWrite(
            "The restored vault did not read back as it was written, so it was removed. Restore to another disk; "
            "this one may be failing. The backup is unharmed."
        ) from error


def _same(held: CopyHolds, expected: CopyHolds) -> CopyHolds:
    if held != expected:
        raise Unsound
    return held


def _take_out(contents: BackupContents, name: str, path: Path) -> None:
    with open_new(path) as file:
        copy_part(contents, name, file)
        sync(file.fileno())


def _take_name(building: Path, new_folder: Path) -> None:
    sync_folder(building)
    if new_folder.exists():
        new_folder.rmdir()
    building.rename(new_folder)
    sync_folder(new_folder.parent)


def _refuse_unfit(new_folder: Path) -> None:
    taken = new_folder.exists() and (not new_folder.is_dir() or any(new_folder.iterdir()))
    if taken:
        raise BackupFailed(
            f"The folder {new_folder} is not empty. A backup is only restored to a new or empty folder, so that "
            "nothing is overwritten. Choose another. Nothing was changed."
        )


def _sweep(new_folder: Path) -> None:
    """Remove what a restore cut short left beside this folder."""
    for left in new_folder.parent.glob(f".{new_folder.name}.*{_BUILDING}"):
        shutil.rmtree(left, ignore_errors=True)
