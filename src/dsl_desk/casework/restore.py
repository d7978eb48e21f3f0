"""A backup put back in a new folder, saying what it holds and what it lacks before it counts."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dsl_desk.casework.keeping import Clock, only_name
from dsl_desk.casework.restore_place import missing, unmake
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain import entries
from dsl_desk.domain.access import VAULT_NAMES, VaultKind
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.when import When, local, long_moment
from dsl_desk.errors import BackupFailed, SlotsDamaged
from dsl_desk.paths import make_private
from dsl_desk.store import anchor, desk_tables, journal, slots
from dsl_desk.store.backup_file import Manifest, damaged, read_backup, read_slots
from dsl_desk.store.restore import Built, build
from dsl_desk.store.slices import beside
from dsl_desk.store.slots import SlotKind, Unlocked
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
    """What a backup says it is, read without a key. `people`: (person id, name) of everybody who may sign in."""

    kind: str
    taken_at: datetime
    entries: int
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Restored:
    """`lost`: (first, last) numbers of entries that the old folder knew and this backup does not hold, or None.

    `says` is for the person: what the backup holds, then what it lacks, then whose it is.
    """

    folder: Path
    kind: str
    entries: int
    taken_at: datetime
    latest: datetime | None
    lost: tuple[int, int] | None
    says: tuple[str, ...]


@dataclass(frozen=True)
class Ready:
    """A backup unlocked and checked whole. It counts from `put_back` on; `let_go` removes every trace of it."""

    restored: Restored
    built: Built = field(repr=False)
    vault: Vault = field(repr=False)
    sealing: entries.desk.Restored = field(repr=False)
    made: tuple[Path, ...]  # folders that were not there before, the outermost last


def look_into(path: Path) -> Held:
    """What this file is. Raises BackupFailed when it is no backup, damaged or newer than this program."""
    contents = read_backup(path)
    try:
        found = slots.names_in(read_slots(contents))
    except SlotsDamaged:
        raise damaged(path) from None
    people = tuple((one.person_id, one.name) for one in found if one.kind is SlotKind.PERSON)
    return Held(_kind(path, contents.manifest), contents.manifest.taken_at, contents.manifest.entries, people)


def make_ready(
    path: Path,
    new_folder: Path,
    secret: Secret,
    clock: Clock,
    *,
    old_folder: Path | None = None,
    told: Callable[[float], None] = lambda done: None,
) -> Ready:
    """Unlock the backup and check it whole, beside the desk's folder `new_folder`, which must not hold such a vault.

    With `old_folder`, the desk's folder that was in use, the gap against its anchor is named. After any fault nothing
    is left. Raises BackupFailed, WrongSecret, FolderNotLocal, FolderNotWritable, DiskFull, CannotWrite.
    """
    manifest = read_backup(path).manifest
    place = vault_folder(new_folder.absolute(), _kind(path, manifest))
    made = missing(place.parent)
    with ExitStack() as undo:
        undo.callback(unmake, made)
        built = build(path, place, secret.open, told)
        undo.callback(built.discard)
        for folder in (place.parent, place.parent.parent):
            make_private(folder)
        vault = open_vault(built.folder, built.unlocked, clock(), name="restoring")
        undo.callback(vault.close)
        sealing, restored = _compare(vault, manifest, new_folder, old_folder)
        told(1.0)
        undo.pop_all()
    return Ready(restored, built, vault, sealing, made)


def make_ready_beside(
    path: Path, new_folder: Path, secret: Secret, clock: Clock, *, old_folder: Path | None = None
) -> Generator[float, None, Ready]:
    """The same, yielding progress 0 to 1. Closing the generator stops it and leaves nothing."""
    done: list[Ready] = []

    def work(tell: Callable[[float], None]) -> None:
        done.append(make_ready(path, new_folder, secret, clock, old_folder=old_folder, told=tell))

    try:
        yield from beside(lambda progress: work(progress.tell))
    except GeneratorExit:
        for ready in done:  # it was ready in the very moment in which it was stopped
            let_go(ready)
        raise
    return done[0]


def put_back(ready: Ready, clock: Clock) -> Restored:
    """Seal `restored` and give the vault its name. It is closed again; sign in to it as ever.

    After any fault there is no restored vault. Raises FolderNotWritable, DiskFull, CannotWrite.
    """
    try:
        with open_work(ready.vault, clock()) as work:
            work.seal(NewEntry(id=new_id(), body=ready.sealing))
            work.commit()
        ready.vault.close()
        ready.built.take_name()
    except BaseException:
        let_go(ready)
        raise
    return ready.restored


def let_go(ready: Ready) -> None:
    """It is not wanted, or could not be put back: nothing of it stays."""
    ready.vault.close()
    ready.built.discard()
    unmake(ready.made)


def restore(
    path: Path,
    new_folder: Path,
    secret: Secret,
    clock: Clock,
    *,
    old_folder: Path | None = None,
    told: Callable[[float], None] = lambda done: None,
) -> Restored:
    """Check the backup and put it back in one go. Raises what `make_ready` and `put_back` raise."""
    return put_back(make_ready(path, new_folder, secret, clock, old_folder=old_folder, told=told), clock)


def _compare(
    vault: Vault, manifest: Manifest, new_folder: Path, old_folder: Path | None
) -> tuple[entries.desk.Restored, Restored]:
    """What will be sealed, and what it says: what is in the backup against what the folder used before knew."""
    with open_read(vault) as read:
        head = journal.head(read.cursor)
    lost, lacks = _gap(vault, head, old_folder)
    body = entries.desk.Restored(
        backup=manifest.backup_id, taken_at=When.at(manifest.taken_at), backup_seq=head.seq,
        lost_from=lost[0] if lost else None, lost_to=lost[1] if lost else None,
    )  # fmt: skip
    latest = local(head.recorded_at) if head.recorded_at else None
    holds = f"The backup of {long_moment(manifest.taken_at)} holds {_entries(head.seq)}"
    holds += f", the latest sealed on {long_moment(latest)}." if latest else "."
    says = (holds, lacks, _whose(vault))
    return body, Restored(new_folder, vault.kind, head.seq, manifest.taken_at, latest, lost, says)


def _whose(vault: Vault) -> str:
    with open_read(vault) as read:
        school = desk_tables.settings(read).get("school_name")
    people = [one.name for one in slots.names(vault.folder) if one.kind is SlotKind.PERSON]
    of = f" of {school}" if isinstance(school, str) and school else ""
    return f"It is the vault “{VAULT_NAMES[VaultKind(vault.kind)]}”{of}. Who can sign in: {', '.join(people)}."


def _gap(vault: Vault, head: journal.Head, old_folder: Path | None) -> tuple[tuple[int, int] | None, str]:
    """What the old folder's anchor knew beyond the backup, as numbers and in words."""
    if old_folder is None:
        return None, "What was sealed after it cannot be told: the folder used before is not at hand."
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
