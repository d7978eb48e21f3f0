"""Checking the record beside the work: on a copy, in a thread of its own, while entries go on being sealed.

The copy lies encrypted under a key nobody keeps, in the vault's own folder, and is removed however the check ends. The
settings and the encrypted pages themselves are looked at where they live: a copy says nothing about those.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dsl_desk.errors import KnownProblem
from dsl_desk.store import checking
from dsl_desk.store.check import Line, Witness, check, encrypted_pages, pragmas, remember_good
from dsl_desk.store.copying import copy_into
from dsl_desk.store.engine import DATABASE_FILE, close_engine, known_problems, open_engine, writing
from dsl_desk.store.files import UNFINISHED
from dsl_desk.store.key_derivation import KEY_BYTES, Label
from dsl_desk.store.slices import Progress, beside, in_turns

if TYPE_CHECKING:
    from dsl_desk.store.vault import Vault

_COPY = ".check-"
_COPYING = 0.2  # the part of the whole that copying takes
_LOOKS = 3  # at the pages of the live file: one that was being written when it was read is whole at the next look
_SPARE = 1 << 20  # bytes left free beside the copy
T = TypeVar("T")


@dataclass(frozen=True)
class _Copy:
    """Where the copy lies and opens, and what it was copied from."""

    path: Path
    key: bytes
    database: Path
    database_key: bytes
    witness: Witness


def check_beside(vault: Vault, now: datetime, *, full: bool) -> Generator[float, None, tuple[Line, ...]]:
    """Check everything while the caller goes on sealing between two slices of at most 50 ms; yields progress 0 to 1.

    What is checked is the record as it was when copying ended. A full check that finds nothing is remembered in the
    vault. Without room for a copy the live database is checked, in longer slices. Close the generator to stop it.
    """
    walk = checking.Walk(vault.id, vault.kind)
    with known_problems(vault.folder):
        sweep(vault.folder)
        copied = _has_room(vault.folder)
        if copied:
            try:
                lines = yield from _on_a_copy(vault, walk, full=full)
            except OSError:  # there was less room than it seemed: what cannot be copied can still be checked
                copied, walk = False, checking.Walk(vault.id, vault.kind)
        if not copied:
            lines = yield from check(vault.engine, vault.witness(), full=full, walk=walk)
    if full and not vault.read_only and all(line.holds for line in lines):
        with contextlib.suppress(KnownProblem), known_problems(vault.folder), writing(vault.engine) as connection:
            remember_good(connection, walk, now)  # where nothing can be written, the next check begins further back
    return lines


def sweep(folder: Path) -> None:
    """Remove the copies of checks, also of one cut short. Only whoever holds the vault open may."""
    for left in folder.glob(f"{_COPY}*"):
        with contextlib.suppress(OSError):
            left.unlink()


def _on_a_copy(vault: Vault, walk: checking.Walk, *, full: bool) -> Generator[float, None, tuple[Line, ...]]:
    path, key = vault.folder / f"{_COPY}{os.urandom(4).hex()}{UNFINISHED}", os.urandom(KEY_BYTES)
    try:
        yield from _scaled(in_turns(lambda tell: copy_into(_bare(vault), path, key, tell)), 0.0, _COPYING)
        with vault.engine.connect() as connection:  # still the same slice: the copy and these are of one moment
            settings = pragmas(connection)
            connection.rollback()
        database = vault.folder / DATABASE_FILE
        copy = _Copy(path, key, database, vault.unlocked.root.derive(Label.DATABASE), vault.witness())
        pages, *rest = yield from _scaled(beside(lambda told: _checked(copy, walk, told, full=full)), _COPYING, 1.0)
        if not pages.holds:  # a page may have been read while it was being written: once more, with nobody writing
            with vault.engine.connect() as connection:
                pages = encrypted_pages(connection)
                connection.rollback()
        return (pages, rest[0], settings, *rest[1:])
    finally:
        sweep(vault.folder)


def _checked(copy: _Copy, walk: checking.Walk, told: Progress, *, full: bool) -> tuple[Line, ...]:
    """In the other thread: the live file's pages, everything else on the copy."""
    pages = next((line for line in (_pages_of(copy) for _ in range(_LOOKS)) if line.holds), None) or _pages_of(copy)
    engine = open_engine(copy.path, copy.key, create=False)
    try:
        with contextlib.closing(check(engine, copy.witness, full=full, live=False, walk=walk)) as work:
            while True:
                try:
                    told.tell(next(work))
                except StopIteration as end:
                    return (pages, *end.value[1:])
    finally:
        close_engine(engine)


def _pages_of(copy: _Copy) -> Line:
    """Whether every page of the live file is as it was written, read beside the connection that holds it locked.

    Opened as a file that does not change, it takes no lock. It does change: what is found has to be found again.
    """
    uri = f"file:{quote(copy.database.resolve().as_posix())}?mode=ro&immutable=1"
    try:
        with contextlib.closing(dbapi2.connect(uri, uri=True, isolation_level=None)) as bare:
            bare.execute(f"PRAGMA key = \"x'{copy.database_key.hex()}'\"")
            bare.execute("PRAGMA cipher_log_level = NONE")
            return encrypted_pages(bare)
    except dbapi2.Error:
        return Line("Encrypted pages", False, "cannot be read")


def _has_room(folder: Path) -> bool:
    try:
        needed = (folder / DATABASE_FILE).stat().st_size + _SPARE
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > needed
    except OSError:
        return False


def _bare(vault: Vault) -> Any:
    checked_out = vault.engine.raw_connection()
    bare = checked_out.driver_connection
    checked_out.close()  # the pool holds one connection and keeps it open
    return bare


def _scaled(work: Generator[float, None, T], begin: float, end: float) -> Generator[float, None, T]:
    """The same work, its progress told as a part of the whole."""
    with contextlib.closing(work):
        while True:
            try:
                done = next(work)
            except StopIteration as stopped:
                value: T = stopped.value
                return value
            yield begin + (end - begin) * done
