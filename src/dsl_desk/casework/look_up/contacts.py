"""Whom to ring now, and the whole directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsl_desk.casework.desk import Desk
from dsl_desk.domain.entries.desk import ContactChecked, ContactEdited
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import local, long_date
from dsl_desk.pathways.contacts import CallLine, OwnWorker, everyone, is_office_hours, who_to_call
from dsl_desk.pathways.model import Conflict
from dsl_desk.store import desk_tables
from dsl_desk.store.work import Read, open_read

__all__ = ["CallLine", "ContactsPage", "call_lines", "contacts_page", "edits_of"]


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """`checked`: when somebody of this desk rang it and by whom, in words; `rung`: whether anybody did.

    `edited`: the school's own line, or None.
    """

    line: CallLine
    checked: str
    rung: bool
    edited: ContactEdited | None


@dataclass(frozen=True, kw_only=True)
class ContactsPage:
    """`office`: it is office hours now, as far as is known; `hours_note` says what is assumed."""

    rows: tuple[ContactRow, ...]
    office: bool
    hours_note: str
    conflicts: tuple[Conflict, ...]
    sources: dict[str, str]


def edits_of(read: Read) -> tuple[ContactEdited, ...]:
    """The school's own lines."""
    return tuple(body for _, body in desk_tables.contact_edits(read))


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
        desk.pack, wanted, desk.clock(), desk.calendar, edits_of(read), worker, elsewhere=elsewhere
    )  # fmt: skip


def lines_in_danger(desk: Desk) -> list[tuple[str, str]]:
    """(name, number) of the council's own lines that are open now, for under the emergency number."""
    with open_read(desk.vault) as read:
        lines = call_lines(read, desk)
    top = {contact.id for contact in desk.pack.contacts.values() if contact.top}
    told = [line for line in lines if line.role not in top and line.number and line.open_now]
    return [(f"{line.name}{_marks(line)}", line.number) for line in told][:3]


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
        people = {person.id: person.name for person in desk_tables.people(read)}
    rows = tuple(
        _row(line, own.get(line.role), checks.get(line.role), people)
        for line in everyone(desk.pack, moment, desk.calendar, edits)
    )
    rules = desk.pack.calendar
    office = is_office_hours(desk.pack, moment, desk.calendar)
    return ContactsPage(
        rows=rows, office=office, hours_note=_hours(office, rules.office_hours_assumed),
        conflicts=desk.pack.conflicts, sources={one.id: one.title for one in desk.pack.sources.values()},
    )  # fmt: skip


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
