"""Backups: made beside the work, checked before they count, and in the record once they do."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dsl_desk import logs
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.keeping import Kept, allow_care, finish
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.entries.desk import BackupMade
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.when import local, long_moment
from dsl_desk.errors import KnownProblem
from dsl_desk.store import backup, backup_entries, journal
from dsl_desk.store.backup_file import read_backup
from dsl_desk.store.work import open_read, open_work

EVERY = timedelta(minutes=30)


@dataclass(frozen=True)
class BackedUp:
    """A backup that was made and read back. `recorded` False: it could not be noted in the record, but stands."""

    path: Path
    at: datetime
    place: str
    entries: int
    size: int
    removed: int
    recorded: bool


@dataclass(frozen=True)
class BackupState:
    """`at` None: there is none yet. `waiting`: entries in no backup. `line` is for Today: "Backed up 10:00"."""

    at: datetime | None
    place: str
    waiting: int
    line: str


def back_up(kept: Kept, target: Path) -> Generator[float, None, BackedUp]:
    """Back the vault up into the folder `target`, yielding progress 0 to 1; between slices saves may run.

    Sealed as `backup_made` once the file was read back whole; the record names the kind of place, never the path.
    Closing the generator stops it and leaves nothing half done; close it before the vault. Raises BackupFailed with a
    sentence; every older backup is then kept, and `should_back_up` goes on saying so. Raises NotAllowed.
    """
    allow_care(kept)
    vault, at = kept.vault, local(kept.clock())
    with open_read(vault) as read:
        head = journal.head(read.cursor)
    made = yield from backup.backup(
        vault.engine, vault.folder, vault.unlocked.root, target, at, (head.seq, head.digest)
    )
    place = place_of(target, vault.folder)
    recorded = _record(kept, made, place)
    return BackedUp(made.path, at, place, made.entries, made.size, len(made.removed), recorded)


def backup_state(kept: Kept) -> BackupState:
    """The last backup as the record knows it, and what has come since."""
    with open_read(kept.vault) as read:
        entry = backup_entries.last_backup(read)
        body = entry.body if entry else None
        if entry is None or not isinstance(body, BackupMade):
            return BackupState(None, "", backup_entries.entries_after(read, 0), "Not backed up yet")
        waiting = backup_entries.entries_after(read, body.seq)
    at = local(entry.header.recorded_at)
    today = at.date() == local(kept.clock()).date()
    return BackupState(at, body.place, waiting, f"Backed up {f'{at:%H:%M}' if today else long_moment(at)}")


def should_back_up(kept: Kept, *, leaving: bool = False) -> bool:
    """Whether it is time: something was sealed since, and half an hour has passed or the desk is being left.

    False as well for a vault open for reading only: what is wrong with it must not crowd out good backups.
    """
    if kept.vault.read_only:
        return False
    state = backup_state(kept)
    if not state.waiting:
        return False
    return leaving or state.at is None or local(kept.clock()) - state.at >= EVERY


def back_up_if_due(desk: Desk) -> Generator[float, None, BackedUp | None]:
    """Back up into the folder the school named, when it is time and there is one; else nothing. Raises BackupFailed."""
    if not desk.school.backup_folder or not should_back_up(desk):
        return None
    return (yield from back_up(desk, Path(desk.school.backup_folder)))


def back_up_now_or_later(desk: Desk) -> BackedUp | None:
    """Before the desk is left: back up what no backup holds. One that fails stops nobody from leaving.

    It is tried again every half hour once the desk is open, and Today says until then how old the last one is.
    """
    if not desk.school.backup_folder or not should_back_up(desk, leaving=True):
        return None
    try:
        return finish(back_up(desk, Path(desk.school.backup_folder)))
    except KnownProblem as problem:
        logs.event("backup.failed", problem=problem.code)
        return None


def place_of(target: Path, vault_folder: Path) -> str:
    """The kind of place in words. What lies on the vault's own disk is lost with it."""
    try:
        same = target.stat().st_dev == vault_folder.stat().st_dev
    except OSError:
        same = False
    return "folder on the same disk" if same else "another disk"


def _record(kept: Kept, made: backup.BackupMade, place: str) -> bool:
    with suppress(KnownProblem):
        body = BackupMade(
            backup=read_backup(made.path).manifest.backup_id, place=place, seq=made.seq, digest=made.digest.hex(),
            size=made.size, file_digest=made.sha256,
        )  # fmt: skip
        with open_work(kept.vault, kept.clock()) as work:
            work.seal(NewEntry(id=new_id(), body=body))
            work.commit()
        return True
    return False
