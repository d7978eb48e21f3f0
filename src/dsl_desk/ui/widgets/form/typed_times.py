"""Dates and times as people type them. Pure: no Qt, no clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from dsl_desk.domain.when import LONDON, long_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class NotATime(ValueError):
    """What was typed cannot be read; `sentence` says how to write it."""

    def __init__(self, sentence: str) -> None:
        super().__init__("not_a_time")
        self.sentence = sentence


def read_date(text: str, today: date | None = None) -> date | None:
    """The day typed as 21/11/2026, 21.11.26, 21 Nov 2026 or 21/11 (this year); None for nothing. Raises NotATime."""
    text = text.strip()
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[A-Za-z]{3,9})\.?(?:[\s/.\-,]+(\d{4}|\d{2}))?", text)
    if not match or (match[3] is None and today is None):
        raise NotATime(f"“{text}” cannot be read as a date. Write it as day/month/year, for example 21/11/2026")
    month = _month(match[2])
    year = _year(match[3]) if match[3] else (today or date.min).year
    try:
        return date(year, month, int(match[1]))
    except ValueError:
        raise NotATime(f"There is no {match[1]}/{match[2]}/{year}. Check the day and the month") from None


def read_time(text: str) -> time | None:
    """The time typed as 18:20, 18.20, 1820, 6.20pm or 9; None for nothing. Raises NotATime."""
    text = text.strip().lower()
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm)?", text)
    wrong = NotATime(f"“{text}” cannot be read as a time. Write it as hours:minutes, for example 18:20")
    if not match:
        raise wrong
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise wrong
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise wrong from None


def moment(day: date, clock: time, *, second_time_round: bool = False) -> datetime:
    """That wall time in Europe/London. Raises NotATime for one that the clocks skipped in spring."""
    there = datetime.combine(day, clock, LONDON).replace(fold=1 if second_time_round else 0)
    back = there.astimezone(UTC).astimezone(LONDON)
    if back.replace(tzinfo=None) != there.replace(tzinfo=None):
        raise NotATime(f"There was no {clock:%H:%M} on {long_date(day)}: the clocks went forward. Check the time")
    return there


def happens_twice(day: date, clock: time) -> bool:
    """True for a wall time in the hour repeated in autumn."""
    first = datetime.combine(day, clock, LONDON)
    return first.utcoffset() != first.replace(fold=1).utcoffset() and first.utcoffset() > timedelta(0)  # type: ignore[operator]


def write_date(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04d}"


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    prefix = text[:3].lower()
    if prefix not in _MONTHS:
        raise NotATime(f"“{text}” is not a month. Write the date as day/month/year, for example 21/11/2026")
    return _MONTHS.index(prefix) + 1


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
