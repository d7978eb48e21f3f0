"""Days that count: weekends, bank holidays and their substitutes, after hours, home time, clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.domain.calendar import Calendar, Term, fixed, moment
from dsl_desk.domain.when import LONDON

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1)})
# Hypothesis draws naive local times between these.
EARLIEST, LATEST = datetime(2026, 1, 1), datetime(2028, 12, 1)  # noqa: DTZ001
TERMS = (Term(date(2026, 9, 7), date(2026, 10, 23)), Term(date(2026, 11, 2), date(2026, 12, 18)))
CALENDAR = Calendar(bank_holidays=CHRISTMAS, terms=TERMS, school_end=time(15, 15))


def at(year: int, month: int, day: int, hour: int = 10, minute: int = 0, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON, fold=fold)


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        (at(2026, 11, 18, 9, 30), at(2026, 11, 19, 17)),  # Wednesday: the end of Thursday
        (at(2026, 11, 20, 10), at(2026, 11, 23, 17)),  # Friday: the end of Monday
        (at(2026, 11, 13, 18, 26), at(2026, 11, 17, 17)),  # Friday evening counts from Monday
        (at(2026, 11, 14, 9), at(2026, 11, 17, 17)),  # Saturday counts from Monday
        (at(2026, 11, 18, 17), at(2026, 11, 20, 17)),  # on the stroke of the close is after hours
        (at(2026, 12, 24, 10), at(2026, 12, 29, 17)),  # over Christmas and the substitute Monday, 28 December
        (at(2026, 12, 24, 18), at(2026, 12, 30, 17)),
        (at(2026, 8, 5, 10), at(2026, 8, 6, 17)),  # school holidays do not stop it
    ],
)
def test_one_working_day_ends_at_the_close_of_the_next_one(called: datetime, expected: datetime) -> None:
    assert CALENDAR.working_days_after(called, 1) == expected


def test_the_substitute_for_boxing_day_is_no_working_day() -> None:
    assert not CALENDAR.is_working_day(date(2026, 12, 28))
    assert CALENDAR.is_working_day(date(2026, 12, 29))


def test_home_time_is_school_end_on_a_school_day_and_now_otherwise() -> None:
    assert CALENDAR.home_time(at(2026, 11, 20, 10)) == at(2026, 11, 20, 15, 15)
    assert CALENDAR.home_time(at(2026, 11, 20, 15, 16)) == at(2026, 11, 20, 15, 16)
    for away in (at(2026, 11, 21, 10), at(2026, 10, 28, 10), at(2026, 12, 28, 10)):
        assert CALENDAR.home_time(away) == away
    assert Calendar().home_time(at(2026, 11, 20, 10)) == at(2026, 11, 20, 10)


def test_days_off_are_no_school_days_and_stay_working_days() -> None:
    calendar = Calendar(terms=TERMS, days_off=frozenset({date(2026, 11, 23)}))
    assert not calendar.is_school_day(date(2026, 11, 23))
    assert calendar.is_working_day(date(2026, 11, 23))
    assert calendar.add_school_days(date(2026, 11, 20), 1) == date(2026, 11, 24)


def test_school_days_skip_half_term_and_fall_back_to_working_days_after_the_last_known_term() -> None:
    assert CALENDAR.add_school_days(date(2026, 10, 22), 2) == date(2026, 11, 2)
    assert CALENDAR.add_school_days(date(2026, 12, 18), 2) == date(2026, 12, 22)


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first, second = at(2026, 10, 25, 1, 30, fold=0), at(2026, 10, 25, 1, 30, fold=1)
    assert fixed(second) - fixed(first) == timedelta(hours=1)
    assert fixed(first).utcoffset() == timedelta(hours=1)


def test_the_close_of_day_is_five_oclock_on_both_sides_of_a_clock_change() -> None:
    before = CALENDAR.working_days_after(at(2026, 10, 23, 10), 1)
    assert (before.hour, before.utcoffset()) == (17, timedelta(0))
    assert CALENDAR.working_days_after(at(2027, 3, 25, 18), 1).utcoffset() == timedelta(hours=1)


def test_a_time_that_the_spring_change_skips_moves_on() -> None:
    assert moment(date(2027, 3, 28), time(1, 30)).astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


moments = st.datetimes(EARLIEST, LATEST).map(lambda one: one.replace(tzinfo=UTC))


@given(moments, st.integers(0, 45))
def test_a_working_day_deadline_is_later_and_never_on_a_day_that_does_not_count(start: datetime, count: int) -> None:
    due = CALENDAR.working_days_after(start, count)
    assert CALENDAR.is_working_day(due.date())
    assert due.time() == time(17)
    assert due > start
    assert CALENDAR.working_days_after(start, count + 1) > due


@given(moments, moments)
def test_a_later_call_is_never_due_earlier(one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.working_days_after(early, 1) <= CALENDAR.working_days_after(late, 1)


@given(moments)
def test_home_time_is_never_in_the_past(now: datetime) -> None:
    home = CALENDAR.home_time(now)
    assert home >= now
    assert home - now < timedelta(days=1)
