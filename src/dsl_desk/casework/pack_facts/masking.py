"""Other children are "Child B" everywhere: in every text, whatever capitals, accents or order the name was typed in.

Named unless somebody chose otherwise: the referred children, their household, any child said to have harmed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from dsl_desk.domain.entries.people import Child

NAMED, MASKED = "named", "masked"
# Names that are words too: within a sentence only the capital tells them apart.
_WORDS_TOO = """angel art autumn bill dawn dean drew faith frank grace grant hope joy mark may miles pat rich rose sky
sue summer sunny will young brown black white green long short strong king knight day moon wood field hill brook lake
stone bush rice baker cook page price"""
_ALSO_WORDS = frozenset(_WORDS_TOO.split())
_MONTHS = frozenset({"april", "may", "june", "august"})
_PARTICLES = frozenset(
    {"van", "der", "den", "ter", "von", "del", "dos", "las", "los", "bin", "ben", "ibn", "abu", "umm"}
)
_LETTERS = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-",
})  # fmt: skip
_NOT_DRAWN = ("Cf", "Mn")
_STRETCH = "\u0640"  # lengthens an Arabic word, and says nothing
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\d\s+$")  # "4 May" is a date
_QUOTED = {("Words", "text"), ("Words", "asked"), ("ChronologyEntry", "words"), ("SheetRow", "words")}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How one child stands on the paper. `shown_as` "Child B" when masked, else the name. `chosen`: by a person."""

    child: str
    name: str
    masked: bool
    shown_as: str
    why: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Alias:
    """What is printed in place of these names. `short`: the single names count too, not only the whole one."""

    label: str
    names: tuple[str, ...]
    short: bool = True


class Masker:
    """Replaces names. `protected`: names of people who are named, which stay; `shared`: what had to stay therefore."""

    def __init__(self, aliases: Iterable[Alias], protected: Iterable[str]) -> None:
        kept = [_tokens(name) for name in protected]
        self._whole = {" ".join(tokens) for tokens in kept}
        self._single = {token for tokens in kept for token in tokens}
        self.shared: list[tuple[str, str]] = []
        self._labels: dict[str, str] = {}
        for alias in aliases:
            for name in alias.names:
                self._add(alias, name)
        self._pattern = _pattern(self._labels)
        self._found = {key.replace(" ", ""): (key, label) for key, label in self._labels.items()}

    @property
    def also_words(self) -> list[tuple[str, str]]:
        """(label, name) of names that are words too: a writer who left out the capital is not understood."""
        return [(label, key) for key, label in self._labels.items() if key in _ALSO_WORDS | _MONTHS]

    def plain(self, text: str) -> str:
        return self._replaced(text, "{}")

    def quoted(self, text: str) -> str:
        """Within somebody's exact words the change itself is marked."""
        return self._replaced(text, "[{}]")

    def _add(self, alias: Alias, name: str) -> None:
        tokens = _tokens(name)
        for part in [tokens, *([[token] for token in _pieces(name)] if alias.short else [])]:
            key = " ".join(part)
            taken = key in self._whole or (len(part) == 1 and key in self._single)
            if taken and (alias.label, key) not in self.shared:
                self.shared.append((alias.label, key))
            elif key and not taken:
                self._labels.setdefault(key, alias.label)

    def _replaced(self, text: str, form: str) -> str:
        if self._pattern is None or not text:
            return text
        folded, places = fold(text)
        parts, last = [], 0
        for match in self._pattern.finditer(folded):
            start, end = places[match.start()], places[match.end() - 1] + 1
            key, label = self._found["".join(_WORD.findall(match[1]))]
            if (key in _ALSO_WORDS and text[start].islower()) or (key in _MONTHS and _DAY.search(text[:start])):
                continue
            while end < len(text) and unicodedata.category(text[end])[0] == "M":
                end += 1
            parts += [text[last:start], form.format(label)]
            last = end
        return "".join((*parts, text[last:]))


def fold(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, and for each of them the place in the text it came from.

    What is drawn as nothing (soft hyphens, joiners, marks of direction) is left out: it must not hide a name.
    """
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character.casefold()).translate(_LETTERS)
        for letter in plain:
            if not (unicodedata.combining(letter) or letter == _STRETCH or unicodedata.category(letter) in _NOT_DRAWN):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def all_names(child: Child) -> tuple[str, ...]:
    """Every way the record has of naming a child, whole names first."""
    whole = f"{child.legal_forename} {child.legal_surname}"
    turned = f"{child.legal_surname} {child.legal_forename}"
    used = f"{child.preferred_name} {child.legal_surname}" if child.preferred_name else ""
    others = re.split(r"[,;/]", child.other_names)
    parts = (child.legal_forename, child.legal_surname, child.preferred_name)
    every = (whole, turned, used, *others, *parts, child.upn)
    return tuple(dict.fromkeys(name.strip() for name in every if name and name.strip()))


def letters(count: int) -> list[str]:
    """Child B, Child C … Child Z, Child B2 …"""
    alphabet = [chr(code) for code in range(ord("B"), ord("Z") + 1)]
    return [
        f"Child {alphabet[place % len(alphabet)]}{place // len(alphabet) + 1 if place >= len(alphabet) else ''}"
        for place in range(count)
    ]


def on_roll_in(texts: Iterable[str], roll: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Children on file whose whole name stands in a text, though no entry is about them."""
    folded = " ".join(fold(text)[0] for text in texts)
    said = set(_WORD.findall(folded))
    found = []
    for child, name, known_as in roll:
        for one in dict.fromkeys((name, known_as)):
            tokens = _tokens(one)
            if len(tokens) > 1 and said.issuperset(tokens) and _pattern({" ".join(tokens): ""}).search(folded):  # type: ignore[union-attr]
                found.append((child, name, known_as))
                break
    return found


def texts_in(value: Any) -> Iterable[str]:
    """Every text of a set of facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def masked_in(value: Any, masker: Masker, untouched: frozenset[str] = frozenset()) -> Any:
    """The same facts with every text masked; fields of the outermost facts named in `untouched` stay as they are."""
    if isinstance(value, str):
        return masker.plain(value)
    if isinstance(value, tuple):
        return tuple(masked_in(one, masker) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        if field.name in untouched:
            continue
        old = getattr(value, field.name)
        quoted = (type(value).__name__, field.name) in _QUOTED
        new = masker.quoted(old) if quoted else masked_in(old, masker)
        if new != old:
            changed[field.name] = new
    return replace(value, **changed) if changed else value


def _tokens(name: str) -> list[str]:
    return _WORD.findall(fold(name)[0])


def _pieces(name: str) -> list[str]:
    """The parts that give a name away by themselves: of a double name each of three letters or more."""
    words = [word for word in re.split(r"\s+", fold(name)[0]) if word]
    parts = [token for word in words for token in _WORD.findall(word)]
    return [part for part in parts if (len(part) >= 3 and part not in _PARTICLES) or len(parts) == 1]


def _pattern(labels: dict[str, str]) -> re.Pattern[str] | None:
    """Whole words; what stands between the parts of a name does not matter, nor does an s after it."""
    if not labels:
        return None
    longest: Callable[[str], int] = len
    keys = sorted(labels, key=longest, reverse=True)
    forms = (r"[\W_]{0,3}".join(re.escape(token) for token in key.split()) for key in keys)
    return re.compile(rf"(?<!\w)({'|'.join(forms)})s?(?!\w)")
