"""Any sequence of acts: the read tables equal a replay, the chain verifies, "as known on" equals a prefix replay."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from dsl_desk.domain.entries.concern import Advice, Agreement, Decision, Reopened
from dsl_desk.domain.entries.desk import AccessSet, Setting
from dsl_desk.domain.entries.follow_up import Review, TaskDone
from dsl_desk.domain.entries.people import Adult, Merged, Relation
from dsl_desk.domain.entries.referral import ReferralMade, ReferralWritten, Reply
from dsl_desk.domain.entries.step_body import Promise
from dsl_desk.domain.entry import Entry, NewEntry, Subject
from dsl_desk.domain.when import When
from dsl_desk.store import chronology, journal, merges, rebuilding, schema
from dsl_desk.store.engine import open_memory_engine
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import Read, open_read, open_work
from tests.builders import (
    NOW,
    a_child,
    a_closing,
    a_concern,
    a_disposal,
    a_note,
    a_task,
    a_withdrawal,
    amending,
    an_urgency,
    seal,
    wrong,
)

EXAMPLES = int(os.environ.get("DSL_DESK_EXAMPLES", "20"))  # `make faults` and a nightly run ask for more
pick = st.integers(0, 10_000)


class Desk(RuleBasedStateMachine):
    """A small world; every rule seals something that could really happen, also out of order."""

    made: ClassVar[Path]
    keys: ClassVar[Callable[[Path], Unlocked]]
    work: ClassVar[Path]
    runs: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        Desk.runs += 1
        folder = Desk.work / str(Desk.runs) / "children"
        shutil.copytree(Desk.made, folder)
        self.vault = open_vault(folder, Desk.keys(folder), NOW)
        self.at = NOW
        self.sealed: list[Entry] = []
        self.people = [self.vault.me, new_id()]
        self.referrals = [new_id(), new_id()]
        for _ in range(2):
            child = a_child()
            self._seal(child)
            self._seal(a_concern(child.id))

    def _seal(self, new: NewEntry) -> None:
        self.sealed += seal(self.vault, new, at=self.at)

    def _of(self, kind: str, which: int) -> str:
        roots = [e.header.id for e in self.sealed if e.header.kind == kind and e.header.amends is None]
        return roots[which % len(roots)]

    def _any(self, which: int) -> Entry:
        return self.sealed[which % len(self.sealed)]

    def _on(self, body: Any, which: int, **fields: Any) -> None:
        subjects = (Subject(id=self._of("child", which), role="harmed"),)
        self._seal(
            NewEntry(id=new_id(), body=body, concerns=(self._of("concern", which),), subjects=subjects, **fields)
        )

    @rule(minutes=st.sampled_from([-90, 0, 1, 60, 1440]))
    def time_goes_by(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(which=pick, restricted=st.booleans())
    def concern(self, which: int, restricted: bool) -> None:
        self._seal(a_concern(self._of("child", which), may_see=(self.vault.me,) if restricted else None))

    @rule(which=pick, restricted=st.booleans())
    def matter(self, which: int, restricted: bool) -> None:
        """A concern about an adult who is named, and a child."""
        adult = new_id()
        about = Subject(id=adult, kind="adult")
        self._seal(NewEntry(id=adult, body=Adult(name=f"Oakhurst {which % 3}", works_here="yes"), subjects=(about,)))
        concern = a_concern(self._of("child", which), may_see=(self.vault.me,) if restricted else None)
        self._seal(replace(concern, subjects=(about, *concern.subjects)))

    @rule(which=pick)
    def child(self, which: int) -> None:
        self._seal(a_child(legal_surname=f"Nowak {which % 3}", upn=str(which % 5)))

    @rule(which=pick, level=st.sampled_from(["now", "today", "week"]))
    def urgency(self, which: int, level: str) -> None:
        self._seal(an_urgency(self._of("concern", which), level))

    @rule(which=pick, act=st.sampled_from(["note", "task", "closing", "reopening", "advice", "decision", "review"]))
    def step(self, which: int, act: str) -> None:
        concern = self._of("concern", which)
        promise = Promise(what="ring back", who="duty", by=When.at(self.at + timedelta(hours=1)))
        own: dict[str, Any] = {
            "advice": Advice(contact_name="MASH", result="spoke", promised=promise),
            "decision": Decision(decisions=("refer",), second_person="head", review=date(2026, 12, 1)),
            "review": Review(next_review=date(2026, 12, 8), found="x" * (which % 7)),
            "reopening": Reopened(why="new"),
        }
        if act in own:
            return self._on(own[act], which)
        make = {"note": a_note, "task": a_task, "closing": a_closing}[act]
        return self._seal(make(concern))

    @rule(which=pick, act=st.sampled_from(["made", "written", "reply"]))
    def referral(self, which: int, act: str) -> None:
        own = self.referrals[which % 2]
        body: Any = {
            "made": ReferralMade(referral=own, how="phone"),
            "written": ReferralWritten(referral=own, to_do_by=When.on(date(2026, 11, 24))),
            "reply": Reply(referral=own, heard_from="mash", next_date=When.on(date(2026, 11, 25))),
        }[act]
        self._on(body, which, numbered="R" if act == "made" else None)

    @rule(which=pick)
    def done(self, which: int) -> None:
        self._on(TaskDone(task=self._any(which).header.root), which)

    @rule(which=pick)
    def agreed(self, which: int) -> None:
        self._on(Agreement(of=self._any(which).header.root, agrees="agree"), which)

    @rule(which=pick, move=st.booleans())
    def amendment(self, which: int, move: bool) -> None:
        old = self._any(which)
        if old.header.kind == "disposed":
            return
        fields: dict[str, Any] = {}
        if move and old.header.concerns and old.header.kind != "concern":
            fields["concerns"] = (self._of("concern", which // 7),)
        if move and old.header.kind != "child":
            fields["subjects"] = (Subject(id=self._of("child", which // 3), role="witness"),)
        self._seal(amending(old, old.body, **fields))

    @rule(which=pick)
    def withdrawal(self, which: int) -> None:
        old = self._any(which)
        self._seal(a_withdrawal(old.header.root, *old.header.concerns))

    @rule(which=pick, everyone=st.booleans())
    def access(self, which: int, everyone: bool) -> None:
        may_see = None if everyone else tuple(self.people[: 1 + which % 2])
        concern = self._of("concern", which)
        body = AccessSet(concern=concern, may_see=may_see)
        self._seal(NewEntry(id=new_id(), body=body, concerns=(concern,)))

    @rule(which=pick)
    def merge(self, which: int) -> None:
        body = Merged(kept=self._of("child", which), gone=self._of("child", which // 2 + 1))
        self._seal(NewEntry(id=new_id(), body=body))

    @rule(which=pick)
    def parting(self, which: int) -> None:
        """A merge is taken back: the last one but some."""
        merged = [one for one in self.sealed if one.header.kind == "merged"]
        if merged:
            self._seal(a_withdrawal(merged[which % len(merged)].header.root))

    @rule(which=pick)
    def same_person(self, which: int) -> None:
        """Whichever of its records is asked about, a person is the same records, now and as known then."""
        child = self._of("child", which)
        with open_read(self.vault) as read:
            for upto in (None, which % (len(self.sealed) + 1)):
                family = merges.family(read, child, upto)
                assert child in family and len(set(family)) == len(family)
                assert {frozenset(merges.family(read, one, upto)) for one in family} == {frozenset(family)}

    @rule(which=pick)
    def relation(self, which: int) -> None:
        body = Relation(child=self._of("child", which), person=self._of("child", which + 1), person_kind="child",
                        relation="brother", ended=which % 3 == 0)  # fmt: skip
        self._seal(NewEntry(id=new_id(), body=body))

    @rule(which=pick)
    def setting(self, which: int) -> None:
        self._seal(NewEntry(id=new_id(), body=Setting(key=f"key {which % 3}", value=[which, None])))

    @rule(which=pick)
    def attachment(self, which: int) -> None:
        with open_work(self.vault, self.at) as work:
            digest = work.keep_blob(b"photograph %d" % (which % 2))
            new = replace(a_note(self._of("concern", which)), blobs=(digest,))
            self.sealed.append(work.seal(new))
            work.commit()

    @rule(which=pick)
    def sealed_again(self, which: int) -> None:
        old = self._any(which)
        (again,) = seal(self.vault, NewEntry(id=old.header.id, body=old.body), at=self.at)
        assert (again.seq, again.digest, again.header) == (old.seq, old.digest, old.header)

    @precondition(lambda self: len(self.sealed) > 6)
    @rule(which=st.lists(pick, min_size=1, max_size=3), blobs=st.booleans())
    def disposal(self, which: list[int], blobs: bool) -> None:
        chosen = [self._any(one).header for one in which]
        lasting = {"disposed", "access_set"}
        names = {header.id for header in chosen if header.kind not in lasting}
        if blobs:
            with open_read(self.vault) as read:
                cursor = read.connection.connection.cursor()
                kept = {row[0].hex() for row in cursor.execute("SELECT DISTINCT digest FROM blob").fetchall()}
            names |= {digest for header in chosen for digest in header.blobs if digest in kept}
        if names:
            self._seal(a_disposal(*sorted(names)))

    @rule()
    def opened_again(self) -> None:
        folder = self.vault.folder
        self.vault.close()
        self.vault = open_vault(folder, Desk.keys(folder), self.at)
        assert self.vault.warnings == []

    @rule(which=pick)
    def as_known_on(self, which: int) -> None:
        self._holds_as_known_on(which % (len(self.sealed) + 3))

    @rule()
    def holds(self) -> None:
        assert wrong(self.vault) == {}

    def _holds_as_known_on(self, upto: int) -> None:
        child_ids = [e.header.id for e in self.sealed if e.header.kind == "child" and e.header.amends is None]
        memory = open_memory_engine()
        with open_read(self.vault) as now, memory.connect() as connection:
            then = _replayed(self.vault, now, connection, upto)
            for child in child_ids:
                known = chronology.of_child(now, child, upto=upto)
                assert known == chronology.of_child(then, child), (upto, child)
            evidence = chronology.of_child(then, child_ids[0], evidence=True)
            seen = [line.entry.seq for line in chronology.of_child(now, child_ids[0], upto=upto, evidence=True)]
            assert seen == [line.entry.seq for line in evidence]
        memory.dispose()

    def teardown(self) -> None:
        self.holds()
        for upto in (len(self.sealed) // 2, len(self.sealed) + 2):
            self._holds_as_known_on(upto)
        self.vault.close()
        shutil.rmtree(self.vault.folder.parent)


def _replayed(vault: Vault, source: Read, connection: Any, upto: int) -> Read:
    """A look at a vault in memory that holds only the first `upto` entries."""
    for part in {**schema.TABLES, **schema.INDEXES}.values():
        connection.exec_driver_sql(part)
    rebuilding.create_read_tables(connection)
    cursor = connection.connection.cursor()
    for row in journal.since(source.cursor, 0, upto):
        cursor.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (row.seq, b"", row.header, row.digest, b""))
        if row.body is not None:
            cursor.execute("INSERT INTO body VALUES (?, ?, ?)", (row.seq, row.salt, row.body))
    for _ in rebuilding.catch_up(cursor, connection.connection.cursor()):
        pass
    # who may see is a matter of today: the reader of both is one who may see everything
    for table in (cursor, source.cursor):
        table.execute("SELECT 1")
    connection.exec_driver_sql("DELETE FROM access")
    source.connection.exec_driver_sql("DELETE FROM access")
    return Read(vault, connection)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_any_sequence_of_acts_replays_to_what_is_live(
    made: dict[str, Path], keys: Callable[[Path], Unlocked], tmp_path: Path
) -> None:
    Desk.made, Desk.keys, Desk.work = made["children"], staticmethod(keys), tmp_path
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
