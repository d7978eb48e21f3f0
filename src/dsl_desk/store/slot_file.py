"""The bytes of the key file: which slots there are, and whether a byte of it was damaged.

Needs no key and imports nothing heavy, so the names to choose from can be shown at once. The file is one canonical
JSON object: whatever does not encode again to the very same bytes is damaged, and so is whatever fails its checksum.
Whether somebody altered it on purpose only the MAC tells, once a slot has been opened (`slots`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from dsl_desk.errors import SlotsDamaged
from dsl_desk.store.argon2_params import Argon2Params

SLOTS_FILE = "keys.slots"
SPARE_FILE = "keys.slots.bak"
FORMAT = "dsl-desk slots 1"
_MOST_BYTES = 1024 * 1024
_WRAPPED_BYTES = 32 + 32 + 16  # root key, seed, tag


class SlotKind(StrEnum):
    PERSON = "person"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """One way in. `params` is None for a recovery slot, whose code needs no Argon2id. Byte values as they are."""

    id: str
    kind: SlotKind
    person_id: str
    name: str
    params: Argon2Params | None
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True)
class SlotTable:
    """The whole key file. `mac` is made with a key derived from the root key, over everything else."""

    vault_id: str
    vault_kind: str
    generation: int
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def of_person(self, person_id: str) -> Slot | None:
        """That person's slot, or the recovery slot kept under that id."""
        return next((slot for slot in self.slots if slot.person_id == person_id), None)

    def followed_by(self, slots: tuple[Slot, ...]) -> SlotTable:
        """The next generation, with these slots, not yet carrying a MAC."""
        return replace(self, generation=self.generation + 1, slots=slots, mac=b"")


@dataclass(frozen=True)
class SlotName:
    """What can be chosen at the door."""

    person_id: str
    name: str
    kind: SlotKind


@dataclass(frozen=True)
class Found:
    """The newest undamaged key file of a folder. `in_spare`: it came from the spare copy; `differ`: the copies do."""

    table: SlotTable
    content: bytes
    in_spare: bool
    differ: bool


def names(folder: Path) -> list[SlotName]:
    """Who can sign in here, in the order admitted, then the recovery kit. Needs no key. Raises SlotsDamaged."""
    return _names(find(folder).table)


def names_in(content: bytes) -> list[SlotName]:
    """The same of a key file that lies in a backup. Raises SlotsDamaged."""
    return _names(decode(content))


def find(folder: Path) -> Found:
    """The newest undamaged copy. Raises SlotsDamaged when neither copy is whole, or neither is there."""
    main, spare = (_whole(folder / name) for name in (SLOTS_FILE, SPARE_FILE))
    if main is None and spare is None:
        raise SlotsDamaged(_MISSING if _neither_is_there(folder) else _DAMAGED)
    if main is None or (spare is not None and _is_newer(spare[0], main[0])):
        assert spare is not None
        return Found(*spare, in_spare=True, differ=True)
    return Found(*main, in_spare=False, differ=spare is None or spare[1] != main[1])


def signed_part(table: SlotTable) -> bytes:
    """The bytes the MAC is over."""
    return _canonical(_without_seals(table))


def encode(table: SlotTable) -> bytes:
    """The bytes of the file."""
    content = _without_seals(table) | {"mac": table.mac.hex()}
    return _canonical(content | {"checksum": hashlib.sha256(_canonical(content)).hexdigest()}) + b"\n"


def decode(content: bytes) -> SlotTable:
    """The table in these bytes. Raises SlotsDamaged when a single bit is not as it was written."""
    try:
        if len(content) > _MOST_BYTES:
            raise ValueError
        table = _table(json.loads(content))
        if encode(table) != content:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SlotsDamaged(_DAMAGED) from None
    return table


def bound_to(vault_id: str, slot_id: str, kind: SlotKind, person_id: str, params: Argon2Params | None) -> bytes:
    """What the wrapped keys are bound to: moved to another vault, person or strength, they do not open."""
    return _canonical([FORMAT, vault_id, slot_id, kind, person_id, _plain_params(params)])


def _names(table: SlotTable) -> list[SlotName]:
    ordered = sorted(table.slots, key=lambda slot: slot.kind is SlotKind.RECOVERY)
    return [SlotName(slot.person_id, slot.name, slot.kind) for slot in ordered]


def _whole(path: Path) -> tuple[SlotTable, bytes] | None:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        return decode(content), content
    except (OSError, SlotsDamaged):
        return None


def _is_newer(spare: SlotTable, main: SlotTable) -> bool:
    """A spare ahead of its main: somebody put an older key file back, perhaps one that lets a leaver in again."""
    return spare.vault_id == main.vault_id and spare.generation > main.generation


def _neither_is_there(folder: Path) -> bool:
    return not any((folder / name).exists() for name in (SLOTS_FILE, SPARE_FILE))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _without_seals(table: SlotTable) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "vault": table.vault_id,
        "kind": table.vault_kind,
        "generation": table.generation,
        "slots": [_plain_slot(slot) for slot in table.slots],
    }


def _plain_slot(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "kind": slot.kind.value,
        "person": slot.person_id,
        "name": slot.name,
        "kdf": _plain_params(slot.params),
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _plain_params(params: Argon2Params | None) -> dict[str, Any]:
    if params is None:
        return {"name": "hkdf-sha256"}
    return {"name": "argon2id", "kib": params.memory_kib, "passes": params.passes, "lanes": params.lanes}


def _table(found: Any) -> SlotTable:
    """Types and lengths are checked here; that nothing was added or left out, the encoding again shows."""
    slots = tuple(_slot(slot) for slot in found["slots"])
    table = SlotTable(
        _text(found["vault"]), _text(found["kind"]), _count(found["generation"]), slots, bytes.fromhex(found["mac"])
    )
    if len({slot.person_id for slot in slots}) != len(slots):
        raise ValueError
    return table


def _slot(found: Any) -> Slot:
    kind, kdf = SlotKind(found["kind"]), found["kdf"]
    params = None
    if kind is SlotKind.PERSON:
        params = Argon2Params(_count(kdf["kib"]), _count(kdf["passes"]), _count(kdf["lanes"]))
        if not params.within_limits:
            raise ValueError
    salt, nonce, wrapped = (bytes.fromhex(found[name]) for name in ("salt", "nonce", "wrapped"))
    if (len(salt), len(nonce), len(wrapped)) != (16, 12, _WRAPPED_BYTES):
        raise ValueError
    return Slot(_text(found["id"]), kind, _text(found["person"]), _text(found["name"]), params, salt, nonce, wrapped)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError
    return value


_DAMAGED = (
    "The key file of this vault is damaged, and so is its spare copy, so no passphrase can be checked. Restore the "
    "newest backup to a new folder: it carries the keys with it. The records themselves were not touched."
)
_MISSING = (
    "The key file of this vault is missing, so no passphrase can be checked. If the folder was moved, move the files "
    "keys.slots and keys.slots.bak with it; otherwise restore the newest backup to a new folder. The records "
    "themselves were not touched."
)
