"""The key slots: the vault's root key, wrapped once for each person and once for the recovery kit.

A change is written so that at every moment one whole copy is on the disk: first the spare is made equal to what holds
now, then the main file takes the new content, then the spare does.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dsl_desk.errors import CannotWrite, KnownProblem, NotAllowed, SlotsDamaged, WrongSecret
from dsl_desk.store import recovery_code
from dsl_desk.store.argon2_params import FLOOR, Argon2Params
from dsl_desk.store.files import write_atomically
from dsl_desk.store.key_derivation import SALT_BYTES, RootKey, passphrase_key, wipe
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.recovery_code import RecoveryCode
from dsl_desk.store.slot_file import (
    SLOTS_FILE,
    SPARE_FILE,
    Found,
    Slot,
    SlotKind,
    SlotName,
    SlotTable,
    find,
    names,
    names_in,
)
from dsl_desk.store.slot_wrapping import (
    RECOVERY_NAME,
    NewPerson,
    NewRecovery,
    Unlocked,
    make_slot,
    open_slot,
    refuse_if_forged,
    signed_bytes,
)

__all__ = [
    "RECOVERY_NAME",
    "SLOTS_FILE",
    "SPARE_FILE",
    "NewPerson",
    "NewRecovery",
    "SlotKind",
    "SlotName",
    "Unlocked",
    "names",
    "names_in",
]

Admit = Callable[[], object] | None


def create(folder: Path, vault_id: str, vault_kind: str, root: RootKey, slots: list[NewPerson | NewRecovery]) -> int:
    """Write the key file of a new vault; returns its generation, 1. Takes about a second a person.

    Raises CannotWrite when there is one already, WeakSlot for params below the floor, and what writing raises.
    """
    if any((folder / name).exists() for name in (SLOTS_FILE, SPARE_FILE)):
        raise CannotWrite(
            f"The folder {folder} already holds a vault. Open that one, or choose an empty folder. Nothing was changed."
        )
    made = tuple(make_slot(vault_id, root, slot) for slot in slots)
    content = signed_bytes(SlotTable(vault_id, vault_kind, 1, made), root)
    write_atomically(folder / SLOTS_FILE, content)
    write_atomically(folder / SPARE_FILE, content)
    return 1


def open_with_passphrase(folder: Path, who: str, passphrase: str) -> Unlocked:
    """Open the slot of that person, given by id or by name. Takes about a second, whether or not it opens.

    Raises WrongSecret, WeakSlot, SlotsDamaged, NotEnoughMemory.
    """
    found = find(folder)
    people = [slot for slot in found.table.slots if slot.kind is SlotKind.PERSON]
    chosen = [slot for slot in people if who in (slot.person_id, slot.name)]
    for slot in chosen:
        assert slot.params is not None
        key = passphrase_key(passphrase, slot.salt, slot.params)
        opened = _opened(folder, found, slot, key)
        if opened is not None:
            return opened
    if not chosen:  # as long as a wrong passphrase takes
        wipe(passphrase_key(passphrase, bytes(SALT_BYTES), people[0].params if people and people[0].params else FLOOR))
    raise WrongSecret(
        "That passphrase does not open the vault. Check the name chosen and Caps Lock, and type it again. "
        "If it is forgotten, use the recovery kit. Nothing was changed."
    )


def open_with_recovery(folder: Path, code: str | RecoveryCode) -> Unlocked:
    """Open with the recovery kit's code, as typed. Raises WrongSecret (a mistyped code says where), SlotsDamaged."""
    parsed = recovery_code.parse(code) if isinstance(code, str) else code
    found = find(folder)
    for slot in found.table.slots:
        if slot.kind is SlotKind.RECOVERY:
            opened = _opened(folder, found, slot, bytearray(parsed.key(found.table.vault_id, slot.salt)))
            if opened is not None:
                return opened
    raise WrongSecret(
        "This recovery code is written right but does not open this vault. Check the vault's label and the date on "
        "the kit: a newer kit replaces every older one. Nothing was changed."
    )


def add_person(
    folder: Path,
    unlocked: Unlocked,
    person_id: str,
    name: str,
    passphrase: str,
    keys: PersonKeys,
    *,
    params: Argon2Params | None = None,
    admit: Admit = None,
) -> Unlocked:
    """Give a person a slot, or a new one in place of theirs. Without `params`, as dear as the dearest slot there is.

    `admit` seals whose key it is, once nothing but the new file's name is wanting: neither comes without the other.
    Returns `unlocked` with the new generation, which the caller keeps with the vault and the anchor.
    """
    found = _current(folder, unlocked)
    new = NewPerson(person_id, name, passphrase, keys, params or _dearest(found.table))
    slot = make_slot(unlocked.vault_id, unlocked.root, new)
    others = tuple(other for other in found.table.slots if other.person_id != person_id)
    return _change(folder, unlocked, found, (*others, slot), admit)


