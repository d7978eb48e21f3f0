"""Who does what by when, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.when import NOT_KNOWN, When


@dataclass(frozen=True, kw_only=True)
class Task(StepBody):
    """Something to be done. `because` names the entry it comes from. `by` not known: "set a date"."""

    what: str
    who: str = ""
    by: When = NOT_KNOWN
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class TaskDone(StepBody):
    """`task` is the root of a task, plan line, or promise. `done`: done, not_done (then `why`)."""

    task: str
    done: str = "done"
    why: str = ""
    helped: str = ""
    how_known: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan(StepBody):
    """A line of support: what, who, by when, and when it is looked at again."""

    what: str
    who: str = ""
    by: When = NOT_KNOWN
    aims: str = ""
    next_review: date | None = None


@dataclass(frozen=True, kw_only=True)
class Review(StepBody):
    """A look at whether it helped. `of` is the plan or concern reviewed."""

    of: str = ""
    helped: str = ""
    how_known: str = ""
    found: str = ""
    next_review: date | None = None
