"""Whatever is altered behind the program's back, `check` finds and names."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from dsl_desk.domain.access import Role
from dsl_desk.domain.entries.desk import PackLoaded, PersonAdmitted, PersonLeft
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.store import checking, journal, schema, wire
from dsl_desk.store.check import remember_good
from dsl_desk.store.check_tables import search_index
from dsl_desk.store.engine import DATABASE_FILE, EXPECTED_PRAGMAS, _engine_on, writing
from dsl_desk.store.journal import Stored
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import open_work
from tests.builders import NOW, a_child, a_concern, a_disposal, a_note, amending, checked, ended, seal, wrong
from tests.store.tampering import Rows, all_rows, behind_the_triggers, made_parts, store, written_anew

DEPUTY = new_id()


@pytest.fixture
def small(open_copy: Callable[..., Vault]) -> Vault:
    """A small journal with something of everything: a deputy, an amendment, a pack, a disposal."""
    vault = open_copy()
    deputy = PersonKeys(b"d" * 32)
    admitted = PersonAdmitted(person=DEPUTY, name="Sam Osei", role=Role.DEPUTY, public_key=deputy.public.hex())
    child = a_child()
    concern, note = a_concern(child.id), None
    seal(vault, NewEntry(id=new_id(), body=admitted), child, concern)
    note = a_note(concern.id)
    seal(vault, amending(concern, concern.body), note)
    with open_work(vault, NOW) as work:
        digest = work.keep_blob(b"a pack")
        body = PackLoaded(digest=digest, edition="2026", locality="luton")
        work.seal(NewEntry(id=new_id(), body=body, blobs=(digest,)))
        work.commit()
    seal(vault, a_disposal(note.id))
    as_deputy(vault, a_note(concern.id, "by the deputy"))
    return vault


def as_deputy(vault: Vault, new: NewEntry) -> None:
    mine = vault.unlocked
    vault.unlocked = replace(mine, person_id=DEPUTY, keys=PersonKeys(b"d" * 32))
    seal(vault, new)
    vault.unlocked = mine


def walked(vault: Vault, rows: list[Stored]) -> str:
    """The first difference the walk names over these rows."""
    state = checking.Walk(vault.id, vault.kind)
    try:
        for _ in checking.walk(Rows(rows), state):
            pass
    except Exception as problem:
        return repr(problem)
    return state.difference


def test_an_untouched_vault_holds_with_counts(small: Vault) -> None:
    lines = {line.name: line for line in checked(small)}
    assert all(line.holds for line in lines.values())
    assert lines["Chain of entries"].counts == {"entries": 10, "words": 9, "signatures": 10}
    assert lines["People who signed"].counts["admissions"] == 3
    assert walked(small, all_rows(small)) == ""


@pytest.mark.parametrize("column", ["header", "body", "salt", "signature", "digest", "previous"])
def test_one_bit_in_every_byte_of_the_journal_is_found(small: Vault, column: str) -> None:
    rows = all_rows(small)
    missed = [
        (row.seq, place)
        for index, row in enumerate(rows)
        for place in range(len(getattr(row, column) or b""))
        if not walked(
            small, [*rows[:index], replace(row, **{column: _flipped(getattr(row, column), place)}), *rows[index + 1 :]]
        )
    ]
    assert missed == []


def _flipped(content: bytes, place: int, bit: int | None = None) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1 << (place % 8 if bit is None else bit)
    return bytes(changed)


@pytest.mark.parametrize("column", ["header", "digest", "signature", "previous"])
def test_a_bit_flipped_in_the_stored_rows_is_named(small: Vault, column: str) -> None:
    with behind_the_triggers(small) as bare:
        for seq in range(1, 11):
            (content,) = bare.execute(f"SELECT {column} FROM entry WHERE seq = ?", (seq,)).fetchone()
            places = range(0, len(content), max(1, len(content) // 3))
            for place in places:
                # through the checks on the file itself; what is not even JSON any more cannot be stored at all
                try:
                    bare.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (_flipped(content, place), seq))
                except Exception:
                    continue
                found = wrong(small)
                assert "Chain of entries" in found, (seq, place)
                bare.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (content, seq))
    assert wrong(small) == {}


def test_every_bit_of_the_vaults_own_row_is_bound(small: Vault) -> None:
    good = checking.Walk(small.id, small.kind)
    with writing(small.engine) as connection:
        for _ in checking.walk(connection.connection.cursor(), good):
            pass
        remember_good(connection, good, NOW + timedelta(hours=1))
    assert wrong(small) == {}
    assert wrong(small, full=False) == {}
    missed = []
    with behind_the_triggers(small) as bare:
        cursor = bare.execute("SELECT * FROM vault")
        columns, row = [column[0] for column in cursor.description], cursor.fetchone()
        for column, value in zip(columns, row, strict=True):
            for changed in _all_flips(value):
                bare.execute(f"UPDATE vault SET {column} = ?", (changed,))
                if not _identity_differs(small):
                    missed.append((column, changed))
            bare.execute(f"UPDATE vault SET {column} = ?", (value,))
    assert missed == []
    assert wrong(small) == {}


def _identity_differs(vault: Vault) -> bool:
    from dsl_desk.store import check

    state = checking.Walk(vault.id, vault.kind)
    with vault.engine.connect() as connection:
        ended(check._journal(connection, vault.witness(), state, full=False))
        connection.rollback()
    return bool(state.difference)


def _all_flips(value: Any) -> list[Any]:
    if isinstance(value, int):
        return [value ^ (1 << bit) for bit in range(16)]
    raw = value.encode() if isinstance(value, str) else value
    flips = [_flipped(raw, place, bit) for place in range(len(raw)) for bit in range(8)]
    if isinstance(value, bytes):
        return flips
    return [flip.decode() for flip in flips if flip.isascii()]


def test_a_changed_blob_is_found_however_it_was_changed(small: Vault) -> None:
    with behind_the_triggers(small) as bare:
        digest, part, content = bare.execute("SELECT digest, part, bytes FROM blob").fetchone()
        changes: list[tuple[str, tuple[Any, ...]]] = [
            *(("UPDATE blob SET bytes = ?", (_flipped(content, place),)) for place in range(len(content))),
            *(("UPDATE blob SET digest = ?", (_flipped(digest, place),)) for place in range(len(digest))),
            *(("UPDATE blob SET part = ?", (part ^ (1 << bit),)) for bit in range(8)),
            ("UPDATE blob SET bytes = ?", (content + b"x",)),
            ("INSERT INTO blob VALUES (?, 1, ?)", (digest, b"x")),
            ("INSERT INTO blob VALUES (?, 1, x'')", (digest,)),
            ("INSERT INTO blob VALUES (?, -1, x'')", (digest,)),
            ("INSERT INTO blob VALUES (?, 0, ?)", (os.urandom(32), b"stray")),
            ("DELETE FROM blob", ()),
        ]
        for statement, values in changes:
            bare.execute(statement, values)
            assert "Attachments and packs" in wrong(small), statement
            bare.execute("DELETE FROM blob")
            bare.execute("INSERT INTO blob VALUES (?, ?, ?)", (digest, part, content))
    assert wrong(small) == {}


def _removed(rows: list[Stored]) -> list[Stored]:
    return [row for row in rows if row.seq != 5]


def _closed_up(rows: list[Stored]) -> list[Stored]:
    return [replace(row, seq=at) for at, row in enumerate(_removed(rows), 1)]


def _repeated(rows: list[Stored]) -> list[Stored]:
    return [*rows, replace(rows[4], seq=len(rows) + 1)]


def _repeated_and_chained(rows: list[Stored]) -> list[Stored]:
    digest = wire.entry_digest(rows[-1].digest, rows[4].header)
    return [*rows, replace(rows[4], seq=len(rows) + 1, previous=rows[-1].digest, digest=digest)]


def _reordered(rows: list[Stored]) -> list[Stored]:
    return [*rows[:4], replace(rows[5], seq=5), replace(rows[4], seq=6), *rows[6:]]


def _resigned(rows: list[Stored]) -> list[Stored]:
    return [*rows[:4], replace(rows[4], signature=PersonKeys(b"d" * 32).sign(rows[4].digest)), *rows[5:]]


def _words_swapped(rows: list[Stored]) -> list[Stored]:
    return [*rows[:4], replace(rows[4], salt=rows[5].salt, body=rows[5].body), *rows[5:]]


def _words_gone(rows: list[Stored]) -> list[Stored]:
    return [*rows[:4], replace(rows[4], salt=None, body=None), *rows[5:]]


def _words_back(rows: list[Stored]) -> list[Stored]:
    return [replace(row, salt=b"s" * 16, body=b"{}") if row.body is None else row for row in rows]


def _before_the_first(rows: list[Stored]) -> list[Stored]:
    return [replace(rows[0], seq=0, header=b'{"id":"x"}'), *rows]


ALTERED = [
    _removed, _closed_up, _repeated, _repeated_and_chained, _reordered, _resigned, _words_swapped, _words_gone,
    _words_back, _before_the_first,
]  # fmt: skip


@pytest.mark.parametrize("alter", ALTERED, ids=lambda alter: alter.__name__.strip("_"))
def test_an_altered_journal_is_found(small: Vault, alter: Callable[[list[Stored]], list[Stored]]) -> None:
    altered = alter(all_rows(small))
    with behind_the_triggers(small) as bare:
        try:
            store(bare, altered)
        except dbapi2.IntegrityError as refused:  # the unique index on ids is no trigger and still stands
            assert "UNIQUE" in str(refused)
            assert walked(small, altered)
            return
    found = wrong(small)
    assert "Chain of entries" in found
    assert found["Chain of entries"]


def test_the_very_words_put_back_after_a_disposal_are_found(small: Vault) -> None:
    note = a_note(all_concerns(small)[0], "to be forgotten")
    seal(small, note)
    (row,) = all_rows(small)[-1:]
    seal(small, a_disposal(note.id))
    assert wrong(small) == {}
    with behind_the_triggers(small) as bare:
        bare.execute("INSERT INTO body VALUES (?, ?, ?)", (row.seq, row.salt, row.body))
    assert "there again" in wrong(small)["Chain of entries"]


def test_a_disposed_attachment_put_back_is_found_and_one_kept_again_is_not(small: Vault) -> None:
    def keep() -> str:
        with open_work(small, NOW) as work:
            digest = work.keep_blob(b"a photograph")
            work.seal(NewEntry(id=new_id(), body=a_note("").body, blobs=(digest,)))
            work.commit()
        return digest

    digest = keep()
    seal(small, a_disposal(digest))
    assert wrong(small) == {}
    with behind_the_triggers(small) as bare:
        bare.execute("INSERT INTO blob VALUES (?, 0, ?)", (bytes.fromhex(digest), b"a photograph"))
        assert "Attachments and packs" in wrong(small)
        bare.execute("DELETE FROM blob WHERE digest = ?", (bytes.fromhex(digest),))
    assert keep() == digest
    assert wrong(small) == {}


def all_concerns(vault: Vault) -> list[str]:
    with vault.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT id FROM concern")]


def test_a_whole_chain_written_anew_by_one_who_may_sign_is_found_by_the_anchor_alone(open_copy: Any) -> None:
    vault = open_copy()
    child = a_child()
    concern = a_concern(child.id)
    seal(vault, child, concern)
    seal(vault, a_note(concern.id))
    rows = all_rows(vault)
    header = wire.decode_header(rows[3].header)
    back_dated = replace(header, recorded_at=header.recorded_at - timedelta(days=30))
    other_role = replace(header, subjects=(Subject(id=child.id, role="witness"),))
    for changed in (back_dated, other_role):
        anew = written_anew(rows, {vault.me: vault.keys}, 4, changed)
        assert walked(vault, anew) == ""
        with behind_the_triggers(vault) as bare:
            store(bare, anew)
        assert "entry 5 is not the one it saw" in wrong(vault)["Anchor"]
        assert "Chain of entries" not in wrong(vault)


def test_a_chain_cannot_be_written_anew_over_what_somebody_else_signed(small: Vault) -> None:
    rows = all_rows(small)
    header = replace(wire.decode_header(rows[4].header), subjects=())
    anew = written_anew(rows, {small.me: small.keys}, 5, header)
    assert walked(small, anew) == "Entry 10: its signature is not its author's"


def _forged(small: Vault, body: Any, author: str, keys: PersonKeys, **fields: Any) -> list[Stored]:
    """The journal with one more entry that the program would never have sealed."""
    from dsl_desk.domain.entries import kind_of
    from dsl_desk.domain.entry import Header

    rows = all_rows(small)
    salt, words = wire.encode_body(body)
    kind = kind_of(body)
    header = Header(
        **{
            "id": new_id(), "vault": small.id, "kind": kind.name, "version": kind.version, "recorded_at": NOW,
            "author": author, "body": wire.body_digest(salt, words), **fields,
        }
    )  # fmt: skip
    stored = wire.encode_header(header)
    digest = wire.entry_digest(rows[-1].digest, stored)
    last = Stored(len(rows) + 1, rows[-1].digest, stored, digest, keys.sign(digest), salt, words)
    return [*rows, last]


def test_entries_signed_by_those_who_may_not_are_found(small: Vault) -> None:
    deputy, stranger = PersonKeys(b"d" * 32), PersonKeys.new()
    kit = PersonAdmitted(person=new_id(), name="Kit", role=Role.RECOVERY_KIT, public_key=stranger.public.hex())
    me = small.me
    note = a_note(all_concerns(small)[0])
    first = wire.decode_header(all_rows(small)[2].header).id
    assert walked(small, _forged(small, kit, me, small.keys)) == ""
    assert "another vault" in walked(small, _forged(small, note.body, me, small.keys, vault=new_id()))
    assert "repeats an earlier" in walked(small, _forged(small, note.body, me, small.keys, id=first))
    assert "role may not" in walked(small, _forged(small, kit, DEPUTY, deputy))
    assert "not admitted" in walked(small, _forged(small, kit, kit.person, stranger))
    assert "signature" in walked(small, _forged(small, kit, me, deputy))
    assert "role may not" in walked(small, _forged(small, a_disposal(note.id).body, DEPUTY, deputy))
    assert "is no disposal" in walked(small, _forged(small, note.body, DEPUTY, deputy, disposes=(first,)))
    disposed = a_disposal(first).body
    assert "cannot be disposed of" in walked(small, _forged(small, disposed, me, small.keys, disposes=(first,)))
    assert "cannot be disposed of" in walked(small, _forged(small, disposed, me, small.keys, disposes=(new_id(),)))
    assert "amends" in walked(small, _forged(small, note.body, me, small.keys, amends=all_concerns(small)[0]))
    seal(small, NewEntry(id=new_id(), body=PersonLeft(person=DEPUTY)))
    assert "not admitted" in walked(small, _forged(small, note.body, DEPUTY, deputy))


@pytest.mark.parametrize("name", sorted(schema.TRIGGERS))
def test_a_trigger_taken_away_or_changed_is_named(vault: Vault, name: str) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    assert wrong(vault) == {"Append-only rules": f"{name} is not as it was made"}
    with vault.engine.begin() as connection:
        connection.exec_driver_sql(schema.TRIGGERS[name].replace("BEGIN SELECT", "BEGIN  SELECT"))
    assert wrong(vault, full=False) == {"Append-only rules": f"{name} is not as it was made"}


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("CREATE TRIGGER quiet AFTER INSERT ON line BEGIN DELETE FROM draft; END", "unknown trigger quiet"),
        ("CREATE TABLE aside (words TEXT)", "unknown table aside"),
        ("CREATE VIEW seen AS SELECT * FROM line", "unknown view seen"),
        ("DROP INDEX entry_id", "entry_id is not as it was made"),
        ("DROP TRIGGER search_removed", "search_removed is not as it was made"),
        ("ALTER TABLE line ADD COLUMN more TEXT", "line is not as it was made"),
    ],
)
def test_a_part_added_or_taken_is_named(vault: Vault, statement: str, says: str) -> None:
    with vault.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert wrong(vault, full=False)["Append-only rules"] == says


def test_the_database_is_made_of_nothing_else(vault: Vault) -> None:
    assert {*schema.STORED, "line", "search", "search_text"} <= set(made_parts())


OFF = {
    "temp_store": 0, "foreign_keys": 0, "recursive_triggers": 0, "trusted_schema": 1, "cell_size_check": 0,
    "secure_delete": 0, "mmap_size": 1048576, "cache_size": 100, "cipher_memory_security": 1, "journal_mode": "OFF",
    "synchronous": 0, "fullfsync": 0, "locking_mode": "NORMAL", "busy_timeout": 0,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(EXPECTED_PRAGMAS) - {"cipher_memory_security"}))
def test_every_setting_that_is_off_is_named(vault: Vault, name: str) -> None:
    _turn(vault, name)
    assert wrong(vault, full=False) == {"Database settings": f"{name} is not as required"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="once turned it stays so for the whole process")
def test_the_setting_of_the_whole_process_is_named_too(vault: Vault) -> None:
    child = os.fork()
    if child == 0:
        _turn(vault, "cipher_memory_security")
        os._exit(wrong(vault, full=False).get("Database settings") != "cipher_memory_security is not as required")
    assert os.waitpid(child, 0)[1] == 0


def _turn(vault: Vault, name: str) -> None:
    checked_out = vault.engine.raw_connection()
    checked_out.driver_connection.execute(f"PRAGMA {name} = {OFF[name]}")
    checked_out.close()


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE concern SET level = 'none'", "Read tables"),
        ("DELETE FROM line_subject", "Read tables"),
        ("UPDATE person SET role = 'dsl'", "Read tables"),
        ("INSERT INTO setting (key, seq, value) VALUES ('x', 1, '1')", "Read tables"),
        ("UPDATE search_text SET words = words || ' more'", "Read tables"),
        (
            "INSERT INTO search(search, rowid, scope, words)"
            " SELECT 'delete', seq, scope, words FROM search_text WHERE seq = 4",
            "Search index",
        ),
    ],
)
def test_a_read_table_that_is_not_what_the_journal_says_is_named(small: Vault, statement: str, line: str) -> None:
    with small.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert line in wrong(small)


def only_read(vault: Vault) -> Any:
    """The same database as on a disk that may not be written to."""
    uri = f"{(vault.folder / DATABASE_FILE).resolve().as_uri()}?mode=ro&immutable=1"
    bare = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    bare.execute(f"PRAGMA key = \"x'{vault.unlocked.root.derive(Label.DATABASE).hex()}'\"")
    bare.execute("PRAGMA temp_store = MEMORY")
    return _engine_on(bare)


def test_where_nothing_may_be_written_the_search_is_checked_all_the_same(small: Vault) -> None:
    with only_read(small).connect() as connection:
        assert search_index(connection).holds
    with small.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search(search, rowid, scope, words)"
            " SELECT 'delete', seq, scope, words FROM search_text WHERE seq = 4"
        )
    with only_read(small).connect() as connection:
        assert search_index(connection).says == "it does not hold the words of the read tables"


def test_a_check_goes_on_from_the_last_good_one(small: Vault) -> None:
    walk = checking.Walk(small.id, small.kind)
    with writing(small.engine) as connection:
        for _ in checking.walk(connection.connection.cursor(), walk):
            pass
        remember_good(connection, walk, NOW)
    as_deputy(small, a_note(all_concerns(small)[0]))
    (chain,) = [line for line in checked(small, full=False) if line.name == "Chain of entries"]
    assert chain.counts == {"entries": 11, "words": 1, "signatures": 1}
    with behind_the_triggers(small) as bare:
        bare.execute("DELETE FROM body WHERE seq = 11")
    assert "no disposal names them" in wrong(small, full=False)["Chain of entries"]


def test_an_anchor_ahead_of_the_vault_is_named(small: Vault) -> None:
    rows = all_rows(small)
    with behind_the_triggers(small) as bare:
        store(bare, rows[:-1])
    assert wrong(small)["Anchor"] == "it knows 10 entries, the vault has 9"
    assert journal.CHUNK % 4096 == 0
