"""Facts a road may rest on: a closed list, each worked out from entries and the file, naming the entry it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dsl_desk.domain.record import Record, RoadEntry
from dsl_desk.domain.spelling import same_council

YES, NO, NOT_KNOWN = "yes", "no", "not_known"
_YES_NO = (YES, NO)
_THREE = (YES, NO, NOT_KNOWN)
_ADULT = 18

# Name -> the values it can have; an empty tuple where the values are ids of the pack.
FACTS: dict[str, tuple[str, ...]] = {
    "has_social_worker": _THREE,
    "has_family_help": _THREE,
    "is_adult": _THREE,
    "lives_elsewhere": _THREE,
    "staff_involved": _THREE,
    "subject_is_head": _THREE,
    "conflict_of_interest": _THREE,
    "level_above_low": _THREE,
    "decided_not_to_refer": _YES_NO,
    "referral_open": _YES_NO,
    "referred": _YES_NO,
    "social_care_told": _YES_NO,
    "reply_overdue": _YES_NO,
    "parents_rule": (),
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`because`: the id of the entry it rests on, None when it rests on none (yet)."""

    value: str
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Every name of FACTS has a value."""

    facts: dict[str, Fact]

    def value(self, name: str) -> str:
        """Not known for a name outside the list, so that a newer pack's condition never breaks a desk."""
        return self.facts[name].value if name in self.facts else NOT_KNOWN

    def because(self, name: str) -> str | None:
        return self.facts[name].because if name in self.facts else None

    @property
    def known(self) -> frozenset[str]:
        """The names whose value the file knows, so that nobody is asked."""
        return frozenset(name for name, fact in self.facts.items() if fact.value not in (NOT_KNOWN, ""))


@dataclass(frozen=True, kw_only=True)
class ChildOnFile:
    """What the file knows about a child of the concern. `worker`: social_worker, family_help, none, "" (not known).

    `authority`: the council of the address, "" when not known. `entry`: the entry the file stands on.
    """

    id: str
    born: date | None = None
    authority: str = ""
    worker: str = ""
    entry: str | None = None


@dataclass(frozen=True, kw_only=True)
class FactInputs:
    """`overdue_reply`, `open_referral`: the entry that made such a referral. `authority`: the pack's own council.

    `told`: the entries that made the referrals which went where the level calls for; `told_social_care`: the first of
    those that went to children's social care, whatever the level.
    """

    today: date
    record: Record = field(default_factory=Record)
    children: tuple[ChildOnFile, ...] = ()
    authority: str = ""
    low_levels: frozenset[str] = frozenset()
    parents_rule: str = ""
    parents_rule_entry: str | None = None
    overdue_reply: str | None = None
    open_referral: str | None = None
    told: tuple[str, ...] = ()
    told_social_care: str | None = None


def compute(inputs: FactInputs) -> Facts:
    """All facts. The file comes first; an answer of the triage fills in what the file does not know."""
    triage = inputs.record.latest("urgency")
    concern = inputs.record.latest("concern")
    facts = {
        "has_social_worker": _worker(inputs.children, triage, "social_worker", "yes"),
        "has_family_help": _worker(inputs.children, triage, "family_help", "family_help"),
        "is_adult": _adult(inputs, triage),
        "lives_elsewhere": _elsewhere(inputs, triage),
        "staff_involved": _staff(concern),
        "subject_is_head": _answered(concern, "subject_is_head"),
        "conflict_of_interest": _answered(concern, "conflict_of_interest"),
        "level_above_low": _above_low(triage, inputs.low_levels),
        "decided_not_to_refer": _not_referring(inputs.record, inputs.told),
        "referral_open": _has(inputs.open_referral),
        "referred": _has(next(iter(inputs.told), None)),
        "social_care_told": _has(inputs.told_social_care),
        "reply_overdue": _has(inputs.overdue_reply),
        "parents_rule": Fact(value=inputs.parents_rule, because=inputs.parents_rule_entry),
    }
    return Facts(facts=facts)


def age_on(born: date, day: date) -> int:
    """Whole years. Somebody born on 29 February comes of age on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _worker(children: Iterable[ChildOnFile], triage: RoadEntry | None, kind: str, answer: str) -> Fact:
    kept = tuple(children)
    for child in kept:
        if child.worker == kind:
            return Fact(value=YES, because=child.entry)
    said = str(triage.answers.get("social_worker") or "") if triage else ""
    if triage and said in ("yes", "no", "family_help"):
        return Fact(value=YES if said == answer else NO, because=triage.id)
    known = bool(kept) and all(child.worker for child in kept)
    return Fact(value=NO if known else NOT_KNOWN)


def _adult(inputs: FactInputs, triage: RoadEntry | None) -> Fact:
    for child in inputs.children:
        if child.born and age_on(child.born, inputs.today) >= _ADULT:
            return Fact(value=YES, because=child.entry)
    if inputs.children and all(child.born for child in inputs.children):
        return Fact(value=NO, because=inputs.children[0].entry)
    return _answered(triage, "is_adult")


def _elsewhere(inputs: FactInputs, triage: RoadEntry | None) -> Fact:
    for child in inputs.children:
        if child.authority and inputs.authority and not same_council(child.authority, inputs.authority):
            return Fact(value=YES, because=child.entry)
    if inputs.children and inputs.authority and all(child.authority for child in inputs.children):
        return Fact(value=NO, because=inputs.children[0].entry)
    return _answered(triage, "lives_elsewhere")


def _staff(concern: RoadEntry | None) -> Fact:
    people = concern.answers.get("may_have_caused") if concern else None
    said = (
        [str(one.get("works_here") or "") for one in people if isinstance(one, dict)]
        if isinstance(people, (list, tuple))
        else []
    )
    if concern is None or not said:
        return Fact(value=NO)
    if YES in said:
        return Fact(value=YES, because=concern.id)
    return Fact(value=NO if all(one == NO for one in said) else NOT_KNOWN, because=concern.id)


def _answered(entry: RoadEntry | None, question: str) -> Fact:
    said = entry.answers.get(question) if entry else None
    if entry is not None and said in _YES_NO:
        return Fact(value=str(said), because=entry.id)
    return Fact(value=NOT_KNOWN)


def _above_low(triage: RoadEntry | None, low: frozenset[str]) -> Fact:
    level = str(triage.answers.get("level") or "") if triage else ""
    if triage is None or not level:
        return Fact(value=NOT_KNOWN)
    return Fact(value=NO if level in low else YES, because=triage.id)


def _not_referring(record: Record, told: tuple[str, ...]) -> Fact:
    """The decision that stands says why not to refer, and nobody whom the level calls for was told since."""
    decision = record.latest("decision")
    if decision is None or not str(decision.answers.get("why_not_referring") or "").strip():
        return Fact(value=NO, because=decision.id if decision else None)
    current = record.current()
    since = [one.id for one in current[current.index(decision) + 1 :] if one.id in told]
    return Fact(value=NO, because=since[0]) if since else Fact(value=YES, because=decision.id)


def _has(entry: str | None) -> Fact:
    return Fact(value=YES if entry else NO, because=entry)
