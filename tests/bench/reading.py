"""A child's chronology against the same SQL on the raw driver, and a big vault against a small one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

from dsl_desk.store import chronology
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_read
from tests.bench.measure import Result, in_turn
from tests.bench.school import School


def results(school: School) -> Iterator[Result]:
    vault = school.open()
    try:
        statement, values = _statement(vault, school.child)
        yield in_turn(
            "chronology of a child, against the same SQL on the raw driver",
            lambda: _ours(vault, school.child),
            lambda: _raw(vault, statement, values),
            n=school.n, goal=3.5, turns=15, each=20,
        )  # fmt: skip
    finally:
        vault.close()


def growth(small: School, big: School) -> Iterator[Result]:
    """The same read in a vault ten times as big."""
    first, second = small.open(), big.open()
    try:
        yield in_turn(
            "chronology of a child, in the big vault against the small one",
            lambda: _ours(second, big.child),
            lambda: _ours(first, small.child),
            n=big.n, goal=1.5, turns=15, each=20,
        )  # fmt: skip
    finally:
        first.close(), second.close()


def _ours(vault: Vault, child: str) -> int:
    with open_read(vault) as read:
        return len(chronology.of_child(read, child))


def _statement(vault: Vault, child: str) -> tuple[str, Any]:
    """The SQL that ours sends, as the driver sees it."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        sent.append((statement, values))

    event.listen(vault.engine, "before_cursor_execute", note)
    _ours(vault, child)
    event.remove(vault.engine, "before_cursor_execute", note)
    return max(sent, key=lambda one: len(one[0]))


def _raw(vault: Vault, statement: str, values: Any) -> int:
    cursor = vault.engine.raw_connection().cursor()
    cursor.execute("BEGIN")
    rows = cursor.execute(statement, values).fetchall()
    cursor.execute("COMMIT")
    return len(rows)
