"""Everything one referral's paper is made of, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.telling import Names
from dsl_desk.domain.access import ROLE_NAMES, Role
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.entries.referral import ReferralMade, ReferralWritten
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import DeskPerson, Line, ReferralRow
from dsl_desk.domain.when import local
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import children as stored
from dsl_desk.store import chronology, desk_tables, journal, papers, referrals
from dsl_desk.store.rows import newest
from dsl_desk.store.work import Read

YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class ChildFile:
    """A child as the record has them now. `ids`: this record and all merged into it."""

    id: str
    ids: tuple[str, ...]
    role: str
    entry: Entry
    body: Child


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


@dataclass(frozen=True, kw_only=True)
class Sources:
    """`files`: the concerns it rests on, the newest first. `story`: the children's last twelve months, oldest first."""

    desk: Desk
    pack: Pack
    now: datetime
    row: ReferralRow
    made: Entry | None
    written: Entry | None
    files: tuple[ConcernFile, ...]
    family: Family
    story: tuple[Line, ...]
    earlier: tuple[ReferralRow, ...]
    people: dict[str, DeskPerson]
    names: Names
    roll: tuple[tuple[str, str, str], ...]
    bodies: dict[str, ChildFile]  # every child that any of these entries is about
    adults_of_others: tuple[tuple[str, str], ...]  # (adult's name, child id) around children outside the family
    head: journal.Head

    @property
    def day(self) -> date:
        return local(self.now).date()

    def entries(self, kind: str) -> list[Entry]:
        """What stands of that kind on the referral's concerns, each once, oldest first."""
        found = {entry.header.id: entry for file in self.files for entry in file.standing(kind)}
        return sorted(found.values(), key=lambda entry: entry.seq)

    def newest(self, kind: str) -> Entry | None:
        return next(reversed(self.entries(kind)), None)

    def author(self, entry: Entry) -> tuple[str, str]:
        """(name, post) of who wrote it."""
        person = self.people.get(entry.header.author)
        return (person.name, post_of(person)) if person else ("Not on file", "")

    @property
    def children(self) -> tuple[ChildFile, ...]:
        return self.family.children


def post_of(person: DeskPerson) -> str:
    title = person.post or (ROLE_NAMES[Role(person.role)] if person.role in set(Role) else person.role)
    return title[:1].lower() + title[1:]


def read_sources(read: Read, desk: Desk, referral_id: str, now: datetime) -> Sources:
    """One consistent read. KnownProblem when there is no such referral, or this person may not see it."""
    row = referrals.row(read, referral_id)
    if row is None:
        raise KnownProblem("This referral cannot be opened here: there is none, or it is for other people to see.")
    files = tuple(sorted((concern_file(read, desk, one) for one in row.concerns), key=_began, reverse=True))
    family = read_family(read, dict(_roles(read, row, files)))
    story = story_of(read, family.children, now)
    earlier = {one.id: one for child in family.children for some in child.ids for one in referrals.of_child(read, some)}
    bodies = _everybody(read, files, story, family)
    return Sources(
        desk=desk, pack=files[0].pack if files else desk.pack, now=now, row=row, made=row.made, written=row.written,
        files=files, family=family, story=story,
        earlier=tuple(one for one in earlier.values() if one.id != referral_id and not one.withdrawn),
        people={person.id: person for person in desk_tables.people(read)}, names=names_of(read),
        roll=tuple(stored.names(read)), bodies=bodies, adults_of_others=_adults_of_others(read, bodies, family),
        head=journal.head(read.cursor),
    )  # fmt: skip


def read_family(read: Read, roles: dict[str, str]) -> Family:
    """These children (id -> role), merged records read as the kept one, and everybody around them."""
    children: dict[str, ChildFile] = {}
    for some_id, role in roles.items():
        child = child_file(read, some_id, role)
        if child is not None:
            children.setdefault(child.id, child)
    adults: dict[str, list[tuple[Relation, str]]] = {}
    kin: dict[str, Kin] = {}
    for child in children.values():
        for relation in _relations(read, child):
            if relation.person_kind == "adult":
                adults.setdefault(papers.kept(read, relation.person), []).append((relation, called(child.body)))
            else:
                _add_kin(read, kin, child, relation)
        for other in (one for some in child.ids for one in stored.same_address(read, some)):
            found = child_file(read, other, "")
            if found is not None:
                kin.setdefault(found.id, Kin(file=found, relation=""))
    return Family(
        children=tuple(children.values()),
        adults=tuple(one for adult, around in adults.items() if (one := _adult_file(read, adult, around))),
        kin=tuple(one for child, one in kin.items() if child not in children),
    )


