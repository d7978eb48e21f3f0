"""Everything one referral's paper is made of, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.pack_facts.family import (
    AdultFile,
    ChildFile,
    Family,
    adult_file,
    adults_of_others,
    child_file,
    read_family,
)
from dsl_desk.casework.safe_contact import SafeContact, safe_contacts
from dsl_desk.domain.access import ROLE_NAMES, Role
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.concern import Advice
from dsl_desk.domain.entries.referral import ReferralMade, ReferralWritten
from dsl_desk.domain.entry import Entry, Subject
from dsl_desk.domain.lists import DeskPerson, Line, ReferralRow
from dsl_desk.domain.when import local
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import children as stored
from dsl_desk.store import chronology, concerns, desk_tables, journal, merges, referrals
from dsl_desk.store.selecting import ANYTHING, Wanted
from dsl_desk.store.work import Read

YEAR = timedelta(days=365)
_ONLY_MENTIONED = frozenset({"named_only", "may_have_harmed"})  # in a concern, and not referred unless somebody says so


@dataclass(frozen=True, kw_only=True)
class Sources:
    """`files`: the newest first. `story`: the children's last twelve months, or all about the adults; oldest first."""

    desk: Desk
    pack: Pack
    now: datetime
    row: ReferralRow
    made: Entry | None
    written: Entry | None
    files: tuple[ConcernFile, ...]
    family: Family
    adults: tuple[AdultFile, ...]  # those it is about, in a vault about adults
    story: tuple[Line, ...]
    earlier: tuple[ReferralRow, ...]
    people: dict[str, DeskPerson]
    names: Names
    roll: tuple[tuple[str, str, str], ...]
    bodies: dict[str, ChildFile]  # every child that any of these entries is about
    adults_of_others: tuple[tuple[str, str], ...]  # (adult's name, child id) around children outside the family
    safe: tuple[SafeContact, ...]  # where only a safe number may be used
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
    def subjects(self) -> tuple[Subject, ...]:
        """Whom the paper is about: the adults, where it is about adults, and the children."""
        adults = tuple(Subject(id=adult.id, kind="adult") for adult in self.adults)
        return adults + tuple(Subject(id=child.id) for child in self.children)

    @property
    def children(self) -> tuple[ChildFile, ...]:
        return self.family.children


def post_of(person: DeskPerson) -> str:
    title = person.post or (ROLE_NAMES[Role(person.role)] if person.role in set(Role) else person.role)
    return title[:1].lower() + title[1:]


def referral_row(read: Read, about: str) -> ReferralRow:
    """A referral, or the one that a concern would begin (its id blank). KnownProblem when this person sees neither."""
    row = referrals.row(read, about)
    concern = None if row else concerns.row(read, about)
    if row is not None:
        return row
    if concern is None:
        raise KnownProblem("This referral cannot be opened here: there is none, or it is for other people to see.")
    children = tuple(child for child, _, _ in concern.children)
    return ReferralRow(id="", reference="", children=children, concerns=(about,), made=None, written=None, replied=None)


def read_sources(read: Read, desk: Desk, about: str, now: datetime) -> Sources:
    """One consistent read of a referral, or of a concern that nobody has referred. Raises as `referral_row`."""
    row = referral_row(read, about)
    files = tuple(sorted((concern_file(read, desk, one) for one in row.concerns), key=_began, reverse=True))
    return _sources(read, desk, now, row, files, dict(_roles(read, row, files)), partial(_last_year, read, desk, now))


def read_sources_of(
    read: Read, desk: Desk, who: Subject, now: datetime, *, upto: int | None, wanted: Wanted
) -> Sources:
    """The same of one child or adult alone, with the entries that are wanted. KnownProblem when there is no such."""
    children, adults = ((who.id,), ()) if who.kind == "child" else ((), (who.id,))
    row = ReferralRow(id="", reference="", children=children, concerns=(), made=None, written=None, replied=None)
    story = partial(story_of, read, upto=upto, wanted=wanted)
    found = _sources(read, desk, now, row, (), dict.fromkeys(children, ""), story, adults, upto)
    if not found.subjects:
        raise KnownProblem("This file is not here. Nothing was lost.")
    return found


