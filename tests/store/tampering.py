"""Hands inside an open vault: rows altered behind the triggers, whole chains written anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from dsl_desk.domain.entry import Header
from dsl_desk.store import journal, wire
from dsl_desk.store.check import _parts_as_made
from dsl_desk.store.journal import Signer, Stored
from dsl_desk.store.vault import Vault


@contextmanager
def behind_the_triggers(vault: Vault) -> Iterator[Any]:
    """The bare connection with the append-only triggers away; they are put back as they were."""
    checked_out = vault.engine.raw_connection()
    bare = checked_out.driver_connection
    triggers = bare.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    kept = [row for row in triggers if not row[0].startswith("search_")]
    for name, _ in kept:
        bare.execute(f"DROP TRIGGER {name}")
    try:
        yield bare
    finally:
        for _, sql in kept:
            bare.execute(sql)
        checked_out.close()


@dataclass
class Rows:
    """A cursor over rows altered in memory: enough of one for `checking.walk`, so that every byte can be tried."""

    rows: list[Stored]

    def execute(self, statement: str, parameters: Any = ()) -> Rows:
        if "LIMIT 1" in statement and "DESC" in statement:
            last = self.rows[-1]
            self._answer = [(last.seq, last.digest, last.header)]
        elif "e.seq >" in statement:
            after, limit = parameters
            chosen = [row for row in self.rows if row.seq > after][:limit]
            self._answer = [
                (r.seq, r.previous, r.header, r.digest, r.signature, r.salt, r.body) for r in chosen
            ]  # fmt: skip
        elif "count(*)" in statement:
            self._answer = [(len(self.rows),)]
        else:
            self._answer = []
        return self

    def fetchone(self) -> Any:
        return self._answer[0] if self._answer else None

    def fetchall(self) -> Any:
        return self._answer

    def fetchmany(self, size: int = 1) -> Any:
        return self._answer[:size]


def all_rows(vault: Vault) -> list[Stored]:
    with vault.engine.connect() as connection:
        return journal.since(connection.connection.cursor(), 0, 1_000_000)


def written_anew(rows: list[Stored], signers: dict[str, Signer], first: int, header: Header) -> list[Stored]:
    """The journal with another header in place `first`, and everything behind it chained and signed again."""
    anew = rows[: first - 1]
    previous = anew[-1].digest if anew else wire.GENESIS
    for row in rows[first - 1 :]:
        own = header if row.seq == first else wire.decode_header(row.header)
        stored = wire.encode_header(own)
        digest = wire.entry_digest(previous, stored)
        signature = signers[own.author].sign(digest) if own.author in signers else row.signature
        anew.append(replace(row, previous=previous, header=stored, digest=digest, signature=signature))
        previous = digest
    return anew


def store(bare: Any, rows: list[Stored]) -> None:
    """Write these rows over what is there."""
    bare.execute("DELETE FROM entry")
    bare.execute("DELETE FROM body")
    for row in rows:
        values = (row.seq, row.previous, row.header, row.digest, row.signature)
        bare.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", values)
        if row.body is not None:
            bare.execute("INSERT INTO body VALUES (?, ?, ?)", (row.seq, row.salt, row.body))


def made_parts() -> list[str]:
    """Names of everything the database is made of."""
    return sorted(_parts_as_made())
