"""Referrals, what waits for somebody, and the export register."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select, text

from dsl_desk.domain.entries.desk import ExportContents, Exported
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.lists import ExportRow, OpenItem, ReferralRow
from dsl_desk.store import merges
from dsl_desk.store import tables as t
from dsl_desk.store.rows import COLUMNS, JOINED, by_seq, may_see, may_see_referral, moment, to_entry
from dsl_desk.store.seen_part import seen_part
from dsl_desk.store.work import Read

# Each query is put together once, for its viewer where it asks what they may see: that takes longer than running it.
_CHILDREN = (
    select(t.referral_child.c.child)
    .where(t.referral_child.c.referral == bindparam("referral"))
    .order_by(t.referral_child.c.child)
)
_CONCERNS = (
    select(t.referral_concern.c.concern)
    .where(t.referral_concern.c.referral == bindparam("referral"))
    .order_by(t.referral_concern.c.concern)
)


def row(read: Read, referral_id: str) -> ReferralRow | None:
    """One referral with its newest entries; None when there is none or this viewer may not see it."""
    statement = _all(read.viewer).where(t.referral.c.id == referral_id)
    found = read.connection.execute(statement).first()
    return _row(read, found) if found else None


def rows(read: Read, *, unanswered: bool = False) -> list[ReferralRow]:
    """Referrals newest first; with `unanswered` only those nobody has replied to."""
    statement = _all(read.viewer).where(t.referral.c.withdrawn == 0)
    if unanswered:
        statement = statement.where(t.referral.c.reply_seq == 0)
    found = read.connection.execute(statement.order_by(t.referral.c.first_seq.desc())).all()
    return [_row(read, referral) for referral in found]


def of_concern(read: Read, concern_id: str) -> list[ReferralRow]:
    """Referrals that rest on this concern, oldest first."""
    found = read.connection.execute(_of_concern(read.viewer), {"concern": concern_id}).all()
    return [_row(read, referral) for referral in found]


def of_child(read: Read, child_id: str, *, upto: int | None = None) -> list[ReferralRow]:
    """Referrals this child is in, oldest first. `upto`: of the records that were one after that entry."""
    found = read.connection.execute(_of_child(read.viewer), {"child": merges.family(read, child_id, upto)}).all()
    return [_row(read, referral) for referral in found]


def open_items(read: Read, *, concern: str | None = None) -> list[OpenItem]:
    """Everything that waits and this viewer may see, soonest first, what has no date last; of one concern or all."""
    statement = _waiting(read.viewer, of_one=concern is not None)
    return [
        OpenItem(
            id=row.id, root=row.root, concern=row.concern, kind=row.kind, what=row.what, who=row.who,
            due=moment(row.due), due_precision=row.due_precision, source_kind=row.source_kind,
        )
        for row in read.connection.execute(statement, {} if concern is None else {"concern": concern})
    ]  # fmt: skip


def exports(read: Read, *, referral: str = "", limit: int = 200) -> list[ExportRow]:
    """The export register, newest first."""
    statement = (
        select(
            *COLUMNS, t.export.c.state, t.export.c.referral.label("for_referral"), t.export.c.child.label("of_child")
        )
        .select_from(JOINED.join(t.export, t.export.c.seq == t.line.c.seq))
        .where(may_see(read.viewer, t.line.c.seq))
        .order_by(t.export.c.seq.desc())
        .limit(limit)
    )
    if referral:
        statement = statement.where(t.export.c.referral == referral)
    return [_export(read, row) for row in read.connection.execute(statement)]


def _export(read: Read, row: Any) -> ExportRow:
    entry = to_entry(read, row)
    body = entry.body if isinstance(entry.body, Exported) else None
    return ExportRow(
        id=entry.header.id, number=body.number if body else "", state=row.state, recorded_at=entry.header.recorded_at,
        author=entry.header.author, document=body.document if body else "", recipient=body.recipient if body else "",
        reason=body.reason if body else "", protected=body.protected if body else False,
        passphrase=body.passphrase if body else "", referral=row.for_referral, child=row.of_child,
        files=_files(read, entry),
    )  # fmt: skip


def _files(read: Read, export: Entry) -> tuple[tuple[str, str], ...]:
    """What its contents say: they are sealed right after it, in the same transaction."""
    after = by_seq(read, export.seq + 1)
    body = after.body if after is not None else None
    if not isinstance(body, ExportContents) or body.export != export.header.id:
        return ()
    return tuple((one.name, one.digest) for one in body.files)


@lru_cache(maxsize=8)
def _all(viewer: str) -> Select[Any]:
    return select(t.referral).where(may_see_referral(viewer))


@lru_cache(maxsize=8)
def _of_concern(viewer: str) -> Select[Any]:
    on = t.referral_concern.c
    statement = _all(viewer).join(t.referral_concern, on.referral == t.referral.c.id)
    return statement.where(on.concern == bindparam("concern"), t.referral.c.withdrawn == 0).order_by(
        t.referral.c.first_seq
    )


@lru_cache(maxsize=8)
def _of_child(viewer: str) -> Select[Any]:
    about = select(t.referral_child.c.referral).where(t.referral_child.c.child.in_(bindparam("child", expanding=True)))
    statement = _all(viewer).where(t.referral.c.id.in_(about), t.referral.c.withdrawn == 0)
    return statement.order_by(t.referral.c.first_seq)


@lru_cache(maxsize=16)
def _waiting(viewer: str, *, of_one: bool) -> Select[Any]:
    c = t.open_item.c
    statement = (
        select(t.open_item, t.line.c.kind.label("source_kind"))
        .join(t.line, t.line.c.seq == c.seq)
        .where(c.withdrawn == 0, may_see(viewer, c.seq))
        .order_by(c.due == "", c.due, c.id)
    )
    if not of_one:
        return statement.where(c.done_seq == 0)
    # The plus keeps it to the index on the concern: that on done_seq would walk everything that waits.
    return statement.where(c.concern == bindparam("concern"), text("+open_item.done_seq = 0"))


def _row(read: Read, found: Any) -> ReferralRow:
    its = {"referral": found.id}
    row = ReferralRow(
        id=found.id, reference=found.reference,
        children=tuple(read.connection.execute(_CHILDREN, its).scalars()),
        concerns=tuple(read.connection.execute(_CONCERNS, its).scalars()),
        made=by_seq(read, found.made_seq), written=by_seq(read, found.written_seq),
        replied=by_seq(read, found.reply_seq), withdrawn=bool(found.withdrawn),
    )  # fmt: skip
    return seen_part(read, row)
