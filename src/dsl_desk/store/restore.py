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
Told = Callable[[float], None]  # hears how far the work is, 0 to 1; what it raises stops the work
_TAKEN_OUT, _EXAMINED, _COPIED = 0.15, 0.45, 0.75  # how far the work is after each part


@dataclass(frozen=True)
class Built:
    """A whole vault in a folder that has no name yet: its last entry, and how many. The anchor in it is the backup's.

    `take_name` puts it under its name, `discard` removes it; until then nobody can take it for a vault.
    """

    folder: Path
    new_folder: Path
    unlocked: Unlocked
    seq: int
    digest: bytes
    taken_at: datetime
    entries: int

    def take_name(self) -> None:
        """Under its name from here on. Raises FolderNotWritable, DiskFull, CannotWrite; then it is still nameless."""
        with known_problems(self.new_folder):
            sync_folder(self.folder)
            if self.new_folder.exists():
                self.new_folder.rmdir()
            self.folder.rename(self.new_folder)
            try:
                sync_folder(self.new_folder.parent)
            except OSError:  # "not restored" is about to be said, so it must be so
                self.new_folder.rename(self.folder)
                raise

    def discard(self) -> None:
        """Nothing of it stays."""
        shutil.rmtree(self.folder, ignore_errors=True)


def build(path: Path, new_folder: Path, unlock: Callable[[Path], Unlocked], told: Told = lambda done: None) -> Built:
    """Build the vault of the backup at `path` beside `new_folder`, which must not exist yet or be empty.

    `unlock` is given a folder with the backup's key file and returns what a secret opened there; what it raises passes
    through. After any fault nothing is left. Takes as long as copying twice.
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
            unlocked, held = _build(contents, building, unlock, told)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return Built(building, new_folder, unlocked, held.seq, held.digest, contents.manifest.taken_at, held.entries)


def _build(
    contents: BackupContents, building: Path, unlock: Callable[[Path], Unlocked], told: Told
) -> tuple[Unlocked, CopyHolds]:
    """The whole vault in `building`: keys first, then the database under its own key, examined before and after."""
    manifest = contents.manifest
    for name in (SLOTS_FILE, SPARE_FILE):
        _take_out(contents, SLOTS_FILE, building / name)
    if manifest.part(ANCHOR_FILE).size:
        _take_out(contents, ANCHOR_FILE, building / ANCHOR_FILE)
    copy = building / "from-backup.part"
    _take_out(contents, DATABASE_FILE, copy)
    told(_TAKEN_OUT)
    unlocked = unlock(building)
    if not manifest.made_with(unlocked.root) or manifest.vault_id != unlocked.vault_id:
        raise BackupFailed(
            f"The file {contents.path.name} was altered after it was made, so it is not trusted. Choose another "
            "backup, and tell whoever looks after this computer. Nothing was changed."
        )
    return unlocked, _under_its_own_key(contents, unlocked, copy, building / DATABASE_FILE, told)


def _under_its_own_key(
    contents: BackupContents, unlocked: Unlocked, copy: Path, database: Path, told: Told
) -> CopyHolds:
    """Copy the backup's database to the vault's key, examining it before and after."""
    manifest, key = contents.manifest, unlocked.root.derive(Label.DATABASE)
    backup_key = database_key(unlocked.root, manifest.backup_id)
    expected = CopyHolds(manifest.seq, manifest.digest, manifest.entries)
    try:
        _same(examine(copy, backup_key), expected)
        told(_EXAMINED)
        with contextlib.closing(open_copy(copy, backup_key)) as source:
            copy_into(source, database, key, lambda done: told(_EXAMINED + done * (_COPIED - _EXAMINED)))
    except Unsound as error:
        raise damaged(contents.path) from error
    copy.unlink()
    with database.open("rb+") as file:
        sync(file.fileno())
    told(_COPIED)
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
