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
from dsl_desk.domain.lists import ConcernRow, Line
from dsl_desk.domain.when import local, short_date
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.progress import Standing, StepState
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
class ConcernPage:
    """`suggested`: the step asked for first. `agreements`: (entry id, why) that wait for a second person."""

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
    agreements: tuple[tuple[str, str], ...]


def concern_page(desk: Desk, concern_id: str) -> ConcernPage:
    """Everything the concern's screen shows. Opening it is noted, once per unlock, when it can be."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
        names = names_of(read)
        entries = chronology_rows(desk, file.pack, story_of(file), names)
    seal_opened(desk, "concern", concern_id, concerns=(concern_id,))
    return _page(desk, file, names, tuple(reversed(entries)))


def story_of(file: ConcernFile) -> list[Line]:
    """The lines of a concern that stand and tell its story."""
    return [line for line in file.lines if line.entry.header.kind in STORY and _stands(file, line)]


def _stands(file: ConcernFile, line: Line) -> bool:
    newest = {entry.first_version: entry.id for entry in file.record.current()}
    return line.entry.body is None or newest.get(line.entry.header.root) == line.entry.header.id


def _page(desk: Desk, file: ConcernFile, names: Names, entries: tuple[ChronologyRow, ...]) -> ConcernPage:
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
        agreements=tuple((state.agreement.of, state.agreement.why) for state in file.steps
                         if state.agreement and state.agreement.standing != "agreed"),
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
