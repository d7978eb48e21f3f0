"""Concerns with their children, and the roads they walk."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select

from dsl_desk.domain.lists import ConcernRow
from dsl_desk.store import merges
from dsl_desk.store import tables as t
from dsl_desk.store.rows import COLUMNS, JOINED, body, may_see, may_see_concern, moment, to_entry
from dsl_desk.store.work import Read

# Each query is put together once, for its viewer where it asks what they may see: that takes longer than running it.
_OF_CHILD = select(t.concern_child.c.concern).where(t.concern_child.c.child.in_(bindparam("child", expanding=True)))
_ROADS = (
    select(t.road.c.pathway, t.road.c.pack)
    .where(t.road.c.concern == bindparam("concern"), t.road.c.withdrawn == 0)
    .order_by(t.road.c.first_seq)
)
_CHILDREN = (
    select(t.concern_child, t.child.c.known_as, t.child.c.merged_into)
    .outerjoin(t.child, t.child.c.id == t.concern_child.c.child)
    .where(t.concern_child.c.concern.in_(bindparam("concerns", expanding=True)))
    .order_by(t.concern_child.c.concern, t.concern_child.c.place)
)
_CALLED = select(t.child.c.known_as).where(t.child.c.id == bindparam("child"))
_WITH_ADULT = select(t.concern_adult.c.concern).where(t.concern_adult.c.adult == bindparam("adult"))
_ADULTS = (
    select(t.concern_adult, t.adult.c.name)
    .outerjoin(t.adult, t.adult.c.id == t.concern_adult.c.adult)
    .where(t.concern_adult.c.concern.in_(bindparam("concerns", expanding=True)))
    .order_by(t.concern_adult.c.concern, t.concern_adult.c.place)
)


def row(read: Read, concern_id: str) -> ConcernRow | None:
    """One concern; None when there is none or this viewer may not see it."""
    found = _rows(read, _one(read.viewer), concern=concern_id)
    return found[0] if found else None


def rows(read: Read, *, state: str = "", before: int | None = None, limit: int = 100) -> list[ConcernRow]:
    """Concerns newest first, those of one state, or all. `before`: the number of the last one shown."""
    statement = _standing(read.viewer).order_by(t.concern.c.number.desc()).limit(limit)
    if state:
        statement = statement.where(t.concern.c.state == state)
    if before is not None:
        statement = statement.where(t.concern.c.number < before)
    return _rows(read, statement)


def open_rows(read: Read) -> list[ConcernRow]:
    """Every open concern this viewer may see."""
    return _rows(read, _standing(read.viewer).where(t.concern.c.state == "open"))


def of_child(read: Read, child_id: str, *, upto: int | None = None) -> list[ConcernRow]:
    """Every concern a child has a part in, newest first. `upto`: of the records that were one after that entry."""
    return _rows(read, _with_child(read.viewer), child=merges.family(read, child_id, upto))


def follow_ons(read: Read, child_id: str) -> list[tuple[str, str]]:
    """(a concern of this child, one it follows on from), as they stand now; only what this viewer may see."""
    found = read.connection.execute(_follow_ons(read.viewer), {"child": merges.family(read, child_id)})
    entries = [to_entry(read, row) for row in found]
    pairs = [(one.header.root, earlier) for one in entries for earlier in getattr(one.body, "follows_on", ())]
    return [(later, earlier) for later, earlier in pairs if row(read, earlier) is not None]


def of_adult(read: Read, adult_id: str) -> list[ConcernRow]:
    """Every matter that is about this adult, newest first."""
    return _rows(read, _about_adult(read.viewer), adult=adult_id)


def by_reference(read: Read, reference: str) -> ConcernRow | None:
    """The concern of that spoken reference, however it was typed ("c 147", "C-0147")."""
    digits = "".join(char for char in reference if char.isdigit())
    if not digits or len(digits) > 9 or reference.strip()[:1].upper() not in ("C", *digits[:1]):
        return None
    found = _rows(read, _all(read.viewer).where(t.concern.c.number == int(digits)))
    return found[0] if found else None


def roads(read: Read, concern_id: str) -> list[tuple[str, str]]:
    """(pathway id, pack digest) of the roads this concern walks, in the order they were started."""
    return [(found.pathway, found.pack) for found in read.connection.execute(_ROADS, {"concern": concern_id})]


def walking(read: Read, pathways: frozenset[str]) -> frozenset[str]:
    """Every concern that walks one of these roads, whoever may see it: to narrow down what was read already."""
    road = t.road.c
    statement = select(road.concern).where(road.pathway.in_(sorted(pathways)), road.withdrawn == 0)
    return frozenset(read.connection.execute(statement).scalars())


def viewers(read: Read, concern_id: str) -> tuple[str, ...] | None:
    """Who may see it; None is everyone with a slot."""
    if not read.connection.execute(select(t.access.c.restricted).where(t.access.c.concern == concern_id)).scalar():
        return None
    statement = select(t.concern_viewer.c.person).where(t.concern_viewer.c.concern == concern_id)
    return tuple(read.connection.execute(statement.order_by(t.concern_viewer.c.person)).scalars())


def lists_with(read: Read, person: str) -> list[set[str]]:
    """Who may see each restricted concern that names this person: for the program's own care, not for a screen."""
    v = t.concern_viewer.c
    named = select(v.concern).where(v.person == person)
    statement = (
        select(v.concern, v.person)
        .join(t.access, t.access.c.concern == v.concern)
        .where(t.access.c.restricted == 1, v.concern.in_(named))
    )
    found: dict[str, set[str]] = {}
    for row in read.connection.execute(statement):
        found.setdefault(row.concern, set()).add(row.person)
    return list(found.values())


