"""Writes that wait while a journal is replayed are written before anything looks at their table."""

from __future__ import annotations

import re
from typing import Any

from dsl_desk.domain.entries.concern import Decision
from dsl_desk.domain.entries.desk import AccessSet
from dsl_desk.domain.entries.follow_up import Review, TaskDone
from dsl_desk.domain.entries.people import Merged
from dsl_desk.domain.entries.referral import ReferralMade, Reply
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.when import When
from dsl_desk.store.engine import open_memory_engine
from dsl_desk.store.projections.gathering import Gathering, named_in
from dsl_desk.store.rebuilding import create_read_tables
from dsl_desk.store.tables import metadata
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from tests.builders import NOW, a_child, a_closing, a_concern, a_task, a_withdrawal, amending, an_urgency, seal

_LOOKS_AT = {9, 18, 20, 23}  # SQLITE_DELETE, INSERT, READ, UPDATE


def test_every_table_a_projection_looks_at_is_seen_in_its_statement(vault: Vault) -> None:
    """SQLite itself says which tables a statement reads and writes; none may be missed, or it would read too early."""
    driver = vault.engine.raw_connection().driver_connection
    assert driver is not None
    said: list[str] = []
    driver.set_trace_callback(said.append)
    _a_busy_week(vault)
    driver.set_trace_callback(None)
    verbs = ("INSERT", "UPDATE", "DELETE", "SELECT")
    ours = (one for one in said if one.startswith(verbs) and "'main'." not in one)  # those are the search's own
    statements = {_without_values(one) for one in ours}
    looked: set[str] = set()

    def note(action: int, table: Any, *_: Any) -> int:
        if action in _LOOKS_AT:
            looked.add(table)
        return 0

    assert len(statements) > 40
    driver.set_authorizer(note)
    for statement in statements:
        looked.clear()
        driver.execute(f"EXPLAIN {statement}", (None,) * statement.count("?")).fetchall()
        assert looked & metadata.tables.keys() <= named_in(statement), statement
    driver.set_authorizer(None)


def test_what_waits_is_written_in_order_before_its_table_is_read() -> None:
    engine = open_memory_engine()
    with engine.connect() as connection:
        create_read_tables(connection)
        connection.exec_driver_sql("DELETE FROM reached")
        bare = connection.connection.cursor()
        cursor = Gathering(bare)
        cursor.execute("INSERT OR REPLACE INTO reached (what, last) VALUES (?, ?)", ("C", 1))
        cursor.execute("UPDATE reached SET last = ? WHERE what = ?", (7, "C"))
        cursor.execute("INSERT OR REPLACE INTO reached (what, last) VALUES (?, ?)", ("R", 2))
        cursor.execute("UPDATE reached SET last = last + ? WHERE what = ?", (1, "C"))
        assert bare.execute("SELECT count(*) FROM reached").fetchone() == (0,)
        cursor.execute("SELECT seq FROM line")
        assert bare.execute("SELECT count(*) FROM reached").fetchone() == (0,)
        cursor.execute("SELECT what, last FROM reached ORDER BY what")
        assert cursor.fetchall() == [("C", 8), ("R", 2)]
        cursor.execute("UPDATE reached SET last = ? WHERE what = ?", (9, "R"))
        cursor.execute("DELETE FROM reached WHERE last = 9")
        cursor.execute("UPDATE reached SET last = 0")
        cursor.write()
        assert bare.execute("SELECT * FROM reached").fetchall() == [("C", 0)]
    engine.dispose()


def _a_busy_week(vault: Vault) -> None:
    def on(body: Any, **fields: Any) -> NewEntry:
        return NewEntry(id=new_id(), body=body, concerns=(concern.id,), subjects=(Subject(id=child.id),), **fields)

    child, twin = a_child(), a_child()
    concern = a_concern(child.id)
    seal(vault, child, twin, concern)
    referral = new_id()
    task = a_task(concern.id)
    made = on(ReferralMade(referral=referral, how="phone"), numbered="R")
    week = [
        an_urgency(concern.id, "today"), task, on(TaskDone(task=task.id)), a_closing(concern.id), made,
        on(Decision(decisions=("refer",), second_person="head")), on(Review(found="x", next_review=NOW.date())),
        on(Review(found="y", next_review=NOW.date())), on(AccessSet(concern=concern.id, may_see=(vault.me,))),
        on(Reply(referral=referral, heard_from="mash", next_date=When.on(NOW.date()))),
        NewEntry(id=new_id(), body=Merged(kept=child.id, gone=twin.id)),
    ]  # fmt: skip
    for entry in [entry for new in week for entry in seal(vault, new)]:
        seal(vault, amending(entry, entry.body))
        seal(vault, a_withdrawal(entry.header.root, *entry.header.concerns))


def _without_values(statement: str) -> str:
    """What was said, with every text and number in it a question mark again."""
    return re.sub(r"[xX]?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b", "?", statement)
