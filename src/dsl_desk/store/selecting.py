"""The lines of a child's file that a selection wants, as conditions of one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from dsl_desk.domain.spelling import without_accents
from dsl_desk.domain.when import LONDON
from dsl_desk.store import tables as t
from dsl_desk.store.projections.lines import utc
from dsl_desk.store.projections.search import texts_of
from dsl_desk.store.rows import body
from dsl_desk.store.work import Read


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word to be found: `plain` letters somewhere in what was written, or one of these ids and values `meant`."""

    plain: str
    meant: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A selection with its groups, natures and words looked up. `concerns` None: whichever, or none at all."""

    kinds: tuple[str, ...] = ()
    concerns: tuple[str, ...] | None = None
    authors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    amended: bool = False
    words: tuple[Word, ...] = ()


ANYTHING = Wanted()


def conditions(read: Read, wanted: Wanted, upto: int | None) -> list[ColumnElement[bool]]:
    """What a line must fulfil. `upto`: versions sealed after that entry do not count."""
    line = t.line.c
    found: list[ColumnElement[bool]] = []
    if wanted.kinds:
        found.append(line.kind.in_(wanted.kinds))
    if wanted.concerns is not None:
        on = select(t.line_concern.c.concern).where(t.line_concern.c.seq == line.seq)
        found.append(
            or_(exists(on.where(t.line_concern.c.concern.in_(wanted.concerns))), line.root.in_(wanted.concerns))
        )
    if wanted.authors:
        found.append(line.author.in_(wanted.authors))
    if wanted.since is not None:
        found.append(line.sorted_by >= _start(wanted.since))
    if wanted.until is not None:
        found.append(line.sorted_by < _start(wanted.until + timedelta(days=1)))
    if wanted.amended:
        found.append(_changed(upto))
    if wanted.words:
        database: Any = read.connection.connection.driver_connection
        database.create_function("holds", 3, _holds, deterministic=True)
    return [*found, *(_with_word(word) for word in wanted.words)]


def _start(day: date) -> str:
    return utc(datetime.combine(day, time.min, tzinfo=LONDON))


def _changed(upto: int | None) -> ColumnElement[bool]:
    """Another version of it is on record, or it was withdrawn, or it is what withdrew something."""
    line, other = t.line.c, t.line.alias("other_version").c
    version = select(other.seq).where(other.root == line.root, other.seq != line.seq)
    gone = line.withdrawn > 0
    if upto is not None:
        version, gone = version.where(other.seq <= upto), and_(gone, line.withdrawn <= upto)
    return or_(exists(version), gone, line.kind == "withdrawn")


def _with_word(word: Word) -> ColumnElement[bool]:
    line, about = t.line.c, t.line_subject.alias("about").c
    meant = sorted(word.meant)
    written = func.holds(body.c.bytes, word.plain, "\n".join(meant)) == 1
    found = or_(written, func.instr(func.lower(line.reference), word.plain) > 0)
    if not meant:
        return found
    named = exists(select(about.seq).where(about.subject.in_(meant), about.seq == line.seq))
    return or_(found, line.kind.in_(meant), line.author.in_(meant), named)


def _holds(stored: bytes | None, plain: str, meant: str) -> bool:
    """For the database: whether this body holds the word, or one of the values it stands for."""
    if stored is None:
        return False
    try:
        written, letters = _texts(stored)
    except (msgspec.DecodeError, UnicodeDecodeError):  # damaged: let it through, for reading it is what reports that
        return True
    return plain in letters or not _lines(meant).isdisjoint(written)


@lru_cache(maxsize=4)
def _texts(stored: bytes) -> tuple[frozenset[str], str]:
    """Every text of a body as written, and all their plain letters, one text a line."""
    texts = texts_of(msgspec.json.decode(stored))
    return frozenset(texts), without_accents("\n".join(texts))


@lru_cache(maxsize=64)
def _lines(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split("\n")))
