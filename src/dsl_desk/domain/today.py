"""Which list of Today an open item stands in. Each stands once; what is due after two working days is not on it.

The lists, in order: before home time, ring now, decide, waiting on others (the silent first), nobody did this, for the
head. An acknowledgement the law expects and that is late is "ring now"; all other silence is "waiting".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dsl_desk.domain.calendar import Calendar, end_of, fixed
from dsl_desk.domain.when import local

_WORKING_DAYS_AHEAD = 2


class OpenKind(StrEnum):
    """THEIRS: somebody outside owes an answer. The rest is ours to do."""

    REFERRAL = "referral"  # theirs
    PROMISE = "promise"  # theirs
    URGENCY = "urgency"  # a concern nobody has looked back at
    DECISION = "decision"  # a step asked for: decide, refer, parents, a review of a decision
    SAFETY = "safety"  # the child meets the person of worry, or significant harm without an answer
    TASK = "task"
    REVIEW = "review"
    AGREEMENT = "agreement"  # waiting for a second person


class TodayList(StrEnum):
    BEFORE_HOME_TIME = "before_home_time"
    RING_NOW = "ring_now"
    DECIDE = "to_decide"
    WAITING = "waiting"
    NOBODY_DID_THIS = "nobody_did_this"
    FOR_THE_HEAD = "for_the_head"


_THEIRS = frozenset({OpenKind.REFERRAL, OpenKind.PROMISE})
_TO_DECIDE = frozenset({OpenKind.URGENCY, OpenKind.DECISION, OpenKind.AGREEMENT})


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """Something that is not finished. `due` None: no date was given. `since`: when it was made, sent or asked.

    `statutory`: the law expects an answer by `due`. `before_home_time`: it has to be settled before the child goes home
    on the day of `due` (today, when `due` is None). `for_head`: only the head can do it.
    """

    id: str
    kind: OpenKind
    concern: str = ""
    title: str = ""
    due: datetime | None = None
    since: datetime | None = None
    statutory: bool = False
    before_home_time: bool = False
    for_head: bool = False


@dataclass(frozen=True, kw_only=True)
class TodayLine:
    """`days_late`, `days_silent`: whole calendar days. `silent`: no answer, though it is late or no date was given."""

    item: OpenItem
    stands_in: TodayList
    overdue: bool
    silent: bool
    days_late: int = 0
    days_silent: int = 0


@dataclass(frozen=True, kw_only=True)
class Today:
    """The lists with their lines, first things first. `home_time`: of today; now, once it has passed."""

    lines: dict[TodayList, tuple[TodayLine, ...]]
    home_time: datetime

    def of(self, name: TodayList) -> tuple[TodayLine, ...]:
        return self.lines[name]

    @property
    def count(self) -> int:
        return sum(len(lines) for lines in self.lines.values())


def today(items: Iterable[OpenItem], calendar: Calendar, now: datetime) -> Today:
    """Today as it stands at `now` (aware). An id given twice stands once, in the more urgent of its lists."""
    order = list(TodayList)
    found: dict[str, TodayLine] = {}
    for item in items:
        line = _line(item, calendar, now)
        if line is None:
            continue
        kept = found.get(item.id)
        if kept is None or order.index(line.stands_in) < order.index(kept.stands_in):
            found[item.id] = line
    lines = {
        name: tuple(sorted((line for line in found.values() if line.stands_in is name), key=_first_things_first))
        for name in TodayList
    }
    return Today(lines=lines, home_time=calendar.home_time(now))


def _line(item: OpenItem, calendar: Calendar, now: datetime) -> TodayLine | None:
    at = fixed(now)
    day = local(now).date()
    due = fixed(item.due) if item.due else None
    overdue = due is not None and due < at
    theirs = item.kind in _THEIRS
    since = local(item.since).date() if item.since else None
    silent = theirs and (overdue or (due is None and since is not None and since < day))
    stands_in = _list_of(item, due, overdue, calendar, day)
    if stands_in is None:
        return None
    return TodayLine(
        item=item,
        stands_in=stands_in,
        overdue=overdue,
        silent=silent,
        days_late=(day - local(due).date()).days if due is not None and overdue else 0,
        days_silent=(day - since).days if silent and since else 0,
    )


def _list_of(item: OpenItem, due: datetime | None, overdue: bool, calendar: Calendar, day: date) -> TodayList | None:
    today_at_latest = due is not None and due <= end_of(day)
    if item.for_head:
        return TodayList.FOR_THE_HEAD
    if (item.before_home_time or item.kind is OpenKind.SAFETY) and (due is None or today_at_latest):
        return TodayList.BEFORE_HOME_TIME
    if item.statutory and overdue:
        return TodayList.RING_NOW
    if due is not None and due > end_of(calendar.add_working_days(day, _WORKING_DAYS_AHEAD)):
        return None
    if item.kind in _THEIRS:
        return TodayList.WAITING
    if overdue and item.kind not in _TO_DECIDE:
        return TodayList.NOBODY_DID_THIS
    return TodayList.BEFORE_HOME_TIME if today_at_latest and item.kind not in _TO_DECIDE else TodayList.DECIDE


def _first_things_first(line: TodayLine) -> tuple[bool, float, float, str]:
    due, since = line.item.due, line.item.since
    never = float("inf")
    return (
        not line.silent,
        due.timestamp() if due else never,
        since.timestamp() if since else never,
        line.item.id,
    )
