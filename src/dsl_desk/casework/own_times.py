"""Times that no source settles: what the school set itself, who did and when. Each change is an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.opening import school_calendar
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.entries.desk import Setting
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.own_times import OWN_TIME, OwnTime, own_time
from dsl_desk.domain.school_settings import SchoolSettings
from dsl_desk.domain.when import local, long_date
from dsl_desk.errors import Bug, CannotSeal
from dsl_desk.pathways.difference_words import due_in_words
from dsl_desk.pathways.model import Due, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import StepState
from dsl_desk.pathways.referrals import waiting_rule
from dsl_desk.store import desk_tables
from dsl_desk.store.work import Read, open_read, open_work

CHANGED = frozenset({"own_times", "settings", "today"})
_SOMEBODY = "Anybody else"
_ANSWERS = "How long to wait for an answer"
_UNSET = "Not verified, set yours"
_FROM_THE_START = frozenset({"asked", "recorded"})


@dataclass(frozen=True, kw_only=True)
class OwnTimeLine:
    """One time in words. `own`: what the school set, None while it did not; `by`: who did and when, in words.

    `pack`: what the guidance says, where it gives a number all the same. `group`: the heading it stands under.
    `now`: this is the one that the step counts by.
    """

    id: str
    group: str
    label: str
    words: str
    own: OwnTime | None
    by: str = ""
    pack: str = ""
    now: bool = False


def own_time_lines(desk: Desk) -> tuple[OwnTimeLine, ...]:
    """Every time of the pack in use that the school may set, road by road, then the answers."""
    with open_read(desk.vault) as read:
        return tuple(_told(read, desk, [*_of_roads(desk.pack), *_of_answers(desk.pack)]))


def of_step(read: Read, desk: Desk, file: ConcernFile, state: StepState) -> tuple[OwnTimeLine, ...]:
    """Those that this step of a concern counts by; with a step of a referral, those of the answers that are awaited."""
    step = state.step
    found = [(step.title, due.about or step.short or step.title, due) for due in _first_ones(step)]
    if {"referral_made", "reply", "chase"} & set(step.entry_kinds):
        rule = file.pack.step_of_kind("referral_made").reply
        for one in file.referral_states:
            due = waiting_rule(file.pack, rule, one.to) if one.made_at and not one.decided else None
            found += [(_ANSWERS, f"An answer from {one.to_name}", due)] if due is not None else []
    lines = tuple(_told(read, desk, found))
    stands = state.due.own_id if state.due is not None else ""
    return tuple(replace(one, now=one.id == stands) for one in lines)


def set_own_time(desk: Desk, time_id: str, number: str, unit: str) -> Desk:
    """The school's own; returns the desk that counts by it. CannotSeal for what is no number of days or hours."""
    plain = number.strip()
    value = {"number": int(plain) if plain.isdecimal() and len(plain) < 5 else None, "unit": unit}
    if own_time(value) is None:
        raise CannotSeal([("number", "Write how many, as a whole number: 2, for example.")])
    return _seal(desk, time_id, value)


def take_back(desk: Desk, time_id: str) -> Desk:
    """No time of one's own from here on: what the guidance says holds again."""
    return _seal(desk, time_id, None)


def may_set(desk: Desk) -> bool:
    return may(desk.me.role, Act.SETTINGS, desk.vault.kind) and not desk.vault.read_only


def _seal(desk: Desk, time_id: str, value: dict[str, Any] | None) -> Desk:
    allow(desk, Act.SETTINGS)
    if not time_id:
        raise Bug("own time")
    with open_work(desk.vault, desk.clock()) as work:
        work.seal(NewEntry(id=new_id(), body=Setting(key=f"{OWN_TIME}{time_id}", value=value)))
        school = SchoolSettings.from_stored(desk_tables.settings(work))
        work.commit()
    return replace(desk, school=school, calendar=school_calendar(desk.pack, school, desk.clock))


def _told(read: Read, desk: Desk, found: Iterable[tuple[str, str, Due]]) -> Iterator[OwnTimeLine]:
    entries, names = desk_tables.setting_entries(read, OWN_TIME), names_of(read)
    seen: set[str] = set()
    for group, label, due in found:
        if not due.is_ours or due.id in seen:
            continue
        seen.add(due.id)
        own, entry = desk.calendar.own.get(due.id), entries.get(f"{OWN_TIME}{due.id}")
        says = f"The guidance says {due_in_words(due, desk.pack)}, not verified" if due.units else ""
        day = long_date(local(entry.header.recorded_at).date()) if entry else ""
        by = f"{'Set' if own else 'Taken back'} by {names(entry.header.author)}, {day}" if entry else ""
        words = f"Your school's own time: {own.words}" if own else "" if says else _UNSET
        yield OwnTimeLine(id=due.id, group=group, label=label, words=words or says, own=own, by=by,
                          pack=says if own else "")  # fmt: skip


def _of_roads(pack: Pack) -> Iterator[tuple[str, str, Due]]:
    for road in pack.pathways.values():
        for step in road.steps:
            for due in reversed((*step.due, *((step.written,) if step.written else ()))):
                yield road.title, due.about or step.title, due


def _of_answers(pack: Pack) -> Iterator[tuple[str, str, Due]]:
    """An answer from each contact that a referral goes to, and from anybody else."""
    referring = [step for road in pack.pathways.values() for step in road.steps if "referral_made" in step.entry_kinds]
    rule = next((step.reply for step in referring if step.reply), None)
    called = dict.fromkeys(pack.role_of(role) for step in referring for role in step.call)
    for role in (*called, ""):
        due = waiting_rule(pack, rule, role)
        contact = pack.contacts.get(role)
        if due is not None and (contact is None or not contact.top):
            yield _ANSWERS, contact.name if contact else _SOMEBODY, due


def _first_ones(step: Step) -> Iterator[Due]:
    """The deadlines of a step that can stand, the first of a ladder first: a pack asks for the highest one first."""
    could: list[Due] = [step.written] if step.written is not None else []
    for due in step.due:
        could.append(due)
        if not due.when and due.start in _FROM_THE_START:
            break
    return reversed(could)
