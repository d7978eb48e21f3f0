"""What is not finished on a concern: referrals without an answer, promises, tasks, reviews, steps asked for."""

from __future__ import annotations

from datetime import datetime

from dsl_desk.casework.concern_file import WRITTEN_COPY, ConcernFile
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_again import changed_for
from dsl_desk.casework.look_up.concern_parts import word_in_words, words_asked
from dsl_desk.casework.look_up.open_referrals import open_referrals
from dsl_desk.casework.look_up.today_row import TodayRow, day_of, title_of
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.lists import OpenItem
from dsl_desk.domain.today import OpenItem as Waiting
from dsl_desk.domain.today import OpenKind
from dsl_desk.domain.when import local
from dsl_desk.pathways.progress import Standing, StepState
from dsl_desk.store.work import Read

_DAY_ONLY = frozenset({"day"})
# What the steps on Today make: these always, those where there is a time to do it by, or one that the school is to set.
_ALWAYS = frozenset({"urgency", "decision", "referral_made", "advice", "parents"})
_ONCE_DATED = frozenset({"assessment", "plan", "review"})


def open_things(read: Read, desk: Desk, file: ConcernFile) -> list[tuple[Waiting, TodayRow]]:
    """Everything on this concern that is not finished, as the rules of Today read it and as a row shows it."""
    title = title_of(read, file.row)
    found = [*open_referrals(read, file), *_items(desk, file, title), *_words(desk, file, title)]
    if not any(one.closing and one.standing == "waiting" for _, one in words_asked(file)):
        found += _steps(desk, file, title)  # whoever closed it is done with them, unless the second person says no
    return [*found, *_guidance(read, desk, file, title)]


def _items(desk: Desk, file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    """Tasks, promises, reviews and agreements. A promise that belongs to a referral is that referral's own line."""
    theirs = {"promise": OpenKind.PROMISE, "waiting": OpenKind.PROMISE}
    ours = {"task": OpenKind.TASK, "review": OpenKind.REVIEW, "next_date": OpenKind.REVIEW}
    found, asked = [], words_asked(file)
    for one in file.open_items:
        if one.kind == WRITTEN_COPY:
            continue
        if one.kind == "promise" and one.source_kind in ("referral_made", "chase", "reply"):
            continue
        if one.kind == "agreement" and any(agreement.of == one.root for _, agreement in asked):
            continue
        kind = OpenKind.AGREEMENT if one.kind == "agreement" else theirs.get(one.kind) or ours[one.kind]
        for_head = one.kind == "agreement" and _only_agrees(desk)
        item = Waiting(
            id=one.id, kind=kind, concern=file.row.id, title=title, due=_due(desk, one), since=file.row.recorded_at,
            for_head=for_head,
        )  # fmt: skip
        found.append((item, _item_row(file, one, title)))
    return found


def _words(desk: Desk, file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    """A second person's word that is asked for; and a closure that they did not agree to, with what they said."""
    found = []
    for state, agreement in words_asked(file):
        refused = agreement.standing == "disagreed"
        if refused and not agreement.closing:
            continue
        what = "closing" if agreement.closing else (state.step.short or state.step.title).lower()
        said = word_in_words(agreement) if refused else agreement.why
        words = f"{what} was not agreed" if refused else f"{what}: agree or not"
        item = Waiting(
            id=f"{agreement.of}:agreement", kind=OpenKind.DECISION if refused else OpenKind.AGREEMENT,
            concern=file.row.id, title=title, since=agreement.word.at if agreement.word else file.row.recorded_at,
            for_head=not refused and _only_agrees(desk),
        )  # fmt: skip
        row = TodayRow(
            id=item.id, title=f"{title} · {words}", line=said, tag="", tone="", act="Open", concern=file.row.id,
            step=state.step.id, item=item.id,
        )  # fmt: skip
        found.append((item, row))
    return found


def _only_agrees(desk: Desk) -> bool:
    return may(desk.me.role, Act.AGREE, desk.vault.kind) and not may(desk.me.role, Act.CASEWORK, desk.vault.kind)


def _item_row(file: ConcernFile, one: OpenItem, title: str) -> TodayRow:
    words = {
        "task": one.what, "promise": one.what, "waiting": one.what or "parents to be told", "review": "review",
        "next_date": one.what or "next date", "agreement": f"{one.who}: agree or not",
    }[one.kind]  # fmt: skip
    due = f"Was due {day_of(one.due)}" if one.due else "No date was set"
    return TodayRow(
        id=one.id, title=f"{title} · {words}", line=f"{due}{f' · {one.who}' if one.who else ' · no owner'}", tag="",
        tone="", act={"promise": "Open", "waiting": "Open"}.get(one.kind, "Take it"), concern=file.row.id, item=one.id,
    )  # fmt: skip


def _steps(desk: Desk, file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    """Steps asked for that nobody did: looking back, deciding, ringing, referring, and whatever else has a time."""
    found = []
    for state in file.steps:
        kind = state.step.entry_kinds[0]
        if state.standing is not Standing.ASKED or not (kind in _ALWAYS or _timed(file, state)):
            continue
        if kind == "referral_made" and any(one.made is None and one.written_due for one in file.referral_states):
            continue  # its copy that is still to be sent stands there already
        home = state.due is not None and any(
            due.before_home_time for due in state.step.due if due.note == state.due.note
        )
        item = Waiting(
            id=f"step:{file.row.id}:{state.step.id}", concern=file.row.id, title=title,
            kind={"urgency": OpenKind.URGENCY, "review": OpenKind.REVIEW}.get(kind, OpenKind.DECISION),
            due=state.due.at if state.due else None, since=file.row.recorded_at, before_home_time=home,
        )  # fmt: skip
        line = f"{state.due.note}{state.due.mark}" if state.due and state.due.note else state.line
        row = TodayRow(
            id=item.id, title=f"{title} · {(state.step.short or state.step.title).lower()}", line=line, tag="", tone="",
            act="Open", concern=file.row.id, step=state.step.id,
        )  # fmt: skip
        found.append((item, row))
    return found


def _guidance(read: Read, desk: Desk, file: ConcernFile, title: str) -> list[tuple[Waiting, TodayRow]]:
    """The edition in use says something of its roads otherwise, and nobody has looked at it yet."""
    changed = changed_for(read, desk, file)
    if changed is None or changed.looked:
        return []
    item = Waiting(
        id=f"edition:{file.row.id}", kind=OpenKind.DECISION, concern=file.row.id, title=title,
        since=file.row.recorded_at,
    )  # fmt: skip
    row = TodayRow(
        id=item.id, title=f"{title} · the guidance changed", line=f"Look at what {changed.now} says otherwise", tag="",
        tone="", act="Look", concern=file.row.id,
    )  # fmt: skip
    return [(item, row)]


def _timed(file: ConcernFile, state: StepState) -> bool:
    """A step with a time of its own. Ringing again about a referral is that referral's line while it is open."""
    if state.step.entry_kinds[0] in _ONCE_DATED:
        return state.due is not None
    waiting = any(one.made_at is not None and not one.decided for one in file.referral_states)
    return state.step.entry_kinds[0] == "chase" and state.due is not None and not waiting


def _due(desk: Desk, one: OpenItem) -> datetime | None:
    """A day falls due at the close of that day."""
    if one.due is not None and one.due_precision in _DAY_ONLY:
        return desk.calendar.close_of(local(one.due).date())
    return one.due
