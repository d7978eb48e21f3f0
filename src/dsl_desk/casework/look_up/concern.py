"""The concern's page: where its road stands, what was sealed, which cards stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.chronology import ChronologyRow, chronology_rows
from dsl_desk.casework.look_up.names import names_of, year_of
from dsl_desk.casework.seen import seal_opened
from dsl_desk.casework.telling import Names
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.facts import age_on
from dsl_desk.domain.lists import ConcernRow, Line, OpenItem
from dsl_desk.domain.when import local, short_date
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.progress import Standing, StepState
from dsl_desk.store import concerns as stored_concerns
from dsl_desk.store.chronology import STORY
from dsl_desk.store.work import open_read


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One row of the road at the left. `tone`: ok, accent, warn, danger, neutral."""

    id: str
    title: str
    line: str
    tag: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class CardWords:
    """A stop card in words; the last line says that it is a prompt only."""

    id: str
    title: str
    lines: tuple[str, ...]
    effect: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferralLine:
    id: str
    reference: str
    to: str
    state: str


@dataclass(frozen=True, kw_only=True)
class OpenLine:
    """Something unfinished. `act`: done (a task, a promise), review (a date to look again), or step (opens `step`)."""

    id: str
    root: str
    title: str
    line: str
    overdue: bool
    act: str
    step: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A second person's word is asked on the entry `of`. `mine`: I wrote it, so it is not mine to give."""

    of: str
    what: str
    why: str
    standing: str
    mine: bool


@dataclass(frozen=True, kw_only=True)
class ConcernPage:
    """`suggested`: the step asked for first. `agreements` wait for a second person. `viewers`: who may see it, by
    name; None: everybody who signs in."""

    id: str
    reference: str
    heading: str
    about: str
    roads: str
    level: str
    level_tone: str
    state: str
    restricted: bool
    children: tuple[tuple[str, str, str], ...]  # (id, name and year, role in words)
    steps: tuple[StepLine, ...]
    suggested: str
    words: tuple[tuple[str, str], ...]  # (the child's words, speaker)
    entries: tuple[ChronologyRow, ...]
    cards: tuple[CardWords, ...]
    referrals: tuple[ReferralLine, ...]
    agreements: tuple[Asked, ...]
    open_items: tuple[OpenLine, ...]
    viewers: tuple[str, ...] | None = None


