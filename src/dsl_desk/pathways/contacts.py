"""Who to ring now: the directory resolved by the clock, the school's own lines laid over the pack's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dsl_desk.domain.calendar import Calendar, fixed
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.record import Record
from dsl_desk.domain.spelling import same_council
from dsl_desk.domain.when import local
from dsl_desk.pathways.model import Contact
from dsl_desk.pathways.pack import Pack

_SHORT_CODE = 6  # digits


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """One line to ring. `assumed_hours`: no source states the hours. `open_now`: by the clock, as far as is known.

    `number` empty: such a line stands last, and `note` says what to add. `status`: "", check, missing, own, disagrees,
    wrong (somebody here found that the number is not right; it is shown all the same). `on_file`: the child's own.
    `also`: other names, older ones among them. `tell`: who else hears of it when this one is rung.
    `urgent`: danger now. `unanswered`: the role to ring where nobody answers here twice.
    """

    role: str
    name: str
    number: str
    note: str = ""
    when_to_ring: str = ""
    why_now: str = ""
    status: str = ""
    assumed_hours: bool = False
    open_now: bool = True
    lines: tuple[str, ...] = ()
    email: str = ""
    source: str = ""
    confidence: str = ""
    on_file: bool = False
    also: tuple[str, ...] = ()
    tell: str = ""
    urgent: bool = False
    unanswered: str = ""

    @property
    def doubt(self) -> str:
        """What is not sure about the number, in a few words: it goes wherever the number goes."""
        return _DOUBTS.get(self.status or ("missing" if not self.number else self.confidence), "")


Wrong = frozenset[tuple[str, str]]  # (role, number) that somebody of this school found to be wrong
_DOUBTS = {
    "check": "Check before you rely on it", "missing": "No number yet", "disagrees": "The pack now says another number",
    "wrong": "Found wrong here", "M": "One source: check it", "L": "Not verified",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class OwnWorker:
    """The child's own worker, from the file. `unanswered`: since when they were rung and nobody answered."""

    name: str
    number: str
    unanswered: datetime | None = None


def unanswered_since(pack: Pack, record: Record) -> datetime | None:
    """Since when the child's own worker was rung without an answer: the first call after the last that reached them."""
    role, since = _role_on_file(pack), None
    calls = [entry for entry in record.of_kind("advice") if entry.answers.get("contact") == role]
    for entry in sorted(calls, key=lambda one: one.happened or one.recorded_at):
        reached = entry.answers.get("result") == "spoke"
        since = None if reached else since or entry.happened or entry.recorded_at
    return since


def who_to_call(
    pack: Pack,
    roles: tuple[str, ...],
    at: datetime,
    calendar: Calendar,
    edits: tuple[ContactEdited, ...] = (),
    worker: OwnWorker | None = None,
    *,
    elsewhere: tuple[str, ...] = (),
    wrong: Wrong = frozenset(),
) -> tuple[CallLine, ...]:
    """The lines to ring at this moment: danger on top, then open ones in the order of `roles`, then closed ones, then
    those without a number. `worker`: the child's own worker, rung before others in office hours until nobody answered
    for as long as the pack says, or home time came (content.md, stop cards: "Has a social worker").

    `elsewhere`: the other councils where children live: their own come before ours, with a number or without one
    (practice.md 2.1: refer to the council where the child lives, and tell the one where they were found).
    """
    top = tuple(role for role, one in pack.contacts.items() if one.top)
    own = {edit.role: edit for edit in edits}
    theirs = neighbours(pack, roles, elsewhere)
    wanted = dict.fromkeys((*top, *((_role_on_file(pack),) if worker else ()), *theirs, *roles))
    lines = []
    for role in wanted:
        contact = pack.contacts.get(role)
        if contact is None and role not in own:
            continue
        line = _line(pack, role, contact, own.get(role), at, calendar)
        if contact is not None and contact.from_file:
            line = _from_file(line, worker, given_up=_given_up(contact, worker, at, calendar))
        if line is not None:
            lines.append(replace(line, status="wrong") if (role, line.number) in wrong else line)

    first = {*theirs} & {line.role for line in lines if line.open_now}
    order = [(line.role not in top, line.role not in first, not line.number, not line.open_now) for line in lines]
    return tuple(line for _, line in sorted(zip(order, lines, strict=True), key=lambda pair: pair[0]))


