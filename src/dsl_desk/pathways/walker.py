"""Walks a pack's roads at random, in any order, with random answers, and finds where somebody would be stuck."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from dsl_desk.domain.calendar import Calendar
from dsl_desk.domain.facts import ChildOnFile, Facts
from dsl_desk.domain.questions import NOT_KNOWN, Answers, Need, Question, QuestionType, holds, needed, problems
from dsl_desk.domain.record import AGREEMENT, LEFT_OUT, Record, RoadEntry
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.closing import closing_problems
from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.model import Pathway, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import StepState, progress
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.what_is_known import facts_of

_BEGIN = datetime(2026, 11, 13, 9, 0, tzinfo=LONDON)
_CALENDAR = Calendar(school_end=time(15, 15))
_LONGEST = 14  # entries of one walk
_OPTIONAL_ANSWERED = 0.4
_CHILD = "child-1"


@dataclass(frozen=True, kw_only=True)
class Walks:
    """What the walks saw. `never` lists name what no walk met: a step asked for, a choice made, a card shown."""

    count: int
    entries: int
    stuck: tuple[str, ...]
    steps_never_asked: tuple[str, ...]
    choices_never_made: tuple[str, ...]
    cards_never_shown: tuple[str, ...]

    def findings(self) -> list[Finding]:
        """An error for every way to be stuck; notes for what was never met, where there were walks enough to say so."""
        found = [Finding("error", "walk", sentence) for sentence in self.stuck]
        for what, names in (("step", self.steps_never_asked), ("card", self.cards_never_shown)):
            found += [Finding("warning", f"walk: {name}", f"No walk ever met this {what}") for name in names]
        return found


@dataclass
class _Seen:
    stuck: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)
    entries: int = 0


def walk(pack: Pack, count: int, seed: int) -> Walks:
    """Walks every road of the pack `count` times in all; the same seed walks the same way."""
    dice = random.Random(seed)  # noqa: S311  walks are not secrets
    roads = list(pack.pathways.values())
    seen = _Seen()
    for turn in range(count):
        _Walk(pack, pack.walked(roads[turn % len(roads)].id), dice, seen).go()
    all_steps = {step.id for road in roads for step in road.steps}
    return Walks(
        count=count,
        entries=seen.entries,
        stuck=tuple(dict.fromkeys(seen.stuck)),
        steps_never_asked=tuple(sorted(all_steps - seen.asked)),
        choices_never_made=tuple(sorted(_all_choices(pack) - seen.choices)),
        cards_never_shown=tuple(sorted(set(pack.cards) - seen.cards - _named_cards(pack))),
    )


class _Walk:
    """One concern from its record to its closing, steps in any order, some repeated, some left out."""

    def __init__(self, pack: Pack, roads: tuple[Pathway, ...], dice: random.Random, seen: _Seen) -> None:
        self.pack, self.roads, self.dice, self.seen = pack, roads, dice, seen
        self.entries: list[RoadEntry] = []
        self.now = _BEGIN
        self.children = (ChildOnFile(id=_CHILD, worker=dice.choice(("", "none", "social_worker"))),)
        self.steps = tuple(step for step, _ in merged_steps(roads))

    def go(self) -> None:
        """Some steps anyhow, then close; complains when closing, or a referral, cannot be reached."""
        self._make(next(step for step in self.steps if "concern" in step.entry_kinds))
        for _ in range(self.dice.randrange(2, _LONGEST)):
            states = self._look()
            self._step(self.dice.choice(states))
        self._close()

    @property
    def facts(self) -> Facts:
        return facts_of(self.pack, Record(tuple(self.entries)), self.children, _CALENDAR, self.now)

    def _look(self) -> tuple[StepState, ...]:
        record, facts = Record(tuple(self.entries)), self.facts
        states = progress(self.roads, record, facts, _CALENDAR, self.now)
        for card in cards_in_force(self.pack, record, facts, _CALENDAR, self.now, self.steps):
            self.seen.cards.add(card.card.id)
        self.seen.asked |= {one.step.id for one in states if one.standing.value in ("asked", "done")}
        self.seen.cards |= {one.hold.card for one in states if one.hold}
        return states

    def _step(self, state: StepState) -> None:
        if "closed" in state.step.entry_kinds:
            return
        if state.may_leave_out and self.dice.random() < 0.2:
            self._add(LEFT_OUT, state.step, {"reason": "other", "note": "A reason"})
        else:
            self._make(state.step)

    def _make(self, step: Step) -> None:
        kinds = step.entry_kinds
        kind = kinds[0] if len(kinds) == 1 else self.dice.choice(kinds[:2])
        questions = self.pack.questions(kind, step, self.facts.known)
        answers = self._answers(kind, questions)
        left = problems(questions, answers)
        if left:
            self.seen.stuck.append(f"“{kind}” cannot be sealed: {left[0][1]}")
        if kind in ("referral_made", "referral_written", "reply", "chase"):
            answers["referral"] = "referral-1"
        self._add(kind, step, answers)

    def _close(self) -> None:
        """Whatever happened before, a decision, a second person's word and reasons always let it close."""
        for _ in range(4):
            states = self._look()
            left = closing_problems(states)
            hard = [one for one in left if not one.reason_allowed]
            if not hard:
                reasons = {one.id: "A reason" for one in left}
                if closing_problems(states, (), reasons):
                    self.seen.stuck.append("Closing waits for something although every reason was given")
                self._make(next(step for step in self.steps if "closed" in step.entry_kinds))
                return
            for problem in hard:
                self._mend(problem.id, states)
        self.seen.stuck.append(f"Closing cannot be reached: {hard[0].sentence}")

    def _mend(self, problem: str, states: tuple[StepState, ...]) -> None:
        for state in states:
            if state.step.id == problem:
                self._make(state.step)
            elif state.agreement is not None and state.agreement.of == problem:
                self._add(AGREEMENT, None, {"of": problem, "agrees": "agree", "how": "here"})

    def _add(self, kind: str, step: Step | None, answers: Answers) -> None:
        self.now += timedelta(minutes=self.dice.choice((3, 40, 600, 2_000)))
        seq = len(self.entries) + 1
        entry = RoadEntry(
            id=f"entry-{seq}",
            seq=seq,
            kind=kind,
            step=step.id if step else "",
            reference=f"entry {seq}",
            answers=answers,
            recorded_at=self.now,
        )
        self.entries.append(entry)
        self.seen.entries += 1

    def _answers(self, kind: str, questions: tuple[Question, ...]) -> Answers:
        answers: Answers = {}
        for question in questions:
            if not holds(question.show_when, answers):
                continue
            need = needed(question, answers)
            if need is Need.OPTIONAL and self.dice.random() > _OPTIONAL_ANSWERED:
                continue
            value = self._value(question)
            if need is Need.REQUIRED_OR_NOT_KNOWN and self.dice.random() < 0.2:
                value = NOT_KNOWN
            answers[question.id] = value
            for chosen in value if isinstance(value, list) else [value]:
                if isinstance(chosen, str) and question.choices:
                    self.seen.choices.add(f"{kind}.{question.id}={chosen}")
        return answers

    def _value(self, question: Question) -> Any:
        """A random valid answer: plain JSON of the question's type."""
        match question.type:
            case QuestionType.CHOICE | QuestionType.CHOICES | QuestionType.CHILDREN | QuestionType.CONTACT:
                return self._chosen(question)
            case QuestionType.TICK:
                return True
            case QuestionType.NATURES:
                found = self.dice.sample(list(self.pack.natures), self.dice.randint(1, 3))
                return {"main": found[0], "all": found}
            case QuestionType.WHEN:
                return self._when()
            case QuestionType.DATE:
                return (self.now + timedelta(days=self.dice.randrange(30))).date().isoformat()
            case QuestionType.PEOPLE_OF_WORRY:
                return [{"name": "Somebody", "works_here": self.dice.choice(("yes", "no", ""))}]
            case QuestionType.PROMISE:
                return {"what": "Rings back", "who": "Duty worker", "by": self._when()}
            case QuestionType.PER_CHILD:
                return {_CHILD: {one.id: self._value(one) for one in question.fields}}
            case QuestionType.ENTRIES | QuestionType.CONCERNS | QuestionType.ADULTS | QuestionType.ABOUT_ADULTS:
                return ["one"]
            case _:
                return "Some words"

    def _chosen(self, question: Question) -> Any:
        if question.type is QuestionType.CONTACT:
            return self.dice.choice([*self.pack.contacts, "Another council"])
        if question.type is QuestionType.CHILDREN:
            return [{"child": _CHILD, "role": self.dice.choice(question.choices).value}]
        if question.type is QuestionType.CHOICE:
            return self.dice.choice(question.choices).value
        picked = self.dice.sample(question.choices, self.dice.randint(1, min(3, len(question.choices))))
        return [choice.value for choice in picked]

    def _when(self) -> dict[str, Any]:
        at = self.now + timedelta(hours=self.dice.randrange(-5, 60))
        return {"start": at.isoformat(), "end": None, "precision": "exact", "as_said": ""}


def _all_choices(pack: Pack) -> set[str]:
    return {f"{kind}.{one.id}={choice.value}" for kind, one, choice in _choices(pack)}


def _choices(pack: Pack) -> Iterator[tuple[str, Question, Any]]:
    made = {kind for road in pack.pathways.values() for step in road.steps for kind in step.entry_kinds[:2]}
    for kind in made:
        for question in pack.core[kind].questions:
            for choice in question.choices:
                if question.type in (QuestionType.CHOICE, QuestionType.CHOICES):
                    yield kind, question, choice


def _named_cards(pack: Pack) -> set[str]:
    """Cards that a form shows when a choice is made, before anything is sealed, or that stand on a step."""
    named = {choice.card for _, _, choice in _choices(pack) if choice.card}
    return named | {card.id for card in pack.cards.values() if card.steps}
