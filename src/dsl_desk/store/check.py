"""`dsl-desk check`: one line for each thing the record promises, with counts, and the first difference named."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from dsl_desk.errors import Bug
from dsl_desk.store import checking, journal, rebuilding, schema
from dsl_desk.store.check_line import Line, guarded
from dsl_desk.store.check_tables import read_tables, read_tables_counted, search_index
from dsl_desk.store.engine import EXPECTED_PRAGMAS, open_memory_engine, read_pragmas
from dsl_desk.store.projections.lines import utc

__all__ = ["Line", "Progress", "Witness", "check", "encrypted_pages", "last_good", "pragmas", "remember_good"]

_IDENTITY = "SELECT id, kind, schema, slot_generation, made_at, verified_seq, verified_digest, verified_at FROM vault"


@dataclass(frozen=True)
class Witness:
    """What lies outside the database and must agree with it. `anchor_says` is an anchor problem in words, or empty."""

    vault_id: str
    vault_kind: str
    slot_generation: int
    anchor_seq: int | None
    anchor_digest: bytes
    anchor_says: str = ""


Progress = Generator[float, None, tuple[Line, ...]]


def check(
    engine: Engine, witness: Witness, *, full: bool, live: bool = True, walk: checking.Walk | None = None
) -> Progress:
    """Run every check on this engine: the live vault's, or one over a snapshot of it (`live` False).

    Yields progress 0..1, returns the lines. Without `full`, digests and signatures are checked only behind the last
    good entry, and the read tables are counted, not replayed. `walk` is filled with how far the journal was walked.
    On a live engine entries may be sealed between two slices; some slices are long there: see `snapshot.check_beside`.
    """
    lines: list[Line] = []
    walk = walk or checking.Walk(witness.vault_id, witness.vault_kind)
    with engine.connect() as connection:
        for done in _run(connection, witness, walk, lines, full=full, live=live):
            if live:
                connection.rollback()  # whoever works between two slices finds no transaction begun
            yield done
        connection.rollback()
    return tuple(lines)


def _run(
    connection: Connection, witness: Witness, walk: checking.Walk, lines: list[Line], *, full: bool, live: bool
) -> Generator[float, None, None]:
    lines += [encrypted_pages(connection), _sqlite(connection)]
    yield 0.1
    if live:
        lines.append(pragmas(connection))
    lines.append(_stored_form(connection))
    yield 0.15
    lines += yield from _journal(connection, witness, walk, full=full)
    lines.append(_anchor(connection, witness))
    lines.append((yield from read_tables(connection, live=live)) if full else read_tables_counted(connection))
    lines.append(search_index(connection))


def encrypted_pages(connection: Any) -> Line:
    """Every page of the file carries the seal it was written with. Asked through the engine or of a bare connection."""
    execute = getattr(connection, "exec_driver_sql", None) or connection.execute

    def run() -> tuple[str, dict[str, int]]:
        # Counted first: of a file that somebody writes to meanwhile, afterwards nothing more can be read.
        pages = execute("PRAGMA page_count").fetchone()[0]
        found = execute("PRAGMA cipher_integrity_check").fetchall()
        return (f"page {found[0][0]}" if found else ""), {"pages": pages}

    return guarded("Encrypted pages", run, "every page is as it was written")


def _sqlite(connection: Connection) -> Line:
    def run() -> tuple[str, dict[str, int]]:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
        return ("" if found == "ok" else "the database structure is damaged"), {}

    return guarded("Database structure", run, "sound")


def pragmas(connection: Connection) -> Line:
    """Whether the connection is set to what keeps the record safe: asked of the live one only."""

    def run() -> tuple[str, dict[str, int]]:
        found = read_pragmas(connection)
        wrong = [name for name, value in EXPECTED_PRAGMAS.items() if found.get(name) != value]
        return (f"{wrong[0]} is not as required" if wrong else ""), {"settings": len(EXPECTED_PRAGMAS)}

    return guarded("Database settings", run, "as required")


def _stored_form(connection: Connection) -> Line:
    """Every table, index and trigger has exactly the SQL this program gave it, and there are no others."""

    def run() -> tuple[str, dict[str, int]]:
        found, made = _parts(connection), _parts_as_made()
        for part in (*schema.STORED, *sorted(made)):
            if found.get(part) != made[part]:
                return f"{part} is not as it was made", {}
        strange = sorted(set(found) - set(made))
        return (f"unknown {found[strange[0]][0]} {strange[0]}" if strange else ""), {"parts": len(made)}

    return guarded("Append-only rules", run, "in force")


def _parts(connection: Connection) -> dict[str, tuple[str, str, str]]:
    rows = connection.exec_driver_sql("SELECT name, type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {row[0]: (row[1], row[2], row[3]) for row in rows.fetchall()}


@cache
def _parts_as_made() -> dict[str, tuple[str, str, str]]:
    """The same of a vault made just now."""
    memory = open_memory_engine()
    try:
        with memory.begin() as connection:
            for statement in schema.STORED.values():
                connection.exec_driver_sql(statement)
            rebuilding.create_read_tables(connection)
            return _parts(connection)
    finally:
        memory.dispose()


def _journal(
    connection: Connection, witness: Witness, state: checking.Walk, *, full: bool
) -> Generator[float, None, list[Line]]:
    cursor = connection.connection.cursor()
    try:
        rows = connection.execute(text(_IDENTITY)).fetchall()
        if len(rows) != 1:
            state.fail(0, "the vault does not have one name")
        else:
            state.fail_if(0, _identity(cursor, rows[0], witness))
            last = max(journal.head(cursor).seq, 1)
            for seq in checking.walk(cursor, state, verify_from=0 if full else rows[0].verified_seq):
                yield 0.15 + 0.4 * seq / last
            made_at = utc(state.first_time) if state.first_time else rows[0].made_at
            if rows[0].made_at != made_at:
                state.fail(0, "the vault was not made when its first entry says")
    except Bug as problem:
        state.fail(state.seq + 1, f"its {problem} cannot be read")
    except Exception as problem:
        state.fail(state.seq + 1, f"it cannot be read ({type(problem).__name__})")
    counts = {"entries": state.entries, "words": state.bodies, "signatures": state.signatures}
    chain = Line("Chain of entries", not state.difference, state.difference or "unbroken", counts)
    people = Line(
        "People who signed", not state.difference, state.difference or "every author was admitted and signed",
        {"admissions": state.admissions, "signatures": state.signatures, "clock_went_back": state.clock_back},
    )  # fmt: skip
    blobs = guarded("Attachments and packs", lambda: _blobs(cursor, state), "all there, byte for byte")
    return [chain, people, blobs]


def _identity(cursor: journal.Cursor, row: Any, witness: Witness) -> str:
    """What of the vault's one row does not agree with its keys and its journal, in words."""
    if (row.id, row.kind) != (witness.vault_id, witness.vault_kind):
        return "the vault's own name is not the one its keys were made for"
    if row.schema != schema.SCHEMA:
        return "the vault's stored form is not the one this program writes"
    if row.slot_generation != witness.slot_generation:
        return "the key file is not the one last used with this vault"
    digest, marked = journal.digest_at(cursor, row.verified_seq), (row.verified_digest, row.verified_at)
    never = row.verified_seq == 0 and marked == (b"", "")
    if not never and (digest is None or checking.good_mark(row.verified_seq, digest, marked[1]) != marked[0]):
        return "the journal is not the one last found good"
    return ""


