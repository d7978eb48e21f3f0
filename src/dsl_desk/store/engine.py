"""Opening the encrypted database: one connection, made safe in one order, spoken to through SQLAlchemy.

Journal mode TRUNCATE with synchronous EXTRA lost nothing in every power cut tried; WAL and DELETE did.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from dsl_desk.errors import Bug, NewerVault, VaultDamaged
from dsl_desk.store.database_faults import DATABASE_DAMAGED, DATABASE_MISSING, known_problems, problem_from
from dsl_desk.store.key_derivation import KEY_BYTES

__all__ = [
    "DATABASE_FILE",
    "EXPECTED_PRAGMAS",
    "IMMEDIATE",
    "close_engine",
    "connect",
    "forbid_core_dumps",
    "known_problems",
    "open_engine",
    "open_memory_engine",
    "problem_from",
    "read_pragmas",
    "reading",
    "writing",
]

DATABASE_FILE = "vault.db"
IMMEDIATE = "immediate"  # execution option: this transaction is going to write
LEAST_CIPHER, LEAST_SQLITE = (4, 19), (3, 51, 3)  # older ones hold defects that damage or downgrade
_OPENING_WAIT, _BUSY_WAIT = 500, 5000  # ms

# What every connection is set to, in this order, and what reading it back must give (`dsl-desk check`).
_RECIPE = (
    ("temp_store", "MEMORY", 2),  # on the disk, sorting would lay words open
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),  # without it INSERT OR REPLACE slips past the append-only triggers
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("mmap_size", "0", 0),
    ("cache_size", "-65536", -65536),  # 64 MiB
)
_ON_DISK = (
    ("cipher_memory_security", "OFF", 0),  # ON costs four times in bulk
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("fullfsync", "ON", 1),
    ("locking_mode", "EXCLUSIVE", "exclusive"),
)
EXPECTED_PRAGMAS: dict[str, Any] = {
    **{name: value for name, _, value in _RECIPE + _ON_DISK},
    "busy_timeout": _BUSY_WAIT,
}


def open_engine(path: Path, key: bytes, *, create: bool) -> Engine:
    """The one connection to this vault's database, locked against every other process until `close_engine`.

    Raises VaultDamaged (missing, damaged, swapped), AlreadyOpen, FolderNotWritable, DiskFull, CannotWrite, and
    NewerVault when the database library itself is too old. A database that may only be read opens for reading.
    """
    with known_problems(path.parent):
        connection = connect(path, key, create=create)
        try:
            _set(connection, _RECIPE + _ON_DISK)
            _take_lock(connection)
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_WAIT}")
        except BaseException:
            connection.close()
            raise
    return _engine_on(connection)


def open_memory_engine() -> Engine:
    """An empty database in memory, without a key: for replaying a journal beside the real one."""
    connection = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    _refuse_old_library(connection)
    _set(connection, _RECIPE)
    return _engine_on(connection)


def close_engine(engine: Engine) -> None:
    """Close the connection and let other processes in."""
    engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent read: everything within sees the same moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction (BEGIN IMMEDIATE): committed at the end, rolled back by an exception."""
    with engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
        yield connection


def connect(path: Path, key: bytes, *, create: bool) -> Any:
    """A bare keyed connection without the recipe, for copies that are being made or checked. Raises driver errors.

    Raises VaultDamaged for a file that is missing, empty, damaged or under another key.
    """
    if len(key) != KEY_BYTES:
        raise Bug("database_key_length")  # SQLCipher would take a wrong length for a passphrase, in silence
    if create:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    elif not path.is_file() or path.stat().st_size == 0:  # an empty file opens under any key
        raise VaultDamaged(DATABASE_MISSING if not path.exists() else DATABASE_DAMAGED)
    uri = f"file:{quote(path.resolve().as_posix())}?mode=rw"
    connection = dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_OPENING_WAIT / 1000
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        _refuse_old_library(connection)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def read_pragmas(connection: Connection) -> dict[str, Any]:
    """What the connection is really set to, to compare with EXPECTED_PRAGMAS. None for one that gives no answer."""
    rows = {name: connection.exec_driver_sql(f"PRAGMA {name}").fetchone() for name in EXPECTED_PRAGMAS}
    found = {name: row[0] if row else None for name, row in rows.items()}
    return {name: int(v) if isinstance(v, str) and v.isdigit() else v for name, v in found.items()}


def forbid_core_dumps() -> None:
    """Keep keys and words out of files written when a program crashes, and this process's memory from others."""
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def _engine_on(connection: Any) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(begun: Connection) -> None:
        immediate = begun.get_execution_options().get(IMMEDIATE, False)
        begun.connection.cursor().execute("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _set(connection: Any, recipe: tuple[tuple[str, str, Any], ...]) -> None:
    with suppress(AttributeError, dbapi2.NotSupportedError):  # not compiled in is as good as off
        connection.enable_load_extension(False)
    for name, value, _ in recipe:
        reply = connection.execute(f"PRAGMA {name} = {value}").fetchone()
        if name == "journal_mode" and (not reply or reply[0] != "truncate"):
            raise Bug("journal_mode")


def _take_lock(connection: Any) -> None:
    """Hold the file from now on (in EXCLUSIVE mode a lock once taken is kept). A file only read is not locked."""
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except dbapi2.OperationalError as error:
        if not str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise


def _refuse_old_library(connection: Any) -> None:
    row = connection.execute("PRAGMA cipher_version").fetchone()
    cipher = tuple(int(part) for part in re.findall(r"\d+", row[0])[:2]) if row else ()
    if cipher < LEAST_CIPHER or dbapi2.sqlite_version_info < LEAST_SQLITE:
        raise NewerVault(
            "DSL Desk was installed with a database library that is too old to be safe. Install DSL Desk again as its "
            "README says. Nothing was opened or changed."
        )
