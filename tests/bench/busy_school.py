"""A school with much to do and one child with a very long file: what the screens are opened on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

from dsl_desk.domain.entries.concern import Closed, Note
from dsl_desk.domain.entries.follow_up import Task
from dsl_desk.domain.entries.people import Child
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.when import When
from dsl_desk.store.vault_making import new_id
from tests.bench.school import BEGUN, School, a_concern, make, seal, text, what_followed

TASKS = 4  # late on each open concern; the fifth open item is that nobody looked back
A_CONCERN = 50  # entries on each concern of a long file


@dataclass(frozen=True)
class BusySchool:
    """`items` stand open on Today. `long`, `short`, `other`: children with 5,000, 60 and 60 entries in their file."""

    school: School
    items: int
    long: str
    short: str
    other: str


def build(desk: Path, *, items: int = 2_000, entries: int = 5_000) -> BusySchool:
    """Make the vault. Every concern of the long files is closed, so that Today holds the open items only."""
    chance = random.Random(41)
    children = [_child(number) for number in range(3)]
    long, short, other = (child.id for child in children)
    files = chain(_file(chance, long, entries), _file(chance, short, 60), _file(chance, other, 60))
    vault = make(desk)
    try:
        held = seal(vault, chain(children, files, _open(chance, items // (TASKS + 1))))
    finally:
        vault.close()
    return BusySchool(School(desk, held, long, ""), items, long, short, other)


def _child(number: int) -> NewEntry:
    child = new_id()
    body = Child(legal_forename=f"Busy{number}", legal_surname=f"Of{number}", born=date(2014, 5, 1), year_group="7")
    return NewEntry(id=child, body=body, subjects=(Subject(id=child),))


def _open(chance: random.Random, concerns: int) -> Iterator[NewEntry]:
    """A concern on each of as many children, with tasks that nobody did."""
    for number in range(concerns):
        child = _child(1_000 + number)
        when = BEGUN + timedelta(hours=number)
        opening = a_concern(chance, child.id, when)
        yield from (child, opening)
        for turn in range(TASKS):
            late = Task(happened=When.at(when), what=text(chance, 8), who="Tutor", by=When.on(_day(when, turn)))
            yield _on(opening, child.id, late)


def _file(chance: random.Random, child: str, entries: int) -> Iterator[NewEntry]:
    """Concern after concern, each opened, worked on, noted on and closed, until the file has so many entries."""
    made = 0
    while made < entries:
        size = min(A_CONCERN, entries - made)
        when = BEGUN + timedelta(days=made % 400, minutes=made % 300)
        opening = a_concern(chance, child, when)
        worked = what_followed(chance, when)
        notes = (_note(chance, when + timedelta(hours=turn)) for turn in range(size - len(worked) - 2))
        ended = Closed(happened=When.at(when + timedelta(days=30)), outcome="no_further_action", summary="Closed.")
        yield opening
        for body in (*worked, *notes, ended):
            yield _on(opening, child, body)
        made += size


def _note(chance: random.Random, when: datetime) -> Note:
    return Note(happened=When.at(when), text=text(chance, 60), who="Tutor")


def _on(opening: NewEntry, child: str, body: Task | Note | Closed) -> NewEntry:
    return NewEntry(id=new_id(), body=body, subjects=(Subject(id=child, role="at_risk"),), concerns=opening.concerns)


def _day(when: datetime, after: int) -> date:
    return (when + timedelta(days=after)).date()