def concern_page(desk: Desk, concern_id: str) -> ConcernPage:
    """Everything the concern's screen shows. Opening it is noted, once per unlock, when it can be."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
        names = names_of(read)
        entries = chronology_rows(desk, file.pack, story_of(file), names)
        allowed = stored_concerns.viewers(read, concern_id)
        viewers = None if allowed is None else tuple(sorted(names(one) for one in allowed))
    seal_opened(desk, "concern", concern_id, concerns=(concern_id,))
    return _page(desk, file, names, tuple(reversed(entries)), viewers)


def story_of(file: ConcernFile) -> list[Line]:
    """The lines of a concern that stand and tell its story."""
    return [line for line in file.lines if line.entry.header.kind in STORY and _stands(file, line)]


def _stands(file: ConcernFile, line: Line) -> bool:
    newest = {entry.first_version: entry.id for entry in file.record.current()}
    return line.entry.body is None or newest.get(line.entry.header.root) == line.entry.header.id


def _page(
    desk: Desk, file: ConcernFile, names: Names, entries: tuple[ChronologyRow, ...], viewers: tuple[str, ...] | None
) -> ConcernPage:
    row = file.row
    cards = cards_in_force(
        file.pack, file.record, file.facts, desk.calendar, desk.clock(), tuple(state.step for state in file.steps)
    )
    words = [entry.body for entry in file.standing("concern") if isinstance(entry.body, Concern)]
    return ConcernPage(
        id=row.id, reference=row.reference, heading=_heading(file), about=_about(desk, file, names),
        roads=" and ".join(road.tag or road.title for road in file.pathways) or "no road yet",
        level=file.pack.label("levels", row.level) if row.level else file.pack.lists["levels"].unset,
        level_tone=file.pack.tone(row.level) if row.level else "neutral", state=row.state, restricted=row.restricted,
        children=tuple(
            (cid, f"{child.known_as}, {year_of(child.year_group)}".rstrip(", "), file.pack.label("roles", role))
            for cid, role, child in file.children
        ),
        steps=tuple(step_line(state) for state in file.steps), suggested=suggested(file),
        words=tuple((body.child_words, body.words_speaker) for body in words if body.child_words),
        entries=entries,
        cards=tuple(CardWords(id=one.card.id, title=one.card.title, lines=one.lines, effect=one.card.effect,
                              because=one.because.reference) for one in cards),
        referrals=tuple(
            ReferralLine(
                id=one.id, reference=one.reference, to=_to(file, one.id), state=referral_state(file, one.id)
            )
            for one in file.referrals
        ),
        agreements=tuple(_asked(desk, file, state) for state in file.steps
                         if state.agreement and state.agreement.standing != "agreed"),
        open_items=tuple(_open_line(desk, file, one) for one in file.open_items if one.kind != "agreement"),
        viewers=viewers,
    )  # fmt: skip


def _asked(desk: Desk, file: ConcernFile, state: StepState) -> Asked:
    agreement = state.agreement
    of = agreement.of if agreement else ""
    entry = next((line.entry for line in file.lines if of in (line.entry.header.id, line.entry.header.root)), None)
    return Asked(
        of=of, what=state.step.short or state.step.title, why=agreement.why if agreement else "",
        standing=agreement.standing if agreement else "",
        mine=entry is not None and entry.header.author == desk.me.id,
    )  # fmt: skip


_ITEM_WORDS = {
    "review": "Look at it again", "written_copy": "Written copy", "next_date": "Next date",
    "waiting": "Parents to be told",
}  # fmt: skip


def _open_line(desk: Desk, file: ConcernFile, one: OpenItem) -> OpenLine:
    act = {"review": "review", "next_date": "review", "written_copy": "step"}.get(one.kind, "done")
    due = one.due
    if due is not None and one.due_precision == "day":
        due = desk.calendar.close_of(local(due).date())
    late = due is not None and due < desk.clock()
    there = local(due) if due else None
    by = f"{'was due' if late else 'by'} {short_date(there.date())} {there:%H:%M}" if there else "no date set"
    step = (
        next((s.step.id for s in file.steps if "referral_written" in s.step.entry_kinds), "") if act == "step" else ""
    )
    return OpenLine(
        id=one.id, root=one.root, title=one.what or _ITEM_WORDS.get(one.kind, one.kind.replace("_", " ").capitalize()),
        line=", ".join(part for part in (one.who, by) if part), overdue=late, act=act, step=step,
    )  # fmt: skip


def step_line(state: StepState) -> StepLine:
    """A step as the road shows it: asked now, any time, usually after, done, left out, each saying why."""
    tag, tone = {
        Standing.ASKED: ("To do", "neutral"), Standing.ANY_TIME: ("Any time", "accent"),
        Standing.LATER: ("Later", "neutral"), Standing.DONE: ("Done", "ok"), Standing.LEFT_OUT: ("Left out", "neutral"),
        Standing.NO_LONGER: ("Not asked", "neutral"),
    }[state.standing]  # fmt: skip
    line = state.line
    if state.standing is Standing.ASKED and state.due is not None and state.due.at is not None:
        there = local(state.due.at)
        line = f"{state.due.note or 'Due'} · by {short_date(there.date())} {there:%H:%M}"
    return StepLine(id=state.step.id, title=state.step.short or state.step.title, line=line, tag=tag, tone=tone)


def suggested(file: ConcernFile) -> str:
    """The first step that is asked for; any later one may be begun just as well."""
    asked = next((state for state in file.steps if state.standing is Standing.ASKED), None)
    return asked.step.id if asked else file.steps[0].step.id


def referral_state(file: ConcernFile, referral_id: str) -> str:
    """The state of one referral in words."""
    state = next((one for one in file.referral_states if one.referral == referral_id), None)
    if state is None or state.made is None:
        return "Being written"
    if state.decided:
        return "Decided"
    if state.answered:
        return "Acknowledged"
    if state.overdue:
        return "No answer yet, overdue"
    return "Written copy due" if state.written_due is not None else "Waiting for an answer"


def _to(file: ConcernFile, referral_id: str) -> str:
    state = next((one for one in file.referral_states if one.referral == referral_id), None)
    return state.to_name if state else ""


def _heading(file: ConcernFile) -> str:
    if not file.children:
        return file.row.reference
    _, _, first = file.children[0]
    year = year_of(first.year_group)
    more = f" and {len(file.children) - 1} more" if len(file.children) > 1 else ""
    return f"{first.known_as}{f', {year}' if year else ''}{more}"


def _about(desk: Desk, file: ConcernFile, names: Names) -> str:
    row: ConcernRow = file.row
    there = local(row.recorded_at)
    parts = [f"Recorded {short_date(there.date())} {there:%H:%M} by {names(row.author)}"]
    concern = file.standing("concern")
    noticed_by = getattr(concern[-1].body, "noticed_by", "") if concern else ""
    if noticed_by:
        parts[0] += f", from {noticed_by}"
    if file.children and file.children[0][2].born:
        parts.append(f"age {age_on(file.children[0][2].born, local(desk.clock()).date())}")
    return " · ".join(parts)
