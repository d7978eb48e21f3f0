"""Several roads walked by one concern, as one list of steps: nothing is asked twice, and any road may ask."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from dsl_desk.domain.questions import Question
from dsl_desk.pathways.model import Pathway, Step


def merged_steps(pathways: tuple[Pathway, ...]) -> tuple[tuple[Step, tuple[str, ...]], ...]:
    """The steps of these roads in the order of the first, each with the ids of the roads it belongs to.

    Steps with the same id are one. A road that stands `beside` another only adds to its steps; of two whole roads each
    may ask for a step by itself.
    """
    steps = {step.id: step for pathway in pathways[:1] for step in pathway.steps}
    roads = {step.id: (pathway.id,) for pathway in pathways[:1] for step in pathway.steps}
    for pathway in pathways[1:]:
        for step in pathway.steps:
            if step.id in steps:
                steps[step.id] = _joined(steps[step.id], step, whole=not pathway.beside)
            else:
                steps = _placed(steps, step)
            roads[step.id] = (*roads.get(step.id, ()), pathway.id)
    return tuple((step, roads[name]) for name, step in steps.items())


def _placed(steps: dict[str, Step], step: Step) -> dict[str, Step]:
    """A step of its own goes in after the one it names, else at the end, before the last word: closing."""
    names = list(steps)
    if step.place_after in steps:
        at = names.index(step.place_after) + 1
    else:
        at = len(names) - 1 if names and "closed" in steps[names[-1]].entry_kinds else len(names)
    return {name: steps[name] for name in names[:at]} | {step.id: step} | {name: steps[name] for name in names[at:]}


def _joined(first: Step, more: Step, *, whole: bool) -> Step:
    """One step of two roads. Whom the further road rings comes first; what it leaves unsaid stands.

    `whole`: the further road is one by itself, so what it does not say is said: asked from the start, not left out.
    """
    always = not first.when or (whole and not more.when)
    return replace(
        first,
        questions=_questions(first, more),
        when=() if always else first.when + more.when,
        keeps=first.keeps or more.keeps,
        mandatory_when=first.mandatory_when + more.mandatory_when,
        hold=first.hold + more.hold,
        due=more.due + first.due,
        call=_union(more.call, first.call),
        guidance=_union(more.guidance, first.guidance),
        do_not=_union(more.do_not, first.do_not),
        leave_out=_strictest(first.leave_out, more.leave_out) if whole else first.leave_out,
        agree=first.agree or more.agree,
    )


def _strictest(*ways: Literal["", "one_click", "with_reason"]) -> Literal["", "one_click", "with_reason"]:
    return "" if "" in ways else ("with_reason" if "with_reason" in ways else "one_click")


def _questions(first: Step, second: Step) -> tuple[Question, ...]:
    have = {question.id for question in first.questions}
    return first.questions + tuple(one for one in second.questions if one.id not in have)


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))
