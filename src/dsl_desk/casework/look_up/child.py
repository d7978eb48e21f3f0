"""A child's file: chronology (summary, full, evidence, as known on a day), people around, plans, access log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dsl_desk.casework import linking
from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up import selecting
from dsl_desk.casework.look_up.chronology import ChronologyRow, chronology_rows
from dsl_desk.casework.look_up.names import names_of, year_of
from dsl_desk.casework.look_up.same_child import SameChild, same_child
from dsl_desk.casework.look_up.selecting import Choices
from dsl_desk.casework.safe_contact import SafeContact, holds_for, marked, safe_contacts
from dsl_desk.casework.safe_contact import in_words as safe_words
from dsl_desk.casework.seen import seal_opened
from dsl_desk.casework.selection_words import in_words, out_of, spoken
from dsl_desk.domain.entries.people import Adult, Child, ChildStatus, Relation
from dsl_desk.domain.facts import age_on
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.domain.when import local, long_date
from dsl_desk.errors import KnownProblem
from dsl_desk.store import children, chronology, concerns, merges, referrals
from dsl_desk.store.selecting import ANYTHING, Wanted
from dsl_desk.store.work import Read, open_read

PART = 60  # entries told at a time: telling takes longer than anything else here


@dataclass(frozen=True, kw_only=True)
class PersonAround:
    """Somebody around the child: an adult or another child. `ring`: whether it is safe to ring, in words."""

    relation_id: str
    person_id: str
    person_kind: str
    name: str
    relation: str
    responsibility: str
    phone: str
    ring: str
    ring_tone: str
    note: str
    relation_body: Relation
    adult: Adult | None


@dataclass(frozen=True, kw_only=True)
class ChildPage:
    """`view`: summary, full, evidence, or access: only then is read who opened it. `rows`: the newest first, PART of
    them; `later` are the places of those that follow, and `upto` the last entry that counts (None: all).
    `selected`: what is shown, where it is not all.
    `safe_contact`: how to reach the adults, where that way alone may be used."""

    id: str
    child: Child
    heading: str
    about: str
    tags: tuple[tuple[str, str], ...]
    view: str
    rows: tuple[ChronologyRow, ...]
    later: tuple[int, ...]
    upto: int | None
    people: tuple[PersonAround, ...]
    concerns: tuple[tuple[str, str, str, str], ...]  # (id, reference, level in words, state)
    referrals: tuple[tuple[str, str], ...]
    access: tuple[ChronologyRow, ...]
    details: tuple[tuple[str, str], ...]
    selected: str
    choices: Choices
    safe_contact: str
    merged: SameChild


def child_page(desk: Desk, child_id: str, *, view: str = "full", selection: Selection = EVERYTHING) -> ChildPage:
    """Everything the child's screen shows, the rows that are selected. Opening it is noted once per unlock."""
    with open_read(desk.vault) as read:
        upto = selecting.upto(read, selection)
        child_id, asked = merges.kept(read, child_id, upto), child_id
        child = children.own(read, child_id)
        if child is None:
            raise KnownProblem("This child's file is not here. Open the list of children again. Nothing was lost.")
        names = names_of(read)
        mine = concerns.of_child(read, child_id, upto=upto)
        wanted = selecting.wanted(read, desk.pack, child_id, mine, names, selection)
        seqs, parts = _places(read, child_id, upto, wanted, evidence=view == "evidence")
        choices = selecting.choices(read, desk.pack, mine, names, parts)
        selected = in_words(replace(selection, known_on=None), desk.pack, spoken(mine), names)
        linked = _linked(read, child_id, upto, {one.id: one.reference for one in mine})
        rows = _rows(read, desk, seqs[:PART], upto, names, linked)
        opened = _who_opened(read, desk, child_id, names) if view == "access" else ()
        sent = referrals.of_child(read, child_id, upto=upto)
        safe = safe_contacts(read, desk, (child_id,), {child_id: mine})
        around = people_around(read, child_id, safe)
        merged = same_child(read, child_id, asked, upto, names)
    seal_opened(desk, "child", child_id)
    return ChildPage(
        id=child_id, child=child, heading=child.known_as, about=_about(desk, child, around), view=view,
        tags=_tags(desk, child, mine), rows=rows, later=tuple(seqs[PART:]), upto=upto, people=around,
        concerns=tuple((one.id, one.reference, desk.pack.label("levels", one.level) if one.level else
                        desk.pack.lists["levels"].unset, one.state) for one in mine),
        referrals=tuple((one.id, one.reference) for one in sent), access=opened, details=details(child),
        selected=out_of(len(seqs), choices.total, selected) if selected else "", choices=choices, merged=merged,
        safe_contact=safe_words(safe),
    )  # fmt: skip


def _places(
    read: Read, child: str, upto: int | None, wanted: Wanted, *, evidence: bool
) -> tuple[list[int], chronology.Parts]:
    """Where what is wanted lies, the newest first, and what the whole file consists of."""
    places = chronology.places_of_child(read, child, upto=upto, evidence=evidence, wanted=wanted)
    seqs, kinds, authors = map(list, zip(*places, strict=True)) if places else ([], [], [])
    if wanted != ANYTHING:
        return seqs, chronology.parts_of_child(read, child, upto=upto, evidence=evidence)
    return seqs, Counter(zip(kinds, authors, strict=True))


def later_rows(desk: Desk, page: ChildPage, begin: int) -> tuple[ChronologyRow, ...]:
    """The next PART of the rows that follow those of the page, from the one numbered `begin` (0 is the first)."""
    with open_read(desk.vault) as read:
        linked = _linked(read, page.id, page.upto, {concern: reference for concern, reference, _, _ in page.concerns})
        return _rows(read, desk, page.later[begin : begin + PART], page.upto, names_of(read), linked)


