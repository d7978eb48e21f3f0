"""The list of concerns. Plain Python."""

from __future__ import annotations

from dsl_desk.casework.blank_papers import concern_form
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.lists import ConcernLine, concern_lines

__all__ = ["PAGE", "STATES", "concern_form", "load", "nothing", "state_words"]

PAGE = 100
STATES = [("open", "Open"), ("closed", "Closed"), ("", "All")]
_WORDS = {"open": "Open", "closed": "Closed", "reopened": "Opened again"}


def load(desk: Desk, state: str, after: ConcernLine | None) -> list[ConcernLine]:
    """The next page of this state ("" is all), newest first."""
    return concern_lines(desk, state=state, before=after.place if after else None, limit=PAGE)


def state_words(line: ConcernLine) -> str:
    return _WORDS.get(line.state, line.state.capitalize())


def nothing(state: str) -> str:
    """What stands in place of an empty list."""
    return {
        "open": "No concern is open. Record one with Ctrl+N.",
        "closed": "No concern has been closed yet.",
    }.get(state, "No concern has been recorded yet. Record one with Ctrl+N.")
