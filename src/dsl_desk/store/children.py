"""Children, the adults around them, and how they belong together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, or_, select

from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.lists import ChildRow
from dsl_desk.store import tables as t
from dsl_desk.store.projections.people import address_key
from dsl_desk.store.rows import by_seq, day, may_see_concern
from dsl_desk.store.work import Read

# Put together once: that takes longer than running it.
_CHILD = select(t.child.c.seq).where(t.child.c.id == bindparam("id"))
_ADULT = select(t.adult.c.seq).where(t.adult.c.id == bindparam("id"))


def child(read: Read, child_id: str) -> Child | None:
    """The newest snapshot of a child."""
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
    return [_row(found) for found in read.connection.execute(statement)]


def names(read: Read) -> list[tuple[str, str, str]]:
    """(id, legal name, known-as name) of every child, for the search that forgives misspelling."""
    statement = select(t.child.c.id, t.child.c.name, t.child.c.known_as).where(*_counted())
    return [(row.id, row.name, row.known_as) for row in read.connection.execute(statement)]


def rows_of(read: Read, ids: list[str]) -> dict[str, ChildRow]:
    """These children, by id."""
    statement = _rows(read).where(t.child.c.id.in_(ids)) if ids else None
    return {} if statement is None else {row.id: _row(row) for row in read.connection.execute(statement)}


def matching(read: Read, *, upn: str, admission: str, surname: str, forename: str, born: str) -> str | None:
    """The child an imported line means: by UPN, admission number, or name and date of birth; None for a new one."""
    tests: list[Any] = []
    if upn:
        tests.append(t.child.c.upn == upn)
    if admission:
        tests.append(t.child.c.admission_number == admission)
    tests.append((t.child.c.surname == surname) & (t.child.c.forename == forename) & (t.child.c.born == born))
    for test in tests:
        row = read.connection.execute(select(t.child.c.id).where(test, *_counted()).limit(1)).first()
        if row:
            return str(row.id)
    return None


def relations(read: Read, child_id: str) -> list[tuple[str, Relation]]:
    """(relation id, relation) of everybody around this child, those that ended left out."""
    statement = select(t.relation.c.id, t.relation.c.seq).where(
        or_(t.relation.c.child == child_id, t.relation.c.person == child_id),
        t.relation.c.ended == 0, t.relation.c.withdrawn == 0,
    ).order_by(t.relation.c.id)  # fmt: skip
    found = []
    for row in read.connection.execute(statement).all():
        entry = by_seq(read, row.seq)
        if entry is not None and isinstance(entry.body, Relation):
            found.append((row.id, entry.body))
    return found


def same_address(read: Read, child_id: str) -> list[str]:
    """Other children recorded at the same address."""
    here = child(read, child_id)
    key = address_key(here.address, here.postcode) if here else ""
    if not key:
        return []
    statement = select(t.child.c.id).where(t.child.c.address == key, t.child.c.id != child_id, *_counted())
    return list(read.connection.execute(statement).scalars())


def count(read: Read) -> int:
    return int(read.connection.execute(select(func.count()).select_from(t.child)).scalar_one())


def _counted() -> tuple[Any, Any]:
    return (t.child.c.withdrawn == 0, t.child.c.merged_into == "")


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
