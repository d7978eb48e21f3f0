"""A referral as far as its reader may see what it rests on (decision 14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import ReferralRow
from dsl_desk.domain.shortened import shortened
from dsl_desk.store import tables as t
from dsl_desk.store.rows import COLUMNS, JOINED, hidden_among, to_entry
from dsl_desk.store.work import Read

PARTS = ("referral_made", "referral_written", "reply", "chase")

_hidden = lru_cache(maxsize=8)(hidden_among)


def seen_part(read: Read, row: ReferralRow) -> ReferralRow:
    """The row as it is where this reader may see all it rests on; else what they may see of it."""
    entries = tuple(one for one in (row.made, row.written, row.replied) if one is not None)
    hidden = _hidden_of(read, (*row.concerns, *(one for entry in entries for one in entry.header.concerns)))
    if not hidden:
        return row
    concerns = tuple(one for one in row.concerns if one not in hidden)
    about = set(read.connection.execute(_ABOUT, {"concerns": concerns}).scalars())
    children = tuple(one for one in row.children if one in about)

    def seen(entry: Entry | None) -> Entry | None:
        if entry is None or not hidden & set(entry.header.concerns):
            return entry
        return shortened(entry, concerns, children)

    rest = tuple(one for one in _parts(read, row, hidden) if (hidden & set(one.header.concerns)))
    return replace(
        row, concerns=concerns, children=children, made=seen(row.made), written=seen(row.written),
        replied=seen(row.replied), rest=tuple(shortened(one, concerns, children) for one in rest),
    )  # fmt: skip


def _hidden_of(read: Read, concerns: Iterable[str]) -> set[str]:
    asked = tuple(dict.fromkeys(concerns))
    return set(read.connection.execute(_hidden(read.viewer), {"concerns": asked}).scalars()) if asked else set()


def _parts(read: Read, row: ReferralRow, hidden: set[str]) -> list[Entry]:
    """Every entry of this referral that stands and lies on one of those concerns, in order of recording."""
    found = read.connection.execute(_STANDING, {"concerns": tuple(hidden), "kinds": PARTS})
    entries = (to_entry(read, one) for one in found)
    return [one for one in entries if getattr(one.body, "referral", "") == row.id]


def _standing() -> Select[Any]:
    line = t.line.c
    on = select(t.line_concern.c.seq).where(t.line_concern.c.concern.in_(bindparam("concerns", expanding=True)))
    return (
        select(*COLUMNS)
        .select_from(JOINED)
        .where(
            line.seq.in_(on),
            line.kind.in_(bindparam("kinds", expanding=True)),
            line.newest == 1,
            line.withdrawn == 0,
        )
        .order_by(line.seq)
    )


_STANDING = _standing()
_ABOUT = select(t.concern_child.c.child).where(t.concern_child.c.concern.in_(bindparam("concerns", expanding=True)))
