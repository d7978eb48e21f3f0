"""What closing still waits for. Closing is the only thing that waits for anything (content of every road, rule 3)."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.pathways.progress import Standing, StepState


@dataclass(frozen=True, kw_only=True)
class OpenThing:
    """A promise, referral or task that nobody has answered yet. `kind`: promise, referral, task, review."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ClosingProblem:
    """`reason_allowed`: a written reason lets it close all the same (`Closed.reasons`, by this id)."""

    id: str
    sentence: str
    reason_allowed: bool


_STILL_OPEN = {
    "promise": "“{}” was promised and has not been answered. Write what came of it, or why it may stay open",
    "referral": "“{}” has not been answered. Write what came back, or why it may stay open",
    "task": "“{}” is not done. Write that it is done, or why it may stay open",
    "review": "“{}” has not been looked at. Write what was found, or why it may stay open",
}


def closing_problems(
    states: tuple[StepState, ...], still_open: tuple[OpenThing, ...] = (), reasons: dict[str, str] | None = None
) -> tuple[ClosingProblem, ...]:
    """Why this concern cannot be closed yet, in the order to mend it; empty: it can. `reasons`: id -> why it may stay.

    It waits for a decision, and for what is unanswered without a reason. Nothing else holds it up: a step that was
    merely not done never does, and a second person who is asked gives their word on the closure once it is written.
    """
    given = {name for name, why in (reasons or {}).items() if why.strip()}
    found = [*_decision(states), *_insisted(states)]
    found += [
        ClosingProblem(id=one.id, sentence=_STILL_OPEN[one.kind].format(one.title), reason_allowed=True)
        for one in still_open
    ]
    return tuple(one for one in found if not (one.reason_allowed and one.id in given))


def _decision(states: tuple[StepState, ...]) -> list[ClosingProblem]:
    """Steps that cannot be left out and make a decision."""
    return [
        ClosingProblem(
            id=state.step.id,
            sentence="Nobody has decided yet. Record a decision, with its reasons, before closing",
            reason_allowed=False,
        )
        for state in states
        if "decision" in state.step.entry_kinds and state.standing is not Standing.DONE and not state.may_leave_out
    ]


def _insisted(states: tuple[StepState, ...]) -> list[ClosingProblem]:
    """A step that may not be left out because somebody insisted, and is still not done."""
    return [
        ClosingProblem(
            id=state.step.id,
            sentence=f"“{state.step.title}” was insisted on and is not done. Do it, or say why it may stay undone",
            reason_allowed=True,
        )
        for state in states
        if state.mandatory and state.standing is not Standing.DONE
    ]


def asks_second_person(states: tuple[StepState, ...]) -> str:
    """Why a closure written now takes effect only with a second person's word; "" where it does so at once.

    Whoever agreed to the decision that stands is not asked again, unless somebody has decided anew since how urgent
    it is: their word was on something else.
    """
    looked = max((one.latest.seq for one in states if "urgency" in one.step.entry_kinds and one.latest), default=0)
    words = [one.agreement.word for one in states if one.agreement and one.agreement.standing == "agreed"]
    agreed = any(word is not None and word.seq > looked for word in words)
    closing = next((one for one in states if "closed" in one.step.entry_kinds and one.asks_word), None)
    return closing.step.agree.why if closing is not None and closing.step.agree is not None and not agreed else ""
