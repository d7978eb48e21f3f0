"""Short words for tests of a road that stands beside the general one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dsl_desk.domain.questions import Question
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing, StepState, progress
from dsl_desk.pathways.side_by_side import merged_steps
from tests.pathways.roads import CALENDAR, Road, at, when

NOW = at(3, 11)  # Tuesday 3 November 2026, in school time


def begun(road: Road, *natures: str, level: str = "family_help", **answers: Any) -> None:
    """A concern recorded and looked back at."""
    road.add("concern", at(3, 9), noticed=when(at(3, 8, 50)), what_happened="x")
    road.add("urgency", at(3, 9, 30), level=level, natures=list(natures), why="x", **answers)


def assessed(road: Road, step: str, moment: datetime = NOW, **answers: Any) -> None:
    road.add("assessment", moment, step=step, **answers)


def states(road: Road, walked: str, now: datetime = NOW) -> dict[str, StepState]:
    found = progress(road.pack.walked(walked), road.record, road.facts(now), CALENDAR, now)
    return {state.step.id: state for state in found}


def asked(road: Road, walked: str, now: datetime = NOW) -> set[str]:
    return {name for name, state in states(road, walked, now).items() if state.standing is Standing.ASKED}


def cards(road: Road, walked: str, now: datetime = NOW) -> set[str]:
    steps = tuple(step for step, _ in merged_steps(road.pack.walked(walked)))
    found = cards_in_force(road.pack, road.record, road.facts(now), CALENDAR, now, steps)
    return {one.card.id for one in found}


def own_steps(pack: Pack, walked: str) -> tuple[Step, ...]:
    """The steps this road brings, apart from what it adds to general ones."""
    general = {step.id for step in pack.pathway("general").steps}
    return tuple(step for step in pack.pathways[walked].steps if step.id not in general)


def questions(pack: Pack, walked: str) -> Iterator[Question]:
    for step in pack.pathways[walked].steps:
        for question in step.questions:
            yield question
            yield from question.fields


def words(pack: Pack, walked: str) -> str:
    """Everything a lead reads on this road, in small letters."""
    pathway = pack.pathways[walked]
    parts = [pathway.title, pathway.tag]
    for step in pathway.steps:
        document = pack.documents.get(step.document)
        parts += [step.title, step.short, step.usually, step.afterwards, *step.guidance, *step.do_not, *step.say]
        parts += [document.title, document.under] if document else []
    for question in questions(pack, walked):
        parts += [question.label, question.hint, *(choice.label for choice in question.choices)]
    return " ".join(parts).casefold()


def never_waits(road: Road, walked: str) -> None:
    """A referral can be made at the very start and at any moment after, and no card stands before it."""
    state = states(road, walked)["refer"]
    assert state.hold is None and state.standing is not Standing.LATER
    assert road.pack.pathways[walked].step("refer").hold == ()  # type: ignore[union-attr]
