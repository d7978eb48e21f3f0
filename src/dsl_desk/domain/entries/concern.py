"""A concern as it was noticed, and the DSL's first look at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dsl_desk.domain.entries.step_body import NO_PROMISE, Promise, StepBody
from dsl_desk.domain.when import NOT_KNOWN, When


@dataclass(frozen=True, kw_only=True)
class PersonOfWorry:
    """Somebody who may have caused it. `works_here`: yes, no, not_known. `adult`: the id of a known adult or child."""

    name: str = ""
    born_or_age: str = ""
    relation: str = ""
    works_here: str = ""
    where_now: str = ""
    reaches: str = ""
    next_contact: str = ""
    adult: str | None = None


@dataclass(frozen=True, kw_only=True)
class Concern(StepBody):
    """Which children, and their roles, are the header's subjects. `child_words` are kept byte for byte for ever."""

    noticed: When = NOT_KNOWN
    what_happened: str
    child_words: str = ""
    words_speaker: str = ""
    words_asked: str = ""
    words_how: str = ""
    where_kind: str = ""
    where: str = ""
    noticed_by: str = ""
    noticed_by_kind: str = ""
    others_there: str = ""
    seemed: str = ""
    danger_now: str = ""
    injury: str = ""
    injury_detail: str = ""
    hurt_now: str = ""
    hurt_detail: str = ""
    where_now: str = ""
    next_place: str = ""
    next_with: str = ""
    next_when: When = NOT_KNOWN
    may_have_caused: tuple[PersonOfWorry, ...] = ()
    collects: str = ""
    collects_when: When = NOT_KNOWN
    told_will_know: str = ""
    told_dsl: str = ""
    told_dsl_when: When = NOT_KNOWN
    follows_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Urgency(StepBody):
    """The DSL's triage. `level` has no default: a judgement is never made for anybody."""

    level: str
    natures: tuple[str, ...] = ()
    main_nature: str = ""
    why: str = ""
    change_my_mind: str = ""
    looked_back: bool = False
    looked_back_at: tuple[str, ...] = ()  # ids of the entries that were shown
    other_children: tuple[str, ...] = ()
    other_children_note: str = ""
    social_worker: str = ""  # no, yes, family_help, not_known
    worker_name: str = ""
    worker_team: str = ""
    worker_authority: str = ""
    worker_phone: str = ""
    must_not_be_told: str = ""
    must_not_be_told_adults: tuple[str, ...] = ()
    is_adult: str = ""  # asked only when the date of birth is not known
    lives_elsewhere: str = ""
    from_entry: str | None = None


@dataclass(frozen=True, kw_only=True)
class Advice(StepBody):
    """A call for advice. `happened` is when it began. `contact` is a contact role of the pack, or empty for another."""

    contact: str = ""
    contact_name: str
    number: str = ""
    result: str
    ended: When = NOT_KNOWN
    adviser: str = ""
    call_reference: str = ""
    asked: str = ""
    advised: str = ""
    view: str = ""
    promised: Promise = NO_PROMISE
    will_follow: str = ""  # yes, partly, no
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Assessment(StepBody):
    """A set of reasoned answers (a threshold, a checklist); the answers themselves stand in `answers`."""

    which: str


@dataclass(frozen=True, kw_only=True)
class Parents(StepBody):
    """Talking to parents or carers, or the reasoned decision not to (yet). The five planner answers are kept."""

    telling_adds_risk: str = ""
    loses_evidence: str = ""
    special_nature: str = ""
    told_to_wait: str = ""
    right_adult: str = ""
    outcome: str
    adult: str | None = None
    adult_name: str = ""
    how: str = ""
    where: str = ""
    interpreter: str = ""
    safe_to_ring: str = ""
    said: str = ""
    their_words: str = ""
    agreed_to: str = ""
    attempts: str = ""
    why_not_told: tuple[str, ...] = ()
    why_not_told_note: str = ""
    waiting_for: str = ""
    waiting_until: When = NOT_KNOWN
    decided_by: str = ""
    on_advice: tuple[str, ...] = ()
    on_advice_note: str = ""
    review: date | None = None
    child_knows: str = ""
    child_wants: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision(StepBody):
    """A decision with its reasons, also when the answer is no (KCSIE: the reasons for decisions go into writing)."""

    decisions: tuple[str, ...]
    knew: str = ""
    weighed: str = ""
    asked_whom: tuple[str, ...] = ()
    why_not_referring: str = ""
    change_my_mind: str = ""
    against_advice: str = ""
    against_because: str = ""
    review: date | None = None
    second_person: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement(StepBody):
    """A second person's own word on an entry. `how`: here, or by_phone (then the DSL writes it, with whom and when)."""

    of: str
    agrees: str  # agree, disagree
    comment: str = ""
    how: str = "here"
    by_name: str = ""
    by_role: str = ""


@dataclass(frozen=True, kw_only=True)
class RoadStarted(StepBody):
    """A concern walks a pathway, pinned to the pack in the header. `because` is the entry that suggested it."""

    pathway: str
    because: str | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class EditionLooked:
    """Somebody looked at what a newer edition of the pack says otherwise; the concern stays with its own.

    `digest` and `edition` are of the newer one.
    """

    digest: str
    edition: str


@dataclass(frozen=True, kw_only=True)
class LeftOut(StepBody):
    """A step was left out, with its reason. `reason` is one of the pack's one-click reasons or "other"."""

    reason: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Closed(StepBody):
    """`reasons`: what was still open when it closed -> why it may stay so."""

    outcome: str
    summary: str
    child_view: str = ""
    reporter_told: bool = False
    reasons: dict[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Reopened(StepBody):
    why: str


@dataclass(frozen=True, kw_only=True)
class Note(StepBody):
    """A quick note. `who` said or did it."""

    text: str
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Withdrawn(StepBody):
    """An entry that should not count (wrong child, duplicate). It stays readable."""

    root: str
    why: str
    note: str = ""
