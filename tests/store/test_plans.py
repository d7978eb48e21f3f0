"""No screen's statement walks a whole table, and sealing costs the same however much has been sealed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from dsl_desk.domain.entries.concern import Decision
from dsl_desk.domain.entries.desk import ContactEdited, Exported, Opened, Setting
from dsl_desk.domain.entries.people import Adult, Relation
from dsl_desk.domain.entries.referral import ReferralMade, ReferralWritten, Reply
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.store import (
    backup_entries,
    child_identities,
    children,
    chronology,
    concerns,
    desk_tables,
    drafts,
    finding,
    merges,
    papers,
    referrals,
    rows,
)
from dsl_desk.store.selecting import Wanted, Word
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import Read, open_read, open_work
from tests.builders import NOW, a_child, a_concern, a_note, a_task, amending, an_urgency, seal

# Tables that hold a row for each thing the school sets or edits: tens of rows for ever, read whole on purpose.
SMALL = {
    "setting": "one row a setting",
    "contact_edit": "one row a contact",
    "contact_check": "one row a contact",
    "person": "one row a person of the desk",
    "pack": "one row an edition",
    "draft": "one row an unfinished form",
    "vault": "one row",
    "last_backup": "one row",
    "merge": "one row a record that was merged into another",
}
# Read whole because the whole is what is asked for.
WHOLE = {
    "names": "every child's name, for the search that forgives misspelling",
    "count": "how many children there are",
    "identities": "what every child is recognised by, for an import",
    "referrals": "the list of referrals",
}


@dataclass(frozen=True)
class World:
    vault: Vault
    child: str
    concern: str
    referral: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, made: Any, keys: Any) -> Iterator[World]:
    """2,000 entries: 150 children, 300 concerns, and what goes on around them."""
    import shutil

    from dsl_desk.store.vault import open_vault

    folder = tmp_path_factory.mktemp("world") / "children"
    shutil.copytree(made["children"], folder)
    vault = open_vault(folder, keys(folder), NOW)
    pupils = [a_child(legal_surname=f"Name{n % 40}", upn=f"U{n}", address=f"{n} High St") for n in range(150)]
    worries = [a_concern(pupils[n % 150].id) for n in range(300)]
    referral = new_id()
    more: list[NewEntry] = []
    for n, worry in enumerate(worries):
        pupil = pupils[n % 150].id
        more += [
            an_urgency(worry.id), a_task(worry.id), replace(a_note(worry.id), subjects=(Subject(id=pupil),)),
            _of(Decision(decisions=("refer",), review=date(2026, 12, 1), second_person="x"), worry.id, pupil),
            _of(Opened(what="child", id=pupil), worry.id, pupil),
        ]  # fmt: skip
        if n % 10 == 0:
            own = referral if n == 0 else new_id()
            more += [
                _of(ReferralMade(referral=own, how="phone"), worry.id, pupil),
                _of(ReferralWritten(referral=own), worry.id, pupil),
                _of(Reply(referral=own, heard_from="m"), worry.id, pupil),
                _of(_export(own), worry.id, pupil), amending(worry, worry.body),
            ]  # fmt: skip
    adult = NewEntry(id=new_id(), body=Adult(name="Ola Nowak"))
    relation = NewEntry(id=new_id(), body=Relation(child=pupils[0].id, person=adult.id, relation="mother"))
    desk = [Setting(key="school.name", value="x"), ContactEdited(role="mash")]
    seal(vault, *pupils, *worries, *more, adult, relation, *(NewEntry(id=new_id(), body=body) for body in desk))
    yield World(vault, pupils[0].id, worries[0].id, referral)
    vault.close()


def _of(body: Any, concern: str, child: str) -> NewEntry:
    return NewEntry(id=new_id(), body=body, concerns=(concern,), subjects=(Subject(id=child),))


def _export(referral: str) -> Exported:
    return Exported(
        document="pack", recipient="m", reason="r", facts_digest="", number="1", protected=False, referral=referral
    )


READS: dict[str, Callable[[Read, World], Any]] = {
    "child's chronology": lambda r, w: chronology.of_child(r, w.child),
    "child's evidence": lambda r, w: chronology.of_child(r, w.child, evidence=True),
    "child as known": lambda r, w: chronology.of_child(r, w.child, upto=1000),
    "places in a file": lambda r, w: chronology.places_of_child(r, w.child),
    "places of the evidence": lambda r, w: chronology.places_of_child(r, w.child, evidence=True),
    "places of a selection": lambda r, w: chronology.places_of_child(r, w.child, upto=1000, wanted=_wanted(w)),
    "at places": lambda r, w: chronology.at_places(r, [5, 9, 700]),
    "natures_seen": lambda r, w: chronology.natures_seen(r, [w.concern]),
    "a selection": lambda r, w: chronology.of_child(r, w.child, wanted=_wanted(w)),
    "a selection of the evidence": lambda r, w: chronology.of_child(r, w.child, evidence=True, wanted=_wanted(w)),
    "a selection as known": lambda r, w: chronology.of_child(r, w.child, upto=1000, wanted=_wanted(w)),
    "what to select from": lambda r, w: chronology.parts_of_child(r, w.child),
    "what to select from as known": lambda r, w: chronology.parts_of_child(r, w.child, upto=1000, evidence=True),
    "concern's chronology": lambda r, w: chronology.of_concern(r, w.concern),
    "concern's evidence": lambda r, w: chronology.of_concern(r, w.concern, evidence=True),
    "known on": lambda r, _: chronology.known_on(r, NOW),
    "access log": lambda r, w: chronology.access_log(r, w.child),
    "child": lambda r, w: children.child(r, w.child),
    "adult": lambda r, w: children.adult(r, w.child),
    "children": lambda r, _: children.rows(r, limit=50),
    "more children": lambda r, _: children.rows(r, after=("Name3", "Kacper", ""), limit=50),
    "names": lambda r, _: children.names(r),
    "some children": lambda r, w: children.rows_of(r, [w.child]),
    "matching": lambda r, _: children.matching(r, upn="", admission="9", surname="A", forename="B", born="2015-01-01"),
    "relations": lambda r, w: children.relations(r, w.child),
    "same address": lambda r, w: children.same_address(r, w.child),
    "count": lambda r, _: children.count(r),
    "concern": lambda r, w: concerns.row(r, w.concern),
    "concerns": lambda r, _: concerns.rows(r),
    "older concerns": lambda r, _: concerns.rows(r, before=300, state="open"),
    "open concerns": lambda r, _: concerns.open_rows(r),
    "child's concerns": lambda r, w: concerns.of_child(r, w.child),
    "roads": lambda r, w: concerns.roads(r, w.concern),
    "viewers": lambda r, w: concerns.viewers(r, w.concern),
    "referral": lambda r, w: referrals.row(r, w.referral),
    "referrals": lambda r, _: referrals.rows(r),
    "unanswered": lambda r, _: referrals.rows(r, unanswered=True),
    "concern's referrals": lambda r, w: referrals.of_concern(r, w.concern),
    "child's referrals": lambda r, w: referrals.of_child(r, w.child),
    "what waits": lambda r, _: referrals.open_items(r),
    "what waits here": lambda r, w: referrals.open_items(r, concern=w.concern),
    "exports": lambda r, _: referrals.exports(r),
    "referral's exports": lambda r, w: referrals.exports(r, referral=w.referral),
    "people": lambda r, _: desk_tables.people(r),
    "settings": lambda r, _: desk_tables.settings(r),
    "contact edits": lambda r, _: desk_tables.contact_edits(r),
    "contact checks": lambda r, _: desk_tables.contact_checks(r),
    "pack": lambda r, _: desk_tables.current_pack(r),
    "found": lambda r, _: finding.entries(r, "red line wri"),
    "versions": lambda r, w: rows.versions(r, w.concern),
    "newest": lambda r, w: rows.newest(r, w.concern),
    "by reference": lambda r, _: concerns.by_reference(r, "C-0007"),
    "verified": lambda r, _: desk_tables.verified_at(r),
    "last backup": lambda r, _: backup_entries.last_backup(r),
    "since the backup": lambda r, _: backup_entries.entries_after(r, 1500),
    "identities": lambda r, _: child_identities.identities(r),
    "kept record": lambda r, w: merges.kept(r, w.child),
    "same person": lambda r, w: merges.same_person(r, w.child),
    "family then": lambda r, w: merges.family(r, w.child, 99),
    "merges": lambda r, _: merges.standing(r),
    "own snapshot": lambda r, w: children.own(r, w.child),
    "next number": lambda r, _: papers.next_number(r, 2026),
    "by id": lambda r, w: rows.by_id(r, w.concern),
    "drafts": lambda r, _: drafts.mine(r),
}


def _wanted(world: World) -> Wanted:
    """Everything that can be asked for, at once."""
    return Wanted(
        kinds=("concern", "note"), concerns=(world.concern, world.referral), authors=(world.child, world.concern),
        since=date(2026, 1, 1), until=date(2026, 12, 31), amended=True,
        words=(Word(plain="line"), Word(plain="red", meant=frozenset({world.child, "note"}))),
    )  # fmt: skip


@contextmanager
def heard(vault: Vault) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that goes through SQLAlchemy."""
    statements: list[tuple[str, Any]] = []

    def listen(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, _many: Any) -> None:
        statements.append((statement, parameters))

    event.listen(vault.engine, "before_cursor_execute", listen)
    try:
        yield statements
    finally:
        event.remove(vault.engine, "before_cursor_execute", listen)


