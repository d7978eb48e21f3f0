"""The journal: append after a known head, read since. Nothing else writes entry, body or blob.

Kept narrow on purpose: several desks will one day share a journal on a server behind these few functions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from dsl_desk.domain.entry import Entry, Header
from dsl_desk.errors import Bug, NewerVault
from dsl_desk.store import wire
from dsl_desk.store.schema import ENTRY_ID, WITH_ID

CHUNK = 256 * 1024  # bytes of a blob's part


class Cursor(Protocol):
    """The few things asked of a DB-API cursor."""

    def execute(self, statement: str, parameters: Any = ..., /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Sequence[Any]: ...
    def fetchmany(self, size: int = ...) -> Sequence[Any]: ...


class Signer(Protocol):
    def sign(self, digest: bytes) -> bytes: ...


@dataclass(frozen=True)
class Head:
    """The last entry of the journal; `seq` 0 before the first."""

    seq: int
    digest: bytes
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Stored:
    """One row of the journal as it lies on disk; `salt` and `body` are None after disposal."""

    seq: int
    previous: bytes
    header: bytes
    digest: bytes
    signature: bytes
    salt: bytes | None
    body: bytes | None


def head(cursor: Cursor) -> Head:
    cursor.execute("SELECT seq, digest, header FROM entry ORDER BY seq DESC LIMIT 1")
    row = cursor.fetchone()
    return Head(row[0], row[1], wire.decode_header(row[2]).recorded_at) if row else Head(0, wire.GENESIS)


def append(cursor: Cursor, after: Head, header: Header, salt: bytes, body: bytes, signer: Signer) -> Head:
    """Write one entry behind `after`. The triggers refuse it when it does not follow on or repeats an id."""
    stored = wire.encode_header(header)
    digest = wire.entry_digest(after.digest, stored)
    cursor.execute(
        "INSERT INTO entry (seq, previous, header, digest, signature) VALUES (?, ?, ?, ?, ?)",
        (after.seq + 1, after.digest, stored, digest, signer.sign(digest)),
    )
    cursor.execute("INSERT INTO body (seq, salt, bytes) VALUES (?, ?, ?)", (after.seq + 1, salt, body))
    return Head(after.seq + 1, digest, header.recorded_at)


def digest_at(cursor: Cursor, seq: int) -> bytes | None:
    """The digest of the entry in that place; of place 0 what the first one follows; None when there is none."""
    if seq == 0:
        return wire.GENESIS
    cursor.execute("SELECT digest FROM entry WHERE seq = ?", (seq,))
    row = cursor.fetchone()
    return row[0] if row else None


def find(cursor: Cursor, entry_id: str) -> Stored | None:
    """The entry with that id, or None."""
    cursor.execute(f"{_SELECT} WHERE {ENTRY_ID} = ?", (entry_id,))
    row = cursor.fetchone()
    return Stored(*row) if row else None


def since(cursor: Cursor, seq: int, limit: int = 500) -> list[Stored]:
    """Up to `limit` entries that follow `seq`, in order."""
    cursor.execute(f"{_SELECT} WHERE e.seq > ? ORDER BY e.seq LIMIT ?", (seq, limit))
    return [Stored(*row) for row in cursor.fetchall()]


def opened(stored: Stored, before: datetime | None = None) -> Entry:
    """The row as an Entry. `before` is the recorded_at of the one it follows, to mark a clock that went back."""
    header = wire.decode_header(stored.header)
    if not wire.known(header.kind, header.version):
        raise NewerVault(wire.NEWER)  # also when its words are gone: nothing unknown is passed over
    body = None if stored.body is None else wire.decode_body(header.kind, header.version, stored.body)
    back = before is not None and header.recorded_at < before
    return Entry(seq=stored.seq, digest=stored.digest, header=header, body=body, clock_back=back)


def put_blob(cursor: Cursor, content: bytes) -> str:
    """Keep these bytes by content; the same bytes are kept once. Returns their SHA-256, hex."""
    digest = hashlib.sha256(content).digest()
    cursor.execute("SELECT 1 FROM blob WHERE digest = ? LIMIT 1", (digest,))
    if cursor.fetchone() is None:
        for part, start in enumerate(range(0, max(len(content), 1), CHUNK)):
            cursor.execute("INSERT INTO blob VALUES (?, ?, ?)", (digest, part, content[start : start + CHUNK]))
    return digest.hex()


def get_blob(cursor: Cursor, digest: str) -> bytes:
    """The bytes kept under this digest. Bug('blob') when they are not there or not those bytes."""
    content = b"".join(blob_parts(cursor, digest))
    if hashlib.sha256(content).hexdigest() != digest:
        raise Bug("blob")
    return content


def blob_is_whole(cursor: Cursor, digest: bytes) -> bool:
    """Whether the bytes under this digest are those, in the very parts that `put_blob` makes."""
    cursor.execute("SELECT part, length(bytes) FROM blob WHERE digest = ? ORDER BY part", (digest,))
    parts = cursor.fetchall()
    sizes = [size for _, size in parts]
    if not parts or [part for part, _ in parts] != list(range(len(parts))):
        return False
    if any(size != CHUNK for size in sizes[:-1]) or not (0 < sizes[-1] <= CHUNK or sizes == [0]):
        return False
    found = hashlib.sha256()
    for part in range(len(parts)):
        cursor.execute("SELECT bytes FROM blob WHERE digest = ? AND part = ?", (digest, part))
        found.update(cursor.fetchone()[0])
    return found.digest() == digest


def blob_parts(cursor: Cursor, digest: str) -> Iterator[bytes]:
    cursor.execute("SELECT bytes FROM blob WHERE digest = ? ORDER BY part", (bytes.fromhex(digest),))
    for (part,) in cursor.fetchall():
        yield part


def dispose(cursor: Cursor, names: tuple[str, ...]) -> None:
    """Remove the bodies and blobs that the entry just written names; the chain goes on verifying."""
    for name in names:
        cursor.execute(f"DELETE FROM body {WITH_ID}", (name,))  # noqa: S608
        if len(name) == 64:
            cursor.execute("DELETE FROM blob WHERE digest = ?", (bytes.fromhex(name),))


_SELECT = (
    "SELECT e.seq, e.previous, e.header, e.digest, e.signature, b.salt, b.bytes"
    " FROM entry AS e LEFT JOIN body AS b ON b.seq = e.seq"
)
