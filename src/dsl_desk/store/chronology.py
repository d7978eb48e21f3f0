"""The ordered record: of a child, of a concern, as it stands or as it was known on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Select, bindparam, func, or_, select

from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import Line
from dsl_desk.store import tables as t
from dsl_desk.store.merges import family
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.rows import COLUMNS, JOINED, body, may_see, to_entry
from dsl_desk.store.selecting import ANYTHING, Wanted, conditions
from dsl_desk.store.work import Read

# Kinds that are part of a child's story; the rest is the desk's own housekeeping or the evidence view's.
STORY = (
    "concern", "urgency", "advice", "assessment", "parents", "decision", "agreement", "left_out", "closed",
    "agreement_asked", "reopened", "note", "attachment", "referral_made", "referral_written", "reply", "chase", "task",
    "task_done", "plan", "review",
)  # fmt: skip
ACCESS = ("opened", "exported", "export_contents", "export_done", "export_failed", "printed")

Place = tuple[int, str, str]  # seq, kind, author
Parts = Mapping[tuple[str, str], int]  # (kind, author) -> how many


def of_child(
    read: Read, child: str, *, upto: int | None = None, evidence: bool = False, wanted: Wanted = ANYTHING
) -> list[Line]:
    """A child's entries by event time, then order of recording: oldest first; only those that are `wanted`.

    Those of records merged with this one are among them, from the entry on that says so.

    `upto` shows the record as it was after that entry. `evidence` adds amended versions, withdrawn ones and access.
    """
    return _lines(read, "child", family(read, child, upto), upto, evidence, wanted)


def places_of_child(
    read: Read, child: str, *, upto: int | None = None, evidence: bool = False, wanted: Wanted = ANYTHING
) -> Sequence[Place]:
    """Where what `of_child` gives lies, newest first; with `evidence` the last recorded first. Nothing is decoded."""
    statement = _statement(read.viewer, "child", upto is not None, evidence, only_places=True)
    if wanted != ANYTHING:
        statement = statement.where(*conditions(read, wanted, upto))
    if wanted.words:  # they are looked for in the bodies
        statement = statement.select_from(JOINED)
    order = (t.line.c.seq.desc(),) if evidence else (t.line.c.sorted_by.desc(), t.line.c.seq.desc())
    statement = statement.add_columns(t.line.c.kind, t.line.c.author)
    values = _values(family(read, child, upto), upto)
    found: Sequence[Any] = read.connection.execute(statement.order_by(None).order_by(*order), values).all()
    return found


def at_places(read: Read, places: Sequence[int], upto: int | None = None) -> list[Line]:
    """The lines of these seqs that this viewer may see, in the order given, as they stood after `upto`."""
    found = read.connection.execute(_at_places(read.viewer), {"places": list(places)}).all()
    lines = {row[0]: _line(read, row, upto) for row in found}
    return [lines[place] for place in places if place in lines]


def parts_of_child(read: Read, child: str, *, upto: int | None = None, evidence: bool = False) -> Parts:
    """What a child's entries are, all of them: where only some were read."""
    kind, author = t.line.c.kind, t.line.c.author
    statement = _statement(read.viewer, "child", upto is not None, evidence, only_places=True).order_by(None)
    counted = statement.with_only_columns(kind, author, func.count()).group_by(kind, author).order_by(kind, author)
    found = read.connection.execute(counted, _values(family(read, child, upto), upto))
    return {(row[0], row[1]): row[2] for row in found}


def of_concern(read: Read, concern: str, *, evidence: bool = False, wanted: Wanted = ANYTHING) -> list[Line]:
    """Everything on one concern, in order of recording; with `evidence` also amended and withdrawn versions."""
    found = _lines(read, "concern", (concern,), None, evidence, wanted)
    return sorted(found, key=lambda line: line.entry.seq)


