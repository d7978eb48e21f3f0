"""Times and answers as paper words them: what is not known says when it was asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN
from dsl_desk.domain.when import Precision, When, in_words, local, long_date
from dsl_desk.reports.facts import NOT_ASKED, Fact, known, not_known

_YES_NO = {"y": "yes", "yes": "yes", "true": "yes", "n": "no", "no": "no", "false": "no"}


def weekday_moment(moment: datetime) -> str:
    """Monday 16 November 2026, 08:36"""
    there = local(moment)
    return f"{there:%A} {long_date(there.date())}, {there:%H:%M}"


def clock_words(moment: datetime, day: date) -> str:
    """18:20 on that same day, else "13 November, 18:20", with the year where it is another one."""
    there = local(moment)
    if there.date() == day:
        return f"{there:%H:%M}"
    year = f" {there.year}" if there.year != day.year else ""
    return f"{there.day} {there:%B}{year}, {there:%H:%M}"


def when_clock(when: When, day: date) -> str:
    """A time as exact as it is known, short where it is exact; blank when it is not known."""
    moment = when.moment
    if moment is None:
        return when.as_said
    if when.precision is Precision.EXACT and not when.as_said:
        return clock_words(moment, day)
    return in_words(when)


def title_when(entry: Entry, when: When) -> str:
    """When it happened, with its weekday where it is exact; else when it was written."""
    if when.moment is not None and when.precision is Precision.EXACT:
        return weekday_moment(when.moment)
    return in_words(when) if when.known else f"written {weekday_moment(entry.header.recorded_at)}"


def asked_at(entry: Entry, day: date) -> Fact:
    """It was asked when this entry was written, and nobody knew."""
    return not_known(clock_words(entry.header.recorded_at, day))


def answered(entry: Entry | None, name: str, day: date, words: Callable[[Any], str] | None = None) -> Fact:
    """One field of an entry: the answer, "not known" with the time it was asked, or not asked."""
    if entry is None or entry.body is None:
        return NOT_ASKED
    body = entry.body
    marked = body.not_known.get(name, "") if isinstance(body, StepBody) or hasattr(body, "not_known") else ""
    value = marked or getattr(body, name, "")
    if value == NOT_APPLICABLE:
        return known("Not applicable")
    if value == NOT_KNOWN:
        return asked_at(entry, day)
    if not value:
        return NOT_ASKED
    return known(words(value) if words else str(value))


def part(value: str, entry: Entry | None, day: date) -> Fact:
    """One part of a larger answer, typed into that entry."""
    if value.strip().casefold() in (NOT_KNOWN, "not known"):
        return asked_at(entry, day) if entry is not None else not_known()
    return known(value)


def first_known(*facts: Fact) -> Fact:
    """The first that is known; else the first that was at least asked; else not asked."""
    return next((fact for fact in facts if fact.is_known), None) or next(
        (fact for fact in facts if fact.asked is not None), NOT_ASKED
    )


def together(*texts: str, between: str = ", ") -> str:
    return between.join(text.strip() for text in texts if text and text.strip())


def sentence(text: str) -> str:
    """With a full stop, unless it ends in a mark of its own; blank stays blank."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…”" else f"{text}."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Within a sentence: a label's first letter small, unless it is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def company(whom: str) -> str:
    """ "with Mother"; "alone, by bus" stays as it is."""
    alone = whom.strip().partition(" ")[0].strip(",.;").casefold() in ("alone", "nobody", "on", "by")
    return small(whom) if alone else f"with {whom}" if whom.strip() else ""


def interpreter(value: str) -> str:
    """From a school's own system Y or N, else as written."""
    said = _YES_NO.get(value.strip().casefold(), value.strip())
    return {"yes": "interpreter needed", "no": "no interpreter needed", "": "", "not_known": ""}.get(said, said)