def neighbours(pack: Pack, roles: tuple[str, ...], elsewhere: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that take the place of ours for a child who lives in these councils ("": nobody said which)."""
    offered = [one for one in pack.contacts.values() if one.instead_of in roles and one.instead_of]
    found: list[Contact] = []
    for council in elsewhere:
        named = [one for one in offered if one.area and same_council(one.area, council)]
        found += named or [one for one in offered if not one.area or not council]
    return tuple(dict.fromkeys(one.id for one in found))


def everyone(
    pack: Pack, at: datetime, calendar: Calendar, edits: tuple[ContactEdited, ...] = (), wrong: Wrong = frozenset()
) -> tuple[CallLine, ...]:
    """The whole directory, resolved by the clock: the pack's contacts and the school's own."""
    roles = (*(role for role, one in pack.contacts.items() if not one.from_file), *(edit.role for edit in edits))
    return who_to_call(pack, tuple(dict.fromkeys(roles)), at, calendar, edits, wrong=wrong)


def is_rung(line: CallLine, pack: Pack) -> bool:
    """Whether a school would ring this number to see that it is right: no short code such as that of the emergency."""
    top = {role for role, one in pack.contacts.items() if one.top}
    return line.role not in top and is_long(line.number)


def is_long(number: str) -> bool:
    """No short code, and not blank."""
    return sum(letter.isdigit() for letter in number) > _SHORT_CODE


def is_office_hours(pack: Pack, at: datetime, calendar: Calendar) -> bool:
    """True within the (assumed) office hours of a working day."""
    there = local(at)
    rules = pack.calendar
    return calendar.is_working_day(there.date()) and rules.office_opens <= there.time() < rules.office_closes


def _line(
    pack: Pack, role: str, contact: Contact | None, edit: ContactEdited | None, at: datetime, calendar: Calendar
) -> CallLine | None:
    if edit is not None and edit.removed:
        return None
    if contact is None:
        return _own_line(pack, role, edit, at, calendar) if edit is not None else None
    office = is_office_hours(pack, at, calendar)
    open_now = {"always": True, "office": office, "out_of_hours": not office}[contact.hours]
    number, status = _number(contact, edit, office)
    if edit is not None and edit.out_of_hours:
        open_now = True
    missing = contact.missing or "Add a number"
    notes = [edit.note if edit else "", contact.note, contact.hours_note, "" if number else missing]
    assumed = contact.hours != "always" and (contact.hours_assumed or pack.calendar.office_hours_assumed)
    return CallLine(
        role=role, name=(edit.name if edit else "") or contact.name, number=number,
        note=" ".join(f"{one.rstrip('.')}." for one in notes if one),
        when_to_ring=contact.when_to_ring, why_now=_why_now(contact, open_now, office, assumed),
        status=status, assumed_hours=assumed, open_now=open_now,
        lines=contact.lines, email=contact.email, source=contact.source, confidence=contact.confidence,
        also=_also(pack, contact), tell=contact.note if contact.instead_of else "", urgent=contact.top,
        unanswered=contact.unanswered,
    )  # fmt: skip


def _also(pack: Pack, contact: Contact) -> tuple[str, ...]:
    """What else it is called, and was: so it is found under the name somebody remembers."""
    names = (*contact.aliases, *pack.also_called(f"{contact.name} {contact.full_name}"))
    return tuple(name for name in dict.fromkeys(names) if name != contact.name)


def _number(contact: Contact, edit: ContactEdited | None, office: bool) -> tuple[str, str]:
    """The number to ring now and its status. The school's own number wins; a pack that now says another is shown."""
    if edit is None or not (edit.number or edit.out_of_hours):
        return contact.number, contact.status if contact.number else "missing"
    status = "disagrees" if contact.number not in ("", edit.pack_said, edit.number) else "own"
    return edit.number if office or not edit.out_of_hours else edit.out_of_hours, status


def _own_line(pack: Pack, role: str, edit: ContactEdited, at: datetime, calendar: Calendar) -> CallLine:
    office = is_office_hours(pack, at, calendar)
    number = edit.number if office or not edit.out_of_hours else edit.out_of_hours
    return CallLine(role=role, name=edit.name, number=number, note=edit.note, status="own")


def _from_file(line: CallLine | None, worker: OwnWorker | None, *, given_up: bool) -> CallLine | None:
    """The line of the child's own worker: on the child's file, not in the directory."""
    if line is None or worker is None:
        return None
    why = line.why_now
    if given_up and worker.unanswered is not None:
        since = f"{local(worker.unanswered):%H:%M}"
        why = f"not reached since {since}: ring the others as for any child, and write to this one"
    return CallLine(
        role=line.role,
        name=worker.name or line.name,
        number=worker.number,
        note="" if worker.number else line.note,
        when_to_ring=line.when_to_ring,
        why_now=why,
        status="" if worker.number else "missing",
        assumed_hours=line.assumed_hours,
        open_now=line.open_now and not given_up,
        on_file=True,
    )


def _given_up(contact: Contact, worker: OwnWorker | None, at: datetime, calendar: Calendar) -> bool:
    if worker is None or worker.unanswered is None or contact.give_up_minutes is None:
        return False
    since = fixed(worker.unanswered)
    return fixed(at) >= min(since + timedelta(minutes=contact.give_up_minutes), calendar.home_time(worker.unanswered))


def _role_on_file(pack: Pack) -> str:
    return next((role for role, one in pack.contacts.items() if one.from_file), "")


def _why_now(contact: Contact, open_now: bool, office: bool, assumed: bool) -> str:
    if contact.hours == "always":
        return "at any time"
    mark = " (assumed: no source states them)" if assumed else ""
    if contact.hours == "office":
        return f"office hours{mark}" if open_now else f"closed now by office hours{mark}"
    return f"after office hours{mark}" if not office else f"for after office hours{mark}"
