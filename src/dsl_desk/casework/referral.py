"""Referrals: where each stands, what its clocks say, what came back, and the page before it goes on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.concern_file import ConcernFile, road_entry
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.pack_facts.sources import Sources, read_sources
from dsl_desk.casework.prefill import answers_of, offered_children, prefill
from dsl_desk.casework.referral_acts import choose_masks, parts_of, withdraw_referral
from dsl_desk.casework.telling import Told, tell, when_of
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import ExportRow, ReferralRow
from dsl_desk.domain.record import Record
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.clocks import Deadline
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.referrals import ReferralState
from dsl_desk.pathways.referrals import referrals as states_of
from dsl_desk.store import chronology, referrals
from dsl_desk.store.work import Read, open_read

__all__ = [
    "Clock",
    "Part",
    "ReferralLine",
    "ReferralPage",
    "Standing",
    "answers_of",
    "choose_masks",
    "offered_children",
    "prefill",
    "referral_page",
    "referrals_page",
    "withdraw_referral",
]


class Standing(StrEnum):
    """Where a referral stands; the last one reached."""

    BEING_WRITTEN = "being_written"
    MADE = "made"  # by phone or otherwise; the written copy is due
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


STANDING_WORDS = {
    Standing.BEING_WRITTEN: "Being written",
    Standing.MADE: "Made, written copy due",
    Standing.SENT: "Sent",
    Standing.ACKNOWLEDGED: "Acknowledged",
    Standing.DECIDED: "Decided",
    Standing.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One time that counts. `at` None: nobody gave a number. `source`, `confidence`: where the rule comes from."""

    label: str
    at: datetime | None
    note: str
    source: str
    confidence: str
    overdue: bool
    promised: bool
    statutory: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """One entry of the referral in words."""

    entry: Entry
    when: str
    told: Told


@dataclass(frozen=True, kw_only=True)
class ReferralPage:
    """`outcomes`: (child's name, what was decided for that child), blank words while nothing is."""

    id: str
    reference: str
    standing: Standing
    standing_words: str
    to_name: str
    children: tuple[tuple[str, str], ...]  # (id, known-as name): the adults, where it is about adults
    concerns: tuple[tuple[str, str], ...]  # (id, reference)
    clocks: tuple[Clock, ...]
    outcomes: tuple[tuple[str, str], ...]
    overdue: bool
    disagreed: bool
    parts: tuple[Part, ...]
    exports: tuple[ExportRow, ...]


@dataclass(frozen=True, kw_only=True)
class ReferralLine:
    """One referral in the list. `silent`: nobody has answered in the time there was."""

    id: str
    reference: str
    standing: Standing
    standing_words: str
    to_name: str
    children: tuple[str, ...]
    made_at: datetime | None
    due: datetime | None
    silent: bool
    statutory: bool
    next_at: datetime | None


def referral_page(desk: Desk, referral_id: str) -> ReferralPage:
    """Everything about one referral. KnownProblem when there is none, or this person may not see it."""
    with open_read(desk.vault) as read:
        sources = read_sources(read, desk, referral_id, desk.clock())
        exports = tuple(referrals.exports(read, referral=referral_id))
    if not sources.row.id:
        raise KnownProblem("This concern has not been referred yet. Nothing was lost.")
    state = _state_in(sources)
    standing = standing_of(sources.row, state)
    return ReferralPage(
        id=sources.row.id, reference=sources.row.reference, standing=standing, standing_words=STANDING_WORDS[standing],
        to_name=state.to_name if state else "", children=_people(sources),
        concerns=tuple((file.row.id, file.row.reference) for file in sources.files),
        clocks=_clocks(state, desk.clock()) if state else (), outcomes=_outcomes(sources, state),
        overdue=bool(state and (state.overdue or state.statutory_overdue)), disagreed=bool(state and state.disagreed),
        parts=tuple(_part(entry, sources.pack, sources.names) for entry in parts_of(sources)), exports=exports,
    )  # fmt: skip


def referrals_page(desk: Desk) -> tuple[ReferralLine, ...]:
    """Every referral: silent ones on top, the longest silence first; then what waits; then what is decided."""
    now = desk.clock()
    with open_read(desk.vault) as read:
        names = names_of(read)
        lines = [_line(read, desk, row, names, now) for row in referrals.rows(read)]
    later = datetime.max.replace(tzinfo=now.tzinfo)
    rank = {Standing.DECIDED: 2, Standing.WITHDRAWN: 3}
    return tuple(sorted(lines, key=lambda one: (not one.silent, rank.get(one.standing, 1), one.due or later)))


