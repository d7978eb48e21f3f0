"""The recovery code: 128 random bits, written so that a person can read, say and type it without mistakes.

28 characters in 7 groups of 4. 26 carry the bits (base 32 without I, L, O, U), 2 are check characters of a
Reed–Solomon code over the same 32 values: any one wrong character, any two, and any two swapped are found, and one
wrong character is found with its place.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field

from dsl_desk.errors import Bug, WrongSecret
from dsl_desk.store.key_derivation import hkdf

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BYTES = 16
GROUPS, GROUP = 7, 4
CHARACTERS = GROUPS * GROUP
_PADDING = 2  # 26 characters hold 130 bits
_SOUND_ALIKE = str.maketrans("OIL", "011")
_BETWEEN = frozenset(" \t\r\n-‐‑‒–—−_.\u00a0\u200b\ufeff")
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1


@dataclass(frozen=True)
class RecoveryCode:
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> RecoveryCode:
        return cls(os.urandom(BYTES))

    def __post_init__(self) -> None:
        if len(self.secret) != BYTES:
            raise Bug("recovery_code_length")

    @property
    def groups(self) -> tuple[str, ...]:
        """Seven groups of four characters, as printed."""
        bits = int.from_bytes(self.secret, "big") << _PADDING
        values = [bits >> 5 * place & 31 for place in reversed(range(CHARACTERS - 2))]
        text = "".join(ALPHABET[value] for value in values + _check_values(values))
        return tuple(text[start : start + GROUP] for start in range(0, CHARACTERS, GROUP))

    @property
    def text(self) -> str:
        """The code with hyphens between the groups."""
        return "-".join(self.groups)

    def key(self, vault_id: str, salt: bytes) -> bytes:
        """The 32 bytes that wrap the recovery slot of this vault. The code is random enough to need no Argon2id."""
        return hkdf(self.secret, "slot/recovery", vault_id.encode(), salt=salt)


def parse(typed: str) -> RecoveryCode:
    """The code a person typed: any case, O for 0, I or L for 1, spaces and hyphens anywhere or nowhere.

    Raises WrongSecret with a sentence that says what looks wrong, and in which group where that can be told.
    """
    characters = [c for c in unicodedata.normalize("NFKC", typed).upper() if c not in _BETWEEN]
    cleaned = "".join(characters).translate(_SOUND_ALIKE)
    for position, character in enumerate(cleaned[:CHARACTERS]):
        if character not in ALPHABET:
            raise _wrong(f"Group {position // GROUP + 1} holds a character that no recovery code has.")
    if len(cleaned) != CHARACTERS:
        raise _wrong(f"A recovery code has {CHARACTERS} letters and digits; this has {len(cleaned)}.")
    values = [ALPHABET.index(character) for character in cleaned]
    place = _wrong_place(values)
    if place is not None:
        if 0 <= place < CHARACTERS:
            raise _wrong(f"Group {place // GROUP + 1} looks wrong: {cleaned[place // GROUP * GROUP :][:GROUP]}.")
        raise _wrong("More than one character is wrong.")
    bits = 0
    for value in values[:-2]:
        bits = bits << 5 | value
    if bits & 0b11:
        raise _wrong("A character is wrong.")
    return RecoveryCode((bits >> _PADDING).to_bytes(BYTES, "big"))


def _wrong(what: str) -> WrongSecret:
    return WrongSecret(f"{what} Compare the code with the recovery kit and type it again. Nothing was changed.")


def _tables() -> tuple[list[int], dict[int, int]]:
    """Powers of the generator in GF(32), and their logarithms."""
    powers, value = [], 1
    for _ in range(31):
        powers.append(value)
        value <<= 1
        if value & 32:
            value ^= _PRIMITIVE
    return powers, {power: exponent for exponent, power in enumerate(powers)}


_POWER, _LOG = _tables()


def _times(left: int, right: int) -> int:
    return _POWER[(_LOG[left] + _LOG[right]) % 31] if left and right else 0


def _sums(values: list[int]) -> tuple[int, int]:
    """Both check sums: of all values, and of each times the generator to the power of its place. Zero when right."""
    plain = weighted = 0
    for place, value in enumerate(values):
        plain ^= value
        weighted ^= _times(value, _POWER[place])
    return plain, weighted


def _check_values(values: list[int]) -> list[int]:
    """The two values that make both sums zero."""
    plain, weighted = _sums(values)
    first, second = _POWER[len(values)], _POWER[len(values) + 1]
    # x + y = plain and x·first + y·second = weighted
    bottom = _POWER[(31 - _LOG[first ^ second]) % 31]
    y = _times(weighted ^ _times(plain, first), bottom)
    return [plain ^ y, y]


def _wrong_place(values: list[int]) -> int | None:
    """None when the code is right; the place of the one wrong character; a place beyond the end when there are more."""
    plain, weighted = _sums(values)
    if not plain and not weighted:
        return None
    if not plain or not weighted:
        return CHARACTERS
    return (_LOG[weighted] - _LOG[plain]) % 31
