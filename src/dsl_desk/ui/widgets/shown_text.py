"""A text that somebody typed, as it is drawn: nothing hidden or turned round, no word too wide, nothing too long."""

from __future__ import annotations

import re

from dsl_desk.domain.characters import PHRASE, breakable, direction, runs_left, unbroken, visible

_LONG = 25  # letters
_LONG_WORD = rf"[^\s\u200b]{{{_LONG},}}"
_AFTER_HYPHEN = r"(?<=-)(?=[^\W_])"
_MOST = 6_000  # characters of one label: two pages
_BETWEEN = 12  # letters after which such a word may be broken
BREAK, _JOINER = "\u200b", "\u200d"
_LEFT_TO_RIGHT, _ISOLATE, _END = "\u200e", "\u2068", "\u2069"
_PUT_IN = f"[{BREAK}{_LEFT_TO_RIGHT}{_ISOLATE}{_END}]"


def shown(text: str) -> str:
    """The text as it is drawn. Names that run from right to left keep their place in a line that does not."""
    if len(text) < 2:  # a sign of our own letters for signs, perhaps: nobody's words
        return text
    text = unbroken(visible(beginning(text, _MOST)))
    if runs_left(text):
        text = "\n".join(map(_in_order, text.split("\n")))
    return text if len(text) < _LONG else re.sub(_LONG_WORD, lambda found: _opened(found.group()), text)


def beginning(text: str, most: int) -> str:
    """A text that would take the window seconds to lay out is broken off, and says so."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… and {len(text) - most:,} characters more, kept in full. Read them on paper or in the form."


def as_typed(drawn: str) -> str:
    """Without what `shown` put in, for the clipboard."""
    return breakable(re.sub(_PUT_IN, "", drawn))


def _in_order(line: str) -> str:
    if direction(line) == "R":
        return line
    return _LEFT_TO_RIGHT + re.sub(PHRASE, lambda found: f"{_ISOLATE}{found.group()}{_END}", line)


def _opened(word: str) -> str:
    """With places to break it, drawn as nothing: after its hyphens, and within what is too long between them."""
    return BREAK.join(_every_few(part) if len(part) >= _LONG else part for part in re.split(_AFTER_HYPHEN, word))


def _every_few(word: str) -> str:
    """With such places everywhere but within what is drawn as one."""
    import unicodedata  # dear to load, and no first window has such a word

    parts, since = [], 0
    for before, letter in zip(f" {word}", word, strict=False):
        one_with_it = unicodedata.category(letter)[0] == "M" or _JOINER in (before, letter)
        if since >= _BETWEEN and not one_with_it:
            parts.append(BREAK)
            since = 0
        parts.append(letter)
        since += 1
    return "".join(parts)
