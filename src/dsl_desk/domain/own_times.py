"""The school's own times, for what a pack could not verify: one setting each, so that who set it and when is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

OWN_TIME = "own_time:"  # a setting's key begins so; the id of the time follows
MOST = 400  # of any unit: more is a slip of the pen
UNITS = {"hours": "hour", "days": "day", "working_days": "working day", "school_days": "school day"}


@dataclass(frozen=True, kw_only=True)
class OwnTime:
    """`unit` is one of UNITS. 0 days of any kind is the day itself."""

    number: int
    unit: str

    @property
    def words(self) -> str:
        """ "2 working days"."""
        if not self.number:
            return "the same day" if self.unit == "days" else f"the same {UNITS[self.unit]}"
        return f"{self.number} {UNITS[self.unit]}{'' if self.number == 1 else 's'}"


def own_time(value: Any) -> OwnTime | None:
    """As it is stored; None where it was taken back or has the wrong form."""
    number, unit = (value.get("number"), value.get("unit")) if isinstance(value, dict) else (None, None)
    if not isinstance(number, int) or isinstance(number, bool) or unit not in UNITS:
        return None
    return OwnTime(number=number, unit=str(unit)) if (unit == "hours") <= number <= MOST else None


def own_times(stored: dict[str, Any]) -> dict[str, OwnTime]:
    """All that are set, by the id of the time."""
    found = {key.removeprefix(OWN_TIME): own_time(value) for key, value in stored.items() if key.startswith(OWN_TIME)}
    return {name: time for name, time in found.items() if time is not None}
