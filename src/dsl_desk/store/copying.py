"""Copying a whole database under another key, and finding out whether a copy is sound."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dsl_desk.errors import VaultDamaged
from dsl_desk.store.database_faults import error_name
from dsl_desk.store.engine import connect

PAGES = 64  # of 4 KiB, copied between two looks at the clock
PIECE = 1 << 20  # bytes of a copy that may wait to be written to the disk


class Unsound(Exception):
    """The copy did not pass a check, or does not hold the entry it must."""


@dataclass(frozen=True)
class CopyHolds:
    """What a sound copy holds: its last entry (0 and zeros when it has none), and how many there are."""

    seq: int
    digest: bytes
    entries: int


def copy_into(source: Any, path: Path, key: bytes, told: Callable[[float], None] = lambda done: None) -> None:
    """Copy an open database to a new file under this key. It is not synced: a copy that is to stay must be.

    Done in steps, after each of which `told` hears how far it is. Raises driver errors and OSError.
    """
    target = connect(path, key, create=True)
    try:
        # A copy cut short is thrown away, so it needs no journal of its own.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        with _written_out(path) as write_out:

            def step(_: int, left: int, total: int) -> None:
                write_out()
                if left:  # nothing is told after the last page: what is sealed from then on would not be in the copy
                    told(1 - left / total)

            source.backup(target, pages=PAGES, sleep=0.01, progress=step)
    except dbapi2.OperationalError as error:
        raise _disk_error(error) from error
    finally:
        target.close()


@contextmanager
def _written_out(path: Path) -> Iterator[Callable[[], None]]:
    """Has what was copied reach the disk piece by piece.

    Else it lies in memory until the next sealed entry is synced, and that one waits for all of it.
    """
    if not hasattr(os, "fdatasync"):
        yield lambda: None
        return
    done, descriptor = 0, os.open(path, os.O_RDONLY)

    def write_out() -> None:
        nonlocal done
        size = os.fstat(descriptor).st_size
        if size - done >= PIECE:
            os.fdatasync(descriptor)
            done = size

    try:
        yield write_out
    finally:
        os.close(descriptor)


def open_copy(path: Path, key: bytes) -> Any:
    """Open a copy from the disk. Raises Unsound when it does not open with this key."""
    try:
        connection = connect(path, key, create=False)
    except (dbapi2.DatabaseError, VaultDamaged) as error:
        raise Unsound from error
    for pragma in ("temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def examine(path: Path, key: bytes, head: tuple[int, bytes] = (0, b"")) -> CopyHolds:
    """What the copy at `path` holds. Raises Unsound unless both integrity checks pass and it holds `head`."""
    connection = open_copy(path, key)
    try:
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise Unsound
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise Unsound
        entries = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
        last = connection.execute("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        held = connection.execute("SELECT digest FROM entry WHERE seq = ?", (head[0],)).fetchone()
        if head[0] and (held is None or bytes(held[0]) != head[1]):
            raise Unsound
    except (dbapi2.DatabaseError, sqlite3.DatabaseError) as error:
        raise Unsound from error
    finally:
        connection.close()
    return CopyHolds(last[0], bytes(last[1]), entries) if last else CopyHolds(0, bytes(32), 0)


def _disk_error(error: Exception) -> Exception:
    """The disk's own error, so that a copy fails in the same words whatever was being written."""
    name = error_name(error)
    if name.startswith("SQLITE_FULL"):
        return OSError(errno.ENOSPC, "copy")
    if name.startswith("SQLITE_IOERR"):
        return OSError(errno.EIO, "copy")
    return error
