"""What `check` and `rebuild` do for every entry, against bare loops over the same rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dsl_desk.store import checking, rebuilding
from dsl_desk.store.tables import metadata
from dsl_desk.store.vault import Vault
from tests.bench.measure import Result, compared, in_turn, seconds
from tests.bench.school import School

_ALL = "SELECT e.seq, e.previous, e.header, e.digest, e.signature, b.salt, b.bytes FROM entry e JOIN body b USING (seq)"


class _Trusting(dict[str, Any]):
    """Keys that accept every signature, so that the walk costs what chain and bodies cost."""

    def __setitem__(self, person: str, _: Any) -> None:
        super().__setitem__(person, self)

    def verify(self, *_: bytes) -> None:
        pass


def results(school: School, turns: int) -> Iterator[Result]:
    vault = school.open()
    try:
        yield _chain(vault, school.n, turns)
        yield _signatures(vault, school.n, turns)
        yield _rebuild(vault, school.n, turns)
    finally:
        vault.close()


def _chain(vault: Vault, n: int, turns: int) -> Result:
    return in_turn(
        "chain and bodies, against bare fetch and SHA-256",
        lambda: _walk(vault, _Trusting()),
        lambda: _fetch_and_hash(vault),
        n=n, goal=5.0, turns=turns, unit="s",
    )  # fmt: skip


def _signatures(vault: Vault, n: int, turns: int) -> Result:
    """What signatures add to the walk, against nothing but verifying them."""
    cursor = vault.engine.raw_connection().cursor()
    pairs = cursor.execute("SELECT signature, digest FROM entry").fetchall()
    key = Ed25519PublicKey.from_public_bytes(vault.keys.public)
    ours, floor = [], []
    for _ in range(max(turns, 3)):
        without = seconds(lambda: _walk(vault, _Trusting()))
        with_them = seconds(lambda: _walk(vault, {}))
        floor.append(seconds(lambda: [key.verify(signature, digest) for signature, digest in pairs]))
        ours.append(with_them - without)
    return compared("signatures, against a bare Ed25519 loop", ours, floor, n=n, goal=1.2, unit="s")


def _walk(vault: Vault, keys: Any) -> None:
    state = checking.Walk(vault.id, vault.kind, keys=keys)
    for _ in checking.walk(vault.engine.raw_connection().cursor(), state):
        pass
    if state.difference or not state.bodies:
        raise RuntimeError(state.difference or "nothing was walked")


def _fetch_and_hash(vault: Vault) -> int:
    cursor = vault.engine.raw_connection().cursor()
    cursor.execute(_ALL)
    matched = 0
    while rows := cursor.fetchmany(500):
        for _, previous, header, digest, _, salt, content in rows:
            matched += hashlib.sha256(previous + header).digest() == digest
            hashlib.sha256(salt + content).hexdigest()
    return matched


def _rebuild(vault: Vault, n: int, turns: int) -> Result:
    """Both throw the read tables away and make them again; the floor is handed the rows it has to write."""
    cursor = vault.engine.raw_connection().cursor()
    kept = {table.name: cursor.execute(f"SELECT * FROM {table.name}").fetchall() for table in metadata.sorted_tables}

    def ours() -> None:
        with vault.engine.connect() as connection:
            rebuilding.rebuild_all(connection)
            connection.rollback()

    def floor() -> None:
        with vault.engine.connect() as connection:
            _write_all(connection, kept)
            connection.rollback()

    return in_turn(
        "rebuild, against the raw driver reading the journal and writing the same rows", ours, floor,
        n=n, goal=2.0, turns=max(2, turns // 2), unit="s",
    )  # fmt: skip


def _write_all(connection: Any, kept: dict[str, list[Any]]) -> None:
    rebuilding.drop_read_tables(connection)
    rebuilding.create_read_tables(connection)
    cursor = connection.connection.cursor()
    cursor.execute(_ALL)
    while rows := cursor.fetchmany(500):
        for row in rows:
            msgspec.json.decode(row[2]), msgspec.json.decode(row[6])
    cursor.execute("DELETE FROM reached")
    for table, rows in kept.items():
        for row in rows:
            cursor.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
