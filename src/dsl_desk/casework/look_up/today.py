"""Today: what is not finished, each thing once, and whom to call now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dsl_desk.casework.back_up import backup_state
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.contacts import call_lines
from dsl_desk.casework.look_up.names import short_name, year_of
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.lists import ConcernRow, OpenItem
from dsl_desk.domain.today import OpenItem as Waiting
from dsl_desk.domain.today import OpenKind, Today, TodayLine, TodayList, today
from dsl_desk.domain.when import local, long_moment, short_date
from dsl_desk.pathways.contacts import CallLine, is_office_hours
from dsl_desk.pathways.progress import Standing
from dsl_desk.store import children, concerns, desk_tables
from dsl_desk.store.work import Read, open_read

_DAY_ONLY = frozenset({"day"})


@dataclass(frozen=True, kw_only=True)
class TodayRow:
    """One open item in words. `opens`: (screen, ids) where its work is done; `act`: the button's word."""

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


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """`lists`: (heading, rows) in the order they are shown. `health`: (words, tone) tags of this desk."""

    now: str
    home_time: str
    lists: tuple[tuple[TodayList, tuple[TodayRow, ...]], ...]
    calls: tuple[CallLine, ...]
    hours_note: str
    health: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def today_page(desk: Desk) -> TodayPage:
    """Everything open that this person may see, at this moment."""
    now = desk.clock()
    with open_read(desk.vault) as read:
        waiting: dict[str, tuple[Waiting, TodayRow]] = {}
        for row in concerns.open_rows(read):
            file = concern_file(read, desk, row.id)
            for item, words in _open_things(read, desk, file):
                waiting.setdefault(item.id, (item, words))
        calls = call_lines(read, desk)
    sorted_out = today((item for item, _ in waiting.values()), desk.calendar, now)
    assumed = desk.pack.calendar.office_hours_assumed
    office = "Office hours" if is_office_hours(desk.pack, now, desk.calendar) else "After office hours"
    return TodayPage(
        now=_weekday(now), home_time=_home_time(desk, sorted_out, now),
        lists=tuple(
            (name, tuple(_row(line, waiting[line.item.id][1]) for line in sorted_out.of(name))) for name in TodayList
        ),
        calls=calls, hours_note=f"{office}{' (assumed: no source states them)' if assumed else ''}.",
        health=_health(desk), notes=tuple(desk.vault.warnings),
    )  # fmt: skip


def _open_things(read: Read, desk: Desk, file: ConcernFile) -> list[tuple[Waiting, TodayRow]]:
    title = _title(read, file.row)
    return [*_referrals(file, title), *_items(desk, file, title), *_steps(desk, file, title)]


