"""Days that count: working days for councils and police, school days for school, and home time.

Working days are Monday to Friday without bank holidays; school holidays do not stop a council's clock. A deadline in
working days falls at the close of the day; what happens after hours counts from the next working day. Every moment
returned is in Europe/London with the fixed offset it had then, so two of them compare by instant even inside the
hour that comes twice in October.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

from dsl_desk.domain.own_times import OwnTime
from dsl_desk.domain.when import LONDON, local

_SATURDAY = 5
_LOOK_AHEAD = 3_700  # days: further than any deadline, so a calendar without school days cannot loop for ever


@dataclass(frozen=True)
class Term:
    """A term (or half of one): both days included."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """`terms` empty: not known, so every working day is a school day. `days_off`: training days and closures.

    `school_end` None: not set, so "before home time" is now. `close_of_day`: when a council's day ends, local time.
    `own`: the times that the school set itself, by the id of the deadline they are for.
    """

    bank_holidays: frozenset[date] = frozenset()
    terms: tuple[Term, ...] = ()
    days_off: frozenset[date] = frozenset()
    school_end: time | None = None
    close_of_day: time = time(17)
    own: dict[str, OwnTime] = field(default_factory=dict, compare=False)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.bank_holidays

    def is_school_day(self, day: date) -> bool:
        in_term = not self.terms or any(term.start <= day <= term.end for term in self.terms)
        return in_term and self.is_working_day(day) and day not in self.days_off

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`; with 0, `day` itself or the next working day."""
        return _count(day, count, self.is_working_day)

    def add_school_days(self, day: date, count: int) -> date:
        """The school day `count` school days after `day`; working days when no school day is known that far ahead."""
        try:
            return _count(day, count, self.is_school_day)
        except OverflowError:
            return self.add_working_days(day, count)

    def close_of(self, day: date) -> datetime:
        return moment(day, self.close_of_day)

    def is_after_hours(self, at: datetime) -> bool:
        """True at and after the close of a working day, and on every other day."""
        there = local(at)
        return not self.is_working_day(there.date()) or there.time() >= self.close_of_day

    def working_days_after(self, at: datetime, count: int) -> datetime:
        """The end of the day `count` working days after `at`; after hours it counts from the next working day."""
        return self.close_of(self.add_working_days(self._counted_from(at), count))

    def school_days_after(self, at: datetime, count: int) -> datetime:
        """The end of the day `count` school days after the day of `at`."""
        return self.close_of(self.add_school_days(local(at).date(), count))

    def home_time(self, at: datetime) -> datetime:
        """Home time of that day; once it has passed, on a day without school, or when it is not set: `at` itself."""
        there = local(at)
        if self.school_end is None or not self.is_school_day(there.date()):
            return fixed(at)
        return max(moment(there.date(), self.school_end), fixed(at))

    def _counted_from(self, at: datetime) -> date:
        day = local(at).date()
        if not self.is_after_hours(at):
            return day
        return _count(day, 1 if self.is_working_day(day) else 0, self.is_working_day)


def moment(day: date, at: time) -> datetime:
    """That local time of that day, with its fixed offset."""
    return fixed(datetime.combine(day, at, tzinfo=LONDON))


def fixed(at: datetime) -> datetime:
    """The same instant in Europe/London with the offset it has there; one of the hour that is skipped moves on."""
    there = local(at).astimezone(UTC).astimezone(LONDON)
    return there.replace(tzinfo=timezone(there.utcoffset() or timedelta(0)), fold=0)


def end_of(day: date) -> datetime:
    """The last minute of that day."""
    return moment(day, time(23, 59))


def _count(day: date, count: int, counts: Callable[[date], bool]) -> date:
    found = day
    left = count
    for _ in range(_LOOK_AHEAD):
        if counts(found) and left == 0:
            return found
        found += timedelta(days=1)
        if counts(found) and left > 0:
            left -= 1
    raise OverflowError
