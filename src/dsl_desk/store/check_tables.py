"""Whether the read tables are what the journal makes of them, and the search finds what they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from dsl_desk.store import journal, rebuilding
from dsl_desk.store.check_line import Line, guarded
from dsl_desk.store.engine import open_memory_engine
from dsl_desk.store.tables import metadata

PAGE = 300  # rows compared in one slice


def read_tables_counted(connection: Connection) -> Line:
    def run() -> tuple[str, dict[str, int]]:
        cursor = connection.connection.cursor()
        last = journal.head(cursor).seq
        cursor.execute("SELECT (SELECT last FROM reached WHERE what = 'journal'), (SELECT count(*) FROM line)")
        done, lines = cursor.fetchall()[0]
        return ("they lag behind the journal" if (done, lines) != (last, last) else ""), {"lines": lines}

    return guarded("Read tables", run, "counted; replayed with --full")


def read_tables(connection: Connection, *, live: bool) -> Generator[float, None, Line]:
    """Replay the journal into memory and compare every read table row by row; live ones in one go, as they move."""
    difference, rows = "", 0
    memory = open_memory_engine()
    try:
        with memory.connect() as replay:
            rebuilding.create_read_tables(replay, searchable=False)
            for done, last in rebuilding.catch_up(connection.connection.cursor(), replay.connection.cursor()):
                yield 0.55 + 0.3 * done / max(last, 1)
            for _ in rebuilding.catch_up(connection.connection.cursor(), replay.connection.cursor()):
                pass  # what was sealed since the last slice
            for table in metadata.sorted_tables:
                for page in _compare(connection, replay, table):
                    rows += page
                    if page < 0:
                        difference = f"{table.name} differs from the journal"
                        break
                    if not live:
                        yield 0.9
                if difference:
                    break
    except Exception as problem:
        difference = f"the replay stopped ({type(problem).__name__})"
    finally:
        memory.dispose()
    return Line("Read tables", not difference, difference or "equal to a replay of the journal", {"rows": rows})


def _compare(live: Connection, replay: Connection, table: Table) -> Iterator[int]:
    """Rows found equal, page by page; -1 when they are not."""
    order = ", ".join(column.name for column in table.primary_key.columns)
    statement = f"SELECT * FROM {table.name} ORDER BY {order}"  # noqa: S608
    ours, theirs = live.connection.cursor(), replay.connection.cursor()
    ours.execute(statement)
    theirs.execute(statement)
    while True:
        here, there = ours.fetchmany(PAGE), theirs.fetchmany(PAGE)
        if here != there:
            yield -1
            return
        if not here:
            return
        yield len(here)


def search_index(connection: Connection) -> Line:
    def run() -> tuple[str, dict[str, int]]:
        connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES('integrity-check', 1)")
        return "", {"found": connection.exec_driver_sql("SELECT count(*) FROM search_text").scalar_one()}

    return guarded("Search index", run, "sound")
