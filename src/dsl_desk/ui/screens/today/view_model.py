"""What Today shows, in words. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import Draft, mine
from dsl_desk.casework.look_up.contacts import CallLine, contacts_page
from dsl_desk.casework.look_up.today import TodayPage, today_page
from dsl_desk.casework.look_up.today_row import TodayRow
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.today import TodayList
from dsl_desk.domain.when import local

_TITLES = {
    TodayList.BEFORE_HOME_TIME: "Before home time",
    TodayList.RING_NOW: "Ring now",
    TodayList.DECIDE: "Decide",
    TodayList.WAITING: "Waiting on others",
    TodayList.NOBODY_DID_THIS: "Nobody did this",
    TodayList.FOR_THE_HEAD: "For the head",
}
_TONES = {
    TodayList.BEFORE_HOME_TIME: "danger", TodayList.RING_NOW: "danger", TodayList.DECIDE: "accent",
    TodayList.WAITING: "warn", TodayList.NOBODY_DID_THIS: "warn", TodayList.FOR_THE_HEAD: "accent",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Section:
    """One list: its heading, the tag beside it, its rows."""

    name: str
    title: str
    tag: str
    tone: str
    rows: tuple[TodayRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CallCard:
    """One telephone line. `say` are the lines to say when ringing it; `tag` says what is not sure about it."""

    role: str
    number: str
    name: str
    note: str
    urgent: bool
    say: tuple[str, ...] = ()
    tag: str = ""
    tone: str = "warn"


@dataclass(frozen=True, kw_only=True)
class Ringing:
    """Somebody is on the telephone. `concerns`: (id, title) of what is open, to write it up on."""

    call: CallCard
    since: str
    at: str
    concerns: tuple[tuple[str, str], ...] = ()
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class TodayState:
    """`sections` with rows, and "before home time", stand in cards; `quiet` are the empty others."""

    crumb: str = ""
    sections: tuple[Section, ...] = ()
    quiet: tuple[Section, ...] = ()
    calls: tuple[CallCard, ...] = ()
    hours_note: str = ""
    health: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    ringing: Ringing | None = None
    ring_step: str = ""
    count: int = 0
    newer: str = ""
    lists: tuple[Section, ...] = field(default=(), repr=False)


def load(desk: Desk) -> TodayState:
    """Everything Today shows, for the person at the desk."""
    page = today_page(desk)
    works = may(desk.me.role, Act.CASEWORK, desk.vault.kind)
    advice = desk.pack.step_of_kind("advice")
    lists = tuple(
        _section(page, name, rows, works=works, about_adults=desk.pack.about_adults)
        for name, rows in _theirs_first(page, works=works)
    )
    return TodayState(
        crumb=page.now,
        sections=tuple(one for one in lists if one.rows or one.name == TodayList.BEFORE_HOME_TIME),
        quiet=tuple(one for one in lists if not one.rows and one.name != TodayList.BEFORE_HOME_TIME),
        calls=tuple(_call(line, advice.say) for line in page.calls),
        hours_note=page.hours_note, health=page.health, drafts=tuple(mine(desk)),
        notes=(*page.notes, *_unchecked(desk)), newer=page.newer,
        ring_step=advice.id if works else "", count=sum(len(rows) for _, rows in page.lists), lists=lists,
    )  # fmt: skip


def ringing(state: TodayState, role: str, now: datetime) -> TodayState:
    """Somebody rings this line now: what to say, since when, and the open concerns it may be about."""
    call = next((one for one in state.calls if one.role == role), None)
    if call is None:
        return state
    found = {
        row.concern: row.title.rpartition(" · ")[0] for section in state.lists for row in section.rows if row.concern
    }
    there = local(now)
    return replace(
        state,
        ringing=Ringing(
            call=call, since=f"{there:%H:%M}", at=there.isoformat(), concerns=tuple(found.items()), step=state.ring_step
        ),
    )


def drafts_words(state: TodayState) -> str:
    """ "You have 1 draft", or nothing."""
    count = len(state.drafts)
    return f"You have {count} draft{'' if count == 1 else 's'}." if count else ""


def newest_words(state: TodayState) -> str:
    """ "Go on: a concern not sealed yet, saved 09:31", or nothing."""
    if not state.drafts:
        return ""
    words = draft_words(state.drafts[0])
    more = f" (and {len(state.drafts) - 1} more)" if len(state.drafts) > 1 else ""
    return f"Go on: {words[:1].lower()}{words[1:]}{more}"


def draft_words(draft: Draft) -> str:
    """ "A concern, saved 20 Nov 09:31": what a draft is about, without what it says."""
    saved = f", saved {local(draft.saved_at):%H:%M}" if draft.saved_at else ""
    what = {
        "record": "A concern not sealed yet", "concern": "A step of a concern", "referral": "A referral",
        "children": "A child’s details", "child": "A child’s file", "adults": "An adult’s details",
        "adult": "An adult’s details", "contacts": "A contact", "settings": "Settings",
    }.get(draft.form.get("screen", ""), "Something not finished")  # fmt: skip
    return f"{what}{saved}"


def _theirs_first(page: TodayPage, *, works: bool) -> list[tuple[TodayList, tuple[TodayRow, ...]]]:
    """Whoever only gives a word finds what asks for it on top."""
    return sorted(page.lists, key=lambda one: not works and one[0] != TodayList.FOR_THE_HEAD)


def _section(
    page: TodayPage, name: TodayList, rows: tuple[TodayRow, ...], *, works: bool, about_adults: bool
) -> Section:
    title = "For the chair" if name == TodayList.FOR_THE_HEAD and about_adults else _TITLES[name]
    if name == TodayList.BEFORE_HOME_TIME:
        title = {"passed": "Before home time (passed today)", "school end not set": "Before home time"}.get(
            page.home_time, f"{title}, {page.home_time}"
        )
    if not works:
        rows = tuple(replace(row, act="Open") for row in rows)
    quiet_tone = "ok" if name == TodayList.BEFORE_HOME_TIME else "neutral"
    return Section(
        name=name, title=title, tag=str(len(rows)) if rows else "None", tone=_TONES[name] if rows else quiet_tone,
        rows=rows,
    )  # fmt: skip


def _unchecked(desk: Desk) -> tuple[str, ...]:
    """How many numbers nobody of this school has found right this term."""
    count = len(contacts_page(desk).due)
    return (f"{count} {'number' if count == 1 else 'numbers'} not checked by this school this term.",) if count else ()


def _call(line: CallLine, say: tuple[str, ...]) -> CallCard:
    name = line.when_to_ring if line.urgent and line.when_to_ring else line.name
    note = line.note if not line.number else "" if line.open_now else line.when_to_ring
    tone = "danger" if line.status == "wrong" else "warn"
    return CallCard(
        role=line.role, number=line.number, name=name, note=note, urgent=line.urgent, say=say, tag=line.doubt, tone=tone
    )
