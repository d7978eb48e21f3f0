"""The shape of a step and of a road: what is asked for when, until when, and what closing waits for."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.questions import Choice, Condition, Question

Confidence = Literal["H", "M", "L"]
CHILDREN: str = VaultKind.CHILDREN.value  # whatever names no vault belongs to the children's


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One TOML table. A key that is not listed is refused, so that a slip of the pen is found."""


class Cited(Table, frozen=True, kw_only=True):
    """Where a fact comes from, when it was last checked, and how sure the field is of it."""

    source: str
    checked: dt.date
    confidence: Confidence


class Due(Table, frozen=True, kw_only=True):
    """A deadline. One unit, or none at all: "set yours". `start` says what it counts from.

    `whatever_the_hour`: working days are counted from the day itself, after hours too: a person's own duty, not the
    clock of a service that was closed.
    """

    start: str = msgspec.field(default="recorded", name="from")
    working_days: int | None = None
    school_days: int | None = None
    days: int | None = None
    hours: int | None = None
    before_home_time: bool = False
    before_end_of_day: bool = False
    whatever_the_hour: bool = False
    when: Condition = ()
    statutory: bool = False
    note: str = ""
    source: str
    confidence: Confidence
    checked: dt.date | None = None

    @property
    def units(self) -> tuple[str, ...]:
        counted = tuple(
            name for name in ("working_days", "school_days", "days", "hours") if getattr(self, name) is not None
        )
        marks = tuple(name for name in ("before_home_time", "before_end_of_day") if getattr(self, name))
        return counted + marks


class ReplyDue(Due, frozen=True, kw_only=True):
    """The silence clock of a referral. `step` records the answer; `to` are the contact roles it holds for (none: all).

    `otherwise` is said in place of a time where it does not hold and nobody promised one.
    """

    step: str
    to: tuple[str, ...] = ()
    otherwise: str = ""


class WrittenDue(Due, frozen=True, kw_only=True):
    """When the written copy of a referral is due. `how`: the ways of making one that leave it to write (none: all).

    `to` are the contact roles it is due to (none: all).
    """

    how: tuple[str, ...] = ()
    to: tuple[str, ...] = ()

    def asked(self, how: str, to: str) -> bool:
        return (not self.how or how in self.how) and (not self.to or to in self.to)


class Hold(Table, frozen=True, kw_only=True):
    """While `when` holds and `until` does not, the card comes first; going on needs a written reason."""

    when: Condition
    until: Condition
    card: str
    source: str
    confidence: Confidence


class Agree(Table, frozen=True, kw_only=True):
    """By which roles a second person is asked, and when. It blocks closing only."""

    roles: tuple[str, ...]
    when: Condition = ()
    why: str = ""
    source: str
    confidence: Confidence


class Step(Cited, frozen=True, kw_only=True):
    """One step of a road. Order is advice: nothing here ever says that it cannot be begun."""

    id: str
    kind: str
    title: str
    short: str = ""
    makes: str = ""
    usually: str = ""
    any_time: bool = False
    first: bool = False
    repeat: bool = False
    keeps: bool = False  # what was once answered goes on counting, though the latest entry says something else
    when: Condition = ()
    done_when: Condition = ()
    leave_out: Literal["", "one_click", "with_reason"] = ""
    reasons: tuple[Choice, ...] = ()
    mandatory_when: Condition = ()
    hold: tuple[Hold, ...] = ()
    due: tuple[Due, ...] = ()
    written: WrittenDue | None = None
    reply: ReplyDue | None = None
    chase: str = ""
    agree: Agree | None = None
    every: Due | None = None
    for_each: str = ""
    call: tuple[str, ...] = ()
    document: str = ""
    start: str = ""
    in_force: dt.date | None = None
    not_in_force: str = ""  # why a duty is shown and not asked for, while nobody could verify a day
    guidance: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    afterwards: str = ""
    questions: tuple[Question, ...] = ()
    place_after: str = ""

    @property
    def entry_kinds(self) -> tuple[str, ...]:
        """The kinds of entry that count for this step, the one it begins with first."""
        return (self.makes,) if self.makes else STEP_KINDS[self.kind]


# Step kind -> the kinds of entry it makes, first things first (phone first, write after).
STEP_KINDS: dict[str, tuple[str, ...]] = {
    "record": ("concern",),
    "decide": ("decision",),
    "advice": ("advice",),
    "parents": ("parents",),
    "refer": ("referral_made", "referral_written"),
    "answer": ("reply",),
    "chase": ("chase",),
    "task": ("task", "task_done"),
    "assess": ("assessment",),
    "plan": ("plan", "review", "note", "task", "task_done"),
    "agree": ("agreement",),
    "review": ("review",),
    "start": ("road_started",),
    "close": ("closed",),
}

# Of these kinds of step not all that counts makes it done: a note, or a promise that was kept, is no support yet.
DONE_BY: dict[str, tuple[str, ...]] = {"plan": ("plan", "task", "review")}

# What `makes` may name instead of the first kind of a step.
ALSO_MAKES: dict[str, tuple[str, ...]] = {"decide": ("urgency",)}

# Of these the latest entry stands for every question; of all others any entry that counts may answer.
LATEST_STANDS = frozenset({"decide", "record", "assess"})


class Pathway(Cited, frozen=True, kw_only=True):
    """A road. It `extends` another, replacing steps whole, or stands `beside` one and adds to its steps.

    `suggested_when`: what suggests it to a concern that does not walk it, besides a nature; `suggested_because`: in
    words.
    `vaults`: in which vaults a concern may walk it; no desk over another vault ever offers it.
    """

    id: str
    title: str
    tag: str = ""
    extends: str = ""
    beside: str = ""
    suggested_when: Condition = ()
    suggested_because: str = ""
    vaults: tuple[str, ...] = (CHILDREN,)
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)
