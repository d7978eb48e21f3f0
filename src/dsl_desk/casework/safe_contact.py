"""Where only a safe number may be used: which adults on file it holds for, and the safe way to reach them.

Content 4.2, domestic abuse: no letter, text, e-mail or voicemail home; a contact is shown "safe number only".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dsl_desk.casework.answer_words import Names, answer_in_words
from dsl_desk.casework.concern_file import ConcernFile, concern_file, newest_answer
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.questions import NOT_KNOWN, is_blank
from dsl_desk.pathways.cards import cards_in_force, ways_to
from dsl_desk.pathways.model import Card
from dsl_desk.store import children, chronology, concerns, merges
from dsl_desk.store.work import Read

EFFECT = "safe_number"
SAFE_ONLY = "Safe number only, at the safe time"
_DO_NOT_USE = "DO NOT USE: safe number only"
_ONLY, _NONE = "Use only the safe number, at the safe time.", "None is on record yet."
_FEWEST_DIGITS = 7  # fewer are no telephone number


@dataclass(frozen=True, kw_only=True)
class SafeContact:
    """Of one concern: `adults` are those around its children. `said`: as sealed, whom, which number and when."""

    concern: str
    adults: frozenset[str]
    said: str

    def is_safe(self, number: str) -> bool:
        """Whether this number is the safe one, however it was typed."""
        digits = _digits(number)
        return len(digits) >= _FEWEST_DIGITS and digits in _digits(self.said)

    def remark(self, *numbers: str) -> str:
        """What stands beside these numbers."""
        return _DO_NOT_USE if numbers and not any(map(self.is_safe, numbers)) else SAFE_ONLY


def in_words(safe: Iterable[SafeContact]) -> str:
    """How to reach the adults that these hold for; nothing where none holds."""
    said = list(dict.fromkeys(one.said for one in safe))
    return " ".join((_ONLY, *(list(filter(None, said)) or [_NONE]))) if said else ""


def safe_contacts(
    read: Read, desk: Desk, of: Iterable[str], known: Mapping[str, list[ConcernRow]] | None = None
) -> tuple[SafeContact, ...]:
    """What holds for adults around these children, by any concern of theirs or of a child with the same adults.

    `known`: by child, their concerns where they were read already.
    The newest concern first. A closed one counts: nobody said that any number is safe again.
    """
    natures, roads = ways_to(desk.pack, EFFECT)
    if not natures and not roads:
        return ()
    read_before = known or {}
    of_child = (read_before.get(child) or concerns.of_child(read, child) for child in _family(read, of))
    rows = {row.id: row for found in of_child for row in found}
    likely = _likely(read, rows, natures, roads)
    if not likely:
        return ()
    names = names_of(read)
    newest = sorted(likely, key=lambda concern: -rows[concern].number)
    found = (_of(read, desk, concern_file(read, desk, concern), names) for concern in newest)
    return tuple(one for one in found if one is not None)


def marked(numbers: list[str], safe: SafeContact | None) -> str:
    """The numbers of an adult, each saying by itself whether it may be used where only a safe one may."""
    if safe is None:
        return " or ".join(numbers)
    return " or ".join(f"{one} ({'the safe number' if safe.is_safe(one) else 'DO NOT USE'})" for one in numbers)


def holds_for(safe: tuple[SafeContact, ...], adult: str) -> SafeContact | None:
    """The newest that holds for this adult (the record that is kept)."""
    return next((one for one in safe if adult in one.adults), None)


def _family(read: Read, of: Iterable[str]) -> set[str]:
    """These children, and every child of an adult around them; merged records too."""
    own = {some for child in of for some in merges.same_person(read, child)}
    around = {some for adult in _adults(read, own) for some in merges.same_person(read, adult)}
    return own | {relation.child for adult in around for _, relation in children.relations(read, adult)}


def _adults(read: Read, ids: Iterable[str]) -> frozenset[str]:
    related = (relation for child in ids for _, relation in children.relations(read, child))
    return frozenset(merges.kept(read, one.person) for one in related if one.person_kind == "adult")


def _likely(read: Read, rows: dict[str, ConcernRow], natures: frozenset[str], roads: frozenset[str]) -> set[str]:
    """Those in which the card may stand: the others are not read."""
    seen = chronology.natures_seen(read, list(rows)) if rows else []
    by_nature = {concern for concern, of_it in seen if natures.intersection(of_it)}
    return rows.keys() & (by_nature | concerns.walking(read, roads))


def _of(read: Read, desk: Desk, file: ConcernFile, names: Names) -> SafeContact | None:
    steps = tuple(state.step for state in file.steps)
    cards = cards_in_force(file.pack, file.record, file.facts, desk.calendar, desk.clock(), steps)
    card = next((one.card for one in cards if one.card.effect == EFFECT), None)
    if card is None:
        return None
    ids = {some for child, _, _ in file.children for some in merges.same_person(read, merges.kept(read, child))}
    return SafeContact(concern=file.row.id, adults=_adults(read, ids), said=_said(desk, file, card, names))


def _said(desk: Desk, file: ConcernFile, card: Card, names: Names) -> str:
    """Each answer after what was asked; what nobody knows is named."""
    told = []
    for name in card.answers or desk.pack.cards[card.id].answers:
        entry, question, value = newest_answer(file.standing, file.pack, name)
        if entry is None or question is None or is_blank(value):
            continue
        asks = question.label.endswith("?")
        if value == NOT_KNOWN:
            told.append(f"{question.label.rstrip('?')}: not known.")
            continue
        words = answer_in_words(question, value, file.pack, names).rstrip(".")
        told.append(f"{question.label}{'' if asks else ':'} {words}.")
    return " ".join(told)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.replace("+44", "0"))
