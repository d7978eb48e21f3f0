"""What one person signs with, and what keeps their unfinished drafts to themselves."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dsl_desk.errors import Bug, KnownProblem
from dsl_desk.store.key_derivation import NONCE_BYTES, hkdf, unwrap, wipe, wrap

SEED_BYTES = 32
SIGNATURE_BYTES = 64


class DraftUnreadable(KnownProblem):
    """A draft that this person's key does not open: another person's, or damaged."""

    code = "draft_unreadable"


class PersonKeys:
    """A person's Ed25519 key, made from a 32-byte seed that lies wrapped in their slot."""

    def __init__(self, seed: bytes | bytearray) -> None:
        if len(seed) != SEED_BYTES:
            raise Bug("seed_length")
        self._seed = bytearray(seed)
        self._key: Ed25519PrivateKey | None = Ed25519PrivateKey.from_private_bytes(bytes(seed))
        self.public: bytes = self._key.public_key().public_bytes_raw()  # 32 bytes

    @classmethod
    def new(cls) -> PersonKeys:
        return cls(os.urandom(SEED_BYTES))

    def sign(self, digest: bytes) -> bytes:
        """64 bytes: the signature over a 32-byte digest. Raises Bug after `wipe`."""
        if self._key is None:
            raise Bug("person_keys_wiped")
        return self._key.sign(digest)

    @property
    def draft_key(self) -> bytes:
        """32 bytes that open this person's drafts only."""
        return hkdf(self.secret(), "person/drafts")

    def secret(self) -> bytearray:
        """The seed itself, for wrapping into a slot. Not a copy."""
        if self._key is None:
            raise Bug("person_keys_wiped")
        return self._seed

    def wipe(self) -> None:
        """Overwrite the seed and let go of the key."""
        wipe(self._seed)
        self._key = None

    def __repr__(self) -> str:
        return "PersonKeys()"


def verify(public: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether this signature over this digest was made with the key whose public half (32 bytes) is given."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, digest)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_draft(key: bytes, draft_id: str, content: bytes) -> bytes:
    """The draft as it may lie in the vault: AES-256-GCM under its author's draft key, bound to its id."""
    nonce, sealed = wrap(key, content, _about(draft_id))
    return nonce + sealed


def open_draft(key: bytes, draft_id: str, sealed: bytes) -> bytes:
    """The draft's bytes. Raises DraftUnreadable when key, id or bytes are not the ones it was sealed with."""
    content = unwrap(key, sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _about(draft_id)) if len(sealed) > 28 else None
    if content is None:
        raise DraftUnreadable(
            "This draft does not open with your key: somebody else wrote it, or it was damaged. "
            "What has been sealed is not affected."
        )
    return bytes(content)


def _about(draft_id: str) -> bytes:
    return b"dsl-desk draft\0" + draft_id.encode()