@pytest.mark.parametrize("name", sorted(READS))
def test_no_reading_statement_walks_a_whole_table(world: World, name: str) -> None:
    with open_read(world.vault) as read:
        with heard(world.vault) as statements:
            READS[name](read, world)
        plain = [s for s in statements if s[0].lstrip().upper().startswith("SELECT")]
        assert plain or name in ("found", "drafts")
        walks = [
            (step, statement)
            for statement, values in plain
            for step in _plan(read, statement, values)
            if step.startswith("SCAN") and not _allowed(step, statement, name)
        ]
    assert walks == []


def _plan(read: Read, statement: str, values: Any) -> list[str]:
    cursor = read.connection.connection.cursor()
    cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    return [row[3] for row in cursor.fetchall()]


def _allowed(step: str, statement: str, name: str) -> bool:
    """A virtual table's own walk, an ordered walk that a LIMIT ends, a small table, or the whole that was asked for."""
    table = re.sub(r"[^a-z_].*", "", step.removeprefix("SCAN "))
    ordered = "LIMIT" in statement and "ORDER BY" in statement
    return "VIRTUAL TABLE" in step or ordered or step == "SCAN CONSTANT ROW" or table in SMALL or name in WHOLE


def test_the_screens_walk_no_table_in_order_to_sort_it(world: World) -> None:
    """A LIMIT ends a walk only when the order comes from an index."""
    with open_read(world.vault) as read:
        for name in ("children", "more children", "concerns", "exports", "known on"):
            with heard(world.vault) as statements:
                READS[name](read, world)
            for statement, values in statements:
                steps = _plan(read, statement, values)
                if any(step.startswith("SCAN") for step in steps) and "LIMIT" in statement:
                    assert not any("TEMP B-TREE" in step for step in steps), (name, steps)


