"""The anchor: the vault's last entry as remembered outside it, so that an older vault put back is noticed."""

from __future__ import annotations

import hmac
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsl_desk.store.files import write_atomically
from dsl_desk.store.key_derivation import Label, RootKey, mac

ANCHOR_FILE = "vault.anchor"
FORMAT = "dsl-desk anchor 1"
_MOST_BYTES = 4096
_PAPER = re.compile(r"\s*([0-9]{1,18})\s*:?((?:\s*[0-9a-fA-F]{4}){16})\s*")


@dataclass(frozen=True)
class Anchor:
    """`digest` is the 32-byte digest of entry `seq`; `slot_generation` that of the key file."""

    vault_id: str
    seq: int
    digest: bytes
    slot_generation: int


@dataclass(frozen=True)
class Missing:
    """There is no anchor file."""


@dataclass(frozen=True)
class Damaged:
    """The anchor file cannot be read, or was not written by somebody with the vault's key."""


def write(folder: Path, anchor: Anchor, root: RootKey) -> None:
    """Replace the anchor file. Raises DiskFull, FolderNotWritable or CannotWrite; the old one then still stands."""
    write_atomically(folder / ANCHOR_FILE, encode(anchor, root))


def read(folder: Path, root: RootKey) -> Anchor | Missing | Damaged:
    """The anchor beside the vault. Never a reason to stop opening it: what is wrong is an answer, not an exception."""
    try:
        with (folder / ANCHOR_FILE).open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return Missing()
    except OSError:
        return Damaged()
    return decode(content, root)


def encode(anchor: Anchor, root: RootKey) -> bytes:
    """The bytes of the file: canonical JSON with its MAC."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "vault": anchor.vault_id,
        "seq": anchor.seq,
        "digest": anchor.digest.hex(),
        "slot_generation": anchor.slot_generation,
    }
    seal = mac(root.derive(Label.ANCHOR), _canonical(plain)).hex()
    return _canonical(plain | {"mac": seal}) + b"\n"


def decode(content: bytes, root: RootKey) -> Anchor | Damaged:
    """The anchor in these bytes, if they are the very bytes that would be written for it under this key."""
    try:
        found = json.loads(content)
        anchor = Anchor(found["vault"], found["seq"], bytes.fromhex(found["digest"]), found["slot_generation"])
        if not _has_types(anchor) or not hmac.compare_digest(encode(anchor, root), content):
            return Damaged()
    except (ValueError, KeyError, TypeError, RecursionError):
        return Damaged()
    return anchor


def on_paper(anchor: Anchor) -> str:
    """ "1204: 9f3a 02bc …": the number of the entry and its digest in 16 groups of four, to print and to compare."""
    digest = anchor.digest.hex()
    return f"{anchor.seq}: " + " ".join(digest[start : start + 4] for start in range(0, 64, 4))


def from_paper(text: str) -> tuple[int, bytes] | None:
    """(seq, digest) as typed from paper, None when it is not such a line."""
    match = _PAPER.fullmatch(text)
    return (int(match[1]), bytes.fromhex("".join(match[2].split()))) if match else None


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _has_types(anchor: Anchor) -> bool:
    numbers = (anchor.seq, anchor.slot_generation)
    return (
        isinstance(anchor.vault_id, str)
        and len(anchor.digest) == 32
        and all(isinstance(number, int) and not isinstance(number, bool) and number >= 0 for number in numbers)
    )
