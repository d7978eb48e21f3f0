"""Sealing a concern against a raw driver that writes the very same rows, and against one bare commit."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dsl_desk.store.anchor import ANCHOR_FILE
from dsl_desk.store.engine import close_engine, open_engine
from dsl_desk.store.tables import metadata
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_work
from tests.bench.measure import Result, compared, seconds
from tests.bench.school import School, a_concern

STORED = ("entry", "body")
Rows = list[tuple[str, tuple[Any, ...]]]


def results(school: School, spare: Path, turns: int = 60) -> Iterator[Result]:
    """Three desks with the same content go side by side: ours seals, the second gets its rows, the third one row."""
    second, third = school.copied(spare / "second"), spare / "third.db"
    ours, floor = school.open(), second.open()
    bare = open_engine(third, bytes(range(32)), create=True)
    with bare.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE one (seq INTEGER PRIMARY KEY, bytes BLOB)")
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    chance = random.Random(7)
    try:
        for turn in range(turns + 5):
            new = a_concern(chance, school.child, datetime.now(UTC))
            taken = seconds(lambda new=new: _seal(ours, new))
            rows, anchor = _written(ours), (ours.folder / ANCHOR_FILE).read_bytes()
            raw = seconds(lambda rows=rows, anchor=anchor: _write_raw(floor, rows, anchor))
            body = next(values for table, values in rows if table == "body")
            one = seconds(lambda body=body: _commit_one(bare, body[-1]))
            if turn >= 5:
                for kept, time in zip(times, (taken, raw, one), strict=True):
                    kept.append(time)
    finally:
        ours.close(), floor.close(), close_engine(bare)
    yield compared("seal a concern, against the same rows and anchor by the raw driver", times[0], times[1],
                   n=school.n, goal=1.8)  # fmt: skip
    yield compared("seal a concern, against one bare commit", times[0], times[2], n=school.n, goal=4.5)


def _seal(vault: Vault, new: Any) -> None:
    with open_work(vault, datetime.now(UTC)) as work:
        work.seal(new)
        work.commit()


def _written(vault: Vault) -> Rows:
    """The rows that the last entry made or changed, in every table."""
    with vault.engine.connect() as connection:
        cursor = connection.connection.cursor()
        (last,) = cursor.execute("SELECT max(seq) FROM entry").fetchone()
        found: Rows = []
        for table in (*STORED, *(table.name for table in metadata.sorted_tables)):
            columns = [row[1] for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()]
            if "seq" in columns:
                chosen = cursor.execute(f"SELECT * FROM {table} WHERE seq = ?", (last,)).fetchall()
            else:
                chosen = _of_concern(cursor, table, columns, last)
            found += [(table, tuple(row)) for row in chosen]
    return found


def _of_concern(cursor: Any, table: str, columns: list[str], last: int) -> list[Any]:
    if table == "reached":
        return list(cursor.execute("SELECT * FROM reached WHERE what <> 'R'").fetchall())
    if "concern" not in columns:
        return []
    on = "SELECT concern FROM line_concern WHERE seq = ?"
    return list(cursor.execute(f"SELECT * FROM {table} WHERE concern IN ({on})", (last,)).fetchall())


def _write_raw(vault: Vault, rows: Rows, anchor: bytes) -> None:
    """The least that leaves the same behind: one transaction of plain inserts, then the anchor, safely."""
    raw = vault.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    for table, values in rows:
        cursor.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(values))})", values)
    cursor.execute("COMMIT")
    beside = vault.folder / ".raw"
    with beside.open("wb", buffering=0) as file:
        file.write(anchor)
        os.fsync(file.fileno())
    beside.replace(vault.folder / ANCHOR_FILE)
    folder = os.open(vault.folder, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _commit_one(engine: Any, content: bytes) -> None:
    cursor = engine.raw_connection().cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("INSERT INTO one (bytes) VALUES (?)", (content,))
    cursor.execute("COMMIT")
