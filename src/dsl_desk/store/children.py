"""Children, the adults around them, and how they belong together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.lists import ChildRow
from dsl_desk.store import merges
from dsl_desk.store import tables as t
from dsl_desk.store.projections.people import address_key
from dsl_desk.store.rows import by_seq, day, may_see_concern
from dsl_desk.store.work import Read

# Put together once: that takes longer than running it.
_CHILD = select(t.child.c.seq, t.child.c.merged_into).where(t.child.c.id == bindparam("id"))
_ADULT = select(t.adult.c.seq).where(t.adult.c.id == bindparam("id"))


def child(read: Read, child_id: str) -> Child | None:
    """The newest snapshot of a child; of one merged into another, that of the record which is kept."""
    row = read.connection.execute(_CHILD, {"id": child_id}).first()
    return own(read, merges.kept(read, child_id) if row and row.merged_into else child_id)


def own(read: Read, child_id: str) -> Child | None:
    """The newest snapshot of this very record, also where it is read as another one."""
    row = read.connection.execute(_CHILD, {"id": child_id}).first()
    entry = by_seq(read, row.seq) if row else None
    return entry.body if entry and isinstance(entry.body, Child) else None


def adult(read: Read, adult_id: str) -> Adult | None:
    row = read.connection.execute(_ADULT, {"id": adult_id}).first()
    entry = by_seq(read, row.seq) if row else None
    return entry.body if entry and isinstance(entry.body, Adult) else None


def rows(read: Read, *, after: tuple[str, str, str] | None = None, limit: int = 200) -> list[ChildRow]:
    """Children by surname and forename, `limit` at a time; `after` is (surname, forename, id) of the last one shown."""
    statement = _rows(read).order_by(t.child.c.surname, t.child.c.forename, t.child.c.id).limit(limit)
    if after is not None:
        statement = statement.where(_after(after))
    return _as_one(read, [_row(found) for found in read.connection.execute(statement)])


def names(read: Read) -> list[tuple[str, str, str]]:
    """(id, legal name, known-as name) of every child, for the search that forgives misspelling."""
    statement = select(t.child.c.id, t.child.c.name, t.child.c.known_as).where(*_counted())
    return [(row.id, row.name, row.known_as) for row in read.connection.execute(statement)]


def also_named(read: Read) -> list[tuple[str, str, str]]:
    """The same of each record that is read as another: the id of that one, and the names on the record itself."""
    found = []
    for merge in merges.standing(read):
        here = own(read, merge.gone)
        if here is not None:
            found.append((merges.kept(read, merge.gone), here.name, here.known_as))
    return found


def rows_of(read: Read, ids: list[str]) -> dict[str, ChildRow]:
    """These children, by id."""
    statement = _rows(read).where(t.child.c.id.in_(ids)) if ids else None
    if statement is None:
        return {}
    return {row.id: row for row in _as_one(read, [_row(found) for found in read.connection.execute(statement)])}


def matching(read: Read, *, upn: str, admission: str, surname: str, forename: str, born: str) -> str | None:
    """The child an imported line means: by UPN, admission number, or name and date of birth; None for a new one."""
    tests: list[Any] = []
    if upn:
        tests.append(t.child.c.upn == upn)
    if admission:
        tests.append(t.child.c.admission_number == admission)
    tests.append((t.child.c.surname == surname) & (t.child.c.forename == forename) & (t.child.c.born == born))
    for test in tests:
        row = read.connection.execute(select(t.child.c.id).where(test, t.child.c.withdrawn == 0).limit(1)).first()
        if row:
            return merges.kept(read, row.id)
    return None


def relations(read: Read, child_id: str, upto: int | None = None) -> list[tuple[str, Relation]]:
    """(relation id, relation) of everybody around this child, those that ended left out.

    Those of every record of this child, once each; never that one of them belongs to the other. `upto`: of the
    records that were one after that entry.
    """
    mine = merges.family(read, child_id, upto)
    statement = select(t.relation.c.id, t.relation.c.seq).where(
        or_(t.relation.c.child.in_(mine), t.relation.c.person.in_(mine)),
        t.relation.c.ended == 0, t.relation.c.withdrawn == 0,
    ).order_by(t.relation.c.id)  # fmt: skip
    found = []
    for row in read.connection.execute(statement).all():
        entry = by_seq(read, row.seq)
        if (
            entry is not None
            and isinstance(entry.body, Relation)
            and not {entry.body.child, entry.body.person} <= set(mine)
        ):
            found.append((row.id, entry.body))
    return found


def same_address(read: Read, child_id: str) -> list[str]:
    """Other children recorded at the same address."""
    here, mine = child(read, child_id), merges.family(read, child_id)
    key = address_key(here.address, here.postcode) if here else ""
    if not key:
        return []
    statement = select(t.child.c.id).where(t.child.c.address == key, t.child.c.id.not_in(mine), *_counted())
    return list(read.connection.execute(statement).scalars())


def count(read: Read) -> int:
    return int(read.connection.execute(select(func.count()).select_from(t.child)).scalar_one())


def _counted() -> tuple[Any, Any]:
    return (t.child.c.withdrawn == 0, t.child.c.merged_into == "")


def _as_one(read: Read, rows: list[ChildRow]) -> list[ChildRow]:
    """The open concerns of records that are read as these are theirs too."""
    into = {one.kept for one in merges.standing(read)} & {row.id for row in rows}
    return [replace(row, open_concerns=_open_concerns(read, row.id)) if row.id in into else row for row in rows]


def _open_concerns(read: Read, child_id: str) -> int:
    on = select(t.concern_child.c.concern).where(t.concern_child.c.child.in_(merges.family(read, child_id)))
    statement = select(func.count()).where(
        t.concern.c.id.in_(on), t.concern.c.state == "open", t.concern.c.withdrawn == 0, may_see_concern(read.viewer)
    )
    return int(read.connection.execute(statement.select_from(t.concern)).scalar_one())


def _rows(read: Read) -> Any:
    open_concerns = (
        select(func.count())
        .select_from(t.concern_child.join(t.concern, t.concern.c.id == t.concern_child.c.concern))
        .where(
            t.concern_child.c.child == t.child.c.id, t.concern.c.state == "open", t.concern.c.withdrawn == 0,
            may_see_concern(read.viewer),
        )
        .scalar_subquery()
        .label("open_concerns")
    )  # fmt: skip
    return select(t.child, open_concerns).where(*_counted())


def _after(after: tuple[str, str, str]) -> Any:
    surname, forename, child_id = after
    c = t.child.c
    return or_(
        c.surname > surname,
        (c.surname == surname) & (c.forename > forename),
        (c.surname == surname) & (c.forename == forename) & (c.id > child_id),
    )


def _row(row: Any) -> ChildRow:
    return ChildRow(
        id=row.id, name=row.name, known_as=row.known_as, surname=row.surname, forename=row.forename,
        status=row.status, born=day(row.born), year_group=row.year_group, class_group=row.class_group, upn=row.upn,
        admission_number=row.admission_number, open_concerns=row.open_concerns,
    )  # fmt: skip
