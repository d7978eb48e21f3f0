"""Take a step of a road: whatever its kind, from the form's answers to one sealed entry. Nothing gates a referral."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dsl_desk.casework.concern_file import ConcernFile, concern_file, item_words
from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.filling import Filled, fill
from dsl_desk.casework.sealing import new_id, seal_act, seal_in, sealed
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.concern import AgreementAsked, LeftOut
from dsl_desk.domain.entry import Subject
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.pathways.closing import OpenThing, asks_second_person, closing_problems
from dsl_desk.pathways.model import Step
from dsl_desk.store.work import open_read, open_work

# What of the open items counts as which kind of unanswered thing when a concern is closed.
_COUNTS_AS = {
    "task": "task", "written_copy": "task", "promise": "promise", "waiting": "promise", "review": "review",
    "next_date": "review",
}  # fmt: skip


_WAITS = "{why}: it is closed once a second person agrees, here or by phone. Until then it stands on Today."


def take_step(
    desk: Desk,
    concern_id: str,
    step_id: str,
    draft_id: str,
    answers: Answers,
    *,
    kind: str = "",
    referral: str = "",
    despite: str = "",
    reasons: dict[str, str] | None = None,
) -> Sealed:
    """Seal one entry for this step. `kind` chooses among the kinds a step makes ("" is the first).

    `referral` names the referral that an entry belongs to; a first one starts its own. `despite` is the written reason
    for going on past a stop card. `reasons` says why what is still open may stay so when it is closed.
    Raises CannotSeal with every problem, in order.
    """
    ready = ready_step(
        desk, concern_id, step_id, draft_id, answers, kind=kind, referral=referral, despite=despite, reasons=reasons
    )
    filled = ready.filled
    concerns = (concern_id, *(one for one in filled.concerns or () if one != concern_id))
    if ready.kind == "closed":
        return _close(desk, ready, draft_id, concerns)
    first = ready.kind in ("referral_made", "referral_written") and not referral
    return seal_act(
        desk, filled.body, draft_id=draft_id, concerns=concerns,
        subjects=filled.subjects or _referred(ready.file, referral), numbered="R" if first else None,
        afterwards=ready.step.afterwards,
    )  # fmt: skip


def _close(desk: Desk, ready: ReadyStep, draft_id: str, concerns: tuple[str, ...]) -> Sealed:
    """A closure, and in the same breath the question to a second person where it waits for their word."""
    allow(desk, Act.CLOSE)
    why = asks_second_person(ready.file.steps)
    with open_work(desk.vault, desk.clock()) as work:
        entry = seal_in(work, desk, ready.filled.body, draft_id=draft_id, concerns=concerns)
        if why:
            seal_in(work, desk, AgreementAsked(of=draft_id, why=why), draft_id=new_id(), concerns=concerns)
        work.commit()
    return sealed(entry, _WAITS.format(why=why) if why else ready.step.afterwards)


@dataclass(frozen=True)
class ReadyStep:
    """What a step's form would seal, before it is sealed."""

    file: ConcernFile
    step: Step
    kind: str
    questions: tuple[Question, ...]
    filled: Filled


def ready_step(
    desk: Desk,
    concern_id: str,
    step_id: str,
    draft_id: str,
    answers: Answers,
    *,
    kind: str = "",
    referral: str = "",
    despite: str = "",
    reasons: dict[str, str] | None = None,
) -> ReadyStep:
    """The same as `take_step` up to the seal: for *check your answers*. Raises what it raises."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
    step = step_of(file, step_id)
    kind = kind or step.entry_kinds[0]
    cards = _held_by(file, step_id)
    if cards and not despite.strip() and kind not in ("note", "left_out"):
        raise CannotSeal([("despite", "A stop card stands before this step. Write why you go on, or ring first.")])
    fixed = _fixed(file, step, kind, referral or draft_id) | {
        "step": step.id, "road": _road_of(file, step.id), "cards": cards, "despite": despite,
    }  # fmt: skip
    if kind == "closed":
        refuse_to_close(file, reasons or {})
        fixed["reasons"] = reasons or {}
    questions = questions_for(file, step, kind)
    return ReadyStep(file, step, kind, questions, fill(kind, questions, answers, file.pack, desk.clock(), **fixed))


def leave_out(desk: Desk, concern_id: str, step_id: str, reason: str, note: str = "") -> Sealed:
    """Leave a step out, with its reason: one of the pack's one-click reasons, or "other" with a sentence."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
    step = step_of(file, step_id)
    state = next(state for state in file.steps if state.step.id == step_id)
    if not state.may_leave_out:
        raise KnownProblem("This step cannot be left out here. It can be done later; only closing waits for it.")
    known = {choice.value for choice in step.reasons}
    if reason not in known and not note.strip():
        raise CannotSeal([("note", "Write why this step is left out.")])
    body = LeftOut(step=step.id, road=_road_of(file, step.id), reason=reason if reason in known else "other", note=note)
    return seal_act(desk, body, draft_id=new_id(), concerns=(concern_id,))


def step_of(file: ConcernFile, step_id: str) -> Step:
    """The step as the roads this concern walks ask for it. KnownProblem when none has it."""
    for state in file.steps:
        if state.step.id == step_id:
            return state.step
    raise KnownProblem("This step is not part of the road this concern walks. Nothing was lost.")


def questions_for(file: ConcernFile, step: Step, kind: str) -> tuple[Question, ...]:
    """What the form asks: core questions, the step's extras, without what the file already knows."""
    return file.pack.questions(kind, step, known=file.facts.known)


def refuse_to_close(file: ConcernFile, reasons: dict[str, str]) -> None:
    """CannotSeal while closing has to wait: no decision, or something unanswered without a reason."""
    found = closing_problems(file.steps, waiting(file), reasons)
    if found:
        raise CannotSeal([(problem.id, problem.sentence) for problem in found])


def waiting(file: ConcernFile) -> tuple[OpenThing, ...]:
    """What is still unanswered on this concern: promises, tasks, reviews, referrals."""
    items = [
        OpenThing(id=item.id, kind=_COUNTS_AS[item.kind], title=item_words(file.pack, item))
        for item in file.open_items
        if item.kind in _COUNTS_AS
    ]
    references = {one.id: one.reference for one in file.referrals}
    silent = [
        OpenThing(
            id=state.referral,
            kind="referral",
            title=" to ".join(filter(None, (references.get(state.referral), state.to_name))),
        )
        for state in file.referral_states
        if not state.answered
    ]
    return tuple(items + silent)


def _referred(file: ConcernFile, referral: str) -> tuple[Subject, ...] | None:
    """What belongs to a referral is about the children in it, not about every child of its concerns."""
    made = next((row.made for row in file.referrals if row.id == referral), None)
    return made.header.subjects if made else None


def _held_by(file: ConcernFile, step_id: str) -> tuple[str, ...]:
    state = next((state for state in file.steps if state.step.id == step_id), None)
    return (state.hold.card,) if state and state.hold else ()


def _road_of(file: ConcernFile, step_id: str) -> str:
    return next((road.id for road in file.pathways if road.step(step_id) is not None), "")


def _fixed(file: ConcernFile, step: Step, kind: str, referral: str) -> dict[str, Any]:
    """Fields of this kind that no question asks."""
    if kind in ("referral_made", "referral_written", "reply", "chase"):
        return {"referral": referral}
    if kind == "assessment":
        return {"which": step.id}
    if kind == "urgency":
        return {"looked_back_at": tuple(line.entry.header.id for line in file.lines), "from_entry": file.row.id}
    return {}
