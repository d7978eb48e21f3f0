"""Making a backup: copied while the desk goes on working, checked from end to end, and only then given its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from dsl_desk.errors import BackupFailed, Bug, KnownProblem
from dsl_desk.store import slot_file
from dsl_desk.store.anchor import ANCHOR_FILE
from dsl_desk.store.backup_file import (
    CHUNK,
    SUFFIX,
    BackupContents,
    Manifest,
    Part,
    copy_part,
    database_key,
    read_backup,
    write_parts,
)
from dsl_desk.store.engine import DATABASE_FILE, connect, known_problems
from dsl_desk.store.files import UNFINISHED, open_new, put_in_place, sync, unfinished_beside
from dsl_desk.store.key_derivation import RootKey
from dsl_desk.store.retention import Kept, may_go
from dsl_desk.store.slices import Progress, beside, in_turns

PAGES = 64  # of 4 KiB, copied between two looks at the clock
_COPY = ".backup-"  # the copy being checked, beside the vault: ciphertext


@dataclass(frozen=True)
class BackupMade:
    """A finished backup. `seq` and `digest` are its last entry's; `removed` are older backups that made room."""

    path: Path
    size: int
    sha256: str
    seq: int
    digest: bytes
    entries: int
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True)
class CopyHolds:
    """What a copied database was found to hold, both integrity checks passed."""

    seq: int
    digest: bytes
    entries: int


def backup(
    engine: Engine, folder: Path, root: RootKey, target: Path, now: datetime, head: tuple[int, bytes]
) -> Generator[float, None, BackupMade]:
    """Back the vault in `folder` up into the folder `target`, yielding progress from 0 to 1 every slice (about 30 ms).

    Between slices the connection may be used, also for writing. `head` is (seq, digest) of the last entry when it
    begins; the backup must hold it. Closing the generator stops the backup and removes what it had written; close it
    before the engine. `now` is local time with its offset. Raises BackupFailed; older backups are then all kept.
    """
    if not target.is_dir():
        raise BackupFailed(
            f"The backup folder {target} is not there, so no backup was made. If it is on a stick, plug it in. "
            "Your records are safe in the vault."
        )
    if target.resolve() == folder.resolve():
        raise BackupFailed(
            "The backup folder is the vault's own folder, so no backup was made: what destroys one would destroy "
            "both. Choose a folder on another disk. Your records are safe in the vault."
        )
    backup_id = str(uuid.uuid4())
    _sweep(folder)
    copy = _workplace(folder, target) / f"{_COPY}{backup_id}{UNFINISHED}"
    try:
        with _told_as_backup_failed(target), known_problems(target):
            key = database_key(root, backup_id)
            yield from _halved(in_turns(lambda tell: _copy_database(engine, copy, key, tell)), 0.0)
            found = slot_file.find(folder)
            anchor = _anchor_bytes(folder)
            draft = Manifest(
                backup_id, found.table.vault_id, found.table.vault_kind, now, 0, b"", 0, found.table.generation, ()
            )
            return (
                yield from _halved(
                    beside(lambda told: _finish(draft, root, copy, found.content, anchor, target, head, told)), 0.5
                )
            )
    finally:
        _remove_copy(copy)


def examined(connection: Any, head: tuple[int, bytes] | None = None) -> CopyHolds:
    """What this copy holds, after both integrity checks. Raises BackupFailed unless it is whole and holds `head`."""
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not sound or connection.execute("PRAGMA cipher_integrity_check").fetchall():
        raise BackupFailed("The copy did not pass its checks and was thrown away. Make a backup to another disk.")
    entries = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    last = connection.execute("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1").fetchone() or (0, bytes(32))
    if head is not None and head[0]:
        held = connection.execute("SELECT digest FROM entry WHERE seq = ?", (head[0],)).fetchone()
        if held is None or bytes(held[0]) != head[1]:
            raise BackupFailed("The copy does not hold the newest entry and was thrown away. Make a backup again.")
    return CopyHolds(last[0], bytes(last[1]), entries)


def copy_into(source: Any, path: Path, key: bytes, told: Callable[[float], None]) -> None:
    """Copy a whole database to a new file under another key, and wait until it is on the disk."""
    target = connect(path, key, create=True)
    try:
        # A copy cut short is thrown away, so it needs no journal of its own.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA secure_delete = OFF")
        source.backup(
            target, pages=PAGES, sleep=0.01, progress=lambda _, left, total: told((total - left) / max(total, 1))
        )
    finally:
        target.close()
    with path.open("rb+") as file:
        sync(file.fileno())


