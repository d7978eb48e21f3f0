"""What there is to meet on a set of roads: steps, choices, holds, deadlines, documents, second words, by name."""

from __future__ import annotations

from collections.abc import Iterable

from dsl_desk.domain.questions import Answers, Question, QuestionType, matches
from dsl_desk.pathways.model import Due, Pathway, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.side_by_side import merged_steps

Named = tuple[str, str]  # (sort, name)
SORTS = ("step", "choice", "card", "hold", "due", "clock", "document", "word", "must")


def to_meet(pack: Pack, roads: tuple[Pathway, ...]) -> set[Named]:
    """Everything these roads hold but cards, which belong to the whole pack.

    A step of a duty that is not in force is shown and never asked for. "must": it may not be left out then.
    """
    steps = {step.id: step for step, _ in merged_steps(roads)}
    found = {("choice", name) for name in _choices(pack, steps)}
    for name, step in steps.items():
        found |= {("due", due) for due in dues(step)}
        found |= {("hold", f"{name}: {hold.card}") for hold in step.hold}
        found |= {("clock", f"{name}: {sort}") for sort in ("written", "reply") if getattr(step, sort)}
        found |= {("document", step.document)} if step.document else set()
        found |= {("word", name)} if step.agree else set()
        found |= {("must", name)} if step.mandatory_when else set()
        found |= set() if step.not_in_force else {("step", name)}
    return found


def dues(step: Step) -> dict[str, Due]:
    """The deadlines of a step by name, the same whichever roads it is put together from.

    Where a walk begins, the concern is recorded already.
    """
    found: dict[str, Due] = {}
    for due in step.due if "concern" not in step.entry_kinds else ():
        name = f"{step.id}: {due.note}"
        alike = sum(one.partition(" #")[0] == name for one in found)
        found[f"{name} #{alike + 1}" if alike else name] = due
    return found


def opened(questions: tuple[Question, ...], answers: Answers) -> set[str]:
    """The cards that a form of these questions opens with these answers."""
    return {
        choice.card
        for question in questions
        for choice in question.choices
        if choice.card and question.id in answers and matches(answers[question.id], (choice.value,))
    }


def _choices(pack: Pack, steps: dict[str, Step]) -> set[str]:
    asked = [one for one in _questions(pack, steps.values()) if one.type in (QuestionType.CHOICE, QuestionType.CHOICES)]
    return {f"{one.id}={choice.value}" for one in asked for choice in one.choices}


def _questions(pack: Pack, steps: Iterable[Step]) -> list[Question]:
    """Every question these steps ask, core and their own."""
    held = list(steps)
    kinds = {kind for step in held for kind in step.entry_kinds[:2]}
    own = [one for step in held for one in step.questions]
    return own + [one for kind in sorted(kinds) for one in pack.core[kind].questions]
