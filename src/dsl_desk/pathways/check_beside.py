"""Any two roads can be walked together: what both add to one list of steps is the same, or called differently."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.model import Pathway, Step
from dsl_desk.pathways.pack import Pack


def check_beside(pack: Pack) -> Iterator[Finding]:
    """An error where two roads use one id for different things: walked together, one of the two would be lost."""
    for first, second in combinations(pack.pathways.values(), 2):
        if first.id in (second.beside, second.extends) or second.id in (first.beside, first.extends):
            continue
        for step in second.steps:
            other = first.step(step.id)
            if other is not None:
                yield from _same(first, other, second, step)


def _same(first: Pathway, one: Step, second: Pathway, other: Step) -> Iterator[Finding]:
    where = f"pathways/{second.id}: {other.id}"
    if one.entry_kinds != other.entry_kinds:
        yield Finding("error", where, f"Road “{first.id}” has a step of this id and another kind. Rename one of them")
    asked = {question.id: question for question in one.questions}
    for question in other.questions:
        if asked.get(question.id, question) != question:
            yield Finding(
                "error", f"{where}.{question.id}",
                f"Road “{first.id}” asks something else there under this id. Rename one of them",
            )  # fmt: skip
