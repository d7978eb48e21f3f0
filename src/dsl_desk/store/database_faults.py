"""What a failed statement or a failing disk means to the person at the desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from dsl_desk.errors import AlreadyOpen, Bug, CannotWrite, DiskFull, FolderNotWritable, KnownProblem, VaultDamaged
from dsl_desk.store.desk_lock import already_open
from dsl_desk.store.files import problem_of

DATABASE_DAMAGED = (
    "The vault's database is damaged, or another file was put in its place: it does not open with this vault's key. "
    "Restore the newest backup to a new folder, and keep this folder as it is. Nothing was changed."
)
DATABASE_MISSING = (
    "The vault's database is missing from its folder. If the folder was moved, move every file in it; otherwise "
    "restore the newest backup to a new folder. Nothing was changed."
)
DATABASE_UNREADABLE = (
    "Part of the vault's database could not be read: it is damaged, or this computer has run out of memory. Close "
    "other programs and try again. If it says so again, restore the newest backup to a new folder, and keep this "
    "folder as it is. Nothing was changed."
)
_SENTENCES = {
    "SQLITE_FULL": (
        "The disk is full, so this was not sealed. Free some space and try again. Reading, printing and the drafts "
        "on screen still work, and what was sealed before is safe."
    ),
    "SQLITE_IOERR": (
        "The disk refused to read or write, so this was not sealed. Try again; if it happens twice, make a backup to "
        "another disk today, since this one may be failing. What was sealed before is safe."
    ),
    "SQLITE_READONLY": (
        "DSL Desk may not write to the vault's folder, so this was not sealed. Ask whoever looks after this computer "
        "to let you write there. Reading and printing still work."
    ),
    "SQLITE_BUSY": "Another program holds this vault open. Close it there, then try again. Nothing was changed.",
    "SQLITE_NOTADB": DATABASE_DAMAGED,
    "SQLITE_CORRUPT": DATABASE_DAMAGED,
}
_SENTENCES["SQLITE_CANTOPEN"] = _SENTENCES["SQLITE_PERM"] = _SENTENCES["SQLITE_READONLY"]
_NAMELESS = {"disk I/O error": "SQLITE_IOERR", "database or disk is full": "SQLITE_FULL"}
_PROBLEMS: tuple[tuple[str, type[KnownProblem]], ...] = (
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_IOERR", CannotWrite),
    ("SQLITE_READONLY", FolderNotWritable),
    ("SQLITE_CANTOPEN", FolderNotWritable),
    ("SQLITE_PERM", FolderNotWritable),
    ("SQLITE_NOTADB", VaultDamaged),
    ("SQLITE_CORRUPT", VaultDamaged),
)


def problem_from(error: BaseException, folder: Path | None = None) -> KnownProblem | Bug:
    """What a failed statement means to a person; a Bug, named after the exception's type, when it is our own fault."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, (KnownProblem, Bug)):
        return original
    if isinstance(original, OSError):
        return problem_of(original, folder or Path(original.filename or "of the vault"))
    if isinstance(original, MemoryError):  # what SQLCipher says of a page whose seal is broken, at some places
        return VaultDamaged(DATABASE_UNREADABLE)
    if not isinstance(original, (dbapi2.Error, sqlite3.Error)):
        return Bug(type(error).__name__)
    name = error_name(original)
    for start, problem in _PROBLEMS:
        if name.startswith(start):
            return problem(_SENTENCES[start])
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return already_open(folder) if folder else AlreadyOpen(_SENTENCES["SQLITE_BUSY"])
    return Bug(name.lower() or type(original).__name__)


def error_name(error: BaseException) -> str:
    """SQLite's name for it. Errors of copying a database carry none: they are known by their words."""
    return str(getattr(error, "sqlite_errorname", None) or _NAMELESS.get(str(error), ""))


@contextmanager
def known_problems(folder: Path | None = None) -> Iterator[None]:
    """Within, every database or disk fault is raised as the KnownProblem it is."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, OSError, MemoryError) as error:
        raise problem_from(error, folder) from error
