"""The school's settings: one name each, stored as `setting` entries, so that every change is in the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from dsl_desk.domain.own_times import OwnTime, own_times


@dataclass(frozen=True, kw_only=True)
class SchoolSettings:
    """`terms`: (first day, last day) pairs. `policy_place`: where the school's own policy is.

    `ring_back`: whom the council rings, until when, and then whom.
    `own_times`: what the school set where its pack knows no time, by the id of the deadline.
    """

    school_name: str = ""
    school_address: str = ""
    policy_place: str = ""
    school_end: time | None = None
    terms: tuple[tuple[date, date], ...] = ()
    locality: str = ""
    ring_back_who: str = ""
    ring_back_number: str = ""
    ring_back_until: str = ""
    then_who: str = ""
    then_number: str = ""
    backup_folder: str = ""
    kit_confirmed: bool = False
    practice: bool = False
    own_times: dict[str, OwnTime] = field(default_factory=dict)

    @staticmethod
    def from_stored(stored: dict[str, Any]) -> SchoolSettings:
        """Unknown keys are left alone; a value of the wrong form counts as not set."""
        end = _time(stored.get("school_end"))
        known: dict[str, Any] = {key: stored[key] for key in _TEXTS if isinstance(stored.get(key), str)}
        known |= {key: stored.get(key) is True for key in ("kit_confirmed", "practice")}
        own = own_times(stored)
        return SchoolSettings(school_end=end, terms=_terms(stored.get("terms")), own_times=own, **known)


_TEXTS = (
    "school_name", "school_address", "policy_place", "locality", "ring_back_who", "ring_back_number",
    "ring_back_until", "then_who", "then_number", "backup_folder",
)  # fmt: skip
DUTIES = "duties"  # {person: {duty: {"next": ISO date, "done": ISO date}}}: dates of the leads' own, read by duties_of
KEYS = frozenset({*_TEXTS, "school_end", "terms", "kit_confirmed", "practice"})


# What names nobody, and may be carried over when another vault of the same school is made.
OF_THE_SCHOOL = ("school_name", "school_address", "school_end", "terms", "locality", "practice")


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None


def _terms(value: Any) -> tuple[tuple[date, date], ...]:
    found = []
    for pair in value if isinstance(value, list) else []:
        try:
            first, last = (date.fromisoformat(day) for day in pair)
        except (ValueError, TypeError):
            continue
        found.append((first, last))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class DutyDates:
    """When a duty of one's own is due next, and when it was last done."""

    next: date | None = None
    done: date | None = None


def duties_of(stored: dict[str, Any], person: str) -> dict[str, DutyDates]:
    """This person's dates by duty; what has the wrong form counts as not set."""
    kept = stored.get(DUTIES)
    mine = kept.get(person) if isinstance(kept, dict) else None
    return {
        name: DutyDates(next=_day(told.get("next")), done=_day(told.get("done")))
        for name, told in (mine.items() if isinstance(mine, dict) else ())
        if isinstance(told, dict)
    }


def with_duty(stored: dict[str, Any], person: str, duty: str, dates: DutyDates) -> dict[str, Any]:
    """The stored value with these dates in it; everybody else's stay as they were."""
    kept = stored.get(DUTIES)
    everyone = dict(kept) if isinstance(kept, dict) else {}
    told = {name: day.isoformat() for name, day in (("next", dates.next), ("done", dates.done)) if day}
    everyone[person] = {**everyone.get(person, {}), duty: told}
    return everyone


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
