"""The stored form: what is sealed stays, byte for byte, and nothing that is stored can be altered through the door."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlcipher3 import dbapi2

from dsl_desk.domain.access import Role
from dsl_desk.domain.entries import KINDS, kind_of
from dsl_desk.domain.entries.concern import Concern, Note
from dsl_desk.domain.entries.desk import BackupMade, ContactEdited, Opened, PackLoaded, PersonAdmitted, Setting
from dsl_desk.domain.entries.follow_up import Task
from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.entries.referral import ReferralMade
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.errors import Bug, CannotSeal, NotAllowed
from dsl_desk.store import chronology, desk_tables, journal, rows, wire
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import open_read, open_work
from tests.builders import (
    NOW,
    a_child,
    a_closing,
    a_concern,
    a_disposal,
    a_note,
    a_task,
    amending,
    an_urgency,
    checked,
    filled,
    reopened,
    seal,
    wrong,
)

FROZEN = Path(__file__).with_name("stored_form.json")


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_comes_back_as_it_was_sealed(name: str) -> None:
    body = filled(KINDS[name].body)
    _, stored = wire.encode_body(body)
    again = wire.decode_body(name, KINDS[name].version, stored)
    assert again == body
    assert type(again) is type(body)
    assert wire.encode_body(again)[1] == stored


def test_the_stored_form_of_every_kind_is_the_one_that_was_frozen() -> None:
    """A field added, renamed or retyped without a new version of its kind fails here: old vaults rest on it."""
    form = {
        name: {"version": kind.version, "fields": json.loads(wire.encode_body(filled(kind.body))[1])}
        for name, kind in KINDS.items()
    }
    shape = {name: {"version": kind["version"], "fields": _shape(kind["fields"])} for name, kind in form.items()}
    assert shape == json.loads(FROZEN.read_text())


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in sorted(value.items())}
    if isinstance(value, list):
        return [_shape(value[0])]
    return type(value).__name__


def test_a_header_is_one_canonical_object_read_back_whole(vault: Vault) -> None:
    (sealed,) = seal(vault, a_child())
    with open_read(vault) as read:
        stored = journal.find(read.cursor, sealed.header.id)
    assert stored is not None
    plain = json.loads(stored.header)
    assert stored.header == json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert wire.decode_header(stored.header) == sealed.header
    assert msgspec.json.encode(asdict(sealed.header), order="sorted") == stored.header


def test_ten_kinds_over_two_vaults_verify_and_stay_apart(open_copy: Callable[..., Vault]) -> None:
    children, staff = open_copy("children"), open_copy("staff")
    digest_of = {}
    for vault in (children, staff):
        child = a_child()
        concern = a_concern(child.id)
        adult = NewEntry(id=new_id(), body=Adult(name="Ola Nowak"))
        seal(vault, child, adult, concern)
        seal(
            vault, an_urgency(concern.id), a_note(concern.id), a_task(concern.id), a_closing(concern.id),
            NewEntry(id=new_id(), body=Relation(child=child.id, person=adult.id, relation="mother")),
            NewEntry(id=new_id(), body=Setting(key="school.name", value="Alder Grove")),
            NewEntry(id=new_id(), body=ContactEdited(role="mash", note="ask for the duty worker")),
            NewEntry(id=new_id(), body=Opened(what="child", id=child.id), subjects=(Subject(id=child.id),)),
            NewEntry(id=new_id(), body=ReferralMade(referral=new_id(), how="phone"), concerns=(concern.id,)),
        )  # fmt: skip
        with open_work(vault, NOW) as work:
            digest = work.keep_blob(b"edition one" * 1000)
            pack = PackLoaded(digest=digest, edition="2026", locality="luton")
            work.seal(NewEntry(id=new_id(), body=pack, blobs=(digest,)))
            work.commit()
        with open_read(vault) as read:
            kinds = {entry.header.kind for entry in (journal.opened(row) for row in journal.since(read.cursor, 0))}
            digest_of[vault.kind] = journal.head(read.cursor).digest
        assert len(kinds) >= 12
        assert wrong(vault) == {}
    assert digest_of["children"] != digest_of["staff"]


def test_an_amendment_moves_the_role_and_the_chronology_and_the_old_text_stays(vault: Vault) -> None:
    one, two = a_child(), a_child(legal_forename="Marta", legal_surname="Nowak")
    concern = a_concern(one.id)
    seal(vault, one, two, concern)
    assert isinstance(concern.body, Concern)
    seal(
        vault,
        amending(
            concern,
            replace(concern.body, what_happened="It was Marta's wrist"),
            subjects=(Subject(id=two.id, role="harmed"), Subject(id=one.id, role="witness")),
        ),
    )
    with open_read(vault) as read:
        (of_one,) = chronology.of_child(read, one.id)
        (of_two,) = chronology.of_child(read, two.id)
        assert of_one.entry == of_two.entry
        assert of_one.amended
        assert {s.id: s.role for s in of_two.entry.header.subjects} == {one.id: "witness", two.id: "harmed"}
        old, new = rows.versions(read, concern.id)
        assert (old.body.what_happened, new.body.what_happened) == (
            "A red line on the left wrist", "It was Marta's wrist",
        )  # fmt: skip
        before = chronology.of_child(read, two.id, upto=old.seq)
        assert before == []
        assert [line.entry for line in chronology.of_child(read, one.id, upto=old.seq)] == [old]
    assert wrong(vault) == {}


def test_an_old_edition_of_a_pack_is_kept_by_its_digest(vault: Vault) -> None:
    editions = {edition: (edition.encode() * 400_000) for edition in ("2026", "2027")}
    digests = {}
    for edition, content in editions.items():
        with open_work(vault, NOW) as work:
            digests[edition] = work.keep_blob(content)
            assert work.keep_blob(content) == digests[edition]
            body = PackLoaded(digest=digests[edition], edition=edition, locality="luton")
            work.seal(NewEntry(id=new_id(), body=body, blobs=(digests[edition],)))
            work.commit()
    with open_read(vault) as read:
        assert desk_tables.current_pack(read) == digests["2027"]
        for edition, content in editions.items():
            assert desk_tables.pack_bytes(read, digests[edition]) == content
    assert wrong(vault) == {}


def test_sealing_twice_is_sealing_once_also_after_a_crash(vault: Vault) -> None:
    child = a_child()
    concern = a_concern(child.id)
    seal(vault, child)
    (first,) = seal(vault, concern)
    (second,) = seal(vault, replace(concern, body=Concern(what_happened="other words")))
    assert second == first
    with open_work(vault, NOW) as work:
        work.seal(a_note(concern.id))  # never committed: the program stopped here
    vault = reopened(vault)
    (third,) = seal(vault, concern)
    assert third == first
    with open_read(vault) as read:
        assert journal.head(read.cursor).seq == first.seq
    assert wrong(vault) == {}
    vault.close()


def test_a_reference_is_never_given_twice(vault: Vault) -> None:
    child = a_child()
    seal(vault, child)
    references = []
    for _ in range(3):
        concern = a_concern(child.id)
        (sealed,) = seal(vault, concern)
        references.append(sealed.header.reference)
        seal(vault, a_disposal(concern.id))
    assert references == ["C-0001", "C-0002", "C-0003"]


@pytest.mark.parametrize(
    "words",
    [
        "he said\u00a0“it was me”",
        "e\u0301 and é",
        "\u202bقال لي\u202c\u2028line\u2029paragraph\x85",
        "tab\tnew\nline\r\n\x0b\x00 \x7f \ufeff \U0001f9d2\u200d\U0001f9d2",
        "  spaces at both ends  ",
        "ж" * 500_000,
    ],
)
def test_the_childs_words_are_kept_byte_for_byte(vault: Vault, words: str) -> None:
    child = a_child()
    concern = a_concern(child.id, child_words=words)
    seal(vault, child, concern)
    vault = reopened(vault)
    with open_read(vault) as read:
        entry = rows.by_id(read, concern.id)
    assert entry is not None
    assert entry.body.child_words == words
    assert entry.body.child_words.encode() == words.encode()
    assert wrong(vault) == {}
    vault.close()


@pytest.mark.parametrize(
    "body",
    [
        Concern(what_happened="ok", child_words="broken \ud83d"),
        Concern(what_happened="ok", answers={"child_words": ["deep", {"x": "\udc00"}]}),
    ],
)
def test_a_lone_surrogate_is_refused_with_the_field_it_is_in_and_nothing_is_written(
    vault: Vault, body: Concern
) -> None:
    child = a_child()
    seal(vault, child)
    with open_work(vault, NOW) as work, pytest.raises(CannotSeal) as refused:
        work.seal(replace(a_concern(child.id), body=body))
    assert refused.value.spot == ("child_words" if body.child_words else "answers")
    assert "broken character" in refused.value.sentence
    assert refused.value.__cause__ is None
    with open_read(vault) as read:
        assert journal.head(read.cursor).seq == 3


def test_a_clock_that_went_back_is_marked_and_the_order_stays(vault: Vault) -> None:
    child = a_child()
    seal(vault, child, at=NOW + timedelta(hours=2))
    note = a_concern(child.id)
    (sealed,) = seal(vault, note, at=NOW + timedelta(hours=1))
    (again,) = seal(vault, note, at=NOW + timedelta(hours=9))
    assert sealed.clock_back
    assert again.clock_back
    (after,) = seal(vault, a_note(note.id), at=NOW + timedelta(hours=1))
    assert not after.clock_back
    with open_read(vault) as read:
        stored = rows.by_id(read, note.id)
        assert stored is not None
        assert stored.clock_back
        assert chronology.known_on(read, NOW + timedelta(hours=1, minutes=30)) == 2
    (people,) = [line for line in checked(vault) if line.name == "People who signed"]
    assert people.counts["clock_went_back"] == 1


STATEMENTS = {
    "update": "UPDATE {table} SET {column} = x'00' WHERE seq = 3",
    "delete": "DELETE FROM {table} WHERE seq = 3",
    "delete all": "DELETE FROM {table}",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 3",
    "repeat": "INSERT INTO {table} SELECT * FROM {table} WHERE seq = 3",
    "ignore": "UPDATE OR REPLACE {table} SET seq = 2 WHERE seq = 3",
}


@pytest.mark.parametrize("guarded", ["recursive_triggers = ON", "recursive_triggers = OFF"])
@pytest.mark.parametrize("table", [("entry", "signature"), ("body", "salt")])
@pytest.mark.parametrize("how", sorted(STATEMENTS))
def test_the_stored_tables_take_no_change(vault: Vault, how: str, table: tuple[str, str], guarded: str) -> None:
    seal(vault, a_child())
    with open_read(vault) as read:
        cursor = read.connection.connection.cursor()
        cursor.execute(f"PRAGMA {guarded}")
        before = [tuple(row) for row in cursor.execute(f"SELECT * FROM {table[0]}").fetchall()]
        with pytest.raises(dbapi2.IntegrityError):
            cursor.execute(STATEMENTS[how].format(table=table[0], column=table[1]))
        assert [tuple(row) for row in cursor.execute(f"SELECT * FROM {table[0]}").fetchall()] == before


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
@pytest.mark.parametrize("pragma", ["ON", "OFF"])
def test_an_id_cannot_be_sealed_a_second_time_behind_the_program(vault: Vault, verb: str, pragma: str) -> None:
    """Even where replacing slips past the delete triggers."""
    (child,) = seal(vault, a_child())
    with open_read(vault) as read:
        cursor = read.connection.connection.cursor()
        cursor.execute(f"PRAGMA recursive_triggers = {pragma}")
        head = journal.head(cursor)
        header = wire.encode_header(child.header)
        values = (head.seq + 1, head.digest, header, wire.entry_digest(head.digest, header), bytes(64))
        with pytest.raises(dbapi2.IntegrityError):
            cursor.execute(f"{verb} INTO entry VALUES (?, ?, ?, ?, ?)", values)
        assert journal.head(cursor) == head


@pytest.mark.parametrize("seq", [0, -1, 3, 5, None])
def test_an_entry_that_does_not_follow_on_is_refused(vault: Vault, seq: int | None) -> None:
    seal(vault, a_child())
    with open_read(vault) as read, pytest.raises(dbapi2.IntegrityError):
        read.cursor.execute("INSERT INTO entry VALUES (?, zeroblob(32), '{\"id\":\"x\"}', x'', x'')", (seq,))


def test_a_blob_takes_no_change(vault: Vault) -> None:
    with open_work(vault, NOW) as work:
        digest = bytes.fromhex(work.keep_blob(b"photograph"))
        work.commit()
    for statement in (
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
        "INSERT OR REPLACE INTO blob SELECT digest, part, x'00' FROM blob",
        "INSERT INTO blob SELECT digest, part + 2, bytes FROM blob",
    ):
        with open_read(vault) as read, pytest.raises(dbapi2.IntegrityError):
            read.cursor.execute(statement)
    with open_read(vault) as read:
        assert journal.get_blob(read.cursor, digest.hex()) == b"photograph"


def test_what_check_would_find_wrong_for_ever_is_not_sealed(vault: Vault) -> None:
    child = a_child()
    concern = a_concern(child.id)
    seal(vault, child, concern)
    note = a_note(concern.id)
    (version,) = seal(vault, amending(concern, concern.body))
    bad = [
        replace(note, amends=concern.id),  # of another kind
        replace(concern, id=new_id(), amends=version.header.id),  # not the first version
        replace(note, amends=new_id()),
        replace(note, disposes=(child.id,)),
        replace(note, blobs=("00" * 32,)),
        a_disposal(new_id()),
        a_disposal("00" * 32),
        a_disposal(_admission(vault)),
        replace(note, id=vault.id),
    ]
    for entry in bad:
        with open_work(vault, NOW) as work, pytest.raises(Bug):
            work.seal(entry)
    assert wrong(vault) == {}


def _admission(vault: Vault) -> str:
    with open_read(vault) as read:
        return journal.opened(journal.since(read.cursor, 0)[0]).header.id


def test_nothing_is_sealed_behind_a_commit(vault: Vault) -> None:
    with open_work(vault, NOW) as work:
        work.seal(a_child())
        work.commit()
        with pytest.raises(Bug):
            work.seal(a_child())


def test_a_role_seals_only_what_it_may(open_copy: Callable[..., Vault]) -> None:
    from dsl_desk.store.person_keys import PersonKeys

    vault = open_copy()
    keys, head = PersonKeys.new(), new_id()
    admitted = PersonAdmitted(person=head, name="Sam Osei", role=Role.HEAD, public_key=keys.public.hex())
    seal(vault, NewEntry(id=new_id(), body=admitted), a_child())
    mine = vault.unlocked
    vault.unlocked = replace(mine, person_id=head, keys=keys)
    with open_work(vault, NOW) as work, pytest.raises(NotAllowed):
        work.seal(a_child())
    seal(vault, NewEntry(id=new_id(), body=Opened(what="child", id=new_id())))
    made = BackupMade(backup=new_id(), place="stick", seq=1, digest="", size=1, file_digest="")
    seal(vault, NewEntry(id=new_id(), body=made))
    vault.unlocked = replace(mine, person_id=head)  # another's key under this name
    with open_work(vault, NOW) as work, pytest.raises(Bug):
        work.seal(NewEntry(id=new_id(), body=Opened(what="child", id=new_id())))
    vault.unlocked = mine
    assert wrong(vault) == {}


def test_finding_an_entry_does_not_walk_the_journal(vault: Vault) -> None:
    with open_read(vault) as read:
        cursor = read.connection.connection.cursor()
        statement = f"EXPLAIN QUERY PLAN {journal._SELECT} WHERE json_extract(CAST(header AS TEXT), '$.id') = ?"
        plan = " | ".join(row[3] for row in cursor.execute(statement, ("x",)).fetchall())
    assert "USING INDEX entry_id" in plan
    assert "SCAN" not in plan


def test_every_body_is_of_one_kind() -> None:
    assert {kind_of(filled(kind.body)).name for kind in KINDS.values()} == set(KINDS)
    assert kind_of(Note(text="x")).name == "note"
    assert kind_of(Task(what="x")).name == "task"
    assert kind_of(Child()).name == "child"
