"""A backup put back in a new folder, saying what it holds and what it lacks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dsl_desk.casework.keeping import Clock, only_name
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain import entries
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.when import When, local, long_moment
from dsl_desk.errors import BackupFailed
from dsl_desk.paths import make_private
from dsl_desk.store import anchor, journal, slots
from dsl_desk.store import restore as stored
from dsl_desk.store.backup_file import Manifest, read_backup
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import vault_folder
from dsl_desk.store.work import open_read, open_work


@dataclass(frozen=True)
class Secret:
    """What opens the backup: a passphrase, of the one person there or of `who` (name or id), or a recovery code."""

    passphrase: str = field(default="", repr=False)
    who: str = ""
    code: str = field(default="", repr=False)

    def open(self, folder: Path) -> Unlocked:
        """Open the key file in this folder. Raises WrongSecret and what else slots raise."""
        if self.code:
            return slots.open_with_recovery(folder, self.code)
        return slots.open_with_passphrase(folder, self.who or only_name(folder), self.passphrase)


@dataclass(frozen=True)
class Held:
    """What a backup says it is, read without a key."""

    kind: str
    taken_at: datetime
    entries: int


@dataclass(frozen=True)
class Restored:
    """`lost`: (first, last) numbers of entries that the old folder knew and this backup does not hold, or None.

    `says` is for the person: what the backup holds, then what it lacks.
    """

    folder: Path
    kind: str
    entries: int
    taken_at: datetime
    latest: datetime | None
    lost: tuple[int, int] | None
    says: tuple[str, ...]


def look_into(path: Path) -> Held:
    """What this file is. Raises BackupFailed when it is no backup, damaged or newer than this program."""
    manifest = read_backup(path).manifest
    return Held(_kind(path, manifest), manifest.taken_at, manifest.entries)


def restore(path: Path, new_folder: Path, secret: Secret, clock: Clock, *, old_folder: Path | None = None) -> Restored:
    """Restore the backup to the desk's folder `new_folder`, which must not hold a vault of that kind.

    With `old_folder`, the desk's folder that was in use, the gap against its anchor is named and sealed (`restored`).
    After any fault there is no restored vault. Raises BackupFailed, WrongSecret, FolderNotLocal, FolderNotWritable,
    DiskFull, CannotWrite. The restored vault is closed again; sign in to it as ever.
    """
    manifest = read_backup(path).manifest
    kind = _kind(path, manifest)
    place = vault_folder(new_folder.absolute(), kind)
    opened: list[Unlocked] = []
    stored.restore(path, place, _remembering(secret, opened))
    try:
        for folder in (place.parent, place.parent.parent):
            make_private(folder)
        vault = open_vault(place, opened[0], clock(), name="restoring")
        try:
            return _seal(vault, manifest, clock, new_folder, old_folder)
        finally:
            vault.close()
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _remembering(secret: Secret, opened: list[Unlocked]) -> Callable[[Path], Unlocked]:
    """Opens the keys, and keeps them: deriving them takes a second."""

    def unlock(folder: Path) -> Unlocked:
        opened.append(secret.open(folder))
        return opened[0]

    return unlock


def _seal(vault: Vault, manifest: Manifest, clock: Clock, new_folder: Path, old_folder: Path | None) -> Restored:
    with open_read(vault) as read:
        head = journal.head(read.cursor)
    lost, lacks = _gap(vault, head, old_folder)
    body = entries.desk.Restored(
        backup=manifest.backup_id, taken_at=When.at(manifest.taken_at), backup_seq=head.seq,
        lost_from=lost[0] if lost else None, lost_to=lost[1] if lost else None,
    )  # fmt: skip
    with open_work(vault, clock()) as work:
        work.seal(NewEntry(id=new_id(), body=body))
        work.commit()
    latest = local(head.recorded_at) if head.recorded_at else None
    holds = f"The backup of {long_moment(manifest.taken_at)} holds {_entries(head.seq)}"
    holds += f", the latest sealed on {long_moment(latest)}." if latest else "."
    return Restored(new_folder, vault.kind, head.seq, manifest.taken_at, latest, lost, (holds, lacks))


def _gap(vault: Vault, head: journal.Head, old_folder: Path | None) -> tuple[tuple[int, int] | None, str]:
    """What the old folder's anchor knew beyond the backup, as numbers and in words."""
    if old_folder is None:
        return None, "What was sealed after it cannot be told: the folder used before was not named."
    found = anchor.read(vault_folder(old_folder, vault.kind), vault.unlocked.root)
    if not isinstance(found, anchor.Anchor) or found.vault_id != vault.id:
        return None, "What was sealed after it cannot be told: the folder used before has no anchor of this vault."
    if found.seq > head.seq:
        missing = found.seq - head.seq
        verb = "is" if missing == 1 else "are"
        return (head.seq + 1, found.seq), (
            f"{_entries(missing)} sealed after it {verb} not in this backup. Keep the folder used before: a newer "
            "backup or a repair may still bring them back."
        )
    with open_read(vault) as read:
        if journal.digest_at(read.cursor, found.seq) != found.digest:
            return (
                None,
                f"The folder used before went another way: its entry {found.seq} is not the one in this backup.",
            )
    return None, "Nothing is missing: the folder used before knew no later entry."


def _kind(path: Path, manifest: Manifest) -> str:
    try:
        return VaultKind(manifest.vault_kind).value
    except ValueError:
        raise BackupFailed(
            f"The file {path.name} holds a vault of a kind this program does not know. Update DSL Desk and try again. "
            "Nothing was changed."
        ) from None


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
