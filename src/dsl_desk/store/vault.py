"""An open vault: the engine, the keys of the person signed in, and what is known to be wrong with it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.engine import Connection, Engine

from dsl_desk.domain.entry import Entry
from dsl_desk.errors import Bug, KnownProblem, NewerVault, OlderVault, SlotsDamaged, VaultDamaged
from dsl_desk.store import anchor, desk_lock, journal, rebuilding, schema, snapshot, torn_pages, wire
from dsl_desk.store import tables as t
from dsl_desk.store.check import Witness
from dsl_desk.store.database_faults import DATABASE_DAMAGED
from dsl_desk.store.engine import DATABASE_FILE, close_engine, known_problems, open_engine, reading, writing
from dsl_desk.store.files import sweep_unfinished
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.slots import Unlocked


@dataclass
class Vault:
    """`read_only`: the sentence why nothing may be sealed, or empty. `warnings`: sentences on the desk's health."""

    folder: Path
    engine: Engine
    unlocked: Unlocked
    read_only: str = ""
    warnings: list[str] = field(default_factory=list)
    anchored: journal.Head | None = None
    anchor_failed: bool = False
    noted: int | None = None  # the generation that stands in the vault, where it could not take that of the key file
    opened: dict[bytes, Entry] = field(default_factory=dict, repr=False)  # by digest, what was read since unlocking

    @property
    def id(self) -> str:
        return self.unlocked.vault_id

    @property
    def kind(self) -> str:
        return self.unlocked.vault_kind

    @property
    def me(self) -> str:
        """The id of the person signed in."""
        return self.unlocked.person_id

    @property
    def keys(self) -> PersonKeys:
        return self.unlocked.keys

    def anchor_to(self, head: journal.Head) -> None:
        """Remember the last entry outside the database. What was sealed is sealed even when this fails."""
        note = anchor.Anchor(self.id, head.seq, head.digest, self.unlocked.generation)
        try:
            anchor.write(self.folder, note, self.unlocked.root)
        except KnownProblem:
            self.anchor_failed = True
        else:
            self.anchored, self.anchor_failed = head, False

    def witness(self) -> Witness:
        """What lies outside the database, for `check`."""
        found = anchor.read(self.folder, self.unlocked.root)
        known, anchored = (self.id, self.kind, self._generation_noted()), (self.id, self.unlocked.generation)
        if isinstance(found, anchor.Anchor) and (found.vault_id, found.slot_generation) == anchored:
            return Witness(*known, anchor_seq=found.seq, anchor_digest=found.digest)
        says = "there is none" if isinstance(found, anchor.Missing) else "it is damaged, or of another vault"
        return Witness(*known, anchor_seq=None, anchor_digest=b"", anchor_says=says)

    def adopt(self, unlocked: Unlocked) -> None:
        """Go on with changed key slots: note their generation in the vault and in the anchor.

        They hold already: where the vault cannot take the note, opening it the next time makes it.
        """
        self.noted = self._generation_noted()
        self.unlocked = unlocked
        with suppress(KnownProblem):
            with known_problems(self.folder), writing(self.engine) as connection:
                set_generation(connection, unlocked.generation)
            self.noted = None
        with reading(self.engine) as connection:
            head = journal.head(connection.connection.cursor())
        self.anchor_to(head)

    def _generation_noted(self) -> int:
        return self.unlocked.generation if self.noted is None else self.noted

    def close(self) -> None:
        """Close the database, let others in, forget what was read, overwrite the keys."""
        self.opened.clear()
        close_engine(self.engine)
        desk_lock.remove_label(self.folder)
        self.unlocked.wipe()


def open_vault(folder: Path, unlocked: Unlocked, now: datetime, *, name: str = "", accept_older: bool = False) -> Vault:
    """Open the database in `folder` with what a secret opened.

    Raises VaultDamaged, AlreadyOpen, NewerVault, OlderVault (the anchor is ahead: somebody put an older vault back;
    with `accept_older` it opens for reading only), SlotsDamaged (an older key file was put back).
    """
    path, key = folder / DATABASE_FILE, unlocked.root.derive(Label.DATABASE)
    engine = open_engine(path, key, create=False)
    try:
        vault = Vault(folder, engine, unlocked, warnings=list(unlocked.notes))
        with known_problems(folder):
            with engine.connect() as connection:
                _refuse_strange(connection, unlocked)
            _compare_anchor(vault, accept_older=accept_older)
            if not vault.read_only and desk_lock.read_label(folder) is not None:  # it was not closed last time
                close_engine(engine)
                torn_pages.mend(path, key)
                vault.engine = engine = open_engine(path, key, create=False)
            _bring_up_to_date(vault)
    except BaseException as problem:
        close_engine(engine)
        if isinstance(problem, Bug) and str(problem) in wire.UNREADABLE:
            raise VaultDamaged(DATABASE_DAMAGED) from problem
        raise
    snapshot.sweep(folder)
    sweep_unfinished(folder)  # what a write cut short left behind; nobody else holds the vault now
    desk_lock.write_label(folder, now, name)
    return vault


