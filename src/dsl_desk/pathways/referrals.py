"""Referrals of a record: what each waits for, until when, and whether the silence is too long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsl_desk.domain.calendar import Calendar, fixed
from dsl_desk.domain.record import Record, RoadEntry
from dsl_desk.pathways.clocks import Deadline, deadline, moment_of, promised_moment
from dsl_desk.pathways.model import Contact, Due, ReplyDue
from dsl_desk.pathways.pack import Pack

NOT_YET = "not_yet"
_NO_DECISION = "not_decided_yet"


@dataclass(frozen=True, kw_only=True)
class ReferralState:
    """One referral. `made` None: being written, or made in no known way; then no clock runs.

    `due` is when an answer is due: what was promised, or else the pack's rule; None when neither says.
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
    begun = next((one for one in entries if one.kind == "referral_made"), entries[0])
    made = _made(entries, written)
    to = str(begun.answers.get("to") or "")
    step = pack.step_of_kind("referral_made")
    rule = _rule(pack.contacts.get(to), step.reply, to)
    made_at = fixed(record.began(made)) if made else None
    due = _due(rule, made_at, entries, calendar)
    silent = _silent(due, reply, now)
    return ReferralState(
        referral=name,
        to=to,
        to_name=str(begun.answers.get("to_name") or ""),
        begun=begun,
        made=made,
        made_at=made_at,
        written=written,
        written_due=_written_due(step.written, made_at, written, calendar) if made_at else None,
        reply=reply,
        answered=reply is not None,
        decided=reply is not None and reply.answers.get("agree") != _NO_DECISION,
        disagreed=reply is not None and reply.answers.get("agree") == "no",
        due=due,
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


def _rule(contact: Contact | None, rule: ReplyDue | None, to: str) -> Due | None:
    """A contact's own clock, or the road's. A contact the pack does not know is taken to be a council's."""
    if contact is not None and contact.reply is not None:
        return contact.reply
    role = contact.instead_of or to if contact is not None else to  # another council's clock is the same clock
    if rule is None or (contact is not None and rule.to and role not in rule.to):
        return None
    return rule


def _due(
    rule: Due | None, made_at: datetime | None, entries: tuple[RoadEntry, ...], calendar: Calendar
) -> Deadline | None:
    if made_at is None:
        return None
    promises = [one for one in entries if promised_moment(one.answers.get("promised"), calendar)]
    answered = any(one.kind == "reply" for one in entries)
    if promises:
        newest = max(promises, key=lambda one: one.seq)
        at = promised_moment(newest.answers.get("promised"), calendar)
        said = newest.answers.get("promised")
        note = str(said.get("what") or "") if isinstance(said, dict) else ""
        return Deadline(at=at, start=made_at, note=note, promised=True)
    return None if rule is None or answered else deadline(rule, made_at, calendar)


def _silent(due: Deadline | None, reply: RoadEntry | None, now: datetime) -> bool:
    decided = reply is not None and reply.answers.get("agree") != _NO_DECISION
    kept = reply is not None and due is not None and not due.promised
    return due is not None and due.overdue(now) and not decided and not kept


def _lawful(rule: Due | None, made_at: datetime | None, calendar: Calendar, now: datetime) -> bool:
    return (
        rule is not None and rule.statutory and made_at is not None and deadline(rule, made_at, calendar).overdue(now)
    )


def _written_due(rule: Due | None, made_at: datetime, written: RoadEntry | None, calendar: Calendar) -> Deadline | None:
    if written is not None and written.answers.get("written_copy") in ("sent", "not_needed"):
        return None
    own = moment_of(written.answers.get("to_do_by"), calendar, late=True) if written else None
    if own is not None:
        return Deadline(at=own, start=made_at, note="the time you set", promised=True)
    return deadline(rule, made_at, calendar) if rule else None