def natures_seen(read: Read, concerns: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """(concern, natures) for every look back at how urgent one of these is, as it stands. Nothing else is decoded."""
    found = read.connection.execute(_natures_seen(read.viewer), {"concerns": concerns}).all()
    return [(concern, _natures_in(content)) for concern, content in found if content is not None]


def known_on(read: Read, moment: datetime) -> int:
    """The seq of the longest prefix recorded by then; 0 when nothing was."""
    later = (
        select(t.line.c.seq).where(t.line.c.recorded_at > utc(moment)).order_by(t.line.c.seq).limit(1).scalar_subquery()
    )
    last = select(func.coalesce(later - 1, select(func.max(t.line.c.seq)).scalar_subquery(), 0))
    return int(read.connection.execute(last).scalar_one())


def newest_seen(read: Read, root: str) -> Entry | None:
    """The newest version of the entry that began as `root`; None where this viewer may not see it."""
    row = read.connection.execute(_newest_seen(read.viewer), {"root": root}).first()
    return to_entry(read, row) if row else None


def access_log(read: Read, child: str) -> list[Line]:
    """Who opened, printed or exported this child's file, newest first, as far as this viewer may know."""
    about = select(t.line_subject.c.seq).where(t.line_subject.c.subject.in_(family(read, child)))
    statement = (
        _all()
        .where(t.line.c.seq.in_(about), t.line.c.kind.in_(ACCESS), may_see(read.viewer, t.line.c.seq))
        .order_by(t.line.c.seq.desc())
    )
    return [Line(entry=to_entry(read, row)) for row in read.connection.execute(statement)]


def _lines(read: Read, of: str, which: tuple[str, ...], upto: int | None, evidence: bool, wanted: Wanted) -> list[Line]:
    statement = _statement(read.viewer, of, upto is not None, evidence)
    if wanted != ANYTHING:
        statement = statement.where(*conditions(read, wanted, upto))
    return [_line(read, row, upto) for row in read.connection.execute(statement, _values(which, upto)).all()]


def _values(which: tuple[str, ...], upto: int | None) -> dict[str, Any]:
    return {"which": which} if upto is None else {"which": which, "upto": upto}


@lru_cache(maxsize=64)
def _statement(viewer: str, of: str, known_then: bool, evidence: bool, only_places: bool = False) -> Select[Any]:
    """The query for that viewer, put together once: doing so takes longer than running it."""
    which: Any = bindparam("which", expanding=True)
    if of == "child":
        whose: Any = t.line.c.seq.in_(select(t.line_subject.c.seq).where(t.line_subject.c.subject.in_(which)))
    else:
        on_concern = t.line.c.seq.in_(select(t.line_concern.c.seq).where(t.line_concern.c.concern.in_(which)))
        whose = or_(on_concern, t.line.c.root.in_(which))
    statement = (select(t.line.c.seq) if only_places else _all()).where(whose, may_see(viewer, t.line.c.seq))
    if not evidence:
        statement = statement.where(t.line.c.kind.in_(STORY))
    return _standing(statement, known_then, evidence).order_by(t.line.c.sorted_by, t.line.c.seq)


@lru_cache(maxsize=8)
def _natures_seen(viewer: str) -> Select[Any]:
    line, on = t.line.c, t.line_concern.c
    looks = select(on.concern, body.c.bytes).select_from(JOINED.join(t.line_concern, on.seq == line.seq))
    mine = on.concern.in_(bindparam("concerns", expanding=True))
    return _standing(looks.where(mine, line.kind == "urgency", may_see(viewer, line.seq)), False, False)


class _Natures(msgspec.Struct):
    natures: tuple[str, ...] = ()


_NATURES = msgspec.json.Decoder(_Natures)


def _natures_in(content: bytes) -> tuple[str, ...]:
    try:
        return _NATURES.decode(content).natures
    except (msgspec.DecodeError, UnicodeDecodeError):  # damaged: reading it is what reports that
        return ()


@lru_cache(maxsize=8)
def _at_places(viewer: str) -> Select[Any]:
    return _all().where(t.line.c.seq.in_(bindparam("places", expanding=True)), may_see(viewer, t.line.c.seq))


@lru_cache(maxsize=8)
def _newest_seen(viewer: str) -> Select[Any]:
    line = t.line.c
    return _all().where(line.root == bindparam("root"), line.newest == 1, may_see(viewer, line.seq))


def _standing(statement: Select[Any], known_then: bool, evidence: bool) -> Select[Any]:
    if not known_then:
        return statement if evidence else statement.where(t.line.c.newest == 1, t.line.c.withdrawn == 0)
    statement = statement.where(t.line.c.seq <= bindparam("upto"))
    if evidence:
        return statement
    later = t.line.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.root == t.line.c.root, later.c.seq <= bindparam("upto"))
    stands = or_(t.line.c.withdrawn == 0, t.line.c.withdrawn > bindparam("upto"))
    return statement.where(t.line.c.seq == newest.scalar_subquery(), stands)


def _all() -> Select[Any]:
    return select(*COLUMNS, t.line.c.root).select_from(JOINED)


def _line(read: Read, row: Any, upto: int | None) -> Line:
    entry, since = to_entry(read, row), row[5]
    withdrawn = since > 0 and (upto is None or since <= upto)
    return Line(entry=entry, amended=entry.header.amends is not None, withdrawn=withdrawn)
