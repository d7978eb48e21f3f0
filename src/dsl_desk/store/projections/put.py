"""The three statements every projection is made of."""

from __future__ import annotations

from functools import cache
from typing import Any

from dsl_desk.store.journal import Cursor


def add(cursor: Cursor, table: str, **values: Any) -> None:
    """Insert a row that cannot be there yet. Cheaper than `put`, which has to be ready to take one away."""
    cursor.execute(_insert(table, tuple(values)), tuple(values.values()))


def put(cursor: Cursor, table: str, **values: Any) -> None:
    """Insert the row, or replace the one with the same key."""
    cursor.execute(_insert(table, tuple(values), "OR REPLACE "), tuple(values.values()))


def change(cursor: Cursor, table: str, where: dict[str, Any], **values: Any) -> None:
    """Set these columns on the rows that match `where` exactly."""
    cursor.execute(_update(table, tuple(values), tuple(where)), (*values.values(), *where.values()))


@cache
def _insert(table: str, columns: tuple[str, ...], otherwise: str = "") -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT {otherwise}INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608


@cache
def _update(table: str, columns: tuple[str, ...], where: tuple[str, ...]) -> str:
    sets = ", ".join(f"{column} = ?" for column in columns)
    tests = " AND ".join(f"{column} = ?" for column in where)
    return f"UPDATE {table} SET {sets} WHERE {tests}"  # noqa: S608
