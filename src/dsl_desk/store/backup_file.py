"""One backup, one file: what it is, then the key file, the anchor and the database, each with its SHA-256.

    magic (16) · length of the manifest (4, big-endian) · manifest · SHA-256 of it (32)
    keys.slots · vault.anchor · vault.db

The database in it is a SQLCipher database under a key of its own, derived from the root key and the backup's id. The
manifest is canonical JSON in clear: ids, counts, times and digests only. Its MAC shows that whoever made it held the
vault's key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from dsl_desk.errors import BackupFailed
from dsl_desk.store.anchor import ANCHOR_FILE
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.store.key_derivation import Label, RootKey, mac
from dsl_desk.store.slot_file import SLOTS_FILE

SUFFIX = ".deskbackup"
MAGIC = b"dsl-desk backup\n"
FORMAT = "dsl-desk backup 1"
PART_NAMES = (SLOTS_FILE, ANCHOR_FILE, DATABASE_FILE)
CHUNK = 256 * 1024
_MOST_MANIFEST = 64 * 1024
_MOST_SLOTS = 1024 * 1024


class Target(Protocol):
    """Where bytes go."""

    def write(self, content: bytes, /) -> Any: ...


@dataclass(frozen=True)
class Part:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`seq` and `digest` are those of the last entry in the backup, `entries` how many there are."""

    backup_id: str
    vault_id: str
    vault_kind: str
    taken_at: datetime
    seq: int
    digest: bytes
    entries: int
    slot_generation: int
    parts: tuple[Part, ...]
    mac: bytes = b""

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)

    def signed(self, root: RootKey) -> Manifest:
        """The manifest carrying its MAC."""
        return replace(self, mac=self._seal(root))

    def made_with(self, root: RootKey) -> bool:
        """Whether whoever made this backup held the vault's key."""
        return hmac.compare_digest(self._seal(root), self.mac)

    def _seal(self, root: RootKey) -> bytes:
        return mac(root.derive(Label.BACKUP, f"{self.backup_id}/manifest".encode()), _encode(replace(self, mac=b"")))


@dataclass(frozen=True)
class BackupContents:
    """A backup as it lies on a disk: whole by its manifest and its size; `copy_part` checks the bytes as it reads."""

    path: Path
    manifest: Manifest
    begins: int  # where the first part begins


def database_key(root: RootKey, backup_id: str) -> bytes:
    """The key of the database inside this backup."""
    return root.derive(Label.BACKUP, f"{backup_id}/database".encode())


def read_backup(path: Path) -> BackupContents:
    """What this file holds, without a key. Raises BackupFailed when it is no backup, cut short or newer than this."""
    try:
        with path.open("rb") as file:
            return _contents(path, file)
    except OSError as error:
        raise BackupFailed(
            f"The file {path} cannot be read. If it is on a stick, plug it in and try again. Nothing was changed."
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        raise damaged(path) from None


def write_parts(file: Target, manifest: Manifest, sources: dict[str, Path | bytes], told: Callable[[int], None]) -> str:
    """Write a whole backup; returns the SHA-256 of it all, hex. `told` hears how many bytes were written each time."""
    sha256 = hashlib.sha256()
    for chunk in _all_bytes(manifest, sources):
        file.write(chunk)
        sha256.update(chunk)
        told(len(chunk))
    return sha256.hexdigest()


def copy_part(contents: BackupContents, name: str, target: Target | None = None) -> bytes:
    """Copy one part out, or only check it; returns its SHA-256. Raises BackupFailed unless it is as it was written."""
    begins = contents.begins
    for part in contents.manifest.parts:
        if part.name == name:
            break
        begins += part.size
    sha256, left = hashlib.sha256(), part.size
    with contents.path.open("rb") as file:
        file.seek(begins)
        while left and (chunk := file.read(min(CHUNK, left))):
            sha256.update(chunk)
            if target is not None:
                target.write(chunk)
            left -= len(chunk)
    if left or sha256.hexdigest() != part.sha256:
        raise damaged(contents.path)
    return sha256.digest()


def read_slots(contents: BackupContents) -> bytes:
    """The key file in it, which names who may sign in. Raises BackupFailed unless it is as it was written."""
    if contents.manifest.part(SLOTS_FILE).size > _MOST_SLOTS:
        raise damaged(contents.path)
    content = BytesIO()
    copy_part(contents, SLOTS_FILE, content)
    return content.getvalue()


def damaged(path: Path) -> BackupFailed:
    return BackupFailed(
        f"The file {path.name} is not a whole backup of DSL Desk: it is damaged, cut short or something else. "
        "Choose another backup. Nothing was changed."
    )


def _contents(path: Path, file: BinaryIO) -> BackupContents:
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError
    length = int.from_bytes(file.read(4), "big")
    if length > _MOST_MANIFEST:
        raise ValueError
    stored, checksum = file.read(length), file.read(32)
    if hashlib.sha256(stored).digest() != checksum:
        raise ValueError
    manifest = _decode(stored)
    begins = len(MAGIC) + 4 + length + 32
    if path.stat().st_size != begins + sum(part.size for part in manifest.parts):
        raise ValueError
    return BackupContents(path, manifest, begins)


def _all_bytes(manifest: Manifest, sources: dict[str, Path | bytes]) -> Iterator[bytes]:
    stored = _encode(manifest)
    yield MAGIC + len(stored).to_bytes(4, "big") + stored + hashlib.sha256(stored).digest()
    for part in manifest.parts:
        source = sources[part.name]
        if isinstance(source, bytes):
            yield source
        else:
            with source.open("rb") as file:
                yield from iter(lambda file=file: file.read(CHUNK), b"")  # type: ignore[misc]


def _encode(manifest: Manifest) -> bytes:
    plain = {
        "format": FORMAT,
        "backup": manifest.backup_id,
        "vault": manifest.vault_id,
        "kind": manifest.vault_kind,
        "taken_at": manifest.taken_at.isoformat(),
        "seq": manifest.seq,
        "digest": manifest.digest.hex(),
        "entries": manifest.entries,
        "slot_generation": manifest.slot_generation,
        "parts": [[part.name, part.size, part.sha256] for part in manifest.parts],
        "mac": manifest.mac.hex(),
    }
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _decode(stored: bytes) -> Manifest:
    found = json.loads(stored)
    parts = tuple(Part(str(name), int(size), str(sha256)) for name, size, sha256 in found["parts"])
    manifest = Manifest(
        found["backup"],
        found["vault"],
        found["kind"],
        datetime.fromisoformat(found["taken_at"]),
        int(found["seq"]),
        bytes.fromhex(found["digest"]),
        int(found["entries"]),
        int(found["slot_generation"]),
        parts,
        bytes.fromhex(found["mac"]),
    )
    if _encode(manifest) != stored or tuple(part.name for part in parts) != PART_NAMES:
        raise ValueError
    if manifest.taken_at.tzinfo is None or min(part.size for part in parts) < 0:
        raise ValueError
    return manifest
