"""One transaction: append to the journal and bring the read tables up to date, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection
from sqlcipher3.dbapi2 import IntegrityError

from dsl_desk.domain.entries import kind_of
from dsl_desk.domain.entry import Entry, Header, NewEntry
from dsl_desk.errors import Bug, CannotWrite, JournalRefused
from dsl_desk.store import journal, sealing, wire
from dsl_desk.store.engine import IMMEDIATE, known_problems
from dsl_desk.store.projections import apply
from dsl_desk.store.rebuilding import rebuild_all

CLOCK_BEHIND = (
    "This computer's clock is behind the time of what was sealed before. Set the clock right. Nothing was lost; what "
    "is sealed until then is marked in the record."
)
_MOVED_ON = "The record moved on while this was being sealed. Seal it again. Nothing was lost."

if TYPE_CHECKING:
    from dsl_desk.store.vault import Vault


class Read:
    """One consistent look at the vault. `viewer` is the person whose eyes it is: restricted concerns are left out."""

    def __init__(self, vault: Vault, connection: Connection) -> None:
        self.vault = vault
        self.connection = connection
        self.viewer = vault.me

    @property
    def cursor(self) -> journal.Cursor:
        cursor: journal.Cursor = self.connection.connection.cursor()
        return cursor


class Work(Read):
    """A read that can also seal. Nothing is kept unless `commit` is called."""

    def __init__(self, vault: Vault, connection: Connection, now: datetime) -> None:
        super().__init__(vault, connection)
        self.now = now.astimezone(UTC)
        self.head = journal.head(self.cursor)
        self.committed = False
        self.clock_back = False  # something here was sealed at a time before the entry it follows

    def seal(self, new: NewEntry) -> Entry:
        """Append one entry and project it. Sealing the same id twice is sealing once: the first entry is returned.

        Raises CannotSeal for text that cannot be kept, NotAllowed when this person's role may not write this kind,
        JournalRefused when the entry does not follow on, Bug for one that `check` would find wrong for ever.
        """
        if self.committed:
            raise Bug("sealed after commit")
        already = journal.find(self.cursor, new.id)
        if already is not None:
            return self._opened(already)
        sealing.refuse(self.cursor, self.vault, new)
        salt, body = wire.encode_body(new.body)
        header = self._header(new, wire.body_digest(salt, body))
        before = self.head.recorded_at
        try:
            self.head = journal.append(self.cursor, self.head, header, salt, body, self.vault.keys)
        except IntegrityError as problem:  # a trigger or the unique id
            raise JournalRefused(_MOVED_ON) from problem
        back = before is not None and header.recorded_at < before
        entry = Entry(seq=self.head.seq, digest=self.head.digest, header=header, body=new.body, clock_back=back)
        self.clock_back |= back
        apply(self.cursor, entry)
        if header.disposes:
            journal.dispose(self.cursor, header.disposes)
            rebuild_all(self.connection)
        return entry

    def _opened(self, stored: journal.Stored) -> Entry:
        before = journal.since(self.cursor, stored.seq - 2, 1) if stored.seq > 1 else []
        return journal.opened(stored, wire.decode_header(before[0].header).recorded_at if before else None)

    def keep_blob(self, content: bytes) -> str:
        """Keep bytes by content; returns the digest that an entry must name in this same transaction."""
        return journal.put_blob(self.cursor, content)

    def commit(self) -> None:
        """Make it durable, then write the anchor. An anchor that cannot be written is a health warning, not a loss."""
        self.connection.commit()
        self.committed = True
        self.vault.anchor_to(self.head)
        if self.clock_back and CLOCK_BEHIND not in self.vault.warnings:
            self.vault.warnings.append(CLOCK_BEHIND)

    def _header(self, new: NewEntry, body: str) -> Header:
        kind = kind_of(new.body)
        return Header(
            id=new.id, vault=self.vault.id, kind=kind.name, version=kind.version, recorded_at=self.now,
            author=self.vault.me, body=body, concerns=new.concerns, amends=new.amends, subjects=new.subjects,
            may_see=new.may_see, pack=new.pack, reference=self._reference(new.numbered), blobs=new.blobs,
            disposes=new.disposes,
        )  # fmt: skip

    def _reference(self, letter: str | None) -> str | None:
        """The next spoken reference, C-0147: numbered per vault, never used again."""
        if letter is None:
            return None
        cursor = self.cursor
        cursor.execute("SELECT last FROM reached WHERE what = ?", (letter,))
        last = (cursor.fetchone() or (0,))[0]
        return f"{letter}-{last + 1:04d}"


@contextmanager
def open_work(vault: Vault, now: datetime) -> Iterator[Work]:
    """One write transaction; rolled back unless `commit` was called. Disk faults become KnownProblem."""
    if vault.read_only:
        raise CannotWrite(vault.read_only)
    with known_problems(vault.folder), vault.engine.connect().execution_options(**{IMMEDIATE: True}) as connection:
        connection.begin()
        work = Work(vault, connection, now)
        try:
            yield work
        finally:
            if not work.committed:
                with suppress(Exception):
                    connection.rollback()


@contextmanager
def open_read(vault: Vault) -> Iterator[Read]:
    """One read transaction."""
    with known_problems(vault.folder), vault.engine.connect() as connection:
        yield Read(vault, connection)