def change_passphrase(
    folder: Path, unlocked: Unlocked, passphrase: str, *, params: Argon2Params | None = None
) -> Unlocked:
    """Wrap the signed-in person's slot under another passphrase. The database is not touched."""
    table = _current(folder, unlocked).table
    slot = table.of_person(unlocked.person_id)
    if slot is None or slot.kind is not SlotKind.PERSON:
        raise NotAllowed("Only a person's own passphrase can be changed here. Sign in as that person first.")
    return add_person(
        folder, unlocked, slot.person_id, slot.name, passphrase, unlocked.keys, params=params or slot.params
    )


def replace_recovery(
    folder: Path, unlocked: Unlocked, person_id: str, code: RecoveryCode, keys: PersonKeys, admit: Admit = None
) -> Unlocked:
    """Make a recovery slot with its own id and signing key; every older kit stops opening the vault.

    `admit` as in `add_person`: a kit that could not be made leaves the one before in force.
    """
    found = _current(folder, unlocked)
    slot = make_slot(unlocked.vault_id, unlocked.root, NewRecovery(person_id, code, keys))
    people = tuple(other for other in found.table.slots if other.kind is SlotKind.PERSON)
    return _change(folder, unlocked, found, (*people, slot), admit)


def remove(folder: Path, unlocked: Unlocked, person_id: str) -> Unlocked:
    """Take a person's slot away. Raises NotAllowed for the last person who can sign in.

    They cannot sign in any more; whoever kept a copy of the root key still could read an old copy of the vault.
    """
    found = _current(folder, unlocked)
    left = tuple(slot for slot in found.table.slots if slot.person_id != person_id)
    if not any(slot.kind is SlotKind.PERSON for slot in left):
        raise NotAllowed("This is the last person who can sign in. Admit somebody else first. Nothing was changed.")
    return unlocked if left == found.table.slots else _change(folder, unlocked, found, left)


def _opened(folder: Path, found: Found, slot: Slot, key: bytearray) -> Unlocked | None:
    """What the key opens in this slot, None when it is not the key. Raises SlotsDamaged when the table was forged."""
    table, opened = found.table, open_slot(found.table.vault_id, slot, key)
    if opened is None:
        return None
    root, keys = opened
    refuse_if_forged(table, root)
    notes = _mended(folder, found)
    return Unlocked(
        root, keys, slot.person_id, slot.id, table.generation, table.vault_id, table.vault_kind, slot.kind, notes
    )


def _mended(folder: Path, found: Found) -> tuple[str, ...]:
    """Make both copies the one that was found good; say so when the main file was not. Never a reason to stop."""
    if not found.differ:
        return ()
    try:
        for name in (SLOTS_FILE, SPARE_FILE) if found.in_spare else (SPARE_FILE,):
            write_atomically(folder / name, found.content)
    except KnownProblem:
        if found.in_spare:
            return (
                "The key file was damaged or replaced by an older one. Its spare copy opened the vault, but the file "
                "could not be mended. Make a backup today. Nothing was lost.",
            )
        return ("The spare copy of the key file could not be written. Make a backup today. Nothing was lost.",)
    if found.in_spare:
        return (
            "The key file was damaged or replaced by an older one. It has been mended from its spare copy. "
            "Nothing was lost.",
        )
    return ()


def _current(folder: Path, unlocked: Unlocked) -> Found:
    """The key file as it lies there, if it is still the one that was opened or a later one of the same vault."""
    found = find(folder)
    refuse_if_forged(found.table, unlocked.root)
    if found.table.generation < unlocked.generation or found.table.vault_id != unlocked.vault_id:
        raise SlotsDamaged(
            "Somebody put an older key file back while the vault was open, so nothing was changed. Lock, restore the "
            "newest backup to a new folder, and tell whoever looks after this computer."
        )
    return found


def _change(folder: Path, unlocked: Unlocked, found: Found, slots: tuple[Slot, ...], admit: Admit = None) -> Unlocked:
    """Write the next generation. After a fault the old content holds, or the new; one whole copy is always there."""
    table = found.table.followed_by(slots)
    content = signed_bytes(table, unlocked.root)
    if found.differ:
        write_atomically(folder / (SLOTS_FILE if found.in_spare else SPARE_FILE), found.content)
    try:
        write_atomically(folder / SLOTS_FILE, content, admit)
    except KnownProblem:
        with contextlib.suppress(KnownProblem, OSError):  # "not saved" is about to be said, so it must be so
            if (folder / SLOTS_FILE).read_bytes() != found.content:
                write_atomically(folder / SLOTS_FILE, found.content)
        raise
    with contextlib.suppress(KnownProblem):  # the change holds; opening makes the copies equal again
        write_atomically(folder / SPARE_FILE, content)
    return replace(unlocked, generation=table.generation)


def _dearest(table: SlotTable) -> Argon2Params:
    return max(
        (slot.params for slot in table.slots if slot.params and slot.params.strong_enough),
        key=lambda params: params.memory_kib * params.passes,
        default=FLOOR,
    )
