"""When something happened, as a person knows it: exactly, about, on a day, over a period, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Precision(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    DAY = "day"
    PERIOD = "period"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, kw_only=True)
class When:
    """A local time in Europe/London. `start` and `end` are aware datetimes, stored as ISO text with their offset.

    The offset tells the two hours of an autumn clock change apart (it is what `fold` stands for).
    For DAY only the date of `start` counts (midnight local); for PERIOD both ends do.
    `as_said` keeps the words in which the time was given ("after lunch").
    """

    start: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.NOT_KNOWN
    as_said: str = ""

    @staticmethod
    def at(moment: datetime, *, about: bool = False, as_said: str = "") -> When:
        """Exactly (or about) then. `moment` is aware, or naive local time (its `fold` is honoured)."""
        precision = Precision.ABOUT if about else Precision.EXACT
        return When(start=_fixed(moment), precision=precision, as_said=as_said)

    @staticmethod
    def on(day: date, *, as_said: str = "") -> When:
        """Some time on that day."""
        start = datetime(day.year, day.month, day.day, tzinfo=LONDON)
        return When(start=_fixed(start), precision=Precision.DAY, as_said=as_said)

    @staticmethod
    def between(start: datetime, end: datetime, *, as_said: str = "") -> When:
        """Over a period, both ends included."""
        return When(start=_fixed(start), end=_fixed(end), precision=Precision.PERIOD, as_said=as_said)

    @property
    def known(self) -> bool:
        return self.precision is not Precision.NOT_KNOWN and self.start is not None

    @property
    def moment(self) -> datetime | None:
        """The start in Europe/London, whatever offset it was stored with; None when not known."""
        return local(self.start) if self.known and self.start else None

    @property
    def day(self) -> date | None:
        moment = self.moment
        return moment.date() if moment else None


NOT_KNOWN = When()


def local(moment: datetime) -> datetime:
    """The moment in Europe/London; a naive one is taken as local wall time."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=LONDON)
    return moment.astimezone(LONDON)


def _fixed(moment: datetime) -> datetime:
    """With its offset of that moment: two such compare by instant even inside the repeated hour (PEP 495)."""
    there = local(moment)
    return there.astimezone(timezone(there.utcoffset() or timedelta(0)))


def long_date(day: date) -> str:
    """21 November 2026"""
    return f"{day.day} {day:%B %Y}"


def short_date(day: date) -> str:
    """21 Nov"""
    return f"{day.day} {day:%b}"


def long_moment(moment: datetime) -> str:
    """21 November 2026, 10:14"""
    there = local(moment)
    return f"{long_date(there.date())}, {there:%H:%M}"


def in_words(when: When) -> str:
    """The time as it is printed: "about 21 November 2026, 10:14", "not known"."""
    moment = when.moment
    if moment is None:
        text = "not known"
    elif when.precision is Precision.DAY:
        text = long_date(moment.date())
    elif when.precision is Precision.PERIOD and when.end is not None:
        text = f"from {long_moment(moment)} to {long_moment(when.end)}"
    else:
        text = long_moment(moment)
        if when.precision is Precision.ABOUT:
            text = f"about {text}"
    return f"{text} (“{when.as_said}”)" if when.as_said else text
