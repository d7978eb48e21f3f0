"""Makes any text safe to print: what cannot be seen is removed where it is harmless and shown where it is not."""

from __future__ import annotations

import re
import unicodedata

# Line and paragraph separators of every kind are kept as line breaks.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Invisible and harmless: soft hyphen, zero-width space, joiners of words, direction marks, variation selectors.
_HARMLESS = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# Controls, overrides and isolates of direction (they can make a text read as something else), surrogates, private
# use, tags and what is no character: shown as their number.
_SHOWN = re.compile(
    "[\x00-\x09\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ue000-\uf8ff\ufff9-\uffff"
    "\U000e0000-\U0010ffff]"
)
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
    text = _BREAKS.sub("\n", text).replace("\t", "    ")
    text = _SHOWN.sub(lambda match: number_of(match.group()), text)
    return unicodedata.normalize("NFC", _HARMLESS.sub("", text))


def number_of(characters: str) -> str:
    """[U+202E]"""
    return "[" + " ".join(f"U+{ord(character):04X}" for character in characters) + "]"


def in_place_of(characters: str) -> str:
    """What is printed where no font has these characters: a picture's name, or a note with the characters' numbers."""
    if all(unicodedata.category(character) in ("So", "Sk", "Sm", "Sc") for character in characters):
        return "".join(f"[{unicodedata.name(character, number_of(character)).lower()}]" for character in characters)
    numbers = number_of(characters[:40])[1:-1] + (" …" if len(characters) > 40 else "")
    return f"[in a script this computer cannot print: {numbers}]"
