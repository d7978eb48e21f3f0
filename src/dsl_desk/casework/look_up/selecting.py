"""A selection of a child's file: what may be chosen, and what it wants of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.selection_words import GROUP_WORDS, MOST_WORDS
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.questions import Question
from dsl_desk.domain.selection import GROUPS, Selection
from dsl_desk.domain.spelling import without_accents
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import children, chronology, desk_tables
from dsl_desk.store.selecting import Wanted, Word
from dsl_desk.store.work import Read


@dataclass(frozen=True, kw_only=True)
class Choices:
    """(value, words) of what this file has. `total`: entries in this view when nothing is left out."""

    total: int = 0
    groups: tuple[tuple[str, str], ...] = ()
    concerns: tuple[tuple[str, str], ...] = ()
    natures: tuple[tuple[str, str], ...] = ()
    authors: tuple[tuple[str, str], ...] = ()


def upto(read: Read, selection: Selection) -> int | None:
    """The last entry that counts, or None for all of them."""
    day = selection.known_on
    return None if day is None else chronology.known_on(read, datetime.combine(day, time.max, tzinfo=LONDON))


def choices(read: Read, pack: Pack, mine: list[ConcernRow], names: Names, parts: chronology.Parts) -> Choices:
    """What a child's file may be narrowed to. `parts`: of all its entries that count."""
    kinds: dict[str, int] = {}
    for (kind, _), count in parts.items():
        kinds[kind] = kinds.get(kind, 0) + count
    counted = {group: sum(kinds.get(kind, 0) for kind in of) for group, of in GROUPS.items()}
    found = sorted({one for natures in _natures(read, mine).values() for one in natures if one in pack.natures})
    authors = {author: names(author) for _, author in parts}
    return Choices(
        total=sum(kinds.values()),
        groups=tuple((one, f"{_upper(GROUP_WORDS[one])} {n}") for one, n in counted.items() if n),
        concerns=tuple((one.id, _reference(one, pack)) for one in mine),
        natures=tuple((one, pack.natures[one].label) for one in found),
        authors=tuple(sorted(authors.items(), key=lambda one: one[1])),
    )


def wanted(read: Read, pack: Pack, child: str, mine: list[ConcernRow], names: Names, selection: Selection) -> Wanted:
    """The selection with everything looked up that the record alone does not know. `mine`: the child's concerns."""
    concerns = set(selection.concerns or (one.id for one in mine))
    if selection.natures:
        has = _natures(read, mine)
        concerns &= {concern for concern, natures in has.items() if natures & set(selection.natures)}
    words = without_accents(selection.words).split()[:MOST_WORDS]
    labels = list(_labels(read, pack, child, mine, names)) if words else []
    return Wanted(
        kinds=tuple(kind for group in selection.groups for kind in GROUPS[group]),
        concerns=tuple(sorted(concerns)) if selection.concerns or selection.natures else None,
        authors=selection.authors, since=selection.since, until=selection.until, amended=selection.amended,
        words=tuple(Word(plain=word, meant=frozenset(one for one, label in labels if word in label)) for word in words),
    )  # fmt: skip


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _reference(concern: ConcernRow, pack: Pack) -> str:
    nature = pack.natures.get(concern.main_nature)
    return f"{concern.reference}, {nature.label}" if nature else concern.reference


def _natures(read: Read, mine: list[ConcernRow]) -> dict[str, set[str]]:
    """Every nature that was seen in each concern, the main one and the others."""
    found = {one.id: {one.main_nature} - {""} for one in mine}
    for concern, natures in chronology.natures_seen(read, list(found)):
        found[concern] |= set(natures)
    return found


def _labels(read: Read, pack: Pack, child: str, mine: list[ConcernRow], names: Names) -> Iterator[tuple[str, str]]:
    """(what is stored, what is shown for it in plain letters): a search is for what is shown."""
    people = {one.id for one in desk_tables.people(read)} | {one for row in mine for one, _, _ in row.children}
    for _, relation in children.relations(read, child):
        people |= {relation.person, relation.child}
    yield from ((one, without_accents(names(one))) for one in people)
    yield from ((item.value, without_accents(item.label)) for one in pack.lists.values() for item in one.items)
    yield from ((one, without_accents(nature.label)) for one, nature in pack.natures.items())
    yield from ((one, without_accents(contact.name)) for one, contact in pack.contacts.items())
    asked = [core.questions for core in pack.core.values()] + [step.questions for step in pack.steps.values()]
    for question in (one for questions in asked for one in questions):
        yield from _of_question(question)


def _of_question(question: Question) -> Iterator[tuple[str, str]]:
    yield from ((choice.value, without_accents(choice.label)) for choice in question.choices)
    for field in question.fields:
        yield from _of_question(field)
