"""Adults whom matters are about, in a vault about adults who work with children."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from dsl_desk.domain.lists import AdultRow
from dsl_desk.store import tables as t
from dsl_desk.store.rows import may_see_concern
from dsl_desk.store.work import Read


def rows(read: Read) -> list[AdultRow]:
    """Everybody on file by name, with how many matters about them this viewer may see, open and in all.

    Whoever stands only on matters that are for other people to see is left out: not even the name shows. Nobody has a
    file without a matter, so one who stands on none yet is shown to whoever wrote the name down, and to nobody else.
    """
    mine = _count(read.viewer)
    still_open = mine.where(t.concern.c.state == "open")
    everything = select(func.count()).where(t.concern_adult.c.adult == t.adult.c.id)
    added_by = select(t.line.c.author).where(t.line.c.root == t.adult.c.id).order_by(t.line.c.seq).limit(1)
    statement = select(
        t.adult.c.id, t.adult.c.name, still_open.scalar_subquery().label("open_concerns"),
        mine.scalar_subquery().label("concerns"), everything.scalar_subquery().label("anybodys"),
        added_by.scalar_subquery().label("added_by"),
    ).where(t.adult.c.withdrawn == 0, t.adult.c.merged_into == "").order_by(t.adult.c.name, t.adult.c.id)  # fmt: skip
    return [
        AdultRow(id=row.id, name=row.name, open_concerns=row.open_concerns, concerns=row.concerns)
        for row in read.connection.execute(statement)
        if row.concerns or (not row.anybodys and row.added_by == read.viewer)
    ]


def _count(viewer: str) -> Any:
    return (
        select(func.count())
        .select_from(t.concern_adult.join(t.concern, t.concern.c.id == t.concern_adult.c.concern))
        .where(
            t.concern_adult.c.adult == t.adult.c.id, t.concern.c.withdrawn == 0, may_see_concern(viewer),
        )
    )  # fmt: skip
