"""Short words for making the entries of a road in tests."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dsl_desk.domain.calendar import Calendar, Term
from dsl_desk.domain.facts import ChildOnFile, Facts
from dsl_desk.domain.questions import Question
from dsl_desk.domain.record import Record, RoadEntry
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import StepState, progress
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.walker import side_by_side
from dsl_desk.pathways.what_is_known import facts_of

RESOURCES = Path(__file__).parents[2] / "resources"
ENGLAND, LUTON = RESOURCES / "england", RESOURCES / "localities" / "luton"
CALENDAR = Calendar(
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)}),
    terms=(Term(date(2026, 9, 7), date(2026, 10, 23)), Term(date(2026, 11, 2), date(2026, 12, 18))),
    school_end=time(15, 15),
)


def at(day: int, hour: int = 10, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def when(moment: datetime) -> dict[str, Any]:
    return {"start": moment.isoformat(), "end": None, "precision": "exact", "as_said": ""}


def on(day: int, month: int = 11) -> dict[str, Any]:
    return {"start": at(day, 0, 0, month).isoformat(), "end": None, "precision": "day", "as_said": ""}


class Road:
    """A record being made, one entry after another, as a desk would."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.entries: list[RoadEntry] = []
        self.children: tuple[ChildOnFile, ...] = (ChildOnFile(id="child-1"),)

    def add(
        self,
        kind: str,
        moment: datetime,
        *,
        step: str | None = None,
        happened: datetime | None = None,
        amends: str = "",
        **answers: Any,
    ) -> RoadEntry:
        own = step if step is not None else self._step_of(kind)
        seq = len(self.entries) + 1
        entry = RoadEntry(
            id=f"e{seq}",
            seq=seq,
            kind=kind,
            step=own,
            reference=f"entry {seq}",
            answers=answers,
            happened=happened,
            recorded_at=moment,
            root=amends,
        )
        self.entries.append(entry)
        return entry

    def _step_of(self, kind: str) -> str:
        try:
            return self.pack.step_of_kind(kind).id
        except KeyError:
            return ""

    @property
    def record(self) -> Record:
        return Record(tuple(self.entries))

    def facts(self, now: datetime) -> Facts:
        return facts_of(self.pack, self.record, self.children, CALENDAR, now)

    def states(self, now: datetime, *roads: str) -> dict[str, StepState]:
        walked = side_by_side(self.pack, roads or ("general",))
        shown = progress(walked, self.record, self.facts(now), CALENDAR, now)
        return {state.step.id: state for state in shown}

    def cards(self, now: datetime, *roads: str) -> set[str]:
        steps = tuple(step for step, _ in merged_steps(side_by_side(self.pack, roads or ("general",))))
        found = cards_in_force(self.pack, self.record, self.facts(now), CALENDAR, now, steps)
        return {one.card.id for one in found}

    def begin(self, nature: str, level: str = "social_care", hour: int = 9) -> None:
        """A worry recorded and looked back on, on Monday 2 November 2026."""
        self.add("concern", at(2, hour), noticed=when(at(2, hour)), what_happened="x", where_now="in_school")
        self.add("urgency", at(2, hour, 10), level=level, natures=[nature], why="x")

    def assess(self, step: str, moment: datetime, **answers: Any) -> RoadEntry:
        return self.add("assessment", moment, step=step, **answers)

    def spoke(self, moment: datetime, view: str = "refer") -> RoadEntry:
        return self.add("advice", moment, result="spoke", view=view)

    def referred(self, moment: datetime, to: str = "mash") -> RoadEntry:
        return self.add("referral_made", moment, referral="R1", to=to, how="phone", happened=moment)


def questions(pack: Pack, road: str, step: str) -> dict[str, Question]:
    """What this step asks beyond its core questions, by id."""
    found = next(one for one, _ in merged_steps(side_by_side(pack, (road,))) if one.id == step)
    return {one.id: one for one in found.questions}


def card_of(question: Question, value: str) -> str | None:
    """The card that this choice opens."""
    return next(one.card for one in question.choices if one.value == value)
