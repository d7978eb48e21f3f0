"""From a passphrase, a recovery code or the vault's root key to the keys that do the work."""

from __future__ import annotations

import hmac
import os
import time
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dsl_desk.errors import Bug, KnownProblem, WrongSecret
from dsl_desk.store.argon2_params import CEILING as CEILING
from dsl_desk.store.argon2_params import FLOOR as FLOOR
from dsl_desk.store.argon2_params import Argon2Params as Argon2Params

KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
MAX_PASSPHRASE = 256  # characters
TARGET_SECONDS = (0.8, 1.2)
_DEAREST_START = 256 * 1024  # KiB


class Label(StrEnum):
    """What a key derived from the root key is for."""

    DATABASE = "database"
    SLOTS = "slots"
    ANCHOR = "anchor"
    BACKUP = "backup"
    INBOX = "inbox"


class NotEnoughMemory(KnownProblem):
    """This computer could not find the memory that makes passphrases dear to guess."""

    code = "not_enough_memory"


class RootKey:
    """The vault's 32 random bytes, kept where they can be overwritten. Everything else is derived from them."""

    def __init__(self, key: bytes | bytearray) -> None:
        if len(key) != KEY_BYTES:
            raise Bug("root_key_length")
        self._key = bytearray(key)
        self._wiped = False

    @classmethod
    def new(cls) -> RootKey:
        return cls(os.urandom(KEY_BYTES))

    def derive(self, label: Label | str, context: bytes = b"") -> bytes:
        """32 bytes for this label and context. Raises Bug for an unknown label or after `wipe`."""
        return hkdf(self.secret(), f"root/{Label(label)}", context)

    def inbox_key(self) -> X25519PrivateKey:
        """The key pair of this vault's inbox: who holds its public half can put in, and not read."""
        return X25519PrivateKey.from_private_bytes(self.derive(Label.INBOX))

    def secret(self) -> bytearray:
        """The bytes themselves, for wrapping into a slot. Not a copy."""
        if self._wiped:
            raise Bug("root_key_wiped")
        return self._key

    def wipe(self) -> None:
        """Overwrite the key. Python cannot promise that no copy is left elsewhere in memory."""
        wipe(self._key)
        self._wiped = True

    def __repr__(self) -> str:
        return "RootKey()"


def wipe(secret: bytearray) -> None:
    """Overwrite with zeros."""
    secret[:] = bytes(len(secret))


def hkdf(key: bytes | bytearray, purpose: str, context: bytes = b"", *, salt: bytes | None = None) -> bytes:
    """32 bytes by HKDF-SHA256, bound to a purpose and a context."""
    about = b"dsl-desk/1/" + purpose.encode() + b"\0" + context
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=about).derive(key)


def passphrase_key(passphrase: str, salt: bytes, params: Argon2Params) -> bytearray:
    """The key that wraps a person's slot. Takes about a second on purpose; never run it on the window's thread.

    Raises WeakSlot below the floor, WrongSecret for a text no passphrase can be, NotEnoughMemory.
    """
    params.refuse_if_weak()
    if not params.within_limits:
        raise Bug("argon2_params")
    try:
        hashed = bytearray(
            hash_secret_raw(
                as_bytes(passphrase), salt, params.passes, params.memory_kib, params.lanes, KEY_BYTES, Type.ID
            )
        )
    except HashingError as error:
        raise NotEnoughMemory(
            "This computer does not have enough free memory to check a passphrase. Close other programs and try "
            "again. Nothing was changed."
        ) from error
    try:
        return bytearray(hkdf(hashed, "slot/passphrase"))
    finally:
        wipe(hashed)


def as_bytes(passphrase: str) -> bytes:
    """The same bytes however a keyboard composed the letters. Raises WrongSecret beyond 256 characters."""
    normal = unicodedata.normalize("NFC", passphrase)
    if len(normal) > MAX_PASSPHRASE:
        raise WrongSecret(f"A passphrase has at most {MAX_PASSPHRASE} characters. Check what was pasted.")
    try:
        return normal.encode()
    except UnicodeEncodeError:
        raise WrongSecret("The passphrase holds a broken character. Type it again.") from None


def wrap(key: bytes | bytearray, secret: bytes | bytearray, about: bytes) -> tuple[bytes, bytes]:
    """(nonce, AES-256-GCM of the secret), bound to `about`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, secret, about)


def unwrap(key: bytes | bytearray, nonce: bytes, wrapped: bytes, about: bytes) -> bytearray | None:
    """The secret, or None when the key, the bytes or what they are bound to is not the one."""
    try:
        return bytearray(AESGCM(key).decrypt(nonce, wrapped, about))
    except InvalidTag:
        return None


def mac(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(key, message, "sha256")


def seconds_taken(params: Argon2Params) -> float:
    """How long one derivation takes on this computer now."""
    begun = time.perf_counter()
    passphrase_key("how long does this take", bytes(SALT_BYTES), params)
    return time.perf_counter() - begun


def calibrate(measure: Callable[[Argon2Params], float] = seconds_taken) -> Argon2Params:
    """Params that take 0.8 to 1.2 s here, as much memory as that allows, and never below the floor.

    Takes a few seconds; run it once at set-up, off the window's thread.
    """
    least, most = TARGET_SECONDS
    aim = (least + most) / 2
    memory = _DEAREST_START
    while True:
        params = Argon2Params(memory, FLOOR.passes, FLOOR.lanes)
        try:
            taken = measure(params)
        except NotEnoughMemory:
            taken = float("inf")
        if taken <= most or memory <= FLOOR.memory_kib:
            break
        memory = max(FLOOR.memory_kib, memory // 2)
    if taken >= least:
        return params
    passes = min(CEILING.passes, max(FLOOR.passes, round(FLOOR.passes * aim / taken)))
    return Argon2Params(memory, passes, FLOOR.lanes)
