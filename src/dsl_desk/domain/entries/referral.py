"""A referral: several entries under one referral id (kinds.md). Order is advice; phone first, write after."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl_desk.domain.entries.step_body import NO_PROMISE, Promise, StepBody
from dsl_desk.domain.when import NOT_KNOWN, When


@dataclass(frozen=True, kw_only=True)
class Tonight:
    """Where one child is now and will be tonight. `safe`: safe, not_safe, not_known."""

    where_now: str = ""
    place: str = ""
    with_whom: str = ""
    safe: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferralMade(StepBody):
    """Made first, by phone or otherwise. Children are the header's subjects, concerns the header's concerns.

    The silence clock runs from `happened`, not from export.
    """

    referral: str
    to: str = ""
    to_name: str = ""
    authority: str = ""
    how: str
    spoke_to: str = ""
    call_reference: str = ""
    promised: Promise = NO_PROMISE


@dataclass(frozen=True, kw_only=True)
class ReferralWritten(StepBody):
    """The written copy: what page one says that no earlier entry does. `masks`: person id -> named or masked."""

    referral: str
    status: str = ""  # new, open to a social worker, more about a reference
    worry: str = ""
    urgency_line: str = ""
    agreed_until: str = ""
    decision_by: When = NOT_KNOWN
    steps_taken: str = ""
    why_threshold: str = ""
    if_nothing_changes: str = ""
    works_well: str = ""
    grey_areas: str = ""
    history: str = ""
    help_tried: str = ""
    agencies: str = ""
    orders: str = ""
    ring_back: str = ""
    ring_back_number: str = ""
    ring_back_until: str = ""
    then_who: str = ""
    then_number: str = ""
    tonight: dict[str, Tonight] = field(default_factory=dict)
    persons_of_worry: str = ""
    asking_for: str = ""
    asking_choices: tuple[str, ...] = ()
    staff_risk: tuple[str, ...] = ()
    staff_risk_note: str = ""
    parents_know: str = ""
    parents_because: str = ""
    child_words_short: str = ""
    medical: str = ""
    who_collects: str = ""
    masks: dict[str, str] = field(default_factory=dict)
    show_immigration: bool = False
    written_copy: str = ""  # sent, not_needed, to_do
    sent_how: str = ""
    sent_to: str = ""
    not_needed_because: str = ""
    to_do_by: When = NOT_KNOWN


@dataclass(frozen=True, kw_only=True)
class Reply(StepBody):
    """What came back, per child: `outcomes` child id -> outcomes."""

    referral: str
    heard_from: str
    outcomes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    agree: str = ""
    disagree_because: str = ""
    next_date: When = NOT_KNOWN
    next_what: str = ""
    told_parents: str = ""
    told_child: str = ""
    promised: Promise = NO_PROMISE


@dataclass(frozen=True, kw_only=True)
class Chase(StepBody):
    """One attempt to get an answer out of silence, or one rung of the escalation ladder."""

    referral: str
    rung: str = ""
    with_whom: str = ""
    result: str
    said: str = ""
    promised: Promise = NO_PROMISE
