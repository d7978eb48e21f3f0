"""Today: what is not finished, each thing once, and whom to call now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dsl_desk.casework.back_up import backup_state
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.duties import DutyLine, duty_lines
from dsl_desk.casework.editions import waiting as waiting_edition
from dsl_desk.casework.look_up.contacts import call_lines
from dsl_desk.casework.look_up.open_things import open_things
from dsl_desk.casework.look_up.today_row import TodayRow
from dsl_desk.domain.today import OpenItem as Waiting
from dsl_desk.domain.today import OpenKind, Today, TodayLine, TodayList, today
from dsl_desk.domain.when import local, long_moment, short_date
from dsl_desk.pathways.contacts import CallLine, is_office_hours
from dsl_desk.store import concerns, desk_tables
from dsl_desk.store.work import open_read

_WEEK = 7  # days


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """`lists`: (heading, rows) in the order they are shown. `health`: (words, tone) tags of this desk.

    `newer`: the edition of the guidance that came with the program and was not taken yet, by name.
    """

    now: str
    home_time: str
    lists: tuple[tuple[TodayList, tuple[TodayRow, ...]], ...]
    calls: tuple[CallLine, ...]
    hours_note: str
    health: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    newer: str = ""


def today_page(desk: Desk) -> TodayPage:
    """Everything open that this person may see, at this moment."""
    now = desk.clock()
    with open_read(desk.vault) as read:
        waiting: dict[str, tuple[Waiting, TodayRow]] = {}
        opened = concerns.open_rows(read)
        for row in opened:
            file = concern_file(read, desk, row.id)
            for item, words in open_things(read, desk, file):
                waiting.setdefault(item.id, (item, words))
        waiting = _told_apart(waiting, {row.id: row.reference for row in opened})
        own = duty_lines(read, desk)
        waiting |= {item.id: (item, words) for item, words in _own_duties(desk, own)}
        calls = call_lines(read, desk)
    sorted_out = today((item for item, _ in waiting.values()), desk.calendar, now)
    assumed = desk.pack.calendar.office_hours_assumed
    office = "Office hours" if is_office_hours(desk.pack, now, desk.calendar) else "After office hours"
    return TodayPage(
        now=_weekday(now), home_time=_home_time(desk, sorted_out, now),
        lists=tuple(
            (name, tuple(_row(line, waiting[line.item.id][1], now) for line in sorted_out.of(name)))
            for name in TodayList
        ),
        calls=calls, hours_note=f"{office}{' (assumed: no source states them)' if assumed else ''}.",
        health=_health(desk), notes=(*desk.vault.warnings, *_without_date(own)), newer=waiting_edition(desk),
    )  # fmt: skip


def _told_apart(
    waiting: dict[str, tuple[Waiting, TodayRow]], references: dict[str, str]
) -> dict[str, tuple[Waiting, TodayRow]]:
    """The same words for two concerns about one child: each line begins with its reference."""
    meant: dict[str, set[str]] = {}
    for _, row in waiting.values():
        meant.setdefault(row.title, set()).add(row.concern)
    return {
        key: (item, replace(row, line=f"{references[row.concern]} · {row.line}"))
        if len(meant[row.title]) > 1 and row.concern in references
        else (item, row)
        for key, (item, row) in waiting.items()
    }


def _own_duties(desk: Desk, own: tuple[DutyLine, ...]) -> list[tuple[Waiting, TodayRow]]:
    """The lead's own, with the work to decide: never among what has to be done for a child before home time."""
    found = []
    for one in own:
        if one.dates.next is not None:
            item = Waiting(
                id=f"duty:{one.id}", kind=OpenKind.DECISION, title=one.title,
                due=desk.calendar.close_of(one.dates.next),
            )  # fmt: skip
            row = TodayRow(
                id=item.id, title=one.title, line=f"Your own. {one.often}", tag="", tone="", act="Open", concern=""
            )
            found.append((item, row))
    return found


def _without_date(own: tuple[DutyLine, ...]) -> tuple[str, ...]:
    count = sum(one.dates.next is None for one in own)
    are = "date of your own is" if count == 1 else "dates of your own are"
    return (f"{count} {are} not set (training, meetings: Settings).",) if count else ()


def _row(line: TodayLine, row: TodayRow, now: datetime) -> TodayRow:
    due = line.item.due
    if line.stands_in is TodayList.RING_NOW or (line.overdue and not line.days_late and not line.silent):
        tag, tone = "Overdue", "danger"
    elif line.silent:
        tag, tone = "Silent", "warn"
        row = replace(row, line=f"{row.line} · no reply in {line.days_silent} days" if line.days_silent else row.line)
    elif line.overdue and line.days_late:
        tag, tone = (f"{line.days_late} days late" if line.days_late > 1 else "1 day late"), "danger"
    elif due is not None:
        tag, tone = f"Due {_when_due(due, now)}", "accent"
    else:
        tag, tone = "No date", "neutral"
    if not line.overdue and due is not None:
        row = replace(row, line=row.line.replace("Was due", "Due by"))
    return replace(row, tag=tag, tone=tone)


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


def _when_due(due: datetime, now: datetime) -> str:
    """ "today"; a weekday within the week to come, which names one day only; else the date."""
    days = (local(due).date() - local(now).date()).days
    if not days:
        return "today"
    return f"{local(due):%a}" if 0 < days < _WEEK else short_date(local(due).date())
