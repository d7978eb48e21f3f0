"""A pack as the program reads it: frozen, complete, with sources. The shapes are the format (docs/packs.md)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from dsl_desk.domain.questions import Condition
from dsl_desk.pathways.front_page import Document, PaperRow, Title, VaultRules
from dsl_desk.pathways.steps import (
    ALSO_MAKES,
    CHILDREN,
    DONE_BY,
    LATEST_STANDS,
    STEP_KINDS,
    Agree,
    Cited,
    Confidence,
    Due,
    Hold,
    Pathway,
    ReplyDue,
    Step,
    Table,
    WrittenDue,
)
from dsl_desk.pathways.worries import Group, Nature, Notice, ParentsRule, Road

__all__ = [
    "ALSO_MAKES",
    "CHILDREN",
    "DONE_BY",
    "LATEST_STANDS",
    "STEP_KINDS",
    "Agree",
    "Alias",
    "CalendarRules",
    "Card",
    "ChoiceList",
    "Cited",
    "Conflict",
    "Contact",
    "Document",
    "Due",
    "Group",
    "Guidance",
    "Hold",
    "ListItem",
    "Nature",
    "Notice",
    "PaperRow",
    "ParentsRule",
    "Pathway",
    "ReplyDue",
    "Road",
    "Source",
    "Step",
    "Table",
    "Title",
    "VaultRules",
    "WrittenDue",
]


class Source(Table, frozen=True, kw_only=True):
    id: str
    title: str
    edition: str = ""
    link: str = ""
    note: str = ""
    checked: dt.date
    confidence: Confidence


class Card(Cited, frozen=True, kw_only=True):
    """A stop card. `lines` are shown with the pack's own last line after them (`Pack.card_lines`).

    `answers`: "step.question" of what a card with the effect "safe_number" shows wherever a number stands.
    """

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
    answers: tuple[str, ...] = ()
    vaults: tuple[str, ...] = (CHILDREN,)


class Contact(Cited, frozen=True, kw_only=True):
    """A service by role. `number` empty: shown last, with `missing`. `area`: the council it serves, "" for all.

    `instead_of`: the role whose place it takes for a child who lives in `area`, or, without one, in any other council;
    `named`: what it is called where that council is known ("{council} children's social care").
    `counts_as`: the role whose clocks and levels hold for it too, though it takes nobody's place.
    `unanswered`: the role that is rung where nobody answers here twice, open by the clock or not.
    """

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
    instead_of: str = ""
    counts_as: str = ""
    unanswered: str = ""
    named: str = ""
    note: str = ""
    missing: str = ""
    status: Literal["", "check", "missing"] = ""
    from_file: bool = False
    helps: tuple[Literal["children", "parents"], ...] = ()  # on whose sheet of helplines it stands
    give_up_minutes: int | None = None  # without an answer; then, or at home time, the others are rung instead
    reply: Due | None = None


class Conflict(Cited, frozen=True, kw_only=True):
    """Where sources disagree, and what this edition does about it."""

    id: str
    title: str
    says: str
    resolved: str
    contacts: tuple[str, ...] = ()


class Guidance(Cited, frozen=True, kw_only=True):
    """A paper, a tool or a place to learn. `what` it is for, in our own words; `now`: what took whose place.

    `words`: what else somebody may look for it by.
    """

    id: str
    title: str
    what: str
    edition: str = ""
    now: str = ""
    link: str = ""
    words: tuple[str, ...] = ()


class Alias(Cited, frozen=True, kw_only=True):
    old: str
    now: str


class ListItem(Table, frozen=True, kw_only=True):
    """One value of a list. `answered_by`, of a level: the roles to whom a referral answers it (none: to any)."""

    value: str
    label: str
    note: str = ""
    card: str | None = None
    tone: Literal["", "danger", "warn", "accent", "neutral", "ok"] = ""
    low: bool = False
    answered_by: tuple[str, ...] = ()


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
    ring_round_weeks: int = 0  # how long a number that was rung counts as checked where no terms are set
    extra_bank_holidays: tuple[dt.date, ...] = ()
    removed_bank_holidays: tuple[dt.date, ...] = ()