def standing_of(row: ReferralRow, state: ReferralState | None) -> Standing:
    if row.withdrawn or state is None:
        return Standing.WITHDRAWN
    if state.decided:
        return Standing.DECIDED
    if state.answered:
        return Standing.ACKNOWLEDGED
    if not state.made:
        return Standing.BEING_WRITTEN
    return Standing.MADE if state.written_due is not None else Standing.SENT


def _people(sources: Sources) -> tuple[tuple[str, str], ...]:
    """(id, name) of those it is about: the adults where it is about adults, else the children."""
    adults = tuple((one.id, one.body.name) for one in sources.adults)
    return adults or tuple((one.id, one.body.known_as) for one in sources.children)


def _state_in(sources: Sources) -> ReferralState | None:
    for file in sources.files:
        found = _named(file, sources.row.id)
        if found is not None:
            return found
    return None


def _named(file: ConcernFile, referral_id: str) -> ReferralState | None:
    return next((state for state in file.referral_states if state.referral == referral_id), None)


def _clocks(state: ReferralState, now: datetime) -> tuple[Clock, ...]:
    waiting = (("Written copy", state.written_due), ("Answer", None if state.decided else state.due))
    clocks = [_clock(label, due, now) for label, due in waiting if due is not None]
    if state.next_at is not None:
        clocks.append(
            Clock(label="Next date", at=state.next_at, note="", source="", confidence="", overdue=state.next_at < now,
                  promised=True, statutory=False)
        )  # fmt: skip
    return tuple(clocks)


def _clock(label: str, due: Deadline, now: datetime) -> Clock:
    return Clock(
        label=label, at=due.at, note=f"{due.note}{due.mark}".strip(), source=due.source, confidence=due.confidence,
        overdue=due.overdue(now), promised=due.promised, statutory=due.statutory,
    )  # fmt: skip


def _outcomes(sources: Sources, state: ReferralState | None) -> tuple[tuple[str, str], ...]:
    """For each child what was decided; a later answer stands over an earlier one, child by child."""
    decided: dict[str, tuple[str, ...]] = {}
    for entry in parts_of(sources):
        if entry.header.kind == "reply" and entry.body is not None:
            decided |= {child: values for child, values in entry.body.outcomes.items() if values}
    found = []
    same = {child.id: child.ids for child in sources.children}
    for person, name in _people(sources):
        values = next((decided[some] for some in same.get(person, (person,)) if some in decided), ())
        words = ", ".join(sources.pack.label("outcomes", value) for value in values)
        found.append((name, words))
    return tuple(found) if state and state.answered else ()


def _part(entry: Entry, pack: Pack, names: Names) -> Part:
    return Part(entry=entry, when=when_of(entry), told=tell(entry, pack, names))


def _line(read: Read, desk: Desk, row: ReferralRow, names: Names, now: datetime) -> ReferralLine:
    record = Record(tuple(road_entry(entry, desk.pack) for entry in _rows_entries(read, row)))
    state = next(iter(states_of(desk.pack, record, desk.calendar, now)), None)
    standing = standing_of(row, state)
    begun = row.made or row.written
    adults = [one.id for one in begun.header.subjects if one.kind == "adult"] if begun else []
    return ReferralLine(
        id=row.id, reference=row.reference, standing=standing, standing_words=STANDING_WORDS[standing],
        to_name=state.to_name if state else "", children=tuple(names(some) for some in adults or row.children),
        made_at=state.made_at if state else None, due=state.due.at if state and state.due else None,
        silent=bool(state and (state.overdue or state.statutory_overdue)),
        statutory=bool(state and state.statutory_overdue), next_at=state.next_at if state else None,
    )  # fmt: skip


def _rows_entries(read: Read, row: ReferralRow) -> list[Entry]:
    """Enough to say how it stands: its newest entries, and while nobody has answered every chase with its promise."""
    found = {entry.seq: entry for entry in (*row.rest, row.made, row.written, row.replied) if entry is not None}
    if row.replied is None:
        for concern in row.concerns:
            for line in chronology.of_concern(read, concern):
                if line.entry.header.kind == "chase" and getattr(line.entry.body, "referral", "") == row.id:
                    found[line.entry.seq] = line.entry
    return [found[seq] for seq in sorted(found)]
