"""Referrals of a concern that are not finished: without an answer, or with a written copy still to be sent."""

from __future__ import annotations

from dsl_desk.casework.concern_file import WRITTEN_COPY, ConcernFile
from dsl_desk.casework.look_up.chasing import attempts_line
from dsl_desk.casework.look_up.today_row import TodayRow, day_of, moment_of, title_of
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.today import OpenItem as Waiting
from dsl_desk.domain.today import OpenKind
from dsl_desk.pathways.progress import Standing
from dsl_desk.pathways.referrals import ReferralState
from dsl_desk.store import concerns
from dsl_desk.store.work import Read


def open_referrals(read: Read, file: ConcernFile) -> list[tuple[Waiting, TodayRow]]:
    """Referrals nobody has decided on, and written copies nobody has sent."""
    return [*_unanswered(read, file), *_written_copies(read, file)]


def _unanswered(read: Read, file: ConcernFile) -> list[tuple[Waiting, TodayRow]]:
    found = []
    for state in file.referral_states:
        if state.made_at is None or state.decided:
            continue
        made_on = _made_on(read, file, state.referral)
        title = title_of(read, made_on)
        item = Waiting(
            id=f"referral:{state.referral}", kind=OpenKind.REFERRAL, concern=made_on.id, title=title,
            due=state.due.at if state.due else None, since=state.made_at, statutory=state.statutory_overdue,
        )  # fmt: skip
        after = [_answer_due(state), attempts_line(file, state), _next_rung(file, state)]
        what = "referral not acknowledged" if state.statutory_overdue else state.to_name
        row = TodayRow(
            id=item.id, title=f"{title} · {what}", tag="",
            line=" · ".join((f"To {state.to_name} {moment_of(state.made_at)}", *filter(None, after))),
            tone="", act="Chase", concern=made_on.id, referral=state.referral, step=_step_making(file, "chase"),
        )  # fmt: skip
        found.append((item, row))
    return found


def _answer_due(state: ReferralState) -> str:
    """Until when an answer is due; where nobody gave a time, what to ask for."""
    if state.due is None:
        return ""
    return f"due by {day_of(state.due.at)}{state.due.mark}" if state.due.at else state.due.note


def _next_rung(file: ConcernFile, state: ReferralState) -> str:
    """By when the next rung of the ladder is due, once somebody has tried."""
    asked = (one.due for one in file.steps if "chase" in one.step.entry_kinds and one.standing is Standing.ASKED)
    due = next((one for one in asked if one is not None and one.at is not None), None)
    return f"next rung by {day_of(due.at)}" if due is not None and state.chases else ""


def _written_copies(read: Read, file: ConcernFile) -> list[tuple[Waiting, TodayRow]]:
    """Written copies still to be sent: written on the concern first, and then sent from the referral."""
    found = []
    for one in file.open_items:
        if one.kind != WRITTEN_COPY:
            continue
        made_on = _made_on(read, file, one.referral)
        title = title_of(read, made_on)
        item = Waiting(id=one.id, kind=OpenKind.TASK, concern=made_on.id, title=title, due=one.due)
        row = TodayRow(
            id=one.id, title=f"{title} · {one.what[:1].lower()}{one.what[1:] or 'written copy'}",
            line=f"Was due {moment_of(one.due)}" if one.due else "No date was set", tag="", tone="",
            act="Send it" if one.begun else "Write it", concern=made_on.id, referral=one.referral,
            step=_step_making(file, "referral_written"), kind="referral_written",
            screen="referral" if one.begun else "concern",
        )  # fmt: skip
        found.append((item, row))
    return found


def _made_on(read: Read, file: ConcernFile, referral: str) -> ConcernRow:
    """The concern a referral was made on, whichever of those it rests on is read; this one where that is not seen."""
    begun = next((one.made or one.written for one in file.referrals if one.id == referral), None)
    first = begun.header.concerns[0] if begun is not None and begun.header.concerns else ""
    return concerns.row(read, first) or file.row


def _step_making(file: ConcernFile, kind: str) -> str:
    return next((step.id for road in file.pathways for step in road.steps if kind in step.entry_kinds), "")