def _refuse_strange(connection: Connection, unlocked: Unlocked) -> None:
    """Another vault's database, a newer schema, or kinds this program does not know."""
    try:
        row = connection.execute(text("SELECT id, kind, schema, slot_generation FROM vault")).one()
    except Exception as problem:
        raise VaultDamaged(
            "The database in this folder is damaged or is not a vault. Restore the newest backup to a new folder. "
            "Leave this folder as it is."
        ) from problem
    if row.schema > schema.SCHEMA:
        raise NewerVault(wire.NEWER)
    if (row.id, row.kind) != (unlocked.vault_id, unlocked.vault_kind):
        raise VaultDamaged(
            "The database in this folder belongs to another vault. Put the right one back, or restore the newest "
            "backup to a new folder. Nothing was changed."
        )
    if unlocked.generation < row.slot_generation:
        raise SlotsDamaged(
            "An older key file was put back: it may admit somebody who has left. Restore the newest backup to a new "
            "folder. Nothing was changed."
        )
    if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == schema.READ_TABLES:
        for kind, version in connection.execute(select(t.kind_met)):
            if not wire.known(kind, version):
                raise NewerVault(wire.NEWER)


def _compare_anchor(vault: Vault, *, accept_older: bool) -> None:
    """Vault ahead of the anchor and extending it: rewrite it. Anchor ahead: somebody put an old file back, say so."""
    with vault.engine.connect() as connection:
        cursor = connection.connection.cursor()
        head = journal.head(cursor)
        found = anchor.read(vault.folder, vault.unlocked.root)
        if isinstance(found, anchor.Anchor) and found.vault_id == vault.id:
            if journal.digest_at(cursor, found.seq) != found.digest:
                _older(vault, found.seq, head.seq, accept_older=accept_older)
                return
        elif isinstance(found, anchor.Damaged) or (isinstance(found, anchor.Missing) and head.seq):
            vault.warnings.append(
                "The anchor beside the vault was missing or damaged, so an older copy put back could not be noticed. "
                "It has been written anew. Compare the last printed anchor with the record."
            )
    vault.anchor_to(head)


def _older(vault: Vault, knew: int, has: int, *, accept_older: bool) -> None:
    if has < knew:
        says = f"An older copy of the vault was put back: {knew} entries were sealed here, this copy holds {has}."
    else:
        says = f"This vault is not the one last used here: its entry {knew} is another one."
    if not accept_older:
        raise OlderVault(f"{says} Find the newer file, or restore the newest backup to a new folder. You can still "
                         "open this one to read.")  # fmt: skip
    vault.read_only = f"{says} It is open for reading only."
    vault.warnings.append(vault.read_only)


def _bring_up_to_date(vault: Vault) -> None:
    """After a program update or an interrupted one: make the read tables what this program needs.

    In a vault that may only be read, beside it in memory.
    """
    with vault.engine.connect() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        last = journal.head(connection.connection.cursor()).seq
        generation = connection.execute(text("SELECT slot_generation FROM vault")).scalar_one()
        current = version == schema.READ_TABLES
        done = (
            connection.execute(select(t.reached.c.last).where(t.reached.c.what == "journal")).scalar_one()
            if current
            else -1
        )
    if (done, generation) == (last, vault.unlocked.generation):
        return
    if vault.read_only:
        vault.noted = generation
        if done == last:
            return
        with reading(vault.engine) as connection:
            rebuilding.rebuild_beside(connection)
        return
    with writing(vault.engine) as connection:
        if done != last:
            rebuilding.rebuild_all(connection)
        set_generation(connection, vault.unlocked.generation)


def set_generation(connection: Connection, generation: int) -> None:
    """Note the key file's generation in the vault, so that an older key file put back is noticed."""
    connection.execute(text("UPDATE vault SET slot_generation = :generation"), {"generation": generation})