def test_what_waits_on_one_concern_costs_the_same_however_much_waits_elsewhere(world: World) -> None:
    with open_read(world.vault) as read:
        with heard(world.vault) as statements:
            READS["what waits here"](read, world)
        ((statement, values),) = statements
        steps = _plan(read, statement, values)
    assert any("open_item USING INDEX open_item_concern" in step for step in steps), steps


def test_finding_reads_what_it_found_by_key_and_in_the_order_of_the_search(world: World) -> None:
    """It speaks to the driver itself. What was not decoded before is read by its place."""
    with open_read(world.vault) as read:
        steps = _plan(read, finding.FOUND, (finding.wanted("red line wri", read.viewer), 8))
    assert steps[0].startswith("SCAN search VIRTUAL TABLE")
    assert len(steps) == 2
    assert all(step.startswith("SEARCH") and "PRIMARY KEY" in step for step in steps[1:])


@pytest.mark.parametrize("what", ["concern", "amendment", "withdrawal", "reply", "task done"])
def test_no_statement_of_sealing_walks_a_whole_table(world: World, what: str) -> None:
    """Projections speak to the driver itself: what they say is heard by its trace."""
    from tests.builders import a_withdrawal

    concern = a_concern(world.child)
    seal(world.vault, concern)
    new = {
        "concern": a_concern(world.child),
        "amendment": amending(concern, concern.body),
        "withdrawal": a_withdrawal(concern.id, concern.id),
        "reply": _of(Reply(referral=world.referral, heard_from="x"), world.concern, world.child),
        "task done": _of(Decision(decisions=("x",), review=date(2027, 1, 1)), world.concern, world.child),
    }[what]
    heard_here: list[str] = []
    bare = world.vault.engine.raw_connection().driver_connection
    with open_work(world.vault, NOW + timedelta(days=1)) as work:
        bare.set_trace_callback(heard_here.append)
        work.seal(new)
        bare.set_trace_callback(None)
        cursor = work.cursor
        walks = []
        for statement in heard_here:
            verb = statement.lstrip().split(" ")[0].upper()
            if verb in ("SELECT", "UPDATE", "DELETE", "INSERT") and "search" not in statement:
                cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
                steps = [row[3] for row in cursor.fetchall()]
                walks += [(step, statement) for step in steps if step.startswith("SCAN") and "LIMIT" not in statement]
        walks = [w for w in walks if w[0] != "SCAN CONSTANT ROW"]
    assert heard_here
    assert walks == []
