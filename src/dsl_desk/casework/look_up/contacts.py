"""Whom to ring now, and the whole directory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dsl_desk.casework.desk import Desk
from dsl_desk.domain.entries.desk import ContactChecked, ContactEdited
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import local, long_date
from dsl_desk.pathways.calendars import calendar_for
from dsl_desk.pathways.contacts import (
    CallLine,
    OwnWorker,
    Wrong,
    everyone,
    is_long,
    is_office_hours,
    is_rung,
    who_to_call,
)
from dsl_desk.pathways.model import Conflict
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import desk_tables
from dsl_desk.store.work import Read, open_read

__all__ = ["CallLine", "ContactsPage", "call_lines", "contacts_page", "edits_of", "wrong_of"]


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """`checked`: when somebody of this desk rang it and by whom, in words; `rung`: whether anybody did.

    `edited`: the school's own line, or None. `due`: to be rung this term, to see that it is right.
    """

    line: CallLine
    checked: str
    rung: bool
    edited: ContactEdited | None
    due: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactsPage:
    """`office`: it is office hours now, as far as is known; `hours_note` says what is assumed. `since`: a number that
    was rung on that day or later counts as checked; None: whenever it was rung."""

    rows: tuple[ContactRow, ...]
    office: bool
    hours_note: str
    conflicts: tuple[Conflict, ...]
    sources: dict[str, str]
    since: date | None = None

    @property
    def due(self) -> tuple[ContactRow, ...]:
        """The numbers to be rung this term."""
        return tuple(row for row in self.rows if row.due)


def edits_of(read: Read) -> tuple[ContactEdited, ...]:
    """The school's own lines."""
    return tuple(body for _, body in desk_tables.contact_edits(read))


def wrong_of(read: Read) -> Wrong:
    """The numbers that were last found to be wrong."""
    return frozenset((body.role, body.number) for _, body in desk_tables.contact_checks(read) if body.works != "yes")


def call_lines(
    read: Read,
    desk: Desk,
    roles: tuple[str, ...] = (),
    worker: OwnWorker | None = None,
    *,
    elsewhere: tuple[str, ...] = (),
) -> tuple[CallLine, ...]:
    """Whom to ring now: these roles, or the pack's own short list. `elsewhere`: other councils where children live."""
    wanted = roles or desk.pack.title.call_now
    return who_to_call(
        desk.pack, wanted, desk.clock(), desk.calendar, edits_of(read), worker, elsewhere=elsewhere,
        wrong=wrong_of(read),
    )  # fmt: skip


def lines_in_danger(desk: Desk) -> list[tuple[str, str]]:
    """(name, number) of the council's own lines that are open now, for under the emergency number."""
    with open_read(desk.vault) as read:
        return in_danger(desk.pack, call_lines(read, desk))


def at_the_door(pack: Pack, roles: tuple[str, ...], at: datetime) -> tuple[CallLine, ...]:
    """Whom to ring as far as a pack alone can tell: no school's own line, no terms, nobody signed in."""
    return who_to_call(pack, roles, at, calendar_for(pack, years=range(at.year - 1, at.year + 2)))


def in_danger(pack: Pack, lines: tuple[CallLine, ...]) -> list[tuple[str, str]]:
    """(name, number) of the lines to stand under the emergency number."""
    top = {contact.id for contact in pack.contacts.values() if contact.top}
    told = [line for line in lines if line.role not in top and line.number and line.open_now]
    return [(f"{line.name}{_marks(line)}", line.number) for line in told][:3]


def may_be_wrong(line: CallLine) -> bool:
    """Whether it could be said of this number that it is wrong: not of a short code, a child's own worker's (that is
    changed on the child's file), or one that was found wrong already."""
    return is_long(line.number) and not line.on_file and line.status != "wrong"


def _marks(line: CallLine) -> str:
    marks = [mark for mark in ("hours assumed" if line.assumed_hours else "", line.doubt.lower()) if mark]
    return f" ({'; '.join(marks)})" if marks else ""


def contacts_page(desk: Desk, at: datetime | None = None) -> ContactsPage:
    """Every contact, resolved for this moment (now without `at`)."""
    moment = at or desk.clock()
    with open_read(desk.vault) as read:
        edits = edits_of(read)
        own = {body.role: body for _, body in desk_tables.contact_edits(read)}
        checks = {body.role: (entry, body) for entry, body in desk_tables.contact_checks(read)}
        wrong = wrong_of(read)
        people = {person.id: person.name for person in desk_tables.people(read)}
    since = checked_since(desk)
    rows = tuple(
        _due(desk, _row(line, own.get(line.role), checks.get(line.role), people), checks.get(line.role), since)
        for line in everyone(desk.pack, moment, desk.calendar, edits, wrong)
    )
    rules = desk.pack.calendar
    office = is_office_hours(desk.pack, moment, desk.calendar)
    return ContactsPage(
        rows=rows, office=office, hours_note=_hours(office, rules.office_hours_assumed),
        conflicts=desk.pack.conflicts, sources={one.id: one.title for one in desk.pack.sources.values()},
        since=since,
    )  # fmt: skip


def checked_since(desk: Desk) -> date | None:
    """The first day of this term, or the last one where the next is known; else as many weeks back as the pack says."""
    today, terms = local(desk.clock()).date(), desk.calendar.terms
    begun = max((term for term in terms if term.start <= today), key=lambda term: term.start, default=None)
    if begun is not None and (today <= begun.end or any(term.start > today for term in terms)):
        return begun.start
    weeks = desk.pack.calendar.ring_round_weeks
    return today - timedelta(weeks=weeks) if weeks else None


def _due(desk: Desk, row: ContactRow, found: tuple[Entry, ContactChecked] | None, since: date | None) -> ContactRow:
    """Never rung, or found wrong, or before this term."""
    rung = local(found[0].header.recorded_at).date() if row.rung and found and found[1].works == "yes" else None
    fresh = rung is not None and (since is None or rung >= since)
    return replace(row, due=is_rung(row.line, desk.pack) and not fresh)


def _hours(office: bool, assumed: bool) -> str:
    said = "Office hours" if office else "After office hours"
    return f"{said} (assumed: no source states them)." if assumed else f"{said}."


def _row(
    line: CallLine, own: ContactEdited | None, found: tuple[Entry, ContactChecked] | None, people: dict[str, str]
) -> ContactRow:
    """What was said of another number says nothing of this one."""
    if found is None or found[1].number != line.number:
        return ContactRow(line=line, checked="Not checked by this school", edited=own, rung=False)
    return ContactRow(line=line, checked=_checked(*found, people), edited=own, rung=True)


def _checked(entry: Entry, check: ContactChecked, people: dict[str, str]) -> str:
    day = long_date(local(entry.header.recorded_at).date())
    result = "Works" if check.works == "yes" else "Did not work"
    return f"{result}, checked {day} by {people.get(entry.header.author, 'somebody who has left')}"