def opened_copy(path: Path, key: bytes) -> Any:
    """A copy opened again from the disk, to be examined."""
    connection = connect(path, key, create=False)
    for pragma in ("temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _copy_database(engine: Engine, copy: Path, key: bytes, tell: Callable[[float], None]) -> None:
    checked_out = engine.raw_connection()
    source = checked_out.driver_connection
    checked_out.close()  # the pool holds one connection and keeps it open
    copy_into(source, copy, key, tell)


def _finish(
    draft: Manifest,
    root: RootKey,
    copy: Path,
    slots: bytes,
    anchor: bytes,
    target: Path,
    head: tuple[int, bytes],
    told: Progress,
) -> BackupMade:
    """Examine the copy, write it with the rest as one file, read that back, name it, and make room."""
    with contextlib.closing(opened_copy(copy, database_key(root, draft.backup_id))) as connection:
        held = examined(connection, head)
    told.tell(0.2)
    sources: dict[str, Path | bytes] = {slot_file.SLOTS_FILE: slots, ANCHOR_FILE: anchor, DATABASE_FILE: copy}
    parts = tuple(_part(name, source) for name, source in sources.items())
    manifest = replace(draft, seq=held.seq, digest=held.digest, entries=held.entries, parts=parts).signed(root)
    path = _free_name(target, manifest)
    sha256, contents = _write_and_read_back(path, manifest, sources, told)
    removed = _make_room(target, contents, root)
    return BackupMade(path, path.stat().st_size, sha256, held.seq, held.digest, held.entries, removed)


def _write_and_read_back(
    path: Path, manifest: Manifest, sources: dict[str, Path | bytes], told: Progress
) -> tuple[str, BackupContents]:
    size, written = sum(part.size for part in manifest.parts) or 1, 0

    def tell(count: int) -> None:
        nonlocal written
        written += count
        told.tell(0.2 + 0.5 * written / size)

    unnamed = unfinished_beside(path)
    try:
        with open_new(unnamed) as file:
            sha256 = write_parts(file, manifest, sources, tell)
            sync(file.fileno())
            _forget_cached(file.fileno())
        contents = read_backup(unnamed)
        for part in contents.manifest.parts:
            copy_part(contents, part.name)
            told.tell(0.9)
        if contents.manifest != manifest:
            raise BackupFailed("The backup did not read back as it was written. Make a backup to another disk.")
        put_in_place(unnamed, path)
    except BaseException:
        with contextlib.suppress(OSError):
            unnamed.unlink()
        raise
    return sha256, replace(contents, path=path)


def _make_room(target: Path, newest: BackupContents, root: RootKey) -> tuple[Path, ...]:
    """Remove backups of this vault that retention lets go. Only whole ones made with its key count; others stay."""
    kept = []
    for path in target.glob(f"*{SUFFIX}"):
        with contextlib.suppress(BackupFailed):
            found = read_backup(path).manifest
            if found.vault_id == newest.manifest.vault_id and found.made_with(root):
                kept.append(Kept(path, found.taken_at, found.part(DATABASE_FILE).size))
    removed = [path for path in may_go(kept) if path != newest.path]
    for path in removed:
        with contextlib.suppress(OSError):
            path.unlink()
    return tuple(removed)


def _part(name: str, source: Path | bytes) -> Part:
    if isinstance(source, bytes):
        return Part(name, len(source), hashlib.sha256(source).hexdigest())
    with source.open("rb") as file:
        return Part(name, source.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _free_name(target: Path, manifest: Manifest) -> Path:
    """dsl-desk-children-2026-11-21-101400.deskbackup: nothing of the school in it, and never one that is taken."""
    kind = manifest.vault_kind if re.fullmatch(r"[a-z]{1,20}", manifest.vault_kind) else "vault"
    stem = f"dsl-desk-{kind}-{manifest.taken_at:%Y-%m-%d-%H%M%S}"
    path, number = target / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = target / f"{stem}-{number}{SUFFIX}", number + 1
    return path


def _workplace(folder: Path, target: Path) -> Path:
    """Beside the vault; in the target when this disk has no room for a second copy or may not be written to."""
    with contextlib.suppress(OSError):
        needed = (folder / DATABASE_FILE).stat().st_size * 1.2 + CHUNK
        if shutil.disk_usage(folder).free > needed and os.access(folder, os.W_OK):
            return folder
    return target


def _anchor_bytes(folder: Path) -> bytes:
    try:
        return (folder / ANCHOR_FILE).read_bytes()
    except OSError:
        return b""


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_COPY}*"):
        with contextlib.suppress(OSError):
            left.unlink()


def _remove_copy(copy: Path) -> None:
    for name in (copy.name, f"{copy.name}-journal"):
        with contextlib.suppress(OSError):
            copy.with_name(name).unlink()


def _halved(work: Generator[float, None, Any], begin: float) -> Generator[float, None, Any]:
    """Progress of one half of the whole."""
    done = yield from _mapped(work, begin)
    return done


@contextlib.contextmanager
def _told_as_backup_failed(target: Path) -> Any:
    """Whatever went wrong, the person reads first that no backup was made and that the records are safe."""
    try:
        yield
    except BackupFailed:
        raise
    except KnownProblem as problem:
        raise BackupFailed(
            f"No backup was made in {target}. {problem.sentence} Your records are safe in the vault."
        ) from problem
    except Bug as bug:
        raise bug
