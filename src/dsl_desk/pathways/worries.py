"""Kinds of worry as a pack names them: natures and their groups, the roads they ask for, the rules about parents."""

from __future__ import annotations

from dsl_desk.pathways.steps import Cited, Table


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
