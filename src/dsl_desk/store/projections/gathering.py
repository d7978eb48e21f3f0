"""Rows on their way into the read tables, written many at a time while a journal is replayed."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dsl_desk.store.tables import metadata

_TABLES = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE) (\w+)")


class Gathering:
    """A cursor that lets writes of one read table wait until a statement names that table. Same rows, same order.

    `write` what waits before anything else looks at these tables.
    """

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._waiting: dict[str, list[tuple[str, list[Any]]]] = {}

    def execute(self, statement: str, parameters: Any = (), /) -> Any:
        table = _may_wait(statement)
        if table is None:
            for name in named_in(statement) & self._waiting.keys():
                self._write(name)
            return self._cursor.execute(statement, parameters)
        runs = self._waiting.setdefault(table, [])
        if not runs or runs[-1][0] != statement:
            runs.append((statement, []))
        runs[-1][1].append(parameters)
        return None

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> Any:
        return self._cursor.fetchall()

    def fetchmany(self, size: int = 1) -> Any:
        return self._cursor.fetchmany(size)

    def write(self) -> None:
        """Write everything that waits."""
        for table in tuple(self._waiting):
            self._write(table)

    def _write(self, table: str) -> None:
        for statement, rows in self._waiting.pop(table):
            self._cursor.executemany(statement, rows)


@cache
def named_in(statement: str) -> frozenset[str]:
    """The read tables that a statement of a projection reads or writes."""
    return frozenset(_TABLES.findall(statement)) & metadata.tables.keys()


@cache
def _may_wait(statement: str) -> str | None:
    """The one read table it writes to, when it asks for nothing and takes nothing away."""
    named = named_in(statement)
    return next(iter(named)) if statement.startswith(("INSERT", "UPDATE")) and len(named) == 1 else None
