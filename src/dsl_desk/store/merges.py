"""Which records are one person: merged ones are read as the one that is kept, from the entry on that says so."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from dsl_desk.store import tables as t
from dsl_desk.store.work import Read

# All of them: there are tens. Put together once, since that takes longer than running it.
_MERGES = select(t.merge.c.root, t.merge.c.kept, t.merge.c.gone, t.merge.c.first_seq, t.merge.c.withdrawn).order_by(
    t.merge.c.first_seq
)


class Merge(NamedTuple):
    """One merge that stands; `root` is the entry that says so."""

    root: str
    kept: str
    gone: str


def standing(read: Read, upto: int | None = None) -> list[Merge]:
    """Every merge that stands, or stood after the entry `upto`, in the order in which they were said."""
    return [
        Merge(row.root, row.kept, row.gone)
        for row in read.connection.execute(_MERGES)
        if not row.withdrawn or (upto is not None and row.withdrawn > upto)
        if upto is None or row.first_seq <= upto
    ]


def kept(read: Read, person: str, upto: int | None = None) -> str:
    """The record a merged one is read as; the same id when it was not merged."""
    return _kept(_onward(read, upto), person)


def same_person(read: Read, person: str, upto: int | None = None) -> tuple[str, ...]:
    """The record and all that were merged into it."""
    return _behind(_onward(read, upto), person)


def family(read: Read, person: str, upto: int | None = None) -> tuple[str, ...]:
    """Every record of this person, whichever of them is asked about; the kept one first."""
    onward = _onward(read, upto)
    return _behind(onward, _kept(onward, person))


def _onward(read: Read, upto: int | None) -> dict[str, str]:
    """Merged record -> the one it is read as. Merged twice counts as it was said last."""
    return {merge.gone: merge.kept for merge in standing(read, upto)}


def _kept(onward: dict[str, str], person: str) -> str:
    seen = {person}
    while (next_one := onward.get(person, "")) and next_one not in seen:
        seen.add(next_one)
        person = next_one
    return person


def _behind(onward: dict[str, str], person: str) -> tuple[str, ...]:
    found = [person]
    for one in found:
        found += [gone for gone, into in onward.items() if into == one and gone not in found]
    return tuple(found)
