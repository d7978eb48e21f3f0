"""What a pack does not know for sure: everything less than settled, with why, for whoever looks after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dsl_desk.pathways.difference_words import due_in_words
from dsl_desk.pathways.differences import dues
from dsl_desk.pathways.model import Contact, Due
from dsl_desk.pathways.pack import Pack

# How sure the field is, in words; settled practice needs none.
SURE = {"H": "", "M": "Usual practice or one source: check it", "L": "Not verified: set your own"}
CHECK, ASSUMED = "Check it before you rely on it", "The hours are assumed: no source states them"
_NO_NUMBER = "No number yet"


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """One fact. `part` as in differences.PARTS; `id` with its road where it has one; `fact`: what is said, in words.

    `why`: one sentence or more; `source`: the title of what it rests on.
    """

    part: str
    id: str
    name: str
    fact: str
    why: tuple[str, ...]
    confidence: str
    source: str


def unverified(pack: Pack) -> tuple[Doubt, ...]:
    """Every fact that is not settled, contacts and deadlines first."""
    found = [*_contacts(pack), *_deadlines(pack), *_others(pack), *_times(pack)]
    return tuple(one for one in found if one.why)


def _contacts(pack: Pack) -> Iterator[Doubt]:
    for one in pack.contacts.values():
        yield _doubt(pack, "contact", one.id, one.name, one.number, one, doubts_of(one, pack))
        if one.reply is not None:
            yield _of_due(pack, f"{one.id}.reply", one.name, one.reply)


def doubts_of(contact: Contact, pack: Pack) -> tuple[str, ...]:
    """Why a contact is not to be relied on without a look. A child's own worker is on the child's file."""
    if contact.from_file:
        return ()
    assumed = contact.hours != "always" and (contact.hours_assumed or pack.calendar.office_hours_assumed)
    said = (
        "" if contact.number else contact.missing or _NO_NUMBER, SURE[contact.confidence],
        CHECK if contact.status == "check" else "", contact.hours_note, ASSUMED if assumed else "",
    )  # fmt: skip
    return tuple(one for one in said if one)


def _deadlines(pack: Pack) -> Iterator[Doubt]:
    for road in pack.pathways.values():
        for step in road.steps:
            for at, due in dues(step):
                yield _of_due(pack, f"{road.id}.{step.id} {at}", step.short or step.title, due)


def _of_due(pack: Pack, name: str, title: str, due: Due) -> Doubt:
    nobody = "" if due.units else "No source gives a number: set your own"
    why = tuple(dict.fromkeys(one for one in (nobody, SURE[due.confidence]) if one))
    fact = ", ".join(part for part in (due_in_words(due, pack), due.note) if part)
    return _doubt(pack, "deadline", name, title, fact, due, why)


def _others(pack: Pack) -> Iterator[Doubt]:
    tables: dict[str, tuple[Any, ...]] = {
        "card": tuple(pack.cards.values()), "nature": tuple(pack.natures.values()),
        "parents_rule": pack.parents_rules, "guidance": pack.guidance, "notice": tuple(pack.notices.values()),
        "document": tuple(pack.documents.values()), "list": tuple(pack.lists.values()), "conflict": pack.conflicts,
        "road": tuple(pack.pathways.values()),
    }  # fmt: skip
    for part, rows in tables.items():
        for row in rows:
            name = getattr(row, "title", "") or getattr(row, "label", "") or row.id
            yield _doubt(pack, part, row.id, name, getattr(row, "edition", ""), row, _sure(row.confidence))
    for road in pack.pathways.values():
        for step in road.steps:
            yield _doubt(pack, "step", f"{road.id}.{step.id}", step.title, "", step, _sure(step.confidence))
            for question in step.questions:
                why = _sure(question.confidence or "H")
                yield _doubt(pack, "question", f"{road.id}.{step.id}.{question.id}", question.label, "", question, why)
    for kind, core in pack.core.items():
        for question in core.questions:
            why = _sure(question.confidence or "H")
            yield _doubt(pack, "question", f"{kind}.{question.id}", question.label, "", question, why)
    for source in pack.sources.values():
        why = _sure(source.confidence)
        yield Doubt(part="source", id=source.id, name=source.title, fact=source.edition, why=why,
                    confidence=source.confidence, source=source.title)  # fmt: skip


def _times(pack: Pack) -> Iterator[Doubt]:
    rules = pack.calendar
    hours = f"{rules.office_opens:%H:%M} to {rules.office_closes:%H:%M}"
    for name, fact, assumed in (
        ("Office hours", hours, rules.office_hours_assumed),
        ("Close of a working day", f"{rules.close_of_day:%H:%M}", rules.close_of_day_assumed),
    ):
        why = ("Assumed: no source states it",) if assumed else ()
        yield _doubt(pack, "calendar", name.lower(), name, fact, rules, why)


def _sure(confidence: str) -> tuple[str, ...]:
    return (SURE[confidence],) if SURE[confidence] else ()


def _doubt(pack: Pack, part: str, name: str, title: str, fact: str, row: Any, why: tuple[str, ...]) -> Doubt:
    source = pack.sources.get(row.source)
    return Doubt(
        part=part, id=name, name=title, fact=fact, why=why, confidence=row.confidence,
        source=source.title if source else row.source,
    )  # fmt: skip
