"""Making a vault: keys, empty tables, the first person and the recovery kit. All of it, or nothing under its name."""

from __future__ import annotations

import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from uuid_utils import uuid7

from dsl_desk.domain.access import Role, VaultKind, first_role
from dsl_desk.domain.entries.desk import PersonAdmitted
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.errors import CannotWrite
from dsl_desk.store import schema, slots
from dsl_desk.store.argon2_params import Argon2Params
from dsl_desk.store.engine import DATABASE_FILE, close_engine, known_problems, open_engine, writing
from dsl_desk.store.files import sync_folder
from dsl_desk.store.key_derivation import Label, RootKey
from dsl_desk.store.location import check_live_folder
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.rebuilding import create_read_tables
from dsl_desk.store.recovery_code import RecoveryCode
from dsl_desk.store.slots import NewPerson, NewRecovery, Unlocked
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.work import open_work


@dataclass(frozen=True)
class FirstPerson:
    """Who makes the vault. `passphrase` was found strong enough before."""

    name: str
    passphrase: str = field(repr=False)
    post: str = ""


def new_id() -> str:
    """A UUIDv7 as text."""
    return str(uuid7())


def make_vault(
    desk: Path, kind: str, first: FirstPerson, params: Argon2Params, now: datetime
) -> tuple[Vault, RecoveryCode]:
    """Make the vault of that kind below the desk's folder and open it; returns it and the code of its recovery kit.

    Raises FolderNotLocal, FolderNotWritable, DiskFull, and CannotWrite when there is one already.
    """
    check_live_folder(desk)
    folder = vault_folder(desk, kind)
    if folder.exists():
        raise CannotWrite("There is a vault here already. Open it, or choose another folder. Nothing was changed.")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    check_live_folder(unfinished)
    unlocked, code, kit = _make_keys(unfinished, kind, first, params)
    _make_database(unfinished, unlocked, now)
    _admit_first(unfinished, unlocked, first, kit, now)
    unfinished.rename(folder)
    _make_last(folder)
    return open_vault(folder, unlocked, now, name=first.name), code


def _make_last(folder: Path) -> None:
    """The names of the vault and of the folders it lies in outlive a power cut from here on."""
    desk = folder.parent.parent
    with known_problems(folder.parent):
        sync_folder(folder.parent)
        sync_folder(desk)
    with suppress(OSError):  # what the desk itself lies in may belong to somebody else
        sync_folder(desk.parent)


def vault_folder(desk: Path, kind: str) -> Path:
    """Where the vault of that kind lies below the desk's folder."""
    return desk / "vaults" / VaultKind(kind).value


def _make_keys(
    folder: Path, kind: str, first: FirstPerson, params: Argon2Params
) -> tuple[Unlocked, RecoveryCode, PersonAdmitted]:
    vault_id, person, kit_id = str(uuid.uuid4()), new_id(), new_id()
    root, keys, kit_keys, code = RootKey.new(), PersonKeys.new(), PersonKeys.new(), RecoveryCode.new()
    kit = PersonAdmitted(person=kit_id, name="Recovery kit", role=Role.RECOVERY_KIT, public_key=kit_keys.public.hex())
    generation = slots.create(
        folder, vault_id, kind, root,
        [NewPerson(person, first.name, first.passphrase, keys, params), NewRecovery(kit_id, code, kit_keys)],
    )  # fmt: skip
    kit_keys.wipe()
    unlocked = Unlocked(root, keys, person, "", generation, vault_id, kind, slots.SlotKind.PERSON)
    return unlocked, code, kit


def _make_database(folder: Path, unlocked: Unlocked, now: datetime) -> None:
    engine = open_engine(folder / DATABASE_FILE, unlocked.root.derive(Label.DATABASE), create=True)
    try:
        with writing(engine) as connection:
            for statement in schema.STORED.values():
                connection.exec_driver_sql(statement)
            create_read_tables(connection)
            connection.execute(
                text("INSERT INTO vault (id, kind, schema, slot_generation, made_at) VALUES (:id, :kind, :s, :g, :at)"),
                {"id": unlocked.vault_id, "kind": unlocked.vault_kind, "s": schema.SCHEMA,
                 "g": unlocked.generation, "at": utc(now)},
            )  # fmt: skip
    finally:
        close_engine(engine)


def _admit_first(folder: Path, unlocked: Unlocked, first: FirstPerson, kit: PersonAdmitted, now: datetime) -> None:
    """Entry 1 admits its own author; entry 2 admits the recovery kit."""
    vault = open_vault(folder, unlocked, now, name=first.name)
    me = PersonAdmitted(
        person=unlocked.person_id, name=first.name, role=first_role(unlocked.vault_kind), post=first.post,
        public_key=unlocked.keys.public.hex(),
    )  # fmt: skip
    try:
        with open_work(vault, now) as work:
            for person in (me, kit):
                work.seal(NewEntry(id=new_id(), body=person, subjects=(Subject(id=person.person, kind="person"),)))
            work.commit()
    finally:
        close_engine(vault.engine)
