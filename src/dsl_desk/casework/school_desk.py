"""Settings of the school, contacts edited and checked here: each change is an entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.opening import school_calendar
from dsl_desk.casework.sealing import new_id, sealed
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.desk import ContactChecked, ContactEdited, Setting
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.school_settings import KEYS, OF_THE_SCHOOL, SchoolSettings
from dsl_desk.errors import Bug, CannotSeal
from dsl_desk.store import desk_tables
from dsl_desk.store.work import open_read, open_work


def change_settings(desk: Desk, values: dict[str, Any]) -> Desk:
    """Seal what differs; returns the desk with the new settings and calendar."""
    allow(desk, Act.SETTINGS)
    if set(values) - KEYS:
        raise Bug("setting")
    with open_work(desk.vault, desk.clock()) as work:
        before = desk_tables.settings(work)
        for key, value in values.items():
            if before.get(key) != value:
                work.seal(NewEntry(id=new_id(), body=Setting(key=key, value=value)))
        after = desk_tables.settings(work)
        work.commit()
    school = SchoolSettings.from_stored(after)
    return replace(desk, school=school, calendar=school_calendar(desk.pack, school, desk.clock))


def of_the_school(desk: Desk) -> dict[str, object]:
    """The settings that are the school's and name nobody, as they are sealed: another vault may begin with them."""
    with open_read(desk.vault) as read:
        stored = desk_tables.settings(read)
    return {key: stored[key] for key in OF_THE_SCHOOL if key in stored}


def edit_contact(desk: Desk, edit: ContactEdited) -> Sealed:
    """The school's own line over a contact of the pack, or a new one. It survives a pack update."""
    allow(desk, Act.CONTACTS)
    if not edit.removed and not (edit.number.strip() or edit.out_of_hours.strip()):
        raise CannotSeal([("number", "Write the number.")])
    known = desk.pack.contacts.get(edit.role)
    body = replace(edit, pack_said=known.number if known else "")
    with open_work(desk.vault, desk.clock()) as work:
        entry = work.seal(NewEntry(id=new_id(), body=body))
        work.commit()
    return replace(sealed(entry), changed=frozenset({"contacts"}))


def right_number(desk: Desk, role: str, number: str) -> Sealed:
    """Another number over the one there was; whatever else the school wrote about this contact stays."""
    with open_read(desk.vault) as read:
        own = next((body for _, body in desk_tables.contact_edits(read) if body.role == role), None)
    return edit_contact(desk, replace(own or ContactEdited(role=role), number=number.strip(), removed=False))


def check_contact(desk: Desk, role: str, number: str, works: bool, note: str = "") -> Sealed:
    """Somebody rang the number: it works, or it does not."""
    allow(desk, Act.CONTACTS)
    body = ContactChecked(role=role, number=number, works="yes" if works else "no", note=note)
    with open_work(desk.vault, desk.clock()) as work:
        entry = work.seal(NewEntry(id=new_id(), body=body))
        work.commit()
    return replace(sealed(entry), changed=frozenset({"contacts"}))