def _sources(
    read: Read, desk: Desk, now: datetime, row: ReferralRow, files: tuple[ConcernFile, ...], roles: dict[str, str],
    of: Callable[[tuple[str, ...]], tuple[Line, ...]], alone: tuple[str, ...] = (), upto: int | None = None,
) -> Sources:  # fmt: skip
    family = read_family(read, roles, upto)
    about = dict.fromkeys((*alone, *(adult for file in files for adult, _ in file.adults)))
    adults = tuple(one for adult in about if (one := adult_file(read, merges.kept(read, adult))))
    story = of(_ids(family, adults))
    earlier = {one.id: one for child in family.children for one in referrals.of_child(read, child.id, upto=upto)}
    bodies = _everybody(read, files, story, family)
    return Sources(
        desk=desk, pack=files[0].pack if files else desk.pack, now=now, row=row, made=row.made, written=row.copy,
        files=files, family=family, adults=adults, story=story,
        earlier=tuple(one for one in earlier.values() if one.id != row.id and not one.withdrawn),
        people={person.id: person for person in desk_tables.people(read)},
        names=_names(read, files, story, family, bodies, adults),
        roll=(*stored.names(read), *stored.also_named(read)), bodies=bodies,
        adults_of_others=adults_of_others(read, bodies, family),
        safe=safe_contacts(read, desk, (child.id for child in family.children)), head=journal.head(read.cursor),
    )  # fmt: skip


def ids_of(sources: Sources) -> tuple[str, ...]:
    """Whose story is told: the adults', where it is about adults, else the children's; merged records too."""
    return _ids(sources.family, sources.adults)


def _ids(family: Family, adults: tuple[AdultFile, ...]) -> tuple[str, ...]:
    return tuple(adult.id for adult in adults) or tuple(child.id for child in family.children)


def story_of(
    read: Read, ids: tuple[str, ...], *, upto: int | None = None, wanted: Wanted = ANYTHING
) -> tuple[Line, ...]:
    """What is recorded about these people, each entry once, oldest first; as `chronology.of_child` selects."""
    found = [line for some in ids for line in chronology.of_child(read, some, upto=upto, wanted=wanted)]
    return tuple(sorted({line.entry.seq: line for line in found}.values(), key=_in_order))


def _last_year(read: Read, desk: Desk, now: datetime, ids: tuple[str, ...]) -> tuple[Line, ...]:
    """Of adults who work with children everything, however old: a pattern has no year."""
    told = story_of(read, ids)
    return told if desk.pack.about_adults else tuple(one for one in told if happened(one.entry) >= now - YEAR)


def happened(entry: Entry) -> datetime:
    """When it happened, or else when it was written."""
    moment = event_time(entry.body).moment if entry.body is not None else None
    return moment or local(entry.header.recorded_at)


def _in_order(line: Line) -> tuple[datetime, int]:
    return happened(line.entry), line.entry.seq


def _began(file: ConcernFile) -> datetime:
    return file.row.noticed or file.row.recorded_at


def _roles(read: Read, row: ReferralRow, files: tuple[ConcernFile, ...]) -> Iterator[tuple[str, str]]:
    """The children of the referral and their part in it: as said when it was made, else as in the concerns."""
    subjects = row.made.header.subjects if row.made else ()
    said = {merges.kept(read, one.id): one.role for one in subjects if one.kind == "child"}
    recorded = {merges.kept(read, child): role for file in reversed(files) for child, role, _ in file.children}
    others = [merges.kept(read, child) for child in row.children]
    for child in said or [one for one in dict.fromkeys(others) if recorded.get(one) not in _ONLY_MENTIONED]:
        role = said.get(child, "")
        yield child, recorded.get(child, role) if role in ("", "not_yet_known") else role


def _names(
    read: Read, files: tuple[ConcernFile, ...], story: tuple[Line, ...], family: Family, bodies: dict[str, ChildFile],
    about: tuple[AdultFile, ...],
) -> Names:  # fmt: skip
    """Every id these entries hold, in words, read now: nothing is looked up once the read has ended."""
    look_up = names_of(read)
    entries = [line.entry for file in files for line in file.lines] + [line.entry for line in story]
    known = {person.id: person.name for person in desk_tables.people(read)}
    known |= {child: known_as for child, _, known_as in stored.names(read)}
    known |= {some: one.body.known_as for one in bodies.values() for some in one.ids}
    known |= {adult.id: adult.body.name for adult in (*family.adults, *about)}
    known |= {entry.id: entry.reference for file in files for entry in file.record.entries}
    for entry in entries:
        if isinstance(entry.body, Advice):
            known[entry.header.id] = entry.body.contact_name
        others = (one.id for one in entry.header.subjects if one.kind == "adult")
        for some in (*others, getattr(entry.body, "adult", None), *getattr(entry.body, "must_not_be_told_adults", ())):
            if some and some not in known:
                known[some] = look_up(some)
    return lambda some: known.get(some, some)


def _everybody(
    read: Read, files: tuple[ConcernFile, ...], story: tuple[Line, ...], family: Family
) -> dict[str, ChildFile]:
    """Every child any of these entries is about, by kept id, in the order in which they appear."""
    found = {child.id: child for child in (*family.children, *(one.file for one in family.kin))}
    lines = [line for file in files for line in file.lines] + list(story)
    for line in sorted(lines, key=lambda line: line.entry.seq):
        for some in _named_by(line.entry):
            kept = merges.kept(read, some)
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
