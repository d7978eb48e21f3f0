"""A row of Today in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsl_desk.casework.look_up.names import short_name, year_of
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.when import local, short_date
from dsl_desk.store import children
from dsl_desk.store.work import Read


@dataclass(frozen=True, kw_only=True)
class TodayRow:
    """One open item in words. `screen` and the ids say where its work is done; `act`: the button's word."""

    id: str
    title: str
    line: str
    tag: str
    tone: str
    act: str
    concern: str
    step: str = ""
    referral: str = ""
    item: str = ""
    kind: str = ""
    screen: str = "concern"


def title_of(read: Read, row: ConcernRow) -> str:
    """ "Reece O., Year 9", or "Reece O., Year 9 and 1 other"; an adult has no year to tell two matters apart by."""
    if row.adults:
        more = f" and {len(row.adults) - 1} more" if len(row.adults) > 1 else ""
        return f"{short_name(row.adults[0][1])}{more}, {row.reference}"
    if not row.children:
        return row.reference
    first, name, _ = row.children[0]
    child = children.child(read, first)
    year = year_of(child.year_group) if child else ""
    others = f" and {len(row.children) - 1} more" if len(row.children) > 1 else ""
    return f"{short_name(name)}{f', {year}' if year else ''}{others}"


def moment_of(moment: datetime) -> str:
    there = local(moment)
    return f"{there:%a} {short_date(there.date())} {there:%H:%M}"


def day_of(moment: datetime | None) -> str:
    if moment is None:
        return ""
    there = local(moment)
    return f"{there:%a} {short_date(there.date())}"
