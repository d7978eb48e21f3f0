"""One pack, base and overlay already made one, with the questions the screens ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from dsl_desk.domain.questions import Choice, Question
from dsl_desk.domain.record import LEFT_OUT
from dsl_desk.pathways.duties import Duty
from dsl_desk.pathways.front_door import FrontDoor
from dsl_desk.pathways.model import (
    Alias,
    CalendarRules,
    Card,
    ChoiceList,
    Conflict,
    Contact,
    Document,
    Group,
    Guidance,
    Nature,
    Notice,
    ParentsRule,
    Pathway,
    Road,
    Source,
    Step,
    Title,
    VaultRules,
)
from dsl_desk.pathways.side_by_side import merged_steps


@dataclass(frozen=True, kw_only=True)
class Core:
    """The core questions of one kind of entry. `unless_known`: question id -> the fact that spares asking it."""

    kind: str
    questions: tuple[Question, ...]
    unless_known: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A pack as the desk over one vault sees it: the other vaults' roads, forms and cards are not in it.

    `digest` is the SHA-256 (hex) of the archive it was read from, the same in every vault: what a road is pinned to.
    """

    digest: str
    title: Title
    vault: str
    rules: VaultRules
    calendar: CalendarRules
    sources: dict[str, Source]
    lists: dict[str, ChoiceList]
    parents_rules: tuple[ParentsRule, ...]
    roads: dict[str, Road]
    groups: tuple[Group, ...]
    natures: dict[str, Nature]
    nature_guidance: str
    cards: dict[str, Card]
    contacts: dict[str, Contact]
    documents: dict[str, Document]
    aliases: tuple[Alias, ...]
    conflicts: tuple[Conflict, ...]
    notices: dict[str, Notice]
    guidance: tuple[Guidance, ...]
    duties: tuple[Duty, ...]
    core: dict[str, Core]
    pathways: dict[str, Pathway]
    front_door: FrontDoor | None = None  # packs kept by older vaults have none

    @property
    def edition(self) -> str:
        return self.title.edition

    @property
    def authority(self) -> str:
        """The council whose area this is: every address is taken to be in it unless it says otherwise."""
        return self.title.authority

    @property
    def base(self) -> str:
        """The road that every concern of this vault walks first."""
        return self.rules.base_road

    @property
    def about_adults(self) -> bool:
        """A concern of this vault is about adults who work with children."""
        return self.rules.about == "adults"

    def pathway(self, road: str) -> Pathway:
        """The pathway of this road; the base one while that road is not shipped."""
        return self.pathways.get(road) or self.pathways[self.base]

    @property
    def after_record(self) -> Step:
        """The step that the base road asks for once a concern is recorded."""
        return next(step for step in self.pathways[self.base].steps if "concern" not in step.entry_kinds)

    @cached_property
    def steps(self) -> dict[str, Step]:
        """Every step of every road by id, with all that any road asks there: to word what was sealed."""
        base = self.pathways[self.base]
        others = tuple(road for road in self.pathways.values() if road is not base)
        return {step.id: step for step, _ in merged_steps((base, *others))}

    def walked(self, road: str) -> tuple[Pathway, ...]:
        """What a concern on this road walks: the road, after the one it stands beside."""
        pathway = self.pathway(road)
        return (self.pathways[pathway.beside], pathway) if pathway.beside else (pathway,)

    def shipped(self, road: str) -> bool:
        return road in self.pathways

    def also_called(self, name: str) -> tuple[str, ...]:
        """Older names of what is called so now, or has that in its name."""
        return tuple(alias.old for alias in self.aliases if alias.now.casefold() in name.casefold())

    def label(self, list_id: str, value: str) -> str:
        """The words for a value of a list; the value itself when an older edition knew it and this one does not."""
        items = self.lists[list_id].items if list_id in self.lists else ()
        return next((item.label for item in items if item.value == value), value)

    def contact_called(self, said: str) -> Contact | None:
        """The contact of that role, or one somebody named in their own words: its clocks hold all the same."""
        name = " ".join(said.casefold().split())
        named = (
            one
            for one in self.contacts.values()
            if name in {called.casefold() for called in (one.name, one.full_name, *one.aliases) if called}
        )
        return self.contacts.get(said) or next(named, None)

    def choices(self, list_id: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(value=item.value, label=item.label, card=item.card, note=item.note)
            for item in self.lists[list_id].items
        )

    def tone(self, level: str) -> str:
        """The tone of a level's tag: danger, warn, accent, neutral."""
        return next((item.tone for item in self.lists["levels"].items if item.value == level), "neutral")

    @property
    def low_levels(self) -> frozenset[str]:
        return frozenset(item.value for item in self.lists["levels"].items if item.low)

    def role_of(self, to: str) -> str:
        """The role that this contact is rung as: another council's front door is a front door."""
        contact = self.contacts.get(to)
        return contact.counts_as or contact.instead_of or to if contact is not None else to

    def is_social_care(self, to: str) -> bool:
        """Whether children's social care was told by this contact. An edition that names no roles takes anybody's."""
        return not self.title.social_care or self.role_of(to) in self.title.social_care

    def answers(self, to: str, level: str) -> bool:
        """Whether a referral to this contact went where that level calls for."""
        wanted = next((item.answered_by for item in self.lists["levels"].items if item.value == level), ())
        return not wanted or self.role_of(to) in wanted

    def card_lines(self, card_id: str) -> tuple[str, ...]:
        """The lines of a card, the last of them saying that it is a prompt only."""
        return (*self.cards[card_id].lines, self.title.prompt)

    def step_of_kind(self, kind: str, road: str = "") -> Step:
        """The first step of a road (the base one) that makes this kind of entry. KeyError when none does."""
        for step in self.pathway(road).steps:
            if kind in step.entry_kinds:
                return step
        raise KeyError(kind)

    def questions(
        self, kind: str, step: Step | None = None, known: frozenset[str] = frozenset()
    ) -> tuple[Question, ...]:
        """What a form for this kind of entry asks: its core questions, then the step's extras.

        `known` are names of facts that are known on file: what they answer is not asked again. A step that is left out
        brings its own reasons.
        """
        core = self.core[kind]
        asked = tuple(one for one in core.questions if core.unless_known.get(one.id) not in known)
        if kind == LEFT_OUT and step is not None:
            asked = tuple(replace(one, choices=step.reasons + one.choices) if one.choices else one for one in asked)
        extras = step.questions if step is not None and step.entry_kinds[0] == kind else ()
        return asked + tuple(extra for extra in extras if extra.id not in {one.id for one in asked})

    def question(self, kind: str, question_id: str, step: Step | None = None) -> Question | None:
        """One question by id, for printing its label beside an answer."""
        return next((one for one in self.questions(kind, step) if one.id == question_id), None)

    def words(self, kind: str, question_id: str, value: str, step: Step | None = None) -> str:
        """The label of a chosen value, or the value itself."""
        asked = self.question(kind, question_id, step)
        choices = asked.choices if asked else ()
        return next((choice.label for choice in choices if choice.value == value), value)
