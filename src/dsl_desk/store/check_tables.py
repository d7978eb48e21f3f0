"""Whether the read tables are what the journal makes of them, and the search finds what they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from sqlalchemy import Table
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from dsl_desk.store import journal, rebuilding
from dsl_desk.store.check_line import Line, guarded
from dsl_desk.store.database_faults import error_name
from dsl_desk.store.engine import open_memory_engine
from dsl_desk.store.tables import SEARCH, metadata

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
        difference = ""
        try:
            connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES('integrity-check', 1)")
        except OperationalError as problem:  # asking counts as writing, also where nothing may be written
            if problem.orig is None or not error_name(problem.orig).startswith("SQLITE_READONLY"):
                raise
            difference = _index_compared(connection)
        return difference, {"found": connection.exec_driver_sql("SELECT count(*) FROM search_text").scalar_one()}

    return guarded("Search index", run, "sound")


def _index_compared(connection: Connection) -> str:
    """The index as it lies there against one made anew beside it in memory: each word in its place."""
    for statement in _MADE_BESIDE:
        connection.exec_driver_sql(statement)
    try:
        ours, theirs = (f"SELECT term, doc, col, offset FROM temp.{name}" for name in ("words_there", "words_anew"))  # noqa: S608
        differ = f"SELECT 1 FROM ({ours} EXCEPT {theirs}) UNION ALL SELECT 1 FROM ({theirs} EXCEPT {ours}) LIMIT 1"  # noqa: S608
        return "it does not hold the words of the read tables" if connection.exec_driver_sql(differ).first() else ""
    finally:
        for name in ("words_there", "words_anew", "search_anew"):
            connection.exec_driver_sql(f"DROP TABLE temp.{name}")


_MADE_BESIDE = (
    SEARCH[0]
    .replace("TABLE search", "TABLE temp.search_anew")
    .replace("content='search_text', content_rowid='seq'", "content=''"),
    "INSERT INTO temp.search_anew(rowid, scope, words) SELECT seq, scope, words FROM search_text",
    "CREATE VIRTUAL TABLE temp.words_anew USING fts5vocab('temp', 'search_anew', 'instance')",
    "CREATE VIRTUAL TABLE temp.words_there USING fts5vocab('main', 'search', 'instance')",
)