@lru_cache(maxsize=8)
def _follow_ons(viewer: str) -> Select[Any]:
    """Most concerns follow on from none: those are passed over without being opened."""
    line = t.line.c
    some = func.instr(body.c.bytes, '"follows_on":["') > 0
    mine = line.root.in_(_OF_CHILD)
    stands = (line.kind == "concern", line.newest == 1, line.withdrawn == 0, may_see(viewer, line.seq))
    return select(*COLUMNS).select_from(JOINED).where(mine, some, *stands)


@lru_cache(maxsize=8)
def _all(viewer: str) -> Select[Any]:
    restricted = exists(
        select(t.access.c.concern).where(t.access.c.concern == t.concern.c.id, t.access.c.restricted == 1)
    )
    return select(t.concern, restricted.label("restricted")).where(may_see_concern(viewer))


@lru_cache(maxsize=8)
def _one(viewer: str) -> Select[Any]:
    return _all(viewer).where(t.concern.c.id == bindparam("concern"))


@lru_cache(maxsize=8)
def _standing(viewer: str) -> Select[Any]:
    return _all(viewer).where(t.concern.c.withdrawn == 0)


@lru_cache(maxsize=8)
def _with_child(viewer: str) -> Select[Any]:
    return _standing(viewer).where(t.concern.c.id.in_(_OF_CHILD)).order_by(t.concern.c.number.desc())


@lru_cache(maxsize=8)
def _about_adult(viewer: str) -> Select[Any]:
    return _standing(viewer).where(t.concern.c.id.in_(_WITH_ADULT)).order_by(t.concern.c.number.desc())


def _rows(read: Read, statement: Select[Any], **values: str | tuple[str, ...]) -> list[ConcernRow]:
    found = read.connection.execute(statement, values).all()
    ids = [row.id for row in found]
    children, adults = _children(read, ids), _adults(read, ids)
    return [
        ConcernRow(
            id=row.id, number=row.number, reference=row.reference, children=tuple(children.get(row.id, ())),
            level=row.level, main_nature=row.main_nature, state=row.state, noticed=moment(row.noticed),
            recorded_at=_known(row.recorded_at), author=row.author, restricted=bool(row.restricted),
            next_when=moment(row.next_when), where_now=row.where_now, adults=tuple(adults.get(row.id, ())),
        )
        for row in found
    ]  # fmt: skip


def _known(text: str) -> Any:
    return moment(text)


def _children(read: Read, concerns: list[str]) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    if concerns:
        for row in read.connection.execute(_CHILDREN, {"concerns": concerns}):
            called = row.known_as or ""
            if row.merged_into:  # called as the record that it is read as
                kept = {"child": merges.kept(read, row.child)}
                called = read.connection.execute(_CALLED, kept).scalar() or called
            found.setdefault(row.concern, []).append((row.child, called, row.role))
    return found


def _adults(read: Read, concerns: list[str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    if concerns:
        for row in read.connection.execute(_ADULTS, {"concerns": concerns}):
            found.setdefault(row.concern, []).append((row.adult, row.name or ""))
    return found
