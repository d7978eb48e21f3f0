"""Making one slot, opening one slot, and the MAC that shows whether somebody altered the table of them."""

from __future__ import annotations

import hmac
import os
import uuid
from dataclasses import dataclass, field, replace

from dsl_desk.errors import Bug, SlotsDamaged
from dsl_desk.store.argon2_params import Argon2Params
from dsl_desk.store.key_derivation import KEY_BYTES, SALT_BYTES, Label, RootKey, mac, passphrase_key, unwrap, wipe, wrap
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.recovery_code import RecoveryCode
from dsl_desk.store.slot_file import Slot, SlotKind, SlotTable, bound_to, decode, encode, signed_part

RECOVERY_NAME = "Recovery kit"


@dataclass(frozen=True)
class NewPerson:
    """A person's slot to be made. `name` lies in clear in the key file: it is what is chosen at the door."""

    person_id: str
    name: str
    passphrase: str = field(repr=False)
    keys: PersonKeys
    params: Argon2Params


@dataclass(frozen=True)
class NewRecovery:
    """The recovery kit's slot to be made. The kit has an id and a signing key of its own."""

    person_id: str
    code: RecoveryCode
    keys: PersonKeys


@dataclass(frozen=True)
class Unlocked:
    """What a secret opened. Compare `generation` with the vault's and the anchor's: a lower one was put back.

    `notes` are sentences to show: the key file was damaged and has been mended, or could not be.
    """

    root: RootKey
    keys: PersonKeys
    person_id: str
    slot_id: str
    generation: int
    vault_id: str
    vault_kind: str
    kind: SlotKind
    notes: tuple[str, ...] = ()

    def wipe(self) -> None:
        """Overwrite both keys; nothing opens with this any more."""
        self.root.wipe()
        self.keys.wipe()


def make_slot(vault_id: str, root: RootKey, new: NewPerson | NewRecovery) -> Slot:
    """Wrap the root key and the seed for one slot."""
    slot_id, salt = str(uuid.uuid4()), os.urandom(SALT_BYTES)
    if isinstance(new, NewPerson):
        kind, name, params = SlotKind.PERSON, new.name, new.params
        key = passphrase_key(new.passphrase, salt, new.params)
    else:
        kind, name, params = SlotKind.RECOVERY, RECOVERY_NAME, None
        key = bytearray(new.code.key(vault_id, salt))
    secret = bytearray(root.secret() + new.keys.secret())
    try:
        nonce, wrapped = wrap(key, secret, bound_to(vault_id, slot_id, kind, new.person_id, params))
    finally:
        wipe(key)
        wipe(secret)
    return Slot(slot_id, kind, new.person_id, name, params, salt, nonce, wrapped)


def open_slot(vault_id: str, slot: Slot, key: bytearray) -> tuple[RootKey, PersonKeys] | None:
    """What the key opens, None when it is not this slot's key. The key is overwritten."""
    secret = unwrap(key, slot.nonce, slot.wrapped, bound_to(vault_id, slot.id, slot.kind, slot.person_id, slot.params))
    wipe(key)
    if secret is None:
        return None
    try:
        return RootKey(secret[:KEY_BYTES]), PersonKeys(secret[KEY_BYTES:])
    finally:
        wipe(secret)


def signed_bytes(table: SlotTable, root: RootKey) -> bytes:
    """The key file of this table, with its MAC. Raises Bug when it could not be read back."""
    signed = _signed(table, root)
    try:
        content = encode(signed)
        if decode(content) != signed:
            raise Bug("slot_table")
    except (SlotsDamaged, UnicodeEncodeError):
        raise Bug("slot_table") from None
    return content


def refuse_if_forged(table: SlotTable, root: RootKey) -> None:
    """Raises SlotsDamaged unless whoever wrote this table held the root key."""
    if not hmac.compare_digest(_signed(table, root).mac, table.mac):
        raise SlotsDamaged(
            "The key file of this vault was altered by somebody without the vault's key, so it is not trusted. "
            "Restore the newest backup to a new folder, and tell whoever looks after this computer. "
            "The records themselves were not touched."
        )


def _signed(table: SlotTable, root: RootKey) -> SlotTable:
    return replace(table, mac=mac(root.derive(Label.SLOTS), signed_part(table)))
