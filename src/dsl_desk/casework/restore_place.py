"""Where a backup is put back: the folder that suggests itself, and which ones are refused."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dsl_desk.casework.keeping import Clock
from dsl_desk.errors import BackupFailed
from dsl_desk.store.location import check_live_folder, refuse_elsewhere
from dsl_desk.store.vault_making import vault_folder


def folder_for(desk: Path, kind: str, clock: Clock) -> Path:
    """Where a backup of that kind would go of itself: the desk's own folder, or a new one in it where a vault is."""
    if not _there(vault_folder(desk, kind)):
        return desk
    stem = f"restored-{clock():%Y-%m-%d}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
    return next(desk / name for name in names if not _there(vault_folder(desk / name, kind)))


def refuse_unfit(new_folder: Path, kind: str, desk: Path) -> None:
    """The folder somebody chose, as at a first run: refused on a share, in a synced folder, where nothing may be
    written, and where something lies already. `desk`: the desk's own folder, which holds more than vaults.

    Raises FolderNotLocal, FolderNotWritable, BackupFailed.
    """
    refuse_elsewhere(new_folder)
    made = missing(new_folder)
    taken = _there(vault_folder(new_folder, kind))
    if not taken and new_folder != desk and desk not in new_folder.parents:
        with suppress(OSError):  # what cannot be looked into cannot be written to either, and that is said
            taken = any(new_folder.iterdir())
    if taken:
        raise BackupFailed(
            f"The folder {new_folder} is not empty. A backup is only restored to a new or empty folder, so that "
            "nothing is overwritten. Choose another. Nothing was changed."
        )
    try:
        check_live_folder(new_folder)
    finally:
        unmake(made)


def missing(folder: Path) -> tuple[Path, ...]:
    """This folder and those above it that are not there, the outermost last."""
    return tuple(one for one in (folder, *folder.parents) if not _there(one))


def unmake(made: tuple[Path, ...]) -> None:
    """Folders that were not there before go again, unless something came into them."""
    with suppress(OSError):
        for folder in made:
            folder.rmdir()


def _there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110  # pathlib's own way raises where a folder may not be looked into
