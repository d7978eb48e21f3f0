"""What the lists show after entries were amended, withdrawn, restricted or merged; and as it was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dsl_desk.domain.entries.concern import Concern, Decision, Parents, Reopened
from dsl_desk.domain.entries.desk import AccessSet, Exported
from dsl_desk.domain.entries.follow_up import Plan, Review, TaskDone
from dsl_desk.domain.entries.people import Adult, Merged, Relation
from dsl_desk.domain.entries.referral import Chase, ReferralMade, ReferralWritten, Reply
from dsl_desk.domain.entries.step_body import Promise
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.when import When
from dsl_desk.store import adults, children, chronology, concerns, desk_tables, finding, referrals
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import Read, open_read
from tests.builders import (
    NOW,
    a_child,
    a_closing,
    a_concern,
    a_note,
    a_task,
    a_withdrawal,
    amending,
    an_urgency,
    seal,
    wrong,
)


@pytest.fixture
def case(vault: Vault) -> tuple[Vault, str, str]:
    """A vault with one child and one concern about them."""
    child = a_child()
    concern = a_concern(child.id)
    seal(vault, child, concern)
    return vault, child.id, concern.id


def made(concern: str, child: str, referral: str) -> NewEntry:
    body = ReferralMade(referral=referral, how="phone", to="mash", happened=When.at(NOW))
    return NewEntry(id=new_id(), body=body, concerns=(concern,), subjects=(Subject(id=child),), numbered="R")


def waiting(read: Read) -> set[str]:
    return {item.kind for item in referrals.open_items(read)}


def test_the_level_is_that_of_the_last_triage_that_stands(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    now, soon = an_urgency(concern, "now"), an_urgency(concern, "today")
    seal(vault, now, soon)

    def level() -> str:
        with open_read(vault) as read:
            row = concerns.row(read, concern)
        assert row is not None
        return row.level

    assert level() == "today"
    seal(vault, amending(now, replace(now.body, level="week")))
    assert level() == "today"
    seal(vault, a_withdrawal(soon.id, concern))
    assert level() == "week"
    seal(vault, a_withdrawal(now.id, concern))
    assert level() == ""
    assert wrong(vault) == {}


def test_a_concern_is_named_after_the_child_who_was_named_first(vault: Vault) -> None:
    older, newer = a_child(), a_child()  # the later id is named first
    first = sorted((older.id, newer.id), reverse=True)
    concern = replace(a_concern(older.id), subjects=tuple(Subject(id=child, role="harmed") for child in first))
    seal(vault, older, newer, concern)
    with open_read(vault) as read:
        found = concerns.row(read, concern.id)
    assert found is not None and [child for child, _, _ in found.children] == first


def test_a_matter_names_its_adults_until_a_new_version_names_others(vault: Vault) -> None:
    child, first, second = a_child(), new_id(), new_id()
    about = [Subject(id=one, kind="adult") for one in (first, second)]
    people = [NewEntry(id=one.id, body=Adult(name=f"Adult {n}"), subjects=(one,)) for n, one in enumerate(about)]
    concern = replace(a_concern(child.id), subjects=(about[0], Subject(id=child.id, role="harmed")))
    seal(vault, child, *people, concern)
    with open_read(vault) as read:
        found = concerns.row(read, concern.id)
        assert [row.open_concerns for row in adults.rows(read)] == [1, 0]
    assert found is not None and found.adults == ((first, "Adult 0"),) and found.names == ("Adult 0",)
    assert [one for one, _, _ in found.children] == [child.id]
    seal(vault, amending(concern, concern.body, subjects=(about[1],)))
    with open_read(vault) as read:
        found = concerns.row(read, concern.id)
        assert found is not None and found.adults == ((second, "Adult 1"),) and not found.children
        assert [row.id for row in concerns.of_adult(read, second)] == [concern.id]
        assert not concerns.of_adult(read, first)
    assert wrong(vault) == {}


def test_a_concern_is_closed_until_it_is_reopened_or_the_closing_is_withdrawn(case: tuple[Vault, str, str]) -> None:
    vault, child, concern = case
    closing = a_closing(concern)
    states = []
    for step in (
        closing,
        a_withdrawal(closing.id, concern),
        a_closing(concern),
        NewEntry(id=new_id(), body=Reopened(why="a new bruise"), concerns=(concern,)),
    ):
        seal(vault, step)
        with open_read(vault) as read:
            states.append(concerns.of_child(read, child)[0].state)
            assert children.rows(read)[0].open_concerns == (1 if states[-1] == "open" else 0)
    assert states == ["closed", "open", "closed", "open"]


def test_an_amended_triage_leaves_the_concern_it_was_not_about(case: tuple[Vault, str, str]) -> None:
    vault, child, concern = case
    other, urgency = a_concern(child), an_urgency(concern, "now")
    seal(vault, other, urgency)
    seal(vault, amending(urgency, urgency.body, concerns=(other.id,)))
    with open_read(vault) as read:
        levels = {row.id: row.level for row in concerns.rows(read)}
    assert levels == {concern: "", other.id: "now"}
    assert wrong(vault) == {}


def test_a_withdrawn_reply_leaves_the_referral_unanswered_again(case: tuple[Vault, str, str]) -> None:
    vault, child, concern = case
    referral = new_id()
    first = made(concern, child, referral)
    written = NewEntry(id=new_id(), body=ReferralWritten(referral=referral), concerns=(concern,))
    replies = (Reply(referral=referral, heard_from=who) for who in "ab")
    one, two = (NewEntry(id=new_id(), body=reply, concerns=(concern,)) for reply in replies)
    seal(vault, first, written, one, two)

    def answer() -> str | None:
        with open_read(vault) as read:
            (row,) = referrals.rows(read)
            assert bool(referrals.rows(read, unanswered=True)) == (row.replied is None)
        return row.replied.body.heard_from if row.replied else None

    assert answer() == "b"
    seal(vault, amending(one, replace(one.body, reason="said more")))
    assert answer() == "b"
    seal(vault, a_withdrawal(two.id, concern))
    assert answer() == "a"
    seal(vault, a_withdrawal(one.id, concern))
    assert answer() is None
    seal(vault, a_withdrawal(first.id, concern))
    with open_read(vault) as read:
        (row,) = referrals.rows(read)
        assert row.made is None
        assert row.written is not None
        assert row.reference == "R-0001"
    seal(vault, a_withdrawal(written.id, concern))
    with open_read(vault) as read:
        assert referrals.rows(read) == []
        found = referrals.row(read, referral)
        assert found is not None
        assert found.withdrawn
    assert wrong(vault) == {}


def test_a_task_waits_again_when_its_doing_is_withdrawn_or_meant_another(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    task, other = a_task(concern), a_task(concern, "Ring the aunt")
    done = NewEntry(id=new_id(), body=TaskDone(task=task.id), concerns=(concern,))
    seal(vault, task, other, done)

    def open_roots() -> set[str]:
        with open_read(vault) as read:
            return {item.root for item in referrals.open_items(read)}

    assert open_roots() == {other.id}
    seal(vault, amending(task, replace(task.body, what="Ring the school nurse")))
    assert open_roots() == {other.id}
    seal(vault, amending(done, TaskDone(task=other.id)))
    assert open_roots() == {task.id}
    seal(vault, a_withdrawal(done.id, concern))
    assert open_roots() == {task.id, other.id}
    seal(vault, amending(done, TaskDone(task=task.id)))
    assert open_roots() == {task.id, other.id}
    seal(vault, a_withdrawal(task.id, concern))
    assert open_roots() == {other.id}
    assert wrong(vault) == {}


def test_a_later_review_stands_in_for_older_ones_and_amending_an_old_one_does_not(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    old = NewEntry(id=new_id(), body=Parents(outcome="told", review=date(2026, 11, 24)), concerns=(concern,))
    new = NewEntry(id=new_id(), body=Decision(decisions=("help",), review=date(2026, 12, 1)), concerns=(concern,))

    def dates() -> set[str]:
        with open_read(vault) as read:
            return {str(item.due.date()) for item in referrals.open_items(read) if item.due}

    seal(vault, old, new)
    assert dates() == {"2026-12-01"}
    seal(vault, amending(old, replace(old.body, review=date(2026, 11, 25))))
    assert dates() == {"2026-12-01"}
    seal(vault, a_withdrawal(new.id, concern))
    assert dates() == {"2026-11-25"}
    assert wrong(vault) == {}


def test_everything_that_waits_is_listed_until_it_is_done(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    by = When.at(NOW + timedelta(days=1))
    chase = Chase(referral="r", result="said", promised=Promise(what="ring", by=by))
    plan = NewEntry(id=new_id(), body=Plan(what="breakfast club", next_review=date(2026, 12, 9)), concerns=(concern,))
    decision = NewEntry(id=new_id(), body=Decision(decisions=("refer",), second_person="x"), concerns=(concern,))
    seal(
        vault, a_task(concern), plan, decision,
        NewEntry(id=new_id(), body=Parents(outcome="not_yet", waiting_until=by), concerns=(concern,)),
        NewEntry(id=new_id(), body=ReferralWritten(referral="r", to_do_by=by), concerns=(concern,)),
        NewEntry(id=new_id(), body=Reply(referral="r", heard_from="m", next_date=by), concerns=(concern,)),
        NewEntry(id=new_id(), body=chase, concerns=(concern,)),
    )  # fmt: skip
    with open_read(vault) as read:
        assert waiting(read) == {"task", "review", "agreement", "waiting", "written_copy", "next_date", "promise"}
    seal(vault, NewEntry(id=new_id(), body=Review(of=plan.id, helped="yes"), concerns=(concern,)))
    with open_read(vault) as read:
        assert "review" not in waiting(read)
        assert [i.due for i in referrals.open_items(read, concern=concern)][-1] is None
    assert wrong(vault) == {}


def test_a_next_date_is_off_the_list_once_it_was_looked_at(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    reply = Reply(referral="r", heard_from="m", next_date=When.at(NOW), next_what="meeting")
    answer = NewEntry(id=new_id(), body=reply, concerns=(concern,))
    seal(vault, answer)
    with open_read(vault) as read:
        assert waiting(read) == {"next_date"}
    seal(vault, NewEntry(id=new_id(), body=Review(of=answer.id, found="They met."), concerns=(concern,)))
    with open_read(vault) as read:
        assert waiting(read) == set()
    assert wrong(vault) == {}


def test_a_withdrawn_merge_parts_the_two_records_again(vault: Vault) -> None:
    one, two = a_child(), a_child(legal_forename="Kasper")
    merge = NewEntry(id=new_id(), body=Merged(kept=one.id, gone=two.id))
    seal(vault, one, two, merge)

    def seen() -> set[str]:
        with open_read(vault) as read:
            return {row.id for row in children.rows(read)}

    assert seen() == {one.id}
    seal(vault, amending(two, two.body))
    assert seen() == {one.id}
    seal(vault, amending(merge, Merged(kept=two.id, gone=one.id)))
    assert seen() == {two.id}
    seal(vault, a_withdrawal(merge.id))
    assert seen() == {one.id, two.id}
    assert wrong(vault) == {}


def test_a_restricted_concern_is_hidden_in_every_read_from_those_not_named(case: tuple[Vault, str, str]) -> None:
    vault, child, concern = case
    friend, referral = new_id(), new_id()
    other = a_child(legal_forename="Marta")
    seal(vault, other, a_concern(other.id, may_see=(vault.me, friend)))  # named on one, not on the other
    seal(
        vault, a_note(concern, "platypus in the shed"), a_task(concern), an_urgency(concern, "now"),
        made(concern, child, referral),
        NewEntry(id=new_id(), body=ReferralWritten(referral=referral, worry="platypus"), concerns=(concern,)),
        NewEntry(
            id=new_id(), concerns=(concern,), subjects=(Subject(id=child),),
            body=Exported(document="pack", recipient="m", reason="r", facts_digest="", number="1", protected=False),
        ),
    )  # fmt: skip

    def everything(who: str) -> dict[str, object]:
        """What that person is shown of anything that rests on this concern."""
        with open_read(vault) as read:
            read.viewer = who
            return {
                "list": [row for row in concerns.rows(read) if row.id == concern],
                "open": [row for row in concerns.open_rows(read) if row.id == concern],
                "one": [concerns.row(read, concern)] if concerns.row(read, concern) else [],
                "child's": concerns.of_child(read, child),
                "count": children.rows_of(read, [child])[child].open_concerns,
                "chronology": chronology.of_child(read, child),
                "evidence": [x for x in chronology.of_child(read, child, evidence=True) if x.entry.header.concerns],
                "concern's": chronology.of_concern(read, concern, evidence=True),
                "as known": chronology.of_child(read, child, upto=99),
                "found": finding.entries(read, "platypus"),
                "referrals": referrals.rows(read),
                "unanswered": referrals.rows(read, unanswered=True),
                "referral": [referrals.row(read, referral)] if referrals.row(read, referral) else [],
                "of concern": referrals.of_concern(read, concern),
                "of child": referrals.of_child(read, child),
                "waits": referrals.open_items(read),
                "concern waits": referrals.open_items(read, concern=concern),
                "exports": referrals.exports(read),
            }

    assert all(everything(vault.me).values())
    assert all(everything(friend).values())
    body = AccessSet(concern=concern, may_see=(vault.me,))
    seal(vault, NewEntry(id=new_id(), body=body, concerns=(concern,)))
    assert all(everything(vault.me).values())
    assert {name: found for name, found in everything(friend).items() if found} == {}
    with open_read(vault) as read:
        assert concerns.viewers(read, concern) == (vault.me,)
        row = concerns.row(read, concern)
        assert row is not None
        assert row.restricted
    seal(vault, a_note(concern, "another platypus"))
    assert everything(friend)["found"] == []
    seal(vault, NewEntry(id=new_id(), body=replace(body, may_see=None), concerns=(concern,)))
    assert all(everything(friend).values())
    assert wrong(vault) == {}


def test_as_known_on_a_day_is_the_record_up_to_then(case: tuple[Vault, str, str]) -> None:
    vault, child, concern = case
    at = [NOW + timedelta(days=day) for day in range(6)]
    note = replace(a_note(concern, "first words"), subjects=(Subject(id=child),))
    seal(vault, note, at=at[1])
    seal(vault, amending(note, replace(note.body, text="better words")), at=at[2])
    seal(vault, a_withdrawal(note.id, concern), at=at[3])
    seal(vault, a_withdrawal(note.id, concern), at=at[4])

    def texts(day: datetime) -> list[str]:
        with open_read(vault) as read:
            upto = chronology.known_on(read, day)
            return [
                getattr(line.entry.body, "text", getattr(line.entry.body, "what_happened", ""))
                for line in chronology.of_child(read, child, upto=upto)
            ]

    worry = "A red line on the left wrist"
    hour = timedelta(hours=1)
    assert texts(NOW - hour) == []
    assert texts(at[0]) == [worry]
    assert texts(at[1] + hour) == [worry, "first words"]
    assert texts(at[2] + hour) == [worry, "better words"]
    assert texts(at[3] + hour) == [worry]
    assert texts(at[5]) == [worry]


def test_a_search_finds_the_newest_words_only_in_any_form_of_them(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    note = a_note(concern, "Bruises on the ściana sleeve")
    seal(vault, note)
    with open_read(vault) as read:
        assert len(finding.entries(read, "bruise")) == 1
        assert len(finding.entries(read, "sciana slee")) == 1
        assert finding.entries(read, '" OR scope:everyone') == []
        assert finding.entries(read, "sleeve bruises hat") == []
    seal(vault, amending(note, replace(note.body, text="Nothing on it")))
    with open_read(vault) as read:
        assert finding.entries(read, "bruise") == []
    seal(vault, a_withdrawal(note.id, concern))
    with open_read(vault) as read:
        assert finding.entries(read, "nothing") == []


def test_relations_and_people_follow_their_newest_version(vault: Vault) -> None:
    child, adult = a_child(), NewEntry(id=new_id(), body=Adult(name="Ola Nowak"))
    relation = NewEntry(id=new_id(), body=Relation(child=child.id, person=adult.id, relation="mother"))
    seal(vault, child, adult, relation)
    seal(vault, amending(relation, replace(relation.body, relation="stepmother", ended=False)))
    with open_read(vault) as read:
        assert [r.relation for _, r in children.relations(read, child.id)] == ["stepmother"]
        assert [person.role for person in desk_tables.people(read)] == ["dsl", "recovery_kit"]
    seal(vault, a_withdrawal(relation.id))
    with open_read(vault) as read:
        assert children.relations(read, child.id) == []


def test_a_concern_amended_keeps_its_first_reference_time_and_author(case: tuple[Vault, str, str]) -> None:
    vault, _, concern = case
    with open_read(vault) as read:
        before = concerns.row(read, concern)
        found = chronology.of_concern(read, concern)[0].entry
    seal(vault, amending(found, Concern(what_happened="more", where_now="home")), at=NOW + timedelta(days=3))
    with open_read(vault) as read:
        after = concerns.row(read, concern)
    assert before is not None
    assert after is not None
    assert (after.reference, after.recorded_at, after.author) == (before.reference, before.recorded_at, before.author)
    assert (after.where_now, after.noticed) == ("home", None)
    assert after.recorded_at == NOW.astimezone(UTC)
