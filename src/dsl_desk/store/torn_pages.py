"""After a power cut: pages that hold nothing may be torn, and are made whole again.

SQLite takes pages from its free list without journalling what they held, since it was nothing. Cut off half written,
such a page no longer carries its seal: no record misses anything, but every check and every backup would stumble on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy.engine import Engine
from sqlcipher3 import dbapi2

from dsl_desk.store.engine import close_engine, open_engine

Way = Callable[[dbapi2.Connection], None]

_ROW = 16 * 1024 * 1024  # bytes of filling to a row, below what SQLite lets one value hold


def mend(path: Path, key: bytes, ways: Sequence[Way] | None = None) -> bool:
    """Write the database anew when the only torn pages are free ones; True when that was done.

    Nobody may have it open. Every page that holds anything is read and its seal verified first; damage there is left
    for `check` to name. Raises what `open_engine` raises.
    """
    for write_anew in ways or (vacuum, fill_the_free_pages):  # each can stumble where the other does not
        engine = open_engine(path, key, create=False)  # SQLCipher spoils a connection that met a torn page
        try:
            done = _made_whole(engine, write_anew)
        finally:
            close_engine(engine)
        if done is not None:
            return done
    return False


def _made_whole(engine: Engine, write_anew: Way) -> bool | None:
    """Done, nothing to do here, or (None) this way did not get through."""
    checked_out = engine.raw_connection()
    bare = checked_out.driver_connection
    checked_out.close()  # the pool holds one connection and keeps it open
    assert bare is not None
    if not (_answers(bare, "cipher_integrity_check") and _answers(bare, "integrity_check") == [("ok",)]):
        return False
    try:
        write_anew(bare)
    except (dbapi2.DatabaseError, MemoryError):  # it says "out of memory" of a page without its seal
        return None
    return True if _answers(bare, "cipher_integrity_check") == [] else None


def _answers(bare: dbapi2.Connection, pragma: str) -> list[tuple[str]] | None:
    try:
        return bare.execute(f"PRAGMA {pragma}").fetchall()  # type: ignore[no-any-return]
    except (dbapi2.DatabaseError, MemoryError):
        return None


def vacuum(bare: dbapi2.Connection) -> None:
    """Copy everything that holds something, and put the copy in place."""
    bare.execute("VACUUM")


def fill_the_free_pages(bare: dbapi2.Connection) -> None:
    """Taking a free page seldom reads it, as VACUUM may: each is taken, written and given back."""
    free, size = (int(bare.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("freelist_count", "page_size"))
    bare.execute("DROP TABLE IF EXISTS filling")  # a power cut here left it
    bare.execute("CREATE TABLE filling (zeros BLOB)")
    for start in range(0, free * size, _ROW):
        bare.execute("INSERT INTO filling VALUES (zeroblob(?))", (min(_ROW, free * size - start),))
    bare.commit()
    bare.execute("DROP TABLE filling")
    bare.commit()
