"""Puts letters into the form and order in which they are drawn, for a renderer that draws one after another."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dsl_desk.domain.characters import PHRASE

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
# Scripts whose letters cannot be read when drawn one after another: Syriac, N'Ko, Sinhala, Tibetan, Myanmar, Khmer,
# Mongolian and their extensions. A note stands for them.
UNREADABLE_UNSHAPED = re.compile("[\u0700-\u074f\u07c0-\u07ff\u0d80-\u0dff\u0f00-\u109f\u1780-\u18af\uaa60-\uaa7f]")

_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)")

# The Indian blocks share one plan: consonants at 15-39, nukta at 3C, virama at 4D. These vowels are written after their
# consonants and drawn before them; a vowel in two parts is drawn on both sides.
_FIRST_OF_BLOCK = {
    "Deva": 0x900,
    "Beng": 0x980,
    "Guru": 0xA00,
    "Gujr": 0xA80,
    "Orya": 0xB00,
    "Taml": 0xB80,
    "Mlym": 0xD00,
}
_DRAWN_BEFORE = {
    "Deva": "\u093f",
    "Beng": "\u09bf\u09c7\u09c8",
    "Guru": "\u0a3f",
    "Gujr": "\u0abf",
    "Orya": "\u0b47",
    "Taml": "\u0bc6\u0bc7\u0bc8",
    "Mlym": "\u0d46\u0d47\u0d48",
}
_TWO_PARTS = {
    "\u09cb": "\u09c7\u09be",
    "\u09cc": "\u09c7\u09d7",
    "\u0b4b": "\u0b47\u0b3e",
    "\u0b4c": "\u0b47\u0b57",
    "\u0bca": "\u0bc6\u0bbe",
    "\u0bcb": "\u0bc7\u0bbe",
    "\u0bcc": "\u0bc6\u0bd7",
    "\u0d4a": "\u0d46\u0d3e",
    "\u0d4b": "\u0d47\u0d3e",
    "\u0d4c": "\u0d46\u0d57",
}
_INDIAN = re.compile("[\u0900-\u0dff]")


def in_drawn_forms(text: str) -> str:
    """Arabic letters joined, Indian vowels moved to where they are drawn; still in the order of reading otherwise."""
    if _ARABIC.search(text):
        text = _reshaper().reshape(text)
    if _INDIAN.search(text):
        text = "".join(_TWO_PARTS.get(character, character) for character in text)
        for pattern in _vowels_before():
            text = pattern.sub(r"\2\1", text)
    return text.replace("\u200c", "").replace("\u200d", "")


def in_drawn_order(line: str, base: str) -> str:
    """One line from left to right. `base`: "L" or "R", the direction of the paragraph it is part of.

    In a line that runs from left to right every name is turned by itself, so that an age in brackets after it, or a
    second name after a comma, stays where it was typed.
    """
    if base == "R":
        return _turned(line)
    return re.sub(PHRASE, lambda match: _turned(match.group()), line)


def _turned(text: str) -> str:
    """The groups of a telephone number keep their order: with a space that belongs to a number they are one number."""
    from bidi.algorithm import get_display

    return str(get_display(_IN_NUMBER.sub("\u00a0", text), base_dir="R")).replace("\u00a0", " ")


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "support_zwj": True})


@cache
def _vowels_before() -> tuple[re.Pattern[str], ...]:
    patterns = []
    for script, first in _FIRST_OF_BLOCK.items():
        consonant = f"[{chr(first + 0x15)}-{chr(first + 0x39)}{chr(first + 0x58)}-{chr(first + 0x5F)}]"
        nukta, virama = chr(first + 0x3C), chr(first + 0x4D)
        cluster = f"(?:{consonant}{nukta}?{virama})*{consonant}{nukta}?"
        patterns.append(re.compile(f"({cluster})([{_DRAWN_BEFORE[script]}])"))
    return tuple(patterns)
