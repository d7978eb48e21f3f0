"""Bringing the read tables up to date looks at what an entry touches, not at everything that waits."""

from __future__ import annotations

from datetime import date

from dsl_desk.domain.entries.follow_up import Review
from dsl_desk.domain.entry import NewEntry
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from tests.builders import a_child, a_concern, seal


def test_a_new_review_date_is_found_by_its_concern(vault: Vault) -> None:
    """By the index on what waits, sealing one would cost more with each item that waits."""
    child = a_child()
    concern = a_concern(child.id)
    seal(vault, child, concern)
    said: list[str] = []
    driver = vault.engine.raw_connection().driver_connection
    assert driver is not None
    driver.set_trace_callback(said.append)
    review = Review(found="Better", next_review=date(2026, 12, 4))
    seal(vault, NewEntry(id=new_id(), body=review, concerns=(concern.id,)))
    driver.set_trace_callback(None)
    moved = [statement for statement in said if statement.startswith("UPDATE open_item")]
    assert moved
    for statement in moved:
        plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
        assert any("open_item USING INDEX open_item_concern" in line for line in plan), plan