def remember_good(connection: Connection, walk: checking.Walk, now: datetime) -> None:
    """Note in the vault how far it was found good, so that the next check can go on from there."""
    at = utc(now)
    connection.execute(
        text("UPDATE vault SET verified_seq = :seq, verified_digest = :mark, verified_at = :at"),
        {"seq": walk.seq, "mark": checking.good_mark(walk.seq, walk.digest, at), "at": at},
    )


def last_good(connection: Connection) -> tuple[int, datetime | None]:
    """(entry, when) the last full check reached without a difference; (0, None) before the first."""
    row = connection.execute(text("SELECT verified_seq, verified_at FROM vault")).one()
    return row.verified_seq, datetime.fromisoformat(row.verified_at) if row.verified_at else None


def _blobs(cursor: journal.Cursor, state: checking.Walk) -> tuple[str, dict[str, int]]:
    """Every attachment an entry names is there in the parts it was kept in, and there is nothing else."""
    cursor.execute("SELECT DISTINCT digest FROM blob")
    kept = {row[0] for row in cursor.fetchall()}
    for digest, seq in state.blobs.items():
        if digest not in kept or (seq > state.verify_from and not journal.blob_is_whole(cursor, digest)):
            return f"{digest.hex()[:8]} is missing or changed", {}
    stray = sorted(kept - set(state.blobs))
    if stray and not state.difference:
        return f"{stray[0].hex()[:8]} belongs to no entry, or was disposed of", {}
    return "", {"kept": len(kept)}


def _anchor(connection: Connection, witness: Witness) -> Line:
    def run() -> tuple[str, dict[str, int]]:
        if witness.anchor_says or witness.anchor_seq is None:
            return witness.anchor_says or "there is none", {}
        cursor = connection.connection.cursor()
        digest = journal.digest_at(cursor, witness.anchor_seq)
        if digest is None:
            return f"it knows {witness.anchor_seq} entries, the vault has {journal.head(cursor).seq}", {}
        if digest != witness.anchor_digest:
            return f"entry {witness.anchor_seq} is not the one it saw", {}
        return "", {"seq": witness.anchor_seq}

    return guarded("Anchor", run, "the vault is the one last seen, or goes on from it")