def _referrals(file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    found = []
    for state in file.referral_states:
        if state.made_at is None or state.decided:
            continue
        item = Waiting(
            id=f"referral:{state.referral}", kind=OpenKind.REFERRAL, concern=file.row.id, title=title,
            due=state.due.at if state.due else None, since=state.made_at, statutory=state.statutory_overdue,
        )  # fmt: skip
        due = f" · due by {_day(state.due.at)}" if state.due and state.due.at else ""
        what = "referral not acknowledged" if state.statutory_overdue else state.to_name
        row = TodayRow(
            id=item.id, title=f"{title} · {what}", line=f"To {state.to_name} {_moment(state.made_at)}{due}", tag="",
            tone="", act="Chase", concern=file.row.id, referral=state.referral, step=_step_making(file, "chase"),
        )  # fmt: skip
        found.append((item, row))
    return found


def _items(desk: Desk, file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    """Tasks, promises, reviews and agreements. A promise that belongs to a referral is that referral's own line."""
    theirs = {"promise": OpenKind.PROMISE, "waiting": OpenKind.PROMISE}
    ours = {
        "task": OpenKind.TASK,
        "written_copy": OpenKind.TASK,
        "review": OpenKind.REVIEW,
        "next_date": OpenKind.REVIEW,
    }
    found = []
    for one in file.open_items:
        if one.kind == "promise" and one.source_kind in ("referral_made", "chase", "reply"):
            continue
        kind = OpenKind.AGREEMENT if one.kind == "agreement" else theirs.get(one.kind) or ours[one.kind]
        for_head = one.kind == "agreement" and may(desk.me.role, Act.AGREE) and not may(desk.me.role, Act.CASEWORK)
        item = Waiting(
            id=one.id, kind=kind, concern=file.row.id, title=title, due=_due(desk, one), since=file.row.recorded_at,
            for_head=for_head,
        )  # fmt: skip
        found.append((item, _item_row(file, one, title)))
    return found


def _item_row(file: ConcernFile, one: OpenItem, title: str) -> TodayRow:
    words = {
        "task": one.what, "promise": one.what, "waiting": one.what or "parents to be told", "review": "review",
        "written_copy": "written copy", "next_date": one.what or "next date", "agreement": f"{one.who}: agree or not",
    }[one.kind]  # fmt: skip
    due = f"Was due {_day(one.due)}" if one.due else "No date was set"
    return TodayRow(
        id=one.id, title=f"{title} · {words}", line=f"{due}{f' · {one.who}' if one.who else ' · no owner'}", tag="",
        tone="", act={"promise": "Open", "waiting": "Open"}.get(one.kind, "Take it"), concern=file.row.id, item=one.id,
    )  # fmt: skip


def _steps(desk: Desk, file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    """Steps asked for that nobody did: looking back, deciding, ringing, referring."""
    found = []
    for state in file.steps:
        kind = state.step.entry_kinds[0]
        if state.standing is not Standing.ASKED or kind not in (
            "urgency",
            "decision",
            "referral_made",
            "advice",
            "parents",
        ):
            continue
        if kind == "referral_made" and file.referral_states:
            continue
        home = state.due is not None and any(
            due.before_home_time for due in state.step.due if due.note == state.due.note
        )
        item = Waiting(
            id=f"step:{file.row.id}:{state.step.id}", concern=file.row.id, title=title,
            kind=OpenKind.URGENCY if kind == "urgency" else OpenKind.DECISION,
            due=state.due.at if state.due else None, since=file.row.recorded_at, before_home_time=home,
        )  # fmt: skip
        line = state.due.note if state.due and state.due.note else state.line
        row = TodayRow(
            id=item.id, title=f"{title} · {(state.step.short or state.step.title).lower()}", line=line, tag="", tone="",
            act="Open", concern=file.row.id, step=state.step.id,
        )  # fmt: skip
        found.append((item, row))
    return found


def _row(line: TodayLine, row: TodayRow) -> TodayRow:
    due = line.item.due
    if line.stands_in is TodayList.RING_NOW:
        tag, tone = "Overdue", "danger"
    elif line.silent:
        tag, tone = "Silent", "warn"
        row = replace(row, line=f"{row.line} · no reply in {line.days_silent} days" if line.days_silent else row.line)
    elif line.overdue and line.days_late:
        tag, tone = (f"{line.days_late} days late" if line.days_late > 1 else "1 day late"), "danger"
    elif due is not None:
        tag, tone = f"Due {_when_due(due)}", "accent"
    else:
        tag, tone = "No date", "neutral"
    if not line.overdue and due is not None:
        row = replace(row, line=row.line.replace("Was due", "Due by"))
    return replace(row, tag=tag, tone=tone)


def _due(desk: Desk, one: OpenItem) -> datetime | None:
    """A day falls due at the close of that day."""
    if one.due is not None and one.due_precision in _DAY_ONLY:
        return desk.calendar.close_of(local(one.due).date())
    return one.due


def _title(read: Read, row: ConcernRow) -> str:
    """ "Reece O., Year 9", or "Reece O., Year 9 and 1 other"."""
    if not row.children:
        return row.reference
    first, name, _ = row.children[0]
    child = children.child(read, first)
    year = year_of(child.year_group) if child else ""
    others = f" and {len(row.children) - 1} more" if len(row.children) > 1 else ""
    return f"{short_name(name)}{f', {year}' if year else ''}{others}"


def _step_making(file: ConcernFile, kind: str) -> str:
    return next((step.id for road in file.pathways for step in road.steps if kind in step.entry_kinds), "")


def _health(desk: Desk) -> tuple[tuple[str, str], ...]:
    tags = [("Record verified", "ok")] if _verified(desk) and not desk.vault.read_only else []
    if desk.school.backup_folder:
        state = backup_state(desk)
        tags.insert(0, (state.line, "ok" if state.at else "warn"))
    else:
        tags.append(("No backup folder yet", "warn"))
    if not desk.school.kit_confirmed:
        tags.append(("Recovery kit not confirmed", "warn"))
    if desk.vault.anchor_failed:
        tags.append(("Anchor not written", "warn"))
    if desk.vault.read_only:
        tags.append(("Open for reading only", "danger"))
    return tuple(tags)


def _verified(desk: Desk) -> bool:
    with open_read(desk.vault) as read:
        return desk_tables.verified_at(read) is not None


def _home_time(desk: Desk, sorted_out: Today, now: datetime) -> str:
    if desk.school.school_end is None:
        return "school end not set"
    return f"{local(sorted_out.home_time):%H:%M}" if sorted_out.home_time > now + timedelta(0) else "passed"


def _weekday(moment: datetime) -> str:
    return f"{local(moment):%A} {long_moment(moment)}"


def _moment(moment: datetime) -> str:
    there = local(moment)
    return f"{there:%a} {short_date(there.date())} {there:%H:%M}"


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    there = local(moment)
    return f"{there:%a} {short_date(there.date())}"


def _when_due(due: datetime) -> str:
    return f"{local(due):%a}"
