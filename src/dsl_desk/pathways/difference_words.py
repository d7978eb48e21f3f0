"""A changed value of a pack in plain words: "Number: from “…” to “…”."."""

from __future__ import annotations

from typing import Any

from dsl_desk.pathways.model import Due
from dsl_desk.pathways.pack import Pack

_FIELDS = {
    "when_to_ring": "When to ring", "hours_assumed": "Whether the hours are assumed", "top": "Stands on top",
    "lines": "What it says", "aliases": "Also called", "area": "Which council", "missing": "What is missing",
    "status": "How sure", "confidence": "How sure", "what": "What it is for", "now": "What took whose place",
    "words": "Found by", "when": "When it is asked for", "done_when": "When it is done", "until": "Until when",
    "usually": "What usually comes before", "leave_out": "Whether it may be left out",
    "reasons": "Reasons to leave it out",
    "mandatory_when": "When it may not be left out", "hold": "What comes first", "agree": "Who else is asked",
    "call": "Whom to ring", "say": "What to say", "do_not": "What not to do", "afterwards": "What happens next",
    "need": "Whether it is needed", "choices": "What can be chosen", "show_when": "When it is shown",
    "need_when": "When it is needed", "counts_as": "Counts as", "unanswered": "When nobody answers",
    "items": "What can be chosen",
    "parents": "Telling parents",
    "roads": "Roads it suggests", "cards": "Stop cards", "says": "When", "checked": "Last checked",
    "give_up_minutes": "Minutes without an answer", "call_now": "Who to call now", "authority": "The council",
}  # fmt: skip
_VALUES = {
    "always": "at any time", "office": "office hours", "out_of_hours": "after office hours", "H": "settled practice",
    "M": "check locally", "L": "not verified", "R": "needed", "R?": "needed, or “not known”", "o": "not needed",
    "one_click": "with a click", "with_reason": "with a reason", "check": "check before use",
}  # fmt: skip
_STARTS = {
    "recorded": "the record", "noticed": "when it was noticed", "reported": "when the lead was told",
    "asked": "when it is asked for",
}  # fmt: skip
_UNITS = {"working_days": "working day", "school_days": "school day", "days": "day", "hours": "hour"}
_MARKS = {"before_home_time": "before home time", "before_end_of_day": "before the end of the day"}
_SHORTEST = 3  # a list of lines this long is told by what came and went


def sentence(field: str, new: dict[str, Any], old: dict[str, Any] | None = None) -> str:
    """One change as a sentence. Without `old`, and without a field: what a new or lost deadline or contact says."""
    if old is None:
        return str(new.get("says") or new.get("number") or "")
    label = _FIELDS.get(field) or field.replace("_", " ").capitalize()
    before, after = old.get(field), new.get(field)
    if _is_lines(before) and _is_lines(after) and max(len(before or ()), len(after or ())) >= _SHORTEST:
        return f"{label}: {_came_and_went(before or [], after or [])}."
    if _is_choices(before) and _is_choices(after):
        return f"{label}: {_came_and_went(_labels(before), _labels(after))}."
    if _is_plain(before) and _is_plain(after):
        bare = field == "says"  # a deadline quotes the step it counts from
        return (
            f"{label}: from {before} to {after}."
            if bare
            else f"{label}: from {_in_words(before)} to {_in_words(after)}."
        )
    return f"{label}: changed."


def due_in_words(due: Due, pack: Pack) -> str:
    """A deadline: "1 working day from “Refer”", or that no source gives a number."""
    counted = [f"{getattr(due, unit)} {_UNITS[unit]}{'' if getattr(due, unit) == 1 else 's'}"
               for unit in due.units if unit in _UNITS]  # fmt: skip
    marked = [_MARKS[unit] for unit in due.units if unit in _MARKS]
    if not counted and not marked:
        return "no number: set yours"
    step = pack.steps.get(due.start.partition(".")[0])
    start = _STARTS.get(due.start) or (f"“{step.short or step.title}”" if step else "")
    return " ".join(part for part in (*counted, *marked, f"from {start}" if start and counted else "") if part)


def _came_and_went(before: list[str], after: list[str]) -> str:
    came = [f"now also “{one}”" for one in after if one not in before]
    went = [f"no longer “{one}”" for one in before if one not in after]
    return "; ".join((*came, *went)) or "other words or another order"


def _is_choices(value: Any) -> bool:
    return (
        isinstance(value, (list, tuple))
        and bool(value)
        and all(isinstance(one, dict) and "label" in one for one in value)
    )


def _labels(value: Any) -> list[str]:
    return [str(one["label"]) for one in value]


def _is_lines(value: Any) -> bool:
    return value is None or (isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value))


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, (str, bool, int)) or _is_lines(value)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return f"“{'; '.join(value)}”" if value else "nothing"
    if value in (None, ""):
        return "nothing"
    return f"“{_VALUES.get(str(value), value)}”"
