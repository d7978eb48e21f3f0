"""Looking back: what the last 12 months hold about these children, their brothers and sisters, their address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.chronology import ChronologyRow, chronology_rows
from dsl_desk.casework.look_up.names import names_of, year_of
from dsl_desk.casework.look_up.step_options import near
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.people import Child
from dsl_desk.domain.lists import Line
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import children, chronology, concerns, merges
from dsl_desk.store.work import Read, open_read

_DAYS = 365


@dataclass(frozen=True, kw_only=True)
class LookedBack:
    """One child: why they are here, what is known of plans and workers, open concerns, entries newest first."""

    child: str
    name: str
    why: str
    facts: tuple[str, ...]
    rows: tuple[ChronologyRow, ...]
    whole: bool = False  # everything on file, not the last twelve months only


def look_back(desk: Desk, concern_id: str) -> tuple[LookedBack, ...]:
    """The children of the concern first, then those around them. This concern's own entries are left out.

    Where it is about an adult: everything on file about that adult, however old, so that a pattern shows.
    """
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
        names = names_of(read)
        if file.adults:
            return tuple(_looked_adult(read, desk, file, adult, names) for adult, _ in file.adults)
        mine = [child for child, _, _ in file.children]
        around = dict.fromkeys(one for child in mine for one in near(read, child) if one not in mine)
        return tuple(_looked(read, desk, file, child, names, mine) for child in (*mine, *around))


def _looked(read: Read, desk: Desk, file: ConcernFile, child: str, names: Names, mine: list[str]) -> LookedBack:
    since = desk.clock() - timedelta(days=_DAYS)
    lines = [
        line
        for line in chronology.of_child(read, child)
        if file.row.id not in line.entry.header.concerns and _moment(line) >= since
    ]
    snapshot = children.child(read, child)
    others = [row for row in concerns.of_child(read, child) if row.id != file.row.id and row.state == "open"]
    why = "In this concern" if child in mine else _why(read, child, mine)
    year = year_of(snapshot.year_group) if snapshot else ""
    return LookedBack(
        child=child, name=", ".join(part for part in (names(child), year) if part), why=why,
        facts=(*_facts(snapshot, file.pack), *(f"Open: {row.reference}" for row in others)),
        rows=tuple(reversed(chronology_rows(desk, file.pack, lines, names))),
    )  # fmt: skip


def _looked_adult(read: Read, desk: Desk, file: ConcernFile, adult: str, names: Names) -> LookedBack:
    others = [row for row in concerns.of_adult(read, adult) if row.id != file.row.id]
    lines = [line for line in chronology.of_child(read, adult) if file.row.id not in line.entry.header.concerns]
    earlier = f"{len(others)} earlier concern{'' if len(others) == 1 else 's'}" if others else ""
    still_open = [f"Open: {row.reference}" for row in others if row.state == "open"]
    levels = dict.fromkeys(file.pack.label("levels", row.level) for row in others if row.level)
    return LookedBack(
        child=adult, name=names(adult), why="About this adult, everything on file", whole=True,
        facts=(*filter(None, (earlier,)), *levels, *still_open),
        rows=tuple(reversed(chronology_rows(desk, file.pack, lines, names))),
    )  # fmt: skip


def _moment(line: Line) -> datetime:
    happened = event_time(line.entry.body).moment if line.entry.body is not None else None
    return happened or line.entry.header.recorded_at


def _why(read: Read, child: str, mine: list[str]) -> str:
    here = {some for one in mine for some in merges.family(read, one)}
    for _, relation in children.relations(read, child):
        if relation.person_kind == "child" and {relation.person, relation.child} & here:
            return relation.relation.capitalize()
    return "Same address"


def _facts(child: Child | None, pack: Pack) -> tuple[str, ...]:
    if child is None:
        return ()
    worker = child.worker
    words = pack.label("worker_kinds", worker.kind) if worker else ""
    known = (f"{words}: {worker.name or 'name not known'}" if worker else "", child.plan, child.orders)
    return tuple(fact for fact in known if fact)
