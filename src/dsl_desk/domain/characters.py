"""Characters that cannot be seen, or that make a text read as something else than was typed.

The patterns are text and made ready when first needed: together they would cost the first window as much as its fonts.
"""

from __future__ import annotations

import re

# Line and paragraph separators of every kind are line breaks.
_BREAKS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
# Controls, overrides and isolates of direction, surrogates, private use, tags and what is no character.
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ue000-\uf8ff\ufff9-\uffff"
    "\U000e0000-\U0010ffff]"
)
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
# A name or more in such letters, with what stands between them.
PHRASE = f"{_RIGHT_TO_LEFT}+(?:[ \\-\u0300-\u036f]+{_RIGHT_TO_LEFT}+)*"

# Figures in groups, as a telephone number is written.
_NUMBER = r"(?<!\d)\d{2,6}(?: \d{2,6}){1,3}(?!\d)"
_NO_BREAK = "\u00a0"
UNBROKEN = _NUMBER.replace(" ", _NO_BREAK)


def visible(text: str) -> str:
    """The text with line breaks as "\\n", tabs as spaces, and what nobody could see as its number: "[U+202E]"."""
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_BREAKS, "\n", text).replace("\t", "    ")
    return re.sub(_UNSEEN, lambda match: number_of(match.group()), text)


def unbroken(text: str) -> str:
    """The text, as long as before, with every telephone number in one piece: it is read out and dialled as one."""
    return re.sub(_NUMBER, lambda found: found.group().replace(" ", _NO_BREAK), text)


def breakable(text: str) -> str:
    """What `unbroken` was given."""
    return re.sub(UNBROKEN, lambda found: found.group().replace(_NO_BREAK, " "), text)


def number_of(characters: str) -> str:
    """[U+202E]"""
    return "[" + " ".join(f"U+{ord(character):04X}" for character in characters) + "]"


def runs_left(text: str) -> bool:
    """Whether letters are in it that run from right to left."""
    return not text.isascii() and re.search(_RIGHT_TO_LEFT, text) is not None


def direction(paragraph: str) -> str:
    """ "R" for a text mostly in letters that run from right to left; a form's line with a name in it stays "L"."""
    leftward = len(re.findall(_RIGHT_TO_LEFT, paragraph))
    return "R" if leftward > 3 * (sum(map(str.isalpha, paragraph)) - leftward) else "L"
