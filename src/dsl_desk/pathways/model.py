"""A pack as the program reads it: frozen, complete, with sources. The shapes are the format (docs/packs.md)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from dsl_desk.domain.questions import Choice, Condition, Question

Confidence = Literal["H", "M", "L"]


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One TOML table. A key that is not listed is refused, so that a slip of the pen is found."""


class Cited(Table, frozen=True, kw_only=True):
    """Where a fact comes from, when it was last checked, and how sure the field is of it."""

    source: str
    checked: dt.date
    confidence: Confidence


class Source(Table, frozen=True, kw_only=True):
    id: str
    title: str
    edition: str = ""
    link: str = ""
    note: str = ""
    checked: dt.date
    confidence: Confidence


class Due(Table, frozen=True, kw_only=True):
    """A deadline. One unit, or none at all: "set yours". `start` says what it counts from."""

    start: str = msgspec.field(default="recorded", name="from")
    working_days: int | None = None
    school_days: int | None = None
    days: int | None = None
    hours: int | None = None
    before_home_time: bool = False
    before_end_of_day: bool = False
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
    """The silence clock of a referral. `step` records the answer; `to` are the contact roles it holds for."""

    step: str
    to: tuple[str, ...] = ()


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
    when: Condition = ()
    done_when: Condition = ()
    leave_out: Literal["", "one_click", "with_reason"] = ""
    reasons: tuple[Choice, ...] = ()
    mandatory_when: Condition = ()
    hold: tuple[Hold, ...] = ()
    due: tuple[Due, ...] = ()
    written: Due | None = None
    reply: ReplyDue | None = None
    chase: str = ""
    agree: Agree | None = None
    every: Due | None = None
    for_each: str = ""
    call: tuple[str, ...] = ()
    document: str = ""
    start: str = ""
    in_force: dt.date | None = None
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

# What `makes` may name instead of the first kind of a step.
ALSO_MAKES: dict[str, tuple[str, ...]] = {"decide": ("urgency",)}

# Of these the latest entry stands for every question; of all others any entry that counts may answer.
LATEST_STANDS = frozenset({"decide", "record", "assess"})


class Pathway(Cited, frozen=True, kw_only=True):
    id: str
    title: str
    tag: str = ""
    extends: str = ""
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)


class Card(Cited, frozen=True, kw_only=True):
    """A stop card. `lines` are shown with the pack's own last line after them (`Pack.card_lines`)."""

    id: str
    title: str
    lines: tuple[str, ...]
    trigger: str
    effect: Literal["opens", "warn", "hold", "route", "prompt", "task", "refuse", "safe_number", "block_sealing"]
    when: Condition = ()
    until: Condition = ()
    steps: tuple[str, ...] = ()
    task: str = ""
    minutes_before_home_time: int | None = None


class Group(Table, frozen=True, kw_only=True):
    id: str
    label: str


class Road(Table, frozen=True, kw_only=True):
    """A road a nature may ask for. It need not be shipped yet: then it is walked on the general road."""

    id: str
    label: str


class ParentsRule(Cited, frozen=True, kw_only=True):
    """A rule about telling parents; the file lists the strictest first. `stop`: advice before anyone speaks."""

    id: str
    label: str
    sentence: str
    stop: bool = False


class Nature(Cited, frozen=True, kw_only=True):
    id: str
    number: int
    label: str
    group: str
    roads: tuple[str, ...]
    parents: str
    cards: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()  # cards at hand, one click away, not shown by themselves
    refuse: tuple[str, ...] = ()
    suggests: str = ""
    because: str = ""


class Contact(Cited, frozen=True, kw_only=True):
    """A service by role. `number` empty: shown last, with `missing`. `area`: the council it serves, "" for all."""

    id: str
    name: str
    full_name: str = ""
    number: str = ""
    hours: Literal["always", "office", "out_of_hours"]
    hours_assumed: bool = False
    hours_note: str = ""
    when_to_ring: str = ""
    top: bool = False
    lines: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    email: str = ""
    area: str = ""
    note: str = ""
    missing: str = ""
    status: Literal["", "check", "missing"] = ""
    from_file: bool = False
    reply: Due | None = None


class Conflict(Cited, frozen=True, kw_only=True):
    """Where sources disagree, and what this edition does about it."""

    id: str
    title: str
    says: str
    resolved: str
    contacts: tuple[str, ...] = ()


class Alias(Cited, frozen=True, kw_only=True):
    old: str
    now: str


class Document(Cited, frozen=True, kw_only=True):
    """A paper: its title and the contact role it goes to."""

    id: str
    title: str
    recipient: str = ""


class ListItem(Table, frozen=True, kw_only=True):
    value: str
    label: str
    note: str = ""
    card: str | None = None
    tone: Literal["", "danger", "warn", "accent", "neutral", "ok"] = ""
    low: bool = False


class ChoiceList(Cited, frozen=True, kw_only=True):
    id: str
    title: str
    unset: str = ""
    note: str = ""
    items: tuple[ListItem, ...]


class CalendarRules(Cited, frozen=True, kw_only=True):
    """Times of day are local. `..._assumed`: no source states it, and every line says so."""

    close_of_day: dt.time
    close_of_day_assumed: bool = False
    office_opens: dt.time
    office_closes: dt.time
    office_hours_assumed: bool = False
    extra_bank_holidays: tuple[dt.date, ...] = ()
    removed_bank_holidays: tuple[dt.date, ...] = ()


class Title(Table, frozen=True, kw_only=True):
    """The front page of a pack (`pack.toml`)."""

    id: str
    title: str
    edition: str
    checked: dt.date
    country: str = ""
    locality: str = ""
    authority: str = ""
    marking: str
    prompt: str
    call_now: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    extends: str = ""
