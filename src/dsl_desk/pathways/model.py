"""A pack as the program reads it: frozen, complete, with sources. The shapes are the format (docs/packs.md)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from dsl_desk.domain.questions import Condition
from dsl_desk.pathways.front_page import Document, PaperRow, Title, VaultRules
from dsl_desk.pathways.steps import (
    ALSO_MAKES,
    CHILDREN,
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
)

__all__ = [
    "ALSO_MAKES",
    "CHILDREN",
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
    vaults: tuple[str, ...] = (CHILDREN,)


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
    categories: tuple[str, ...] = ()  # of the list "categories": the statutory ones it may touch
    words: tuple[str, ...] = ()  # what else somebody may look for it by
    prompts: tuple[str, ...] = ()  # shown at the moment it is chosen
    see: tuple[str, ...] = ()  # guidance that goes with it
    group: str
    roads: tuple[str, ...]
    parents: str
    cards: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()  # cards at hand, one click away, not shown by themselves
    refuse: tuple[str, ...] = ()
    suggests: str = ""
    because: str = ""


class Notice(Cited, frozen=True, kw_only=True):
    """A notice from outside that is entered in a minute as a concern.

    `ask` names questions of the concern in their order, `labels` words some of them anew, `preset` answers others.
    `role` is each child's unless another is chosen. `natures` are offered when urgency is decided. `id` is also the
    answer to `noticed_by_kind` by which such a concern is known for ever.
    """

    id: str
    title: str
    ask: tuple[str, ...]
    guidance: tuple[str, ...] = ()
    labels: dict[str, str] = {}
    role: str = ""
    preset: dict[str, str] = {}
    natures: tuple[str, ...] = ()


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
