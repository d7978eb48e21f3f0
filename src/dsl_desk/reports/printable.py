"""Makes any text safe to print: what cannot be seen is removed where it is harmless and shown where it is not."""

from __future__ import annotations

import re
import unicodedata

from dsl_desk.domain.characters import number_of, visible

# Invisible and harmless: soft hyphen, zero-width space, joiners of words, direction marks, variation selectors.
_HARMLESS = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# All else: composed letters of Latin, Greek and Cyrillic, and everyday punctuation, which need no care.
_UNUSUAL = re.compile(
    "[^\n\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u2013\u2014\u2018-\u201e\u2026]"
)


def is_usual(text: str) -> bool:
    """True for a text that can be printed as it is, by our own face."""
    return not _UNUSUAL.search(text)


def printable(text: str) -> str:
    """The text composed (NFC), with line breaks as "\\n" and nothing invisible that could mislead a reader."""
    if is_usual(text):
        return text
    return unicodedata.normalize("NFC", _HARMLESS.sub("", visible(text)))


def in_place_of(characters: str) -> str:
    """What is printed where no font has these characters: a picture's name, or a note with the characters' numbers."""
    if all(unicodedata.category(character) in ("So", "Sk", "Sm", "Sc") for character in characters):
        return "".join(f"[{unicodedata.name(character, number_of(character)).lower()}]" for character in characters)
    numbers = number_of(characters[:40])[1:-1] + (" …" if len(characters) > 40 else "")
    return f"[in a script this computer cannot print: {numbers}]"
