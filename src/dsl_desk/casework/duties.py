"""The lead's own duties as dates: what the pack names, when it is due, when it was done. Nothing waits for them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.entries.desk import Setting
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.school_settings import DUTIES, DutyDates, duties_of, with_duty
from dsl_desk.domain.when import local, long_date
from dsl_desk.errors import Bug, CannotSeal
from dsl_desk.store import desk_tables
from dsl_desk.store.work import Read, open_read, open_work

_CHANGED = frozenset({"duties", "today"})
_SURE = {"M": "usual, check locally", "L": "not verified"}


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """One duty in words. `source` says where it comes from and how sure the field is of it; `months` may be 0."""

    id: str
    title: str
    often: str
    what: str
    source: str
    months: int
    dates: DutyDates


def duties(desk: Desk) -> tuple[DutyLine, ...]:
    """This person's, in the pack's order; none for somebody who does no casework."""
    with open_read(desk.vault) as read:
        return duty_lines(read, desk)


def duty_lines(read: Read, desk: Desk) -> tuple[DutyLine, ...]:
    """The same within a read."""
    if not may(desk.me.role, Act.CASEWORK, desk.vault.kind):
        return ()
    dates = duties_of(desk_tables.settings(read), desk.me.id)
    return tuple(
        DutyLine(
            id=one.id, title=one.title, often=one.often, what=one.what, months=one.months,
            source=", ".join(
                part for part in (desk.pack.sources[one.source].title, _SURE.get(one.confidence, ""),
                                  f"checked {long_date(one.checked)}") if part
            ),
            dates=dates.get(one.id, DutyDates()),
        )
        for one in desk.pack.duties
    )  # fmt: skip


def set_next(desk: Desk, duty: str, day: date | None) -> Sealed:
    """When it is due next, as this person says."""
    if day is None:
        raise CannotSeal([("next", "Write the day.")])
    return _seal(desk, duty, next=day)


def say_done(desk: Desk, duty: str, on: date | None, again: date | None) -> Sealed:
    """It was done on that day; `again`: when it is due next, None for not known yet. CannotSeal for a day to come."""
    if on is None or on > local(desk.clock()).date():
        raise CannotSeal([("done", "Write the day it was done; it cannot lie ahead.")])
    return _seal(desk, duty, done=on, next=again)


def proposed(line: DutyLine, done: date) -> date | None:
    """The next date after one is done, by the pack's months; None where no source says how often."""
    if not line.months:
        return None
    months = done.month - 1 + line.months
    year, month = done.year + months // 12, months % 12 + 1
    return date(year, month, min(done.day, calendar.monthrange(year, month)[1]))


def _seal(desk: Desk, duty: str, **dates: date | None) -> Sealed:
    allow(desk, Act.SETTINGS)
    if duty not in {one.id for one in desk.pack.duties}:
        raise Bug("duty")
    with open_work(desk.vault, desk.clock()) as work:
        stored = desk_tables.settings(work)
        before = duties_of(stored, desk.me.id).get(duty, DutyDates())
        value = with_duty(stored, desk.me.id, duty, replace(before, **dates))
        entry = work.seal(NewEntry(id=new_id(), body=Setting(key=DUTIES, value=value)))
        work.commit()
    return Sealed(entry.header.id, changed=_CHANGED)
