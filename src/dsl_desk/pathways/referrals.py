"""Referrals of a record: what each waits for, until when, and whether the silence is too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from dsl_desk.domain.calendar import Calendar, fixed
from dsl_desk.domain.record import Record, RoadEntry
from dsl_desk.pathways.clocks import Deadline, deadline, moment_of, promised_moment
from dsl_desk.pathways.model import Due, ReplyDue, WrittenDue
from dsl_desk.pathways.pack import Pack

NOT_YET = "not_yet"
_ABOUT = "An answer"
_NO_DECISION = "not_decided_yet"


@dataclass(frozen=True, kw_only=True)
class ReferralState:
    """One referral. `made` None: being written, or made in no known way; then no clock runs.

    `due` is when an answer is due: what was promised, or else the pack's rule; without a time where neither says.
    `written_due`: while the written copy is neither sent nor said to be not needed.
    `chases`: every attempt to get it, the oldest first.
    `overdue`: that time has passed without a word. `statutory_overdue`: the acknowledgement the law expects is late.
    `next_at`: the next date once it was answered. `disagreed`: the last answer was not agreed with.
    """

    referral: str
    to: str
    to_name: str
    begun: RoadEntry
    made: RoadEntry | None
    made_at: datetime | None
    written: RoadEntry | None
    written_due: Deadline | None
    reply: RoadEntry | None
    answered: bool
    decided: bool
    disagreed: bool
    due: Deadline | None
    chases: tuple[RoadEntry, ...]
    next_at: datetime | None
    overdue: bool
    statutory_overdue: bool


def referrals(pack: Pack, record: Record, calendar: Calendar, now: datetime) -> tuple[ReferralState, ...]:
    """Every referral of this record, oldest first."""
    ids: dict[str, list[RoadEntry]] = {}
    for entry in record.of_kind("referral_made", "referral_written", "reply", "chase"):
        ids.setdefault(str(entry.answers.get("referral") or ""), []).append(entry)
    return tuple(_state(pack, name, tuple(entries), record, calendar, now) for name, entries in ids.items())


def _state(
    pack: Pack, name: str, entries: tuple[RoadEntry, ...], record: Record, calendar: Calendar, now: datetime
) -> ReferralState:
    written, reply = _last(entries, "referral_written"), _last(entries, "reply")
    begun, made = next((one for one in entries if one.kind == "referral_made"), entries[0]), _made(entries, written)
    to = str(begun.answers.get("to") or "") or _papers(pack, begun)
    step = pack.step_of_kind("referral_made")
    rule = waiting_rule(pack, step.reply, to)
    made_at = fixed(record.began(made)) if made else None
    due = _promised(made_at, entries, calendar) or _due(rule, made_at, reply, calendar)
    silent = _silent(due, reply, now)
    return ReferralState(
        referral=name,
        to=to,
        to_name=str(begun.answers.get("to_name") or ""),
        begun=begun,
        made=made,
        made_at=made_at,
        written=written,
        written_due=_written_due(step.written, pack.role_of(to), made, made_at, written, calendar),
        reply=reply,
        answered=reply is not None,
        decided=reply is not None and reply.answers.get("agree") != _NO_DECISION,
        disagreed=reply is not None and reply.answers.get("agree") == "no",
        due=due,
        chases=tuple(one for one in entries if one.kind == "chase"),
        next_at=moment_of(reply.answers.get("next_date"), calendar, late=True) if reply else None,
        overdue=silent,
        statutory_overdue=reply is None and silent and _lawful(rule, made_at, calendar, now),
    )


def _last(entries: tuple[RoadEntry, ...], kind: str) -> RoadEntry | None:
    return next((one for one in reversed(entries) if one.kind == kind), None)


def _made(entries: tuple[RoadEntry, ...], written: RoadEntry | None) -> RoadEntry | None:
    """The entry it was made by. Sent without a call: then the clock runs from the sending."""
    calls = (one for one in entries if one.kind == "referral_made" and one.answers.get("how") != NOT_YET)
    sent = written if written is not None and written.answers.get("written_copy") == "sent" else None
    return next(calls, sent)


def _papers(pack: Pack, begun: RoadEntry) -> str:
    """Begun in writing, without a call: it goes to whom its paper is for."""
    step = pack.steps.get(begun.step)
    document = pack.documents.get(step.document) if step is not None and begun.kind == "referral_written" else None
    return document.recipient if document is not None else ""


def waiting_id(pack: Pack, to: str) -> str:
    """By which the school's own time to wait for an answer is kept: one for each role, and one for everybody else."""
    return f"answer:{pack.role_of(to) if to in pack.contacts else 'somebody_else'}"


def waiting_rule(pack: Pack, rule: ReplyDue | None, to: str) -> Due | None:
    """The contact's own clock, or the road's where it holds for that role. Of anybody else only what to ask is said."""
    contact = pack.contacts.get(to)
    found: Due | None = contact.reply if contact is not None else None
    if found is None and rule is not None:
        theirs = not rule.to or pack.role_of(to) in rule.to
        nobodys = Due(note=rule.otherwise, source=rule.source, confidence="L") if rule.otherwise else None
        found = rule if theirs else nobodys
    return None if found is None else replace(found, id=waiting_id(pack, to), about=_ABOUT)


def _promised(made_at: datetime | None, entries: tuple[RoadEntry, ...], calendar: Calendar) -> Deadline | None:
    promises = [one for one in entries if promised_moment(one.answers.get("promised"), calendar)]
    if made_at is None or not promises:
        return None
    newest = max(promises, key=lambda one: one.seq)
    at = promised_moment(newest.answers.get("promised"), calendar)
    said = newest.answers.get("promised")
    note = str(said.get("what") or "") if isinstance(said, dict) else ""
    return Deadline(at=at, start=made_at, note=note, promised=True)


def _due(rule: Due | None, made_at: datetime | None, reply: RoadEntry | None, calendar: Calendar) -> Deadline | None:
    return None if rule is None or made_at is None or reply is not None else deadline(rule, made_at, calendar)


def _silent(due: Deadline | None, reply: RoadEntry | None, now: datetime) -> bool:
    decided = reply is not None and reply.answers.get("agree") != _NO_DECISION
    kept = reply is not None and due is not None and not due.promised
    return due is not None and due.overdue(now) and not decided and not kept


def _lawful(rule: Due | None, made_at: datetime | None, calendar: Calendar, now: datetime) -> bool:
    return (
        rule is not None and rule.statutory and made_at is not None and deadline(rule, made_at, calendar).overdue(now)
    )


def _written_due(
    rule: WrittenDue | None,
    to: str,
    made: RoadEntry | None,
    made_at: datetime | None,
    written: RoadEntry | None,
    calendar: Calendar,
) -> Deadline | None:
    """None once it is sent or not needed, or where none is asked for (made in writing, or to somebody else)."""
    if written is not None and written.answers.get("written_copy") in ("sent", "not_needed"):
        return None
    own = moment_of(written.answers.get("to_do_by"), calendar, late=True) if written else None
    if own is not None:
        return Deadline(at=own, start=made_at or own, note="the time you set", promised=True)
    if rule is None or made is None or made_at is None or not rule.asked(str(made.answers.get("how") or ""), to):
        return None
    return deadline(rule, made_at, calendar)
