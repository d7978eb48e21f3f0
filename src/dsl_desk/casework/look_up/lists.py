"""The lists: concerns, children, and what a search finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.contacts import edits_of, wrong_of
from dsl_desk.casework.look_up.guidance import matching, papers
from dsl_desk.casework.look_up.names import year_of
from dsl_desk.casework.look_up.spelling import nearest
from dsl_desk.domain.entries.people import Adult
from dsl_desk.domain.lists import ChildRow
from dsl_desk.domain.when import local, long_date, short_date
from dsl_desk.pathways.contacts import CallLine, everyone
from dsl_desk.store import adults, children, concerns, finding
from dsl_desk.store.work import Read, open_read

_MOST_ADULTS = 40
_KEPT = re.compile(r"…?[a-z0-9]+(_[a-z0-9]+)*…?")  # what a choice is kept as


@dataclass(frozen=True, kw_only=True)
class ConcernLine:
    """One row of the list of concerns."""

    id: str
    reference: str
    who: str
    level: str
    tone: str
    nature: str
    state: str
    noticed: str
    place: int


@dataclass(frozen=True, kw_only=True)
class ChildLine:
    """One row of the list of children; `key` continues the list after it."""

    id: str
    name: str
    known_as: str
    year: str
    born: str
    status: str
    open_concerns: int
    key: tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class AdultLine:
    """One row of the list of adults, in a vault about adults. `role`: what they do here, and for whom."""

    id: str
    name: str
    role: str
    open_concerns: int
    concerns: int


@dataclass(frozen=True, kw_only=True)
class Hit:
    """What a search found. `what`: child, adult, concern, contact, guidance; `id` is what opens it."""

    what: str
    id: str
    label: str
    note: str


def concern_lines(desk: Desk, *, state: str = "", before: int | None = None, limit: int = 100) -> list[ConcernLine]:
    """Concerns newest first, those of one state or all, `limit` at a time."""
    with open_read(desk.vault) as read:
        rows = concerns.rows(read, state=state, before=before, limit=limit)
    levels = desk.pack.lists["levels"]
    return [
        ConcernLine(
            id=row.id, reference=row.reference, who=", ".join(row.names) or "Nobody named",
            level=desk.pack.label("levels", row.level) if row.level else levels.unset,
            tone=desk.pack.tone(row.level) if row.level else "neutral",
            nature=desk.pack.natures[row.main_nature].label if row.main_nature in desk.pack.natures else "",
            state=row.state, noticed=_day(row.noticed or row.recorded_at), place=row.number,
        )
        for row in rows
    ]  # fmt: skip


def child_lines(desk: Desk, *, after: tuple[str, str, str] | None = None, limit: int = 200) -> list[ChildLine]:
    """Children by surname, `limit` at a time."""
    with open_read(desk.vault) as read:
        return [_child(row) for row in children.rows(read, after=after, limit=limit)]


def children_like(desk: Desk, text: str, *, limit: int = 12, by_sound: bool = True) -> list[ChildLine]:
    """Children whose legal or known-as name comes near to what was typed, misspelt too; the nearest first."""
    with open_read(desk.vault) as read:
        ids = nearest(text, children.names(read) + children.also_named(read), limit, by_sound=by_sound)
        rows = children.rows_of(read, ids)
    return [_child(rows[one]) for one in ids if one in rows]


def adult_lines(desk: Desk, words: str = "") -> list[AdultLine]:
    """Adults by name whom this vault knows, or those whose names come near to `words`, the nearest first."""
    with open_read(desk.vault) as read:
        rows = {row.id: row for row in adults.rows(read)}
        bodies = {one: children.adult(read, one) for one in rows}
    names = [(row.id, row.name, row.name) for row in rows.values()]
    ids = nearest(words, names, _MOST_ADULTS) if words.strip() else list(rows)
    return [
        AdultLine(id=one, name=rows[one].name, role=role_of(bodies[one]), open_concerns=rows[one].open_concerns,
                  concerns=rows[one].concerns)
        for one in ids
    ]  # fmt: skip


def role_of(adult: Adult | None) -> str:
    """ "Sports coach, Brightfield Coaching": what this adult does, and for whom where that is not the school."""
    told = adult.answers if adult is not None else {}
    return ", ".join(str(told[name]) for name in ("role", "employer") if told.get(name))


def search(desk: Desk, text: str) -> list[Hit]:
    """Children and adults (misspelt too), contacts, concerns by their words, guidance; a concern's reference first.

    Where nothing else is found, children whose names sound like it.
    """
    wanted = text.strip()
    if len(wanted) < 2:
        return []
    hits = _children(desk, wanted, by_sound=False)
    if desk.pack.about_adults:
        found_adults = adult_lines(desk, wanted)[:6]
        hits = [Hit(what="adult", id=one.id, label=one.name, note=one.role) for one in found_adults] + hits
    with open_read(desk.vault) as read:
        hits += _ringing(desk, read, wanted)
        for found in finding.entries(read, wanted, limit=8):
            for concern in found.entry.header.concerns[:1]:
                row = concerns.row(read, concern)
                if row is not None:
                    hits.append(
                        Hit(what="concern", id=concern, label=row.reference, note=_around(found.snippet, wanted))
                    )
        named = concerns.by_reference(read, wanted)
        if named is not None:
            hits.insert(
                0,
                Hit(what="concern", id=named.id, label=named.reference, note=", ".join(named.names)),
            )
    hits += [
        Hit(what="guidance", id=one.id, label=one.title, note="guidance") for one in matching(papers(desk), wanted)
    ][:3]
    hits = hits or _children(desk, wanted, by_sound=True)
    return list({(hit.what, hit.id): hit for hit in reversed(hits)}.values())[::-1]


def _children(desk: Desk, wanted: str, *, by_sound: bool) -> list[Hit]:
    found = children_like(desk, wanted, limit=6, by_sound=by_sound)
    return [Hit(what="child", id=one.id, label=one.known_as, note=one.year or one.status) for one in found]


def _around(snippet: str, wanted: str) -> str:
    """The words around a hit, one after the other: what a choice is kept as says nothing to whoever reads it."""
    sought = tuple(word for word in wanted.casefold().split() if "_" not in word)
    lines = [line.strip() for line in snippet.splitlines()]
    told = [one for one in lines if one and not (_KEPT.fullmatch(one) and ("_" in one or not one.startswith(sought)))]
    return " · ".join(told)


def _ringing(desk: Desk, read: Read, wanted: str) -> list[Hit]:
    """Contacts of that name."""
    low = wanted.casefold()
    lines = everyone(desk.pack, desk.clock(), desk.calendar, edits_of(read), wrong_of(read))
    found = [
        Hit(what="contact", id=line.role, label=line.name, note=_number(line))
        for line in lines
        if any(low in name.casefold() for name in (line.name, *line.also))
    ]
    return found[:4]


def _number(line: CallLine) -> str:
    return f"{line.number}, found wrong" if line.status == "wrong" else line.number


def _child(row: ChildRow) -> ChildLine:
    return ChildLine(
        id=row.id, name=row.name, known_as=row.known_as, year=year_of(row.year_group),
        born=long_date(row.born) if row.born else "", status=row.status, open_concerns=row.open_concerns,
        key=(row.surname, row.forename, row.id),
    )  # fmt: skip


def _day(moment: datetime) -> str:
    return f"{short_date(local(moment).date())} {local(moment).year}"
