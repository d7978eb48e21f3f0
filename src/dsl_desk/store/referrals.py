"""Referrals, what waits for somebody, and the export register."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from dsl_desk.domain.entries.desk import Exported
from dsl_desk.domain.lists import ExportRow, OpenItem, ReferralRow
from dsl_desk.store import tables as t
from dsl_desk.store.rows import COLUMNS, JOINED, by_seq, may_see, may_see_referral, moment, to_entry
from dsl_desk.store.work import Read


def row(read: Read, referral_id: str) -> ReferralRow | None:
    """One referral with its newest entries; None when there is none or this viewer may not see it."""
    statement = select(t.referral).where(t.referral.c.id == referral_id, may_see_referral(read))
    found = read.connection.execute(statement).first()
    return _row(read, found) if found else None


def rows(read: Read, *, unanswered: bool = False) -> list[ReferralRow]:
    """Referrals newest first; with `unanswered` only those nobody has replied to."""
    statement = select(t.referral).where(t.referral.c.withdrawn == 0, may_see_referral(read))
    if unanswered:
        statement = statement.where(t.referral.c.reply_seq == 0)
    found = read.connection.execute(statement.order_by(t.referral.c.first_seq.desc())).all()
    return [_row(read, referral) for referral in found]


def of_concern(read: Read, concern_id: str) -> list[ReferralRow]:
    """Referrals that rest on this concern, oldest first."""
    statement = (
        select(t.referral)
        .join(t.referral_concern, t.referral_concern.c.referral == t.referral.c.id)
        .where(t.referral_concern.c.concern == concern_id, t.referral.c.withdrawn == 0, may_see_referral(read))
        .order_by(t.referral.c.first_seq)
    )
    return [_row(read, found) for found in read.connection.execute(statement).all()]


def of_child(read: Read, child_id: str) -> list[ReferralRow]:
    """Referrals this child is in, oldest first."""
    statement = (
        select(t.referral)
        .join(t.referral_child, t.referral_child.c.referral == t.referral.c.id)
        .where(t.referral_child.c.child == child_id, t.referral.c.withdrawn == 0)
        .where(may_see_referral(read))
        .order_by(t.referral.c.first_seq)
    )
    return [_row(read, found) for found in read.connection.execute(statement).all()]


def open_items(read: Read, *, concern: str | None = None) -> list[OpenItem]:
    """Everything that waits and this viewer may see, soonest first, what has no date last; of one concern or all."""
    c = t.open_item.c
    statement = (
        select(t.open_item, t.line.c.kind.label("source_kind"))
        .join(t.line, t.line.c.seq == c.seq)
        .where(c.done_seq == 0, c.withdrawn == 0, may_see(read.viewer, c.seq))
        .order_by(c.due == "", c.due, c.id)
    )
    if concern is not None:
        statement = statement.where(c.concern == concern)
    return [
        OpenItem(
            id=row.id, root=row.root, concern=row.concern, kind=row.kind, what=row.what, who=row.who,
            due=moment(row.due), due_precision=row.due_precision, source_kind=row.source_kind,
        )
        for row in read.connection.execute(statement)
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
    )  # fmt: skip


def _row(read: Read, found: Any) -> ReferralRow:
    children = select(t.referral_child.c.child).where(t.referral_child.c.referral == found.id)
    concerns = select(t.referral_concern.c.concern).where(t.referral_concern.c.referral == found.id)
    return ReferralRow(
        id=found.id, reference=found.reference,
        children=tuple(read.connection.execute(children.order_by(t.referral_child.c.child)).scalars()),
        concerns=tuple(read.connection.execute(concerns.order_by(t.referral_concern.c.concern)).scalars()),
        made=by_seq(read, found.made_seq), written=by_seq(read, found.written_seq),
        replied=by_seq(read, found.reply_seq), withdrawn=bool(found.withdrawn),
    )  # fmt: skip
