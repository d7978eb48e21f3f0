"""Opening a vault: what is refused and with which sentence, what heals by itself, what stays readable."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dsl_desk.domain.entries.concern import Note
from dsl_desk.domain.entry import Header, NewEntry
from dsl_desk.errors import AlreadyOpen, CannotWrite, NewerVault, OlderVault, SlotsDamaged, VaultDamaged
from dsl_desk.store import anchor, concerns, desk_lock, drafts, journal, schema, slots, wire
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.drafts import Draft
from dsl_desk.store.engine import DATABASE_FILE, writing
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.slots import SLOTS_FILE, SPARE_FILE, Unlocked
from dsl_desk.store.vault import Vault, open_vault, set_generation
from dsl_desk.store.vault_making import FirstPerson, make_vault, new_id
from dsl_desk.store.work import open_read, open_work
from tests.builders import NOW, PASSPHRASE, WHO, a_child, a_concern, a_note, seal, wrong

Keys = Callable[[Path], Unlocked]


def again(vault: Vault, keys: Keys, **options: bool) -> Vault:
    vault.close()
    return open_vault(vault.folder, keys(vault.folder), NOW, **options)


def head(vault: Vault) -> int:
    with open_read(vault) as read:
        return journal.head(read.cursor).seq


def test_a_newer_schema_is_refused(vault: Vault, keys: Keys) -> None:
    with writing(vault.engine) as connection:
        connection.exec_driver_sql("UPDATE vault SET schema = schema + 1")
    with pytest.raises(NewerVault, match="newer_vault") as refused:
        again(vault, keys)
    assert refused.value.sentence == wire.NEWER
    assert "Nothing was changed or lost." in wire.NEWER


@pytest.mark.parametrize(("kind", "version"), [("telepathy", 1), ("note", 2), ("note", 0)])
@pytest.mark.parametrize("rebuilt", [True, False], ids=["rebuilding", "as it is"])
@pytest.mark.parametrize("disposed", [True, False], ids=["without words", "with words"])
def test_a_newer_kind_or_version_is_refused(
    vault: Vault, keys: Keys, kind: str, version: int, rebuilt: bool, disposed: bool
) -> None:
    """Written by a newer program, its read tables already up to date or not; nothing is passed over."""
    salt, body = wire.encode_body(Note(text="x"))
    with writing(vault.engine) as connection:
        cursor = connection.connection.cursor()
        header = Header(
            id=new_id(), vault=vault.id, kind=kind, version=version, recorded_at=NOW, author=vault.me,
            body=wire.body_digest(salt, body),
        )  # fmt: skip
        at = journal.append(cursor, journal.head(cursor), header, salt, body, vault.keys)
        if disposed:
            connection.exec_driver_sql("DROP TRIGGER body_not_deleted")
            connection.exec_driver_sql(f"DELETE FROM body WHERE seq = {at.seq}")
        if rebuilt:
            connection.exec_driver_sql("PRAGMA user_version = 99")
        else:
            cursor.execute(
                "INSERT INTO line (seq, id, root, kind, version) VALUES (?, ?, ?, ?, ?)",
                (at.seq, header.id, header.id, kind, version),
            )
            cursor.execute("INSERT OR IGNORE INTO kind_met VALUES (?, ?)", (kind, version))
            cursor.execute("UPDATE reached SET last = ? WHERE what = 'journal'", (at.seq,))
    with pytest.raises(NewerVault) as refused:
        again(vault, keys)
    assert refused.value.sentence == wire.NEWER


def test_read_tables_of_another_version_are_made_again(vault: Vault, keys: Keys) -> None:
    child = a_child()
    seal(vault, child, a_concern(child.id))
    with writing(vault.engine) as connection:
        connection.exec_driver_sql("DROP TABLE search_text")
        connection.exec_driver_sql("CREATE TABLE old_thing (a TEXT)")
        connection.exec_driver_sql("ALTER TABLE concern RENAME TO worry")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.READ_TABLES - 1}")
    vault = again(vault, keys)
    with open_read(vault) as read:
        assert len(concerns.rows(read)) == 1
    assert wrong(vault) == {}
    vault.close()


def test_read_tables_that_lag_are_made_again(vault: Vault, keys: Keys) -> None:
    seal(vault, a_child())
    with writing(vault.engine) as connection:
        connection.exec_driver_sql("DELETE FROM child")
        connection.exec_driver_sql("UPDATE reached SET last = 2 WHERE what = 'journal'")
    vault = again(vault, keys)
    assert wrong(vault) == {}
    vault.close()


def test_an_older_vault_put_back_is_noticed_and_opens_for_reading_only(vault: Vault, keys: Keys) -> None:
    child = a_child()
    seal(vault, child, a_concern(child.id))
    folder = vault.folder
    vault.close()
    old = (folder / DATABASE_FILE).read_bytes()
    vault = open_vault(folder, keys(folder), NOW)
    seal(vault, a_child())
    vault.close()
    (folder / DATABASE_FILE).write_bytes(old)
    with pytest.raises(OlderVault) as refused:
        open_vault(folder, keys(folder), NOW)
    assert "5 entries were sealed here, this copy holds 4" in refused.value.sentence
    vault = open_vault(folder, keys(folder), NOW, accept_older=True)
    with open_read(vault) as read:
        assert len(concerns.rows(read)) == 1
    with pytest.raises(CannotWrite) as not_sealed, open_work(vault, NOW):
        pass
    assert "reading only" in not_sealed.value.sentence
    assert vault.warnings
    vault.close()
    with pytest.raises(OlderVault):  # looking did not make it the last one seen
        open_vault(folder, keys(folder), NOW)


@pytest.mark.parametrize("outdated", [True, False], ids=["of an older program", "lagging"])
def test_an_older_vault_whose_read_tables_do_not_fit_is_read_without_a_change_to_it(
    vault: Vault, keys: Keys, outdated: bool
) -> None:
    child = a_child()
    seal(vault, child, a_concern(child.id))
    folder = vault.folder
    with writing(vault.engine) as connection:
        if outdated:
            connection.exec_driver_sql("DROP TABLE last_backup")
            connection.exec_driver_sql("ALTER TABLE concern RENAME TO worry")
            connection.exec_driver_sql("DROP TABLE search")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.READ_TABLES - 1}")
        else:
            connection.exec_driver_sql("DELETE FROM concern")
            connection.exec_driver_sql("UPDATE reached SET last = 2 WHERE what = 'journal'")
    vault.close()
    old = (folder / DATABASE_FILE).read_bytes()
    vault = open_vault(folder, keys(folder), NOW)
    seal(vault, a_child())
    vault.close()
    (folder / DATABASE_FILE).write_bytes(old)
    vault = open_vault(folder, keys(folder), NOW, accept_older=True)
    with open_read(vault) as read:
        assert len(concerns.rows(read)) == 1
        last = journal.head(read.cursor).seq
        assert read.cursor.execute("SELECT count(*) FROM last_backup").fetchall() == [(0,)]
        words = read.cursor.execute("SELECT rowid FROM search WHERE words MATCH 'wrist'").fetchall()
    assert words == [(last,)]
    vault.close()
    assert (folder / DATABASE_FILE).read_bytes() == old


def test_another_branch_of_the_same_vault_is_noticed(vault: Vault, keys: Keys) -> None:
    folder = vault.folder
    vault.close()
    old = (folder / DATABASE_FILE).read_bytes()
    vault = open_vault(folder, keys(folder), NOW)
    seal(vault, a_child())
    vault.close()
    new_anchor = (folder / anchor.ANCHOR_FILE).read_bytes()
    (folder / DATABASE_FILE).write_bytes(old)
    (folder / anchor.ANCHOR_FILE).unlink()
    vault = open_vault(folder, keys(folder), NOW)
    assert "missing or damaged" in vault.warnings[0]
    seal(vault, a_child(), a_child())
    vault.close()
    (folder / anchor.ANCHOR_FILE).write_bytes(new_anchor)
    with pytest.raises(OlderVault) as refused:
        open_vault(folder, keys(folder), NOW)
    assert "its entry 3 is another one" in refused.value.sentence


def test_a_swapped_database_is_refused(open_copy: Callable[..., Vault], keys: Keys) -> None:
    children, staff = open_copy("children"), open_copy("staff")
    children.close()
    staff.close()
    shutil.copy(staff.folder / DATABASE_FILE, children.folder / DATABASE_FILE)
    with pytest.raises(VaultDamaged) as refused:
        open_vault(children.folder, keys(children.folder), NOW)
    assert "another file was put in its place" in refused.value.sentence


def test_a_database_of_another_vault_under_the_same_key_is_refused(vault: Vault, keys: Keys) -> None:
    with writing(vault.engine) as connection:
        connection.exec_driver_sql("UPDATE vault SET id = 'another'")
    with pytest.raises(VaultDamaged) as refused:
        again(vault, keys)
    assert "belongs to another vault" in refused.value.sentence


def test_an_older_key_file_put_back_is_refused(vault: Vault, keys: Keys) -> None:
    folder = vault.folder
    old = (folder / SLOTS_FILE).read_bytes()
    changed = slots.add_person(folder, vault.unlocked, new_id(), "Sam Osei", PASSPHRASE, PersonKeys.new(), params=FLOOR)
    with writing(vault.engine) as connection:
        set_generation(connection, changed.generation)
    vault.close()
    for name in (SLOTS_FILE, SPARE_FILE):
        (folder / name).write_bytes(old)
    with pytest.raises(SlotsDamaged) as refused:
        open_vault(folder, keys(folder), NOW)
    assert "older key file was put back" in refused.value.sentence


def test_a_crash_between_key_file_and_vault_heals(vault: Vault, keys: Keys) -> None:
    folder = vault.folder
    slots.add_person(folder, vault.unlocked, new_id(), "Sam Osei", PASSPHRASE, PersonKeys.new(), params=FLOOR)
    vault.close()
    unlocked = slots.open_with_passphrase(folder, WHO, PASSPHRASE)
    vault = open_vault(folder, unlocked, NOW)
    assert wrong(vault) == {}
    vault.close()


def test_a_crash_between_commit_and_anchor_heals(vault: Vault, keys: Keys) -> None:
    folder = vault.folder
    before = (folder / anchor.ANCHOR_FILE).read_bytes()
    seal(vault, a_child())
    vault.close()
    (folder / anchor.ANCHOR_FILE).write_bytes(before)
    vault = open_vault(folder, keys(folder), NOW)
    assert vault.warnings == []
    assert head(vault) == 3
    assert wrong(vault) == {}
    vault.close()


def test_an_anchor_that_cannot_be_written_costs_nothing_but_a_warning(vault: Vault) -> None:
    (vault.folder / anchor.ANCHOR_FILE).unlink()
    (vault.folder / anchor.ANCHOR_FILE).mkdir()
    (sealed,) = seal(vault, a_child())
    assert vault.anchor_failed
    assert head(vault) == sealed.seq
    (vault.folder / anchor.ANCHOR_FILE).rmdir()
    seal(vault, a_child())
    assert not vault.anchor_failed
    assert wrong(vault) == {}


def test_an_anchor_of_the_very_beginning_is_extended_by_any_entry(vault: Vault, keys: Keys) -> None:
    vault.anchor_to(journal.Head(0, wire.GENESIS))
    assert wrong(vault) == {}
    vault = again(vault, keys)
    assert vault.warnings == []
    vault.close()


def test_a_vault_open_elsewhere_says_who_where_and_since_when(vault: Vault) -> None:

    desk_lock.write_label(vault.folder, NOW, WHO)
    script = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from dsl_desk.store import slots
from dsl_desk.store.vault import open_vault
from dsl_desk.errors import AlreadyOpen
folder = Path({str(vault.folder)!r})
try:
    open_vault(folder, slots.open_with_passphrase(folder, {WHO!r}, {PASSPHRASE!r}), datetime.now(UTC))
except AlreadyOpen as refused:
    print(refused.sentence)
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert f"already open: {WHO}, on the computer" in said
    assert "since 20 November 2026, 18:20" in said
    assert AlreadyOpen.code == "already_open"
    seal(vault, a_child())


def test_making_a_vault_is_all_or_nothing_and_leaves_what_is_there_alone(tmp_path: Path) -> None:
    left = tmp_path / "vaults" / ".children.unfinished"
    left.mkdir(parents=True)
    (left / "half").write_text("x")
    vault, _ = make_vault(tmp_path, "children", FirstPerson(WHO, PASSPHRASE), FLOOR, NOW)
    assert not left.exists()
    assert wrong(vault) == {}
    assert {p.stat().st_mode & 0o777 for p in vault.folder.iterdir()} == {0o600}
    assert vault.folder.stat().st_mode & 0o777 == 0o700
    vault.close()
    with pytest.raises(CannotWrite):
        make_vault(tmp_path, "children", FirstPerson(WHO, PASSPHRASE), FLOOR, NOW)


def test_drafts_are_their_authors_alone_and_one_that_does_not_open_hides_no_other(vault: Vault) -> None:
    mine = vault.unlocked
    for draft in ("a", "b"):
        with open_work(vault, NOW) as work:
            drafts.save(work, Draft(id=draft, form={"name": "concern"}, answers={"x": draft}))
            work.commit()
    with writing(vault.engine) as connection:
        connection.exec_driver_sql("UPDATE draft SET sealed = zeroblob(80) WHERE id = 'a'")
    with open_read(vault) as read:
        assert [draft.answers for draft in drafts.mine(read)] == [{"x": "b"}]
    vault.unlocked = replace(mine, person_id=new_id(), keys=PersonKeys.new())
    with open_read(vault) as read:
        assert drafts.mine(read) == []
    vault.unlocked = mine
    with open_work(vault, NOW) as work:
        drafts.forget(work, "b")
        work.commit()
    with open_read(vault) as read:
        assert drafts.mine(read) == []


def test_what_was_not_committed_was_not_sealed(vault: Vault, keys: Keys) -> None:
    entry = NewEntry(id=new_id(), body=Note(text="x"))
    with open_work(vault, NOW) as work:
        work.seal(entry)
    with pytest.raises(ZeroDivisionError), open_work(vault, NOW) as work:
        work.seal(a_note(new_id()))
        raise ZeroDivisionError
    assert head(vault) == 2
    seal(vault, entry)
    assert head(vault) == 3
    assert wrong(vault) == {}
