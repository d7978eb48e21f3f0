"""Making a backup: copied while the desk goes on working, checked from end to end, and only then given its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import Engine
from sqlcipher3 import dbapi2

from dsl_desk.errors import BackupFailed, CannotWrite, DiskFull, FolderNotWritable, KnownProblem
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
from dsl_desk.store.copying import Unsound, copy_into, examine
from dsl_desk.store.engine import DATABASE_FILE, problem_from
from dsl_desk.store.files import UNFINISHED, open_new, put_in_place, sync, unfinished_beside
from dsl_desk.store.key_derivation import RootKey
from dsl_desk.store.retention import make_room
from dsl_desk.store.slices import Progress, beside, in_turns

_COPY = ".backup-"  # the copy while it is being checked: ciphertext
T = TypeVar("T")


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


def backup(
    engine: Engine, folder: Path, root: RootKey, target: Path, now: datetime, head: tuple[int, bytes]
) -> Generator[float, None, BackupMade]:
    """Back the vault in `folder` up into the folder `target`, yielding progress from 0 to 1 every slice (about 30 ms).

    Between slices the connection may be used, also for writing. `head` is (seq, digest) of the last entry when it
    begins (seq 0 when there is none); the backup must hold it and may hold later ones. Closing the generator stops
    the backup and removes what it had written; close it before the engine. `now` is local time with its offset.
    Raises BackupFailed; every older backup is then kept.
    """
    _refuse_unfit(folder, target)
    backup_id = str(uuid.uuid4())
    _sweep(folder)
    copy = _workplace(folder, target) / f"{_COPY}{backup_id}{UNFINISHED}"
    try:
        with _told_as_backup_failed(target):
            key = database_key(root, backup_id)
            yield from _half(in_turns(lambda tell: _copy_database(engine, copy, key, tell)), 0.0)
            making = _Making(folder, root, target, copy, backup_id, now)  # keys and anchor as of this very moment
            return (yield from _half(beside(lambda told: making.finish(head, told)), 0.5))
    finally:
        _remove_copy(copy)


class _Making:
    """One backup from its finished copy on; needs nothing of the open vault any more."""

    def __init__(self, folder: Path, root: RootKey, target: Path, copy: Path, backup_id: str, now: datetime) -> None:
        found = slot_file.find(folder)
        table = found.table
        self._sources: dict[str, Path | bytes] = {
            slot_file.SLOTS_FILE: found.content,
            ANCHOR_FILE: _anchor_bytes(folder),
            DATABASE_FILE: copy,
        }
        self._draft = Manifest(backup_id, table.vault_id, table.vault_kind, now, 0, b"", 0, table.generation, ())
        self._root, self._target, self._copy = root, target, copy

    def finish(self, head: tuple[int, bytes], told: Progress) -> BackupMade:
        """Examine the copy, write it with the rest as one file, read that back, name it, and make room."""
        held = examine(self._copy, database_key(self._root, self._draft.backup_id), head)
        told.tell(0.2)
        parts = tuple(_part(name, source) for name, source in self._sources.items())
        manifest = replace(self._draft, seq=held.seq, digest=held.digest, entries=held.entries, parts=parts)
        manifest = manifest.signed(self._root)
        path = _free_name(self._target, manifest)
        sha256, contents = self._write_and_read_back(path, manifest, told)
        removed = make_room(contents, self._root)
        return BackupMade(path, path.stat().st_size, sha256, held.seq, held.digest, held.entries, removed)

    def _write_and_read_back(self, path: Path, manifest: Manifest, told: Progress) -> tuple[str, BackupContents]:
        size, written = sum(part.size for part in manifest.parts), 0

        def count(more: int) -> None:
            nonlocal written
            written += more
            told.tell(0.2 + 0.5 * written / size)

        unnamed = unfinished_beside(path)
        try:
            with open_new(unnamed) as file:
                sha256 = write_parts(file, manifest, self._sources, count)
                sync(file.fileno())
                _forget_cached(file.fileno())
            contents = read_backup(unnamed)
            for part in manifest.parts:
                copy_part(contents, part.name)
                told.tell(0.9)
            if contents.manifest != manifest:
                raise Unsound
            put_in_place(unnamed, path)
        except BaseException:
            with contextlib.suppress(OSError):
                unnamed.unlink()
            raise
        return sha256, replace(contents, path=path)


def _copy_database(engine: Engine, copy: Path, key: bytes, tell: Callable[[float], None]) -> None:
    checked_out = engine.raw_connection()
    source = checked_out.driver_connection
    checked_out.close()  # the pool has one connection only and keeps it open
    copy_into(source, copy, key, tell)


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


def _refuse_unfit(folder: Path, target: Path) -> None:
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
        return b""  # a backup without an anchor is still a backup; its manifest says where the journal ends


def _forget_cached(descriptor: int) -> None:
    """Let what is read back come from the disk and not from memory, where the system can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _sweep(folder: Path) -> None:
    """Remove copies that a backup cut short left beside the vault."""
    for left in folder.glob(f"{_COPY}*{UNFINISHED}"):
        _remove_copy(left)


def _remove_copy(copy: Path) -> None:
    for path in (copy, copy.with_name(f"{copy.name}-journal")):
        with contextlib.suppress(OSError):
            path.unlink()


def _half(work: Generator[float, None, T], begun: float) -> Generator[float, None, T]:
    """The work's progress as one half of the whole."""
    with contextlib.closing(work):
        while True:
            try:
                done = next(work)
            except StopIteration as end:
                value: T = end.value
                return value
            yield begun + done / 2


@contextlib.contextmanager
def _told_as_backup_failed(target: Path) -> Iterator[None]:
    """Whatever failed, the person reads that no backup was made, why, and that the records are safe."""
    try:
        yield
    except (KnownProblem, OSError, dbapi2.Error, Unsound) as error:
        if isinstance(error, BackupFailed):
            raise
        raise BackupFailed(
            f"No backup was made in {target}: {_reason(error, target)} Your records are safe in the vault."
        ) from error


def _reason(error: Exception, target: Path) -> str:
    if isinstance(error, Unsound):
        return "the copy did not pass its checks and was thrown away. Make a backup to another disk, then run a check."
    problem = problem_from(error, target)
    if isinstance(problem, DiskFull):
        return "the disk is full. Free some space, or choose another folder."
    if isinstance(problem, FolderNotWritable):
        return "DSL Desk may not write there. Choose another folder."
    if isinstance(problem, CannotWrite):
        return "the disk refused to write. Plug it in again, or choose another."
    return problem.sentence if isinstance(problem, KnownProblem) else "something went wrong. Try again."
