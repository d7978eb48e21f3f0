"""The school's settings: one name each, stored as `setting` entries, so that every change is in the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SchoolSettings:
    """`terms`: (first day, last day) pairs. `policy_place`: where the school's own policy is.

    `ring_back`: whom the council rings, until when, and then whom.
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

    @staticmethod
    def from_stored(stored: dict[str, Any]) -> SchoolSettings:
        """Unknown keys are left alone; a value of the wrong form counts as not set."""
        end = _time(stored.get("school_end"))
        known: dict[str, Any] = {key: stored[key] for key in _TEXTS if isinstance(stored.get(key), str)}
        known |= {key: stored.get(key) is True for key in ("kit_confirmed", "practice")}
        return SchoolSettings(school_end=end, terms=_terms(stored.get("terms")), **known)


_TEXTS = (
    "school_name", "school_address", "policy_place", "locality", "ring_back_who", "ring_back_number",
    "ring_back_until", "then_who", "then_number", "backup_folder",
)  # fmt: skip
KEYS = frozenset({*_TEXTS, "school_end", "terms", "kit_confirmed", "practice"})


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