def _who_opened(read: Read, desk: Desk, child: str, names: Names) -> tuple[ChronologyRow, ...]:
    return tuple(chronology_rows(desk, desk.pack, chronology.access_log(read, child), names))


def _linked(read: Read, child: str, upto: int | None, references: Mapping[str, str]) -> dict[str, str]:
    """Which other concerns each belongs with, as that stands now: not shown of an earlier day."""
    return linking.in_words(read, child, references) if upto is None else {}


def _rows(
    read: Read, desk: Desk, places: Sequence[int], upto: int | None, names: Names, linked: Mapping[str, str]
) -> tuple[ChronologyRow, ...]:
    rows = chronology_rows(desk, desk.pack, chronology.at_places(read, places, upto), names)
    return tuple(
        replace(row, summary=f"{row.summary} {linked[row.root]}")
        if row.kind == "concern" and row.root in linked
        else row
        for row in rows
    )


def people_around(read: Read, child_id: str, safe: tuple[SafeContact, ...]) -> tuple[PersonAround, ...]:
    """Adults first, those with parental responsibility on top, then brothers and sisters."""
    mine = merges.family(read, child_id)
    found = [_around(read, mine, one, body, safe) for one, body in children.relations(read, child_id)]
    known = [one for one in found if one is not None]
    known.sort(
        key=lambda one: (one.person_kind != "adult", one.relation_body.parental_responsibility != "yes", one.name)
    )
    return tuple(known)


def _around(
    read: Read, mine: tuple[str, ...], relation_id: str, body: Relation, safe: tuple[SafeContact, ...]
) -> PersonAround | None:
    other = body.person if body.child in mine else body.child
    adult = children.adult(read, other) if body.person_kind == "adult" else None
    child = children.child(read, other) if body.person_kind == "child" else None
    person = adult or child
    if person is None:
        return None
    only = holds_for(safe, merges.kept(read, other)) if adult else None
    ring, tone = _ring(body, only) if adult else ("", "neutral")
    numbers = [one for one in (adult.phone, adult.other_phone) if one] if adult else []
    responsibility = {"yes": "parental responsibility", "no": "no parental responsibility"}.get(
        body.parental_responsibility, "parental responsibility not known"
    )
    return PersonAround(
        relation_id=relation_id, person_id=other, person_kind=body.person_kind,
        name=adult.name if adult else person.known_as if isinstance(person, Child) else "",
        relation=body.relation, responsibility=responsibility if adult else "", phone=marked(numbers[:1], only),
        ring=ring, ring_tone=tone, note=body.safe_note or body.note, relation_body=body, adult=adult,
    )  # fmt: skip


def _ring(body: Relation, only: SafeContact | None) -> tuple[str, str]:
    if body.must_not_be_told:
        return "Must not be told", "danger"
    if only is not None and body.safe_to_ring != "no":
        return "Safe number only", "danger"
    return {
        "yes": ("Safe to ring", "ok"), "no": ("Do not ring", "danger"), "only_at": ("Only at certain times", "warn"),
        "by_police_first": ("By police first", "warn"),
    }.get(body.safe_to_ring, ("Safe to ring? Not known", "neutral"))  # fmt: skip


def details(child: Child) -> tuple[tuple[str, str], ...]:
    """Label and value of what is on file about the child, what is blank left out."""
    born = long_date(child.born) if child.born else ""
    disputed = (
        " (disputed)" if child.born_status == "disputed" else " (estimated)" if child.born_status == "estimated" else ""
    )
    rows = (
        ("Legal name", child.name), ("Known as", child.preferred_name), ("Born", born + (disputed if born else "")),
        ("Address", ", ".join(part for part in (child.address, child.postcode) if part)), ("Council", child.authority),
        ("UPN", child.upn), ("Admission number", child.admission_number),
        ("Class", child.class_group), ("First language", child.first_language),
        ("Interpreter", {"yes": "Needed", "no": "Not needed"}.get(child.interpreter, child.interpreter)),
        ("Special needs", child.send_status), ("Disability", child.disability), ("Ethnicity", child.ethnicity),
        ("GP", child.gp), ("School", child.school), ("Plan", child.plan), ("Court orders", child.orders),
        ("Note", child.note),
    )  # fmt: skip
    return tuple((label, value) for label, value in rows if value)


def _about(desk: Desk, child: Child, around: tuple[PersonAround, ...]) -> str:
    parts = [year_of(child.year_group)]
    parts.append(f"class {child.class_group}" if child.class_group else "")
    if child.born:
        parts.append(f"born {long_date(child.born)} ({age_on(child.born, local(desk.clock()).date())})")
    parts.append(f"UPN ending {child.upn[-3:]}" if child.upn else "")
    parts.append(child.status.value.replace("_", " ") if child.status is not ChildStatus.ON_ROLL else "")
    parts += [f"{one.relation} {one.name}" for one in around if one.person_kind == "child"][:3]
    return " · ".join(part for part in parts if part)


def _tags(desk: Desk, child: Child, mine: list[ConcernRow]) -> tuple[tuple[str, str], ...]:
    tags = []
    if child.worker is not None:
        tags.append((desk.pack.label("worker_kinds", child.worker.kind), "accent"))
    if child.plan:
        tags.append((child.plan, "accent"))
    since = desk.clock() - timedelta(days=31)
    recent = sum((row.noticed or row.recorded_at) >= since for row in mine)
    if recent >= 2:
        tags.append((f"{recent} concerns in 31 days", "warn"))
    return tuple(tags)
