"""The read tables thrown away and made again from the journal, here or in memory for comparison."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.engine import Connection

from dsl_desk.store import journal, schema
from dsl_desk.store.projections import project, reached
from dsl_desk.store.projections.gathering import Gathering
from dsl_desk.store.tables import SEARCH, metadata

MAIN, MEMORY = "main", "temp"  # where read tables lie; temporary ones are never on the disk (see engine)
BATCH = 200  # entries projected in one slice: well under 50 ms


def create_read_tables(connection: Connection, *, searchable: bool = True) -> None:
    """Empty read tables and, unless only their rows are wanted, the search index over them."""
    _create_tables(connection, MAIN)
    if searchable:
        create_search(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.READ_TABLES}")


def _create_tables(connection: Connection, place: str) -> None:
    metadata.create_all(connection.execution_options(schema_translate_map={None: place}))
    connection.execution_options(schema_translate_map=None)
    connection.exec_driver_sql("INSERT INTO reached (what, last) VALUES ('journal', 0)")


def create_search(connection: Connection, place: str = MAIN) -> None:
    """An empty search index, kept equal to `search_text` by triggers from here on."""
    for statement in SEARCH:
        connection.exec_driver_sql(statement.replace("TABLE search", f"TABLE {place}.search"))


def drop_read_tables(connection: Connection) -> None:
    """Whatever is there beside the stored tables, an older program's read tables too."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS search")
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    for name in found:
        if name not in schema.TABLES and not name.startswith("sqlite_"):
            connection.exec_driver_sql(f'DROP TABLE "{name}"')


def catch_up(source: journal.Cursor, target: journal.Cursor, upto: int | None = None) -> Iterator[tuple[int, int]]:
    """Project what `target` lacks of the journal that `source` reads, slice by slice.

    Yields (seq reached, last seq). `upto` stops after that entry: the tables as they were then.
    """
    last = journal.head(source).seq if upto is None else upto
    target.execute("SELECT last FROM reached WHERE what = 'journal'")
    (done,) = target.fetchone()
    before = _recorded_at(source, done)
    gathering = Gathering(target)
    while done < last:
        for stored in journal.since(source, done, min(BATCH, last - done)):
            entry = journal.opened(stored, before)
            project(gathering, entry)
            done, before = entry.seq, entry.header.recorded_at
        reached(gathering, done)
        gathering.write()
        yield done, last


def rebuild_all(connection: Connection) -> None:
    """Within the transaction of this connection: drop, create, project everything."""
    for _ in rebuild(connection):
        pass


def rebuild(connection: Connection) -> Iterator[tuple[int, int]]:
    """The same in slices, for a progress bar. The caller commits at the end, or nothing happened."""
    # All of it is one transaction: written out before its end, every page would wait for the disk and be read again.
    connection.exec_driver_sql("PRAGMA cache_spill = OFF")
    try:
        drop_read_tables(connection)
        create_read_tables(connection, searchable=False)
        yield from _fill(connection, MAIN)
    finally:
        connection.exec_driver_sql("PRAGMA cache_spill = ON")


def rebuild_beside(connection: Connection) -> None:
    """The same in memory, for a vault that may only be read: from here on this connection reads those tables.

    SQLite looks a name up among the temporary tables first (https://www.sqlite.org/lang_naming.html).
    """
    _create_tables(connection, MEMORY)
    for _ in _fill(connection, MEMORY):
        pass


def _fill(connection: Connection, place: str) -> Iterator[tuple[int, int]]:
    raw = connection.connection
    yield from catch_up(raw.cursor(), raw.cursor())
    create_search(connection, place)
    yield from _fill_search(raw.cursor())


def _fill_search(cursor: journal.Cursor) -> Iterator[tuple[int, int]]:
    """All texts into the empty index, in slices: entry by entry it would write out a segment for each."""
    last, done = journal.head(cursor).seq, 0
    while done < last:
        cursor.execute(
            "INSERT INTO search(rowid, scope, words) SELECT seq, scope, words FROM search_text"
            " WHERE seq > ? AND seq <= ? ORDER BY seq",
            (done, done + BATCH),
        )
        done += BATCH
        yield last, last


def _recorded_at(cursor: journal.Cursor, seq: int) -> datetime | None:
    found = journal.since(cursor, seq - 1, 1) if seq else []
    return journal.opened(found[0]).header.recorded_at if found else None
