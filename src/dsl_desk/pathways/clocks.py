"""Deadlines: what a pack asks for, turned into a moment, and what somebody promised, which beats it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from dsl_desk.domain.calendar import Calendar, end_of, fixed, moment
from dsl_desk.domain.when import local
from dsl_desk.pathways.conditions import Because, View
from dsl_desk.pathways.model import Due, Step

_OURS = "Your school's own time"
SINCE = "when"  # a deadline that counts from what made its own `when` hold


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """`at` None: no number is given, "set yours". `note` says it in words; `promised`: somebody outside said so.

    `at_once`: it means now, or while the child is here. `own`: by a time of the school's own, which `own_id` names;
    without it `own_id` is the one that the school could set.
    """

    at: datetime | None
    start: datetime
    note: str = ""
    source: str = ""
    confidence: str = ""
    promised: bool = False
    statutory: bool = False
    at_once: bool = False
    own: bool = False
    own_id: str = ""

    @property
    def mark(self) -> str:
        """How sure a counted time is, in brackets, wherever it is shown; "" when it is settled, or was promised.

        Never beside what means at once: there it would read as a reason to wait.
        """
        return "" if self.at_once else {"M": " (check locally)", "L": " (not verified)"}.get(self.confidence, "")

    def overdue(self, now: datetime) -> bool:
        return self.at is not None and fixed(now) > self.at


def deadline(due: Due, start: datetime, calendar: Calendar, promise: datetime | None = None) -> Deadline:
    """When this is due, counted from `start`; "before home time" on a day without school is `start` itself: at once.

    A promise beats the rule, whichever comes first. So does the school's own time where the pack settles none.
    """
    if promise is not None:
        return Deadline(at=fixed(promise), start=fixed(start), note="as promised", promised=True)
    own = calendar.own.get(due.id) if due.is_ours else None
    if own is not None:
        mine = replace(due, working_days=None, school_days=None, days=None, hours=None, before_end_of_day=False)
        at = _at(replace(mine, **{own.unit: own.number}), start, calendar)
        note = ". ".join(part for part in (due.about, f"{_OURS}: {own.words}") if part)
        return Deadline(at=at, start=fixed(start), note=note, own=True, own_id=due.id)
    at = _at(due, start, calendar)
    return Deadline(
        at=at, start=fixed(start), note=due.note, source=due.source, confidence=due.confidence,
        statutory=due.statutory, at_once=due.at_once, own_id=due.id if due.is_ours else "",
    )  # fmt: skip


def promised_moment(promise: Any, calendar: Calendar) -> datetime | None:
    """The moment of a promise given as plain JSON {"what", "who", "by"}; None when none was made or no time given."""
    return moment_of(promise.get("by"), calendar, late=True) if isinstance(promise, dict) else None


def moment_of(when: Any, calendar: Calendar, *, late: bool = False) -> datetime | None:
    """The moment of a When as plain JSON, or of an ISO date or time. `late`: a period's end, a day's close."""
    if isinstance(when, str):
        return _from_text(when, calendar, late)
    if not isinstance(when, dict):
        return None
    start, end = when.get("start"), when.get("end")
    if when.get("precision") == "not_known" or not isinstance(start, str):
        return None
    if when.get("precision") == "day":
        return _from_text(start[:10], calendar, late)
    return _from_text(end if late and isinstance(end, str) else start, calendar, late)


def due_of(step: Step, view: View, asked: Because, calendar: Calendar) -> Deadline | None:
    """The first deadline of a step whose `when` holds and that has something to count from; None when there is none."""
    for due in step.due:
        start = begins(due, view, asked, calendar)
        if start is not None:
            return deadline(due, start, calendar)
    return None


def begins(due: Due, view: View, asked: Because, calendar: Calendar) -> datetime | None:
    """What this deadline counts from; None while its `when` does not hold, or there is nothing to count from."""
    if view.holds(due.when) is None:
        return None
    return view.since(due.when) if due.start == SINCE else start_of(due.start, view, asked, calendar)


def start_of(name: str, view: View, asked: Because, calendar: Calendar) -> datetime | None:
    """What a deadline counts from: noticed, reported, recorded, asked, a step, or a question of a step."""
    record = view.first_of_kind("concern")
    if name == "asked":
        return asked.at or (view.recorded(record) if record else None)
    if name in ("noticed", "reported", "recorded"):
        if record is None:
            return None
        answered = {"noticed": "noticed", "reported": "told_dsl_when"}.get(name, "")
        return moment_of(record.answers.get(answered), calendar) or view.recorded(record)
    step_id, _, question = name.partition(".")
    made = view.made(step_id)
    if not made:
        return None
    if question in ("", "happened"):
        return view.began(made[-1])
    answers = (moment_of(entry.answers.get(question), calendar) for entry in reversed(view.answering(step_id)))
    return next((one for one in answers if one is not None), None)


def _at(due: Due, start: datetime, calendar: Calendar) -> datetime | None:
    if due.before_home_time:
        return calendar.home_time(start)
    if due.before_end_of_day:
        return end_of(local(start).date())
    if due.hours is not None:
        return fixed(fixed(start) + timedelta(hours=due.hours))
    if due.working_days is not None and due.whatever_the_hour:
        return calendar.close_of(calendar.add_working_days(local(start).date(), due.working_days))
    if due.working_days is not None:
        return calendar.working_days_after(start, due.working_days)
    if due.school_days is not None:
        return calendar.school_days_after(start, due.school_days)
    if due.days is not None:
        return calendar.close_of(local(start).date() + timedelta(days=due.days))
    return None


def _from_text(text: str, calendar: Calendar, late: bool) -> datetime | None:
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            return calendar.close_of(day) if late else moment(day, datetime.min.time())
        return fixed(datetime.fromisoformat(text))
    except ValueError:
        return None