def child_file(read: Read, child_id: str, role: str) -> ChildFile | None:
    """The newest snapshot of a child under the record that is kept."""
    kept = papers.kept(read, child_id)
    entry = newest(read, kept)
    if entry is None or not isinstance(entry.body, Child):
        return None
    return ChildFile(id=kept, ids=papers.same_person(read, kept), role=role, entry=entry, body=entry.body)


def story_of(read: Read, children: tuple[ChildFile, ...], now: datetime, back: timedelta = YEAR) -> tuple[Line, ...]:
    """What is recorded about these children as far back as that, each entry once, oldest first."""
    lines = {
        line.entry.seq: line for child in children for some in child.ids for line in chronology.of_child(read, some)
    }
    return tuple(sorted((line for line in lines.values() if happened(line.entry) >= now - back), key=_in_order))


def happened(entry: Entry) -> datetime:
    """When it happened, or else when it was written."""
    moment = event_time(entry.body).moment if entry.body is not None else None
    return moment or local(entry.header.recorded_at)


def called(child: Child) -> str:
    """The forename people use, or whatever is known."""
    return child.preferred_name or child.legal_forename or child.name


def _in_order(line: Line) -> tuple[datetime, int]:
    return happened(line.entry), line.entry.seq


def _began(file: ConcernFile) -> datetime:
    return file.row.noticed or file.row.recorded_at


def _roles(read: Read, row: ReferralRow, files: tuple[ConcernFile, ...]) -> Iterator[tuple[str, str]]:
    """The children of the referral and their part in it: as said on the call, else as in the concerns."""
    said = {papers.kept(read, one.id): one.role for one in row.made.header.subjects} if row.made else {}
    recorded = {papers.kept(read, child): role for file in reversed(files) for child, role, _ in file.children}
    order = [*said, *recorded, *row.children]
    for child in sorted({papers.kept(read, one) for one in row.children}, key=order.index):
        role = said.get(child, "")
        yield child, recorded.get(child, role) if role in ("", "not_yet_known") else role


def _relations(read: Read, child: ChildFile) -> list[Relation]:
    return [relation for some in child.ids for _, relation in stored.relations(read, some)]


def _add_kin(read: Read, kin: dict[str, Kin], child: ChildFile, relation: Relation) -> None:
    forward = relation.child in child.ids
    other = child_file(read, relation.person if forward else relation.child, "")
    if other is None:
        return
    word = relation.relation
    if not forward and any(one in word.casefold() for one in ("brother", "sister", "sibling")):
        word = {"M": "brother", "F": "sister"}.get(other.body.sex.upper()[:1], "brother or sister")
    kin[other.id] = Kin(file=other, relation=word)


def _adult_file(read: Read, adult: str, around: list[tuple[Relation, str]]) -> AdultFile | None:
    entry = newest(read, adult)
    if entry is None or not isinstance(entry.body, Adult):
        return None
    return AdultFile(id=adult, entry=entry, body=entry.body, relations=tuple(around))


def _everybody(
    read: Read, files: tuple[ConcernFile, ...], story: tuple[Line, ...], family: Family
) -> dict[str, ChildFile]:
    """Every child any of these entries is about, by kept id, in the order in which they appear."""
    found = {child.id: child for child in (*family.children, *(one.file for one in family.kin))}
    lines = [line for file in files for line in file.lines] + list(story)
    for line in sorted(lines, key=lambda line: line.entry.seq):
        for some in _named_by(line.entry):
            kept = papers.kept(read, some)
            child = None if kept in found else child_file(read, kept, "")
            if child is not None:
                found[kept] = child
    return found


def _named_by(entry: Entry) -> Iterator[str]:
    """Ids of the children an entry is about or points at."""
    yield from (one.id for one in entry.header.subjects if one.kind == "child")
    body = entry.body
    yield from (one.adult for one in getattr(body, "may_have_caused", ()) if one.adult)
    yield from getattr(body, "other_children", ())
    if not isinstance(body, (ReferralMade, ReferralWritten)):
        yield from getattr(body, "outcomes", {})


def _adults_of_others(read: Read, bodies: dict[str, ChildFile], family: Family) -> tuple[tuple[str, str], ...]:
    """Adults around children outside this family: their names would give the child away."""
    own = {adult.id for adult in family.adults}
    inside = {child.id for child in family.children} | {one.file.id for one in family.kin}
    found = []
    for child in (one for one in bodies.values() if one.id not in inside):
        for relation in _relations(read, child):
            adult = papers.kept(read, relation.person)
            body = stored.adult(read, adult) if relation.person_kind == "adult" and adult not in own else None
            if body is not None:
                found.append((body.name, child.id))
    return tuple(found)
