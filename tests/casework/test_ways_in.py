"""A way in and the admission that says whose key it is come together, or neither does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dsl_desk.casework import desk_people
from dsl_desk.casework.admitting import seal_admission
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.keeping import finish, open_to_care
from dsl_desk.casework.opening import unlock, unlock_by_kit
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.domain.access import Role, VaultKind
from dsl_desk.errors import CannotWrite, DiskFull, FolderNotLocal, VaultDamaged, WrongSecret
from dsl_desk.store.person_keys import PersonKeys
from tests.casework.acts import recorded

NEW = "harbour violet moth trestle 19"
DSL, DEPUTY = "Joanna Pryce-Okafor", "Imran Sadiq"


def holds(desk: Desk) -> bool:
    return finish(check_record(desk, full=True)).holds


def full_disk(*_: object) -> None:
    raise OSError(28, "injected")


def test_an_admission_the_disk_refused_left_nothing_and_can_be_made_again(
    desk: Desk, folder: Path, clock: PracticeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk_people.people(desk)
    with monkeypatch.context() as faulty, pytest.raises(DiskFull):
        faulty.setattr(os, "fsync", full_disk)
        desk_people.admit(desk, "Someone New", "deputy", NEW)
    assert desk_people.people(desk) == before and holds(desk)
    desk_people.admit(desk, "Someone New", "deputy", NEW)
    desk.vault.close()
    unlock(folder, "Someone New", NEW, clock).vault.close()


def test_somebody_admitted_whose_way_in_was_never_made_is_admitted_once(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    """As after a power cut between the two."""
    person = desk_people.admit(desk, "Someone New", "deputy", NEW)
    known = len(desk_people.people(desk))
    desk_people.slots.remove(desk.vault.folder, desk.vault.unlocked, person.id)
    again = desk_people.admit(desk, "Someone New", "deputy", NEW)
    assert again.id == person.id and len(desk_people.people(desk)) == known
    desk.vault.close()
    found = unlock(folder, "Someone New", NEW, clock)
    recorded(found)
    assert holds(found)
    found.vault.close()


def test_a_new_kit_the_disk_refused_leaves_the_one_before_in_force(
    desk: Desk, folder: Path, clock: PracticeClock, recovery_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty, pytest.raises(DiskFull):
        faulty.setattr(os, "fsync", full_disk)
        desk_people.new_recovery_kit(desk)
    desk.vault.close()
    found = unlock_by_kit(folder, recovery_code, DSL, NEW, clock)
    recorded(found)
    assert holds(found)
    found.vault.close()


def test_a_key_that_was_being_replaced_reads_and_says_how_to_get_a_new_one(
    desk: Desk, folder: Path, clock: PracticeClock, recovery_code: str
) -> None:
    seal_admission(desk.vault, desk.me, PersonKeys.new(), clock())  # and then the power went
    desk.vault.close()
    found = unlock(folder, DSL, passphrase_of(DSL), clock)
    with pytest.raises(CannotWrite) as refused:
        recorded(found)
    assert "recovery kit once more" in refused.value.sentence
    found.vault.close()
    found = unlock_by_kit(folder, recovery_code, DSL, NEW, clock)
    recorded(found)
    found.vault.close()


def test_a_kit_that_was_being_replaced_says_so(
    desk: Desk, folder: Path, clock: PracticeClock, recovery_code: str
) -> None:
    kit = next(one for one in desk_people.people(desk) if one.role == Role.RECOVERY_KIT)
    seal_admission(desk.vault, kit, PersonKeys.new(), clock())
    desk.vault.close()
    with pytest.raises(WrongSecret) as refused:
        unlock_by_kit(folder, recovery_code, DSL, NEW, clock)
    assert "make a new kit" in refused.value.sentence
    unlock(folder, DSL, passphrase_of(DSL), clock).vault.close()


def test_a_passphrase_that_was_changed_is_said_to_be_though_the_vault_could_take_no_note_of_it(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    """As on a disk with room for the key file and for nothing more: what holds is what is said."""
    with desk.vault.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    desk_people.change_passphrase(desk, passphrase_of(DSL), NEW)
    assert holds(desk)
    desk.vault.close()
    found = unlock(folder, DSL, NEW, clock)
    assert holds(found)
    found.vault.close()


def test_another_vault_put_into_the_folder_of_one_is_refused(folder: Path, clock: PracticeClock) -> None:
    (folder / "vaults" / "children").rename(folder / "vaults" / "governors")
    for opened in (unlock, _by_care):
        with pytest.raises(VaultDamaged) as refused:
            opened(folder, DSL, passphrase_of(DSL), clock, kind=VaultKind.GOVERNORS)
        assert "another vault was put there" in refused.value.sentence


def _by_care(folder: Path, who: str, passphrase: str, clock: PracticeClock, *, kind: str) -> object:
    return open_to_care(folder, kind, who, passphrase, clock)


def test_a_vault_in_a_synced_folder_is_not_cared_for_there_either(folder: Path, clock: PracticeClock) -> None:
    synced = folder.parent / "Dropbox"
    folder.rename(synced)
    with pytest.raises(FolderNotLocal) as refused:
        open_to_care(synced, VaultKind.CHILDREN, DSL, passphrase_of(DSL), clock)
    assert "Dropbox" in refused.value.sentence


def test_somebody_the_older_record_put_back_does_not_know_is_told_so(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    database = desk.vault.folder / "vault.db"
    desk.vault.close()
    older = database.read_bytes()
    again = unlock(folder, DSL, passphrase_of(DSL), clock)
    desk_people.admit(again, "Someone New", "deputy", NEW)
    again.vault.close()
    database.write_bytes(older)
    with pytest.raises(VaultDamaged) as refused:
        unlock(folder, "Someone New", NEW, clock, accept_older=True)
    assert "whom the record does not know" in refused.value.sentence
