"""Which records are one person: merged ones are read as the one that is kept, from the day on which that was said."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, or_, select

from dsl_desk.store import tables as t
from dsl_desk.store.work import Read

# Put together once: that takes longer than running it. `upto`: what stood after that entry.
_THEN = and_(
    t.merge.c.first_seq <= bindparam("upto"), or_(t.merge.c.withdrawn == 0, t.merge.c.withdrawn > bindparam("upto"))
)
_INTO = (
    select(t.merge.c.kept).where(t.merge.c.gone == bindparam("person")).order_by(t.merge.c.first_seq.desc()).limit(1)
)
_FROM = select(t.merge.c.gone).where(t.merge.c.kept == bindparam("person")).order_by(t.merge.c.first_seq)
_NOW = t.merge.c.withdrawn == 0
_INTO_NOW, _INTO_THEN = _INTO.where(_NOW), _INTO.where(_THEN)
_FROM_NOW, _FROM_THEN = _FROM.where(_NOW), _FROM.where(_THEN)
_STANDING = select(t.merge.c.root, t.merge.c.kept, t.merge.c.gone).where(_NOW).order_by(t.merge.c.first_seq)


class Merge(NamedTuple):
    """One merge that stands; `root` is the entry that says so."""

    root: str
    kept: str
    gone: str


def kept(read: Read, person: str, upto: int | None = None) -> str:
    """The record a merged one is read as; the same id when it was not merged."""
    seen = {person}
    while True:
        found = _into(read, person, upto)
        if not found or found in seen:
            return person
        seen.add(found)
        person = found


def same_person(read: Read, person: str, upto: int | None = None) -> tuple[str, ...]:
    """The record and all that were merged into it."""
    found = [person]
    for one in found:
        into = read.connection.execute(*_asked(_FROM_NOW, _FROM_THEN, one, upto)).scalars().all()
        found += [gone for gone in into if gone not in found and _into(read, gone, upto) == one]
    return tuple(found)


def family(read: Read, person: str, upto: int | None = None) -> tuple[str, ...]:
    """Every record of this person, whichever of them is asked about; the kept one first."""
    return same_person(read, kept(read, person, upto), upto)


def standing(read: Read) -> list[Merge]:
    """Every merge that stands, in the order in which they were said. There are tens of them."""
    return [Merge(row.root, row.kept, row.gone) for row in read.connection.execute(_STANDING)]


def _into(read: Read, person: str, upto: int | None) -> str:
    """Merged twice counts as it was said last."""
    return str(read.connection.execute(*_asked(_INTO_NOW, _INTO_THEN, person, upto)).scalar() or "")


def _asked(now: Any, then: Any, person: str, upto: int | None) -> tuple[Any, dict[str, str | int]]:
    return (now, {"person": person}) if upto is None else (then, {"person": person, "upto": upto})
