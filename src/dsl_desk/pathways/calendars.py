"""A school's calendar: bank holidays of England as the pack corrects them, and the school's own terms."""

from __future__ import annotations

from datetime import date, time

from dsl_desk.domain.calendar import Calendar, Term
from dsl_desk.domain.own_times import OwnTime
from dsl_desk.pathways.pack import Pack


def calendar_for(
    pack: Pack,
    *,
    years: range,
    terms: tuple[Term, ...] = (),
    days_off: frozenset[date] = frozenset(),
    school_end: time | None = None,
    own: dict[str, OwnTime] | None = None,
) -> Calendar:
    """The calendar for these years. Ask for a few years either side of today: deadlines look ahead."""
    extra, removed = frozenset(pack.calendar.extra_bank_holidays), frozenset(pack.calendar.removed_bank_holidays)
    return Calendar(
        bank_holidays=(bank_holidays(years) | extra) - removed,
        terms=terms,
        days_off=days_off,
        school_end=school_end,
        close_of_day=pack.calendar.close_of_day,
        own=own or {},
    )


def bank_holidays(years: range) -> frozenset[date]:
    """Bank holidays in England, substitute days included."""
    import holidays  # a second to load: only when a calendar is made, never while the window starts

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=years))
