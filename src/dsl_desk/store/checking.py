"""Does the record hold? Chain, bodies, signatures, admissions, blobs: one pass over the journal, slice by slice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dsl_desk.domain.access import ACT_OF_KIND, Act, Role, first_role, may
from dsl_desk.domain.entries import NEVER_DISPOSED
from dsl_desk.domain.entries.desk import PersonAdmitted, PersonLeft
from dsl_desk.store import journal, wire

BATCH = 100


def good_mark(seq: int, digest: bytes, at: str) -> bytes:
    """What is kept of the last good check: the entry it reached, its digest and the time, bound together."""
    return hashlib.sha256(digest + f"|{seq}|{at}".encode()).digest()


class _Signed(msgspec.Struct):
    """The fields of a header that the walk needs, read from the stored bytes."""

    id: str
    vault: str
    kind: str
    version: int
    author: str
    body: str
    recorded_at: datetime
    amends: str | None = None
    blobs: tuple[str, ...] = ()
    disposes: tuple[str, ...] = ()


@dataclass
class Walk:
    """What the walk over the journal has seen. `difference` is the first thing that does not hold, in plain words."""

    vault_id: str
    vault_kind: str
    seq: int = 0
    digest: bytes = wire.GENESIS
    verify_from: int = 0  # digests, signatures and attachments are recomputed behind this entry only
    entries: int = 0
    bodies: int = 0
    signatures: int = 0
    admissions: int = 0
    clock_back: int = 0
    difference: str = ""
    keys: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)  # entry id -> seq
    kinds: dict[str, str] = field(default_factory=dict)  # id of each first version -> kind
    lasting: set[str] = field(default_factory=set)  # ids of entries that may not be disposed of
    missing: set[str] = field(default_factory=set)  # ids of entries whose words are gone
    disposed: set[str] = field(default_factory=set)  # ids of entries whose words were disposed of
    blobs: dict[bytes, int] = field(default_factory=dict)  # what must be kept: digest -> seq that named it last
    first_time: datetime | None = None
    last_time: datetime | None = None

    def fail(self, seq: int, sentence: str) -> None:
        if not self.difference:
            self.difference = f"Entry {seq}: {sentence}" if seq else sentence[:1].upper() + sentence[1:]

    def fail_if(self, seq: int, sentence: str) -> None:
        if sentence:
            self.fail(seq, sentence)


_DECODER = msgspec.json.Decoder(_Signed)


def walk(cursor: journal.Cursor, state: Walk, *, verify_from: int = 0) -> Iterator[int]:
    """Walk the whole journal; digests and signatures are computed only after `verify_from`. Yields the seq reached.

    What lies before is still read for keys, roles, ids and what was disposed of, since later entries rest on it.
    """
    state.verify_from = verify_from
    while state.seq < journal.head(cursor).seq and not state.difference:
        rows = journal.since(cursor, state.seq, BATCH)
        if not rows:
            state.fail(state.seq + 1, "it is missing from the journal")
            return
        for row in rows:
            _one(state, row, verify=row.seq > verify_from)
            if state.difference:
                return
        if len(rows) == BATCH:  # the last few in one go, or an entry sealed in every slice would keep the end away
            yield state.seq
    _count(cursor, state)
    for entry_id in sorted(state.missing - state.disposed, key=state.ids.__getitem__)[:1]:
        state.fail(state.ids[entry_id], "its words are gone, and no disposal names them")
    for entry_id in sorted(state.disposed - state.missing, key=state.ids.__getitem__)[:1]:
        state.fail(state.ids[entry_id], "its words were disposed of, and are there again")


def _count(cursor: journal.Cursor, state: Walk) -> None:
    """Nothing lies beside the chain: no row before its first or of no entry at all."""
    cursor.execute("SELECT count(*) FROM entry")
    if cursor.fetchone()[0] != state.entries and not state.difference:
        state.fail(0, "there are entries outside the chain")
    cursor.execute("SELECT seq FROM body WHERE seq NOT IN (SELECT seq FROM entry) LIMIT 1")
    if row := cursor.fetchone():
        state.fail(row[0], "there are words without an entry")


def _one(state: Walk, row: journal.Stored, *, verify: bool) -> None:
    if row.seq != state.seq + 1:
        return state.fail(state.seq + 1, "it is missing from the journal")
    try:
        signed = _DECODER.decode(row.header)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return state.fail(row.seq, "its header cannot be read")
    if verify and not _links(state, row, signed):
        return None
    if not _admitted(state, row, signed, verify=verify) or not _disposal(state, row.seq, signed):
        return None
    _note(state, row, signed)
    if state.last_time is not None and signed.recorded_at < state.last_time:
        state.clock_back += 1
    state.seq, state.digest, state.last_time = row.seq, row.digest, signed.recorded_at
    state.first_time = state.first_time or signed.recorded_at
    state.entries += 1
    return None


def _note(state: Walk, row: journal.Stored, signed: _Signed) -> None:
    """Remember of this entry what later ones are held against."""
    state.ids[signed.id] = row.seq
    if signed.amends is None:
        state.kinds[signed.id] = signed.kind
    if signed.kind in NEVER_DISPOSED:
        state.lasting.add(signed.id)
    if row.body is None:
        state.missing.add(signed.id)
    state.blobs.update((bytes.fromhex(digest), row.seq) for digest in signed.blobs)


def _disposal(state: Walk, seq: int, signed: _Signed) -> bool:
    """Only a disposal disposes, only of what came before it, and never of what the chain itself rests on."""
    if signed.disposes and signed.kind != "disposed":
        state.fail(seq, "it disposes of words and is no disposal")
    for name in signed.disposes:
        if name in state.lasting or not (name in state.ids or _blob(name) in state.blobs):
            state.fail(seq, "it disposes of what cannot be disposed of")
        elif name in state.ids:
            state.disposed.add(name)
        else:
            del state.blobs[_blob(name)]
    return not state.difference


def _blob(name: str) -> bytes:
    return bytes.fromhex(name) if len(name) == 64 else b""


def _links(state: Walk, row: journal.Stored, signed: _Signed) -> bool:
    """Previous, digest, vault, id and body are what they must be. One `fail` per thing that is not."""
    if row.previous != state.digest:
        state.fail(row.seq, "it does not follow on from the one before")
    elif hashlib.sha256(row.previous + row.header).digest() != row.digest:
        state.fail(row.seq, "its header does not match its digest")
    elif signed.vault != state.vault_id:
        state.fail(row.seq, "it belongs to another vault")
    elif signed.id in state.ids:
        state.fail(row.seq, "it repeats an earlier entry")
    elif signed.amends is not None and state.kinds.get(signed.amends) != signed.kind:
        state.fail(row.seq, "it amends what is not there, or is of another kind")
    elif not wire.known(signed.kind, signed.version):
        state.fail(row.seq, "it is of a kind this program does not know")
    elif row.body is None or row.salt is None:
        pass  # whether a disposal names it is known at the end
    elif hashlib.sha256(row.salt + row.body).hexdigest() != signed.body:
        state.fail(row.seq, "its words do not match its header")
    else:
        state.bodies += 1
    return not state.difference


def _admitted(state: Walk, row: journal.Stored, signed: _Signed, *, verify: bool) -> bool:
    """The author was admitted, may write this kind, and signed it. The first entry is signed by itself."""
    person = _person(row, signed)
    first = row.seq == 1
    if first and (not isinstance(person, PersonAdmitted) or person.person != signed.author):
        state.fail(1, "the first entry must admit the person who made the vault")
        return False
    if first and isinstance(person, PersonAdmitted):
        if person.role != first_role(state.vault_kind):
            state.fail(1, "the first person of this vault does not have the role it needs")
            return False
        _let_in(state, person)
    key = state.keys.get(signed.author)
    if key is None:
        state.fail(row.seq, "its author was not admitted")
        return False
    if not may(state.roles[signed.author], ACT_OF_KIND.get(signed.kind, Act.DISPOSE), state.vault_kind):
        state.fail(row.seq, "its author's role may not write this")
        return False
    if verify:
        try:
            key.verify(row.signature, row.digest)
        except InvalidSignature:
            state.fail(row.seq, "its signature is not its author's")
            return False
        state.signatures += 1
    if isinstance(person, PersonAdmitted) and not first:
        _let_in(state, person)
    if isinstance(person, PersonLeft):
        state.keys.pop(person.person, None)
    return True


def _person(row: journal.Stored, signed: _Signed) -> PersonAdmitted | PersonLeft | None:
    if signed.kind not in ("person_admitted", "person_left") or row.body is None:
        return None
    body: PersonAdmitted | PersonLeft = wire.decode_body(signed.kind, signed.version, row.body)
    return body


def _let_in(state: Walk, person: PersonAdmitted) -> None:
    state.keys[person.person] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(person.public_key))
    state.roles[person.person] = person.role if person.role in set(Role) else ""
    state.admissions += 1
