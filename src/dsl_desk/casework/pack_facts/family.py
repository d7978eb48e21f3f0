"""Children as the record has them now, and everybody around them; merged records are read as the kept one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.entry import Entry
from dsl_desk.store import children as stored
from dsl_desk.store import merges
from dsl_desk.store.rows import newest
from dsl_desk.store.work import Read


@dataclass(frozen=True, kw_only=True)
class ChildFile:
    """A child as the record has them now. `ids`: this record and all merged into it; `also`: what those others say."""

    id: str
    ids: tuple[str, ...]
    role: str
    entry: Entry
    body: Child
    also: tuple[Child, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AdultFile:
    """An adult, with how they belong to the children in question: (relation, the child's known-as name)."""

    id: str
    entry: Entry
    body: Adult
    relations: tuple[tuple[Relation, str], ...]


@dataclass(frozen=True, kw_only=True)
class Kin:
    """A brother, a sister, another child of the same home. `relation` as said, blank when only the address says so."""

    file: ChildFile
    relation: str


@dataclass(frozen=True, kw_only=True)
class Family:
    """Children with everybody around them."""

    children: tuple[ChildFile, ...]
    adults: tuple[AdultFile, ...]
    kin: tuple[Kin, ...]


def read_family(read: Read, roles: dict[str, str], upto: int | None = None) -> Family:
    """These children (id -> role), merged records read as the kept one, and everybody around them.

    `upto`: merged by then.
    """
    children: dict[str, ChildFile] = {}
    for some_id, role in roles.items():
        child = child_file(read, some_id, role, upto)
        if child is not None:
            children.setdefault(child.id, child)
    adults: dict[str, list[tuple[Relation, str]]] = {}
    kin: dict[str, Kin] = {}
    for child in children.values():
        for relation in relations_of(read, child, upto):
            if relation.person_kind == "adult":
                adults.setdefault(merges.kept(read, relation.person), []).append((relation, called(child.body)))
            else:
                _add_kin(read, kin, child, relation)
        for other in stored.same_address(read, child.id):
            found = child_file(read, other, "")
            if found is not None:
                kin.setdefault(found.id, Kin(file=found, relation=""))
    return Family(
        children=tuple(children.values()),
        adults=tuple(one for adult, around in adults.items() if (one := adult_file(read, adult, around))),
        kin=tuple(one for child, one in kin.items() if child not in children),
    )


def child_file(read: Read, child_id: str, role: str, upto: int | None = None) -> ChildFile | None:
    """The newest snapshot of a child under the record that is kept. `upto`: that was kept after that entry."""
    kept = merges.kept(read, child_id, upto)
    entry = newest(read, kept)
    if entry is None or not isinstance(entry.body, Child):
        return None
    ids = merges.same_person(read, kept, upto)
    also = tuple(one for some in ids[1:] if (one := stored.own(read, some)))
    return ChildFile(id=kept, ids=ids, role=role, entry=entry, body=entry.body, also=also)


def called(child: Child) -> str:
    """The forename people use, or whatever is known."""
    return child.preferred_name or child.legal_forename or child.name


def relations_of(read: Read, child: ChildFile, upto: int | None = None) -> list[Relation]:
    return [relation for _, relation in stored.relations(read, child.id, upto)]


def _add_kin(read: Read, kin: dict[str, Kin], child: ChildFile, relation: Relation) -> None:
    forward = relation.child in child.ids
    other = child_file(read, relation.person if forward else relation.child, "")
    if other is None:
        return
    word = relation.relation
    if not forward and any(one in word.casefold() for one in ("brother", "sister", "sibling")):
        word = {"M": "brother", "F": "sister"}.get(other.body.sex.upper()[:1], "brother or sister")
    kin[other.id] = Kin(file=other, relation=word)


def adult_file(read: Read, adult: str, around: Sequence[tuple[Relation, str]] = ()) -> AdultFile | None:
    """The newest snapshot of an adult, with how they belong to the children in question."""
    entry = newest(read, adult)
    if entry is None or not isinstance(entry.body, Adult):
        return None
    return AdultFile(id=adult, entry=entry, body=entry.body, relations=tuple(around))


def adults_of_others(read: Read, bodies: dict[str, ChildFile], family: Family) -> tuple[tuple[str, str], ...]:
    """Adults around children outside this family: their names would give the child away."""
    own = {adult.id for adult in family.adults}
    inside = {child.id for child in family.children} | {one.file.id for one in family.kin}
    found = []
    for child in (one for one in bodies.values() if one.id not in inside):
        for relation in relations_of(read, child):
            adult = merges.kept(read, relation.person)
            body = stored.adult(read, adult) if relation.person_kind == "adult" and adult not in own else None
            if body is not None:
                found.append((body.name, child.id))
    return tuple(found)
