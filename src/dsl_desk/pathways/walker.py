"""Walks a pack's roads at random, in any order, with random answers, and finds where somebody would be stuck."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from dsl_desk.domain.calendar import Calendar
from dsl_desk.domain.facts import ChildOnFile, Facts
from dsl_desk.domain.questions import Answers, problems
from dsl_desk.domain.record import LEFT_OUT, Record, RoadEntry
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.clocks import begins, deadline
from dsl_desk.pathways.closing import closing_problems
from dsl_desk.pathways.conditions import START, View
from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.guesses import CHILD, Guesses
from dsl_desk.pathways.model import Pathway, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import StepState, progress
from dsl_desk.pathways.referrals import referrals
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.to_meet import SORTS, Named, dues, opened, to_meet
from dsl_desk.pathways.what_is_known import facts_of

_BEGIN = datetime(2026, 11, 13, 9, 0, tzinfo=LONDON)
_IN_WORDS = {"step": "step", "card": "card", "hold": "hold", "due": "deadline", "clock": "clock", "document": "paper"}
_CALENDAR = Calendar(school_end=time(15, 15))
_LONGEST = 14  # entries of one walk
_NEXT_ASKED = 0.6  # how often somebody takes what is asked for and not begun
_TRIED_TO_CLOSE = 0.2  # after how many of the steps closing is tried, then taken back


@dataclass(frozen=True, kw_only=True)
class Walks:
    """What the walks saw. `wanted`, `never`: by sort (`to_meet.SORTS`), all there is and what no walk met of it."""

    count: int
    entries: int
    stuck: tuple[str, ...]
    wanted: dict[str, tuple[str, ...]]
    never: dict[str, tuple[str, ...]]

    def findings(self) -> list[Finding]:
        """An error for every way to be stuck; notes for what was never met, where there were walks enough to say so."""
        found = [Finding("error", "walk", sentence) for sentence in self.stuck]
        for sort, what in _IN_WORDS.items():
            found += [Finding("warning", f"walk: {one}", f"No walk ever met this {what}") for one in self.never[sort]]
        return found


@dataclass
class _Seen:
    """`met`: by sort and name; choices lie apart, as the guesses collect them."""

    stuck: list[str] = field(default_factory=list)
    choices: set[str] = field(default_factory=set)
    met: set[Named] = field(default_factory=set)
    made: Counter[str] = field(default_factory=Counter)
    entries: int = 0

    @property
    def all(self) -> set[Named]:
        return self.met | {("choice", name) for name in self.choices}


def walk(pack: Pack, count: int, seed: int, together: Sequence[tuple[str, ...]] = ()) -> Walks:
    """Walks the pack's roads `count` times in all: each once, then those where something was not met yet, then any.

    `together`: sets of roads to walk side by side instead. The same seed walks the same way.
    """
    dice = random.Random(seed)  # noqa: S311  walks are not secrets
    roads = [side_by_side(pack, names) for names in together or [(name,) for name in pack.pathways]]
    wanted = [to_meet(pack, one) for one in roads]
    seen = _Seen()
    for turn in range(count):
        unmet = [spot for spot, names in enumerate(wanted) if names - seen.all] if turn >= len(roads) else []
        _Walk(pack, roads[dice.choice(unmet) if unmet else turn % len(roads)], dice, seen).go()
    everything = set().union(*wanted) | {("card", name) for name in pack.cards}
    left = everything - seen.all
    return Walks(
        count=count,
        entries=seen.entries,
        stuck=tuple(dict.fromkeys(seen.stuck)),
        wanted={one: tuple(sorted(name for sort, name in everything if sort == one)) for one in SORTS},
        never={one: tuple(sorted(name for sort, name in left if sort == one)) for one in SORTS},
    )


def side_by_side(pack: Pack, names: tuple[str, ...]) -> tuple[Pathway, ...]:
    """The roads a concern walks that begins these: whole roads first, each once."""
    walked = dict.fromkeys(road.id for name in names for road in pack.walked(name))
    return tuple(pack.pathways[name] for name in sorted(walked, key=lambda name: bool(pack.pathways[name].beside)))


class _Walk:
    """One concern from its record to its closing, steps in any order, some repeated, some left out."""

    def __init__(self, pack: Pack, roads: tuple[Pathway, ...], dice: random.Random, seen: _Seen) -> None:
        self.pack, self.roads, self.dice, self.seen = pack, roads, dice, seen
        self.entries: list[RoadEntry] = []
        self.now = _BEGIN
        self.guesses = Guesses(pack, dice, seen.choices)
        self.children = (ChildOnFile(id=CHILD, worker=dice.choice(("", "none", "social_worker"))),)
        self.steps = tuple(step for step, _ in merged_steps(roads))

    def go(self) -> None:
        """Some steps anyhow; complains when closing cannot be reached from where they lead."""
        self._make(next(step for step in self.steps if "concern" in step.entry_kinds))
        for _ in range(self.dice.randrange(2, _LONGEST)):
            states = self._look()
            self._step(self._next(states))
            if self.dice.random() < _TRIED_TO_CLOSE:
                kept, now = list(self.entries), self.now
                self._close()
                self.entries, self.now = kept, now
        self._close()

    def _next(self, states: tuple[StepState, ...]) -> StepState:
        """Any step at all; as often what is asked for and was done least in all walks so far."""
        asked = [one for one in states if one.standing.value == "asked" and not one.made]
        if not asked or self.dice.random() > _NEXT_ASKED:
            return self.dice.choice(states)
        fewest = min(self.seen.made[one.step.id] for one in asked)
        return self.dice.choice([one for one in asked if self.seen.made[one.step.id] == fewest])

    @property
    def facts(self) -> Facts:
        return facts_of(self.pack, Record(tuple(self.entries)), self.children, _CALENDAR, self.now)

    def _look(self) -> tuple[StepState, ...]:
        record, facts, met = Record(tuple(self.entries)), self.facts, self.seen.met
        states = progress(self.roads, record, facts, _CALENDAR, self.now)
        cards = cards_in_force(self.pack, record, facts, _CALENDAR, self.now, self.steps)
        met.update(("card", card.card.id) for card in cards)
        for one in states:
            name = one.step.id
            if one.standing.value in ("asked", "done"):
                met.add(("step", name))
            if one.hold:
                met |= {("hold", f"{name}: {one.hold.card}"), ("card", one.hold.card)}
            if one.asks_word:
                met.add(("word", name))
            if one.mandatory:
                met.add(("must", name))
        self._count(states, View(self.steps, record, facts))
        self._clocks(record)
        return states

    def _count(self, states: tuple[StepState, ...], view: View) -> None:
        """Which deadline stands on each step asked for, the first that holds; one with a number gives a moment."""
        for state in (one for one in states if one.standing.value == "asked"):
            for name, rule in dues(state.step).items():
                start = begins(rule, view, state.because or START, _CALENDAR)
                if start is not None:
                    self.seen.met.add(("due", name))
                    if rule.units and deadline(rule, start, _CALENDAR).at is None:
                        self.seen.stuck.append(f"The deadline “{name}” gives no moment")
                    break

    def _clocks(self, record: Record) -> None:
        """Which clocks of a referral run: for its written copy, and for an answer."""
        step = next((one for one in self.steps if one.written or one.reply), None)
        for state in referrals(self.pack, record, _CALENDAR, self.now) if step else ():
            for sort, due in (("written", state.written_due), ("reply", state.due)):
                if step and due is not None:
                    self.seen.met.add(("clock", f"{step.id}: {sort}"))

    def _step(self, state: StepState) -> None:
        if "closed" in state.step.entry_kinds:
            return
        if state.may_leave_out and self.dice.random() < 0.2:
            self._add(LEFT_OUT, state.step, {"reason": "other", "note": "A reason"})
        else:
            self._make(state.step)

    def _make(self, step: Step) -> None:
        self.seen.made[step.id] += 1
        self.seen.met |= {("document", step.document)} if step.document else set()
        self.seen.met |= {("card", card.id) for card in self.pack.cards.values() if step.id in card.steps}
        kinds = step.entry_kinds
        kind = kinds[0] if len(kinds) == 1 else self.dice.choice(kinds[:2])
        questions = self.pack.questions(kind, step, self.facts.known)
        answers = self.guesses.answers(questions, self.now)
        self.seen.met |= {("card", card) for card in opened(questions, answers)}
        left = problems(questions, answers)
        if left:
            self.seen.stuck.append(f"“{kind}” cannot be sealed: {left[0][1]}")
        if kind in ("referral_made", "referral_written", "reply", "chase"):
            answers["referral"] = "referral-1"
        self._add(kind, step, answers)

    def _close(self) -> None:
        """Whatever happened before, a decision and reasons always let it close."""
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
