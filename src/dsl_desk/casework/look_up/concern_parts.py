"""The parts of a concern's page: steps of the road, open items, referrals, agreements asked for."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.concern_file import WRITTEN_COPY, ConcernFile, item_words
from dsl_desk.casework.desk import Desk
from dsl_desk.domain.lists import OpenItem, ReferralRow
from dsl_desk.domain.when import local, short_date
from dsl_desk.pathways.progress import AgreementState, Standing, StepState


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One row of the road at the left. `tone`: ok, accent, warn, danger, neutral."""

    id: str
    title: str
    line: str
    tag: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class ReferralLine:
    id: str
    reference: str
    to: str
    state: str


@dataclass(frozen=True, kw_only=True)
class OpenLine:
    """Something unfinished. `act`: done (a task, a promise), review (a date to look again), step (opens `step`), or
    referral (opens `referral`)."""

    id: str
    root: str
    title: str
    line: str
    overdue: bool
    act: str
    step: str = ""
    referral: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A second person's word is asked on the entry `of`. `mine`: I wrote it, so it is not mine to give.

    `closing`: it is a closure, which takes effect with their word. `said`: what they said, where they do not agree.
    """

    of: str
    what: str
    why: str
    standing: str
    mine: bool
    closing: bool = False
    said: str = ""


def step_line(state: StepState) -> StepLine:
    """A step as the road shows it: asked now, any time, usually after, done, left out, each saying why."""
    tag, tone = {
        Standing.ASKED: ("To do", "neutral"), Standing.ANY_TIME: ("Any time", "accent"),
        Standing.LATER: ("Later", "neutral"), Standing.DONE: ("Done", "ok"), Standing.LEFT_OUT: ("Left out", "neutral"),
        Standing.NO_LONGER: ("Not asked", "neutral"),
    }[state.standing]  # fmt: skip
    line = state.line
    if state.standing is Standing.ASKED and state.due is not None and state.due.at is not None:
        there = local(state.due.at)
        line = f"{state.due.note or 'Due'} · by {short_date(there.date())} {there:%H:%M}{state.due.mark}"
    elif state.standing is Standing.ASKED and state.due is not None:
        line = state.due.note or line
    return StepLine(id=state.step.id, title=state.step.short or state.step.title, line=line, tag=tag, tone=tone)


def suggested(file: ConcernFile) -> str:
    """The step to open: one that comes before all others, else the first that is asked for."""
    asked = [state for state in file.steps if state.standing is Standing.ASKED]
    shown = next((state for state in asked if state.first), asked[0] if asked else file.steps[0])
    return shown.step.id


def referral_state(file: ConcernFile, referral_id: str) -> str:
    """The state of one referral in words."""
    state = next((one for one in file.referral_states if one.referral == referral_id), None)
    if state is None or state.made is None:
        return "Being written"
    if state.decided:
        return "Decided"
    if state.answered:
        return "Acknowledged"
    if state.overdue:
        return "No answer yet, overdue"
    return "Written copy due" if state.written_due is not None else "Waiting for an answer"


def addressee(file: ConcernFile, referral_id: str) -> str:
    """Whom a referral went to."""
    state = next((one for one in file.referral_states if one.referral == referral_id), None)
    return state.to_name if state else ""


def words_asked(file: ConcernFile) -> tuple[tuple[StepState, AgreementState], ...]:
    """Where a second person's word is still to come, or was no. A closure's stands for that on the decision before."""
    found = [(one, one.agreement) for one in file.steps if one.agreement]
    closing = [pair for pair in found if pair[1].closing]
    return tuple(pair for pair in closing or found if pair[1].standing != "agreed")


def asked_of(desk: Desk, file: ConcernFile, state: StepState, agreement: AgreementState) -> Asked:
    """A second person's word as the screen shows it."""
    of = agreement.of
    entry = next((line.entry for line in file.lines if of in (line.entry.header.id, line.entry.header.root)), None)
    return Asked(
        of=of, what=state.step.short or state.step.title, why=agreement.why, standing=agreement.standing,
        mine=entry is not None and entry.header.author == desk.me.id, closing=agreement.closing,
        said=word_in_words(agreement),
    )  # fmt: skip


def word_in_words(agreement: AgreementState) -> str:
    """ "H Castellan: not before the plan was looked at"; empty while nobody has spoken."""
    said = agreement.word.answers if agreement.word else {}
    return ": ".join(part for part in (str(said.get("by_name") or ""), str(said.get("comment") or "")) if part)


def open_line(desk: Desk, file: ConcernFile, one: OpenItem) -> OpenLine:
    """Something that waits, in words, with what ends it."""
    writing = "referral" if one.begun else "step"
    act = {"review": "review", "next_date": "review", WRITTEN_COPY: writing}.get(one.kind, "done")
    due = one.due
    if due is not None and one.due_precision == "day":
        due = desk.calendar.close_of(local(due).date())
    late = due is not None and due < desk.clock()
    there = local(due) if due else None
    by = f"{'was due' if late else 'by'} {short_date(there.date())} {there:%H:%M}" if there else "no date set"
    step = (
        next((s.step.id for s in file.steps if "referral_written" in s.step.entry_kinds), "") if act == "step" else ""
    )
    return OpenLine(
        id=one.id, root=one.root, title=item_words(file.pack, one),
        line=", ".join(part for part in (one.who, by) if part), overdue=late, act=act, step=step,
        referral=one.referral,
    )  # fmt: skip


def referral_line(file: ConcernFile, one: ReferralRow) -> ReferralLine:
    """One referral of this concern: whom it went to and where it stands."""
    to, state = addressee(file, one.id), referral_state(file, one.id)
    return ReferralLine(id=one.id, reference=one.reference, to=to, state=state)
