"""The concern's page: where its road stands, what was sealed, which cards stand beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsl_desk.casework.answer_words import Names, in_a_row
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.linking import Linked, others
from dsl_desk.casework.look_again import changed_for
from dsl_desk.casework.look_up.chronology import ChronologyRow, chronology_rows
from dsl_desk.casework.look_up.concern_parts import (
    Asked,
    OpenLine,
    ReferralLine,
    StepLine,
    asked_of,
    open_line,
    referral_line,
    step_line,
    suggested,
    words_asked,
)
from dsl_desk.casework.look_up.edition_words import Group, groups
from dsl_desk.casework.look_up.names import names_of, year_of
from dsl_desk.casework.roads import RoadOffer, offered
from dsl_desk.casework.seen import seal_opened
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.entries.desk import AccessSet
from dsl_desk.domain.facts import age_on
from dsl_desk.domain.lists import ConcernRow, Line
from dsl_desk.domain.when import local, short_date
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.store import concerns as stored_concerns
from dsl_desk.store.chronology import STORY
from dsl_desk.store.work import open_read


@dataclass(frozen=True, kw_only=True)
class CardWords:
    """A stop card in words; the last line says that it is a prompt only."""

    id: str
    title: str
    lines: tuple[str, ...]
    effect: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class ConcernPage:
    """`suggested`: the step asked for first. `agreements` wait for a second person. `viewers`: who may see it, by
    name; None: everybody who signs in. `offers`: roads it could walk as well. `others`: concerns of these children."""

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
    adults: tuple[tuple[str, str], ...]  # (id, name) of those it is about, in a vault about adults
    steps: tuple[StepLine, ...]
    suggested: str
    words: tuple[tuple[str, str], ...]  # (the child's words, speaker)
    entries: tuple[ChronologyRow, ...]
    cards: tuple[CardWords, ...]
    referrals: tuple[ReferralLine, ...]
    agreements: tuple[Asked, ...]
    open_items: tuple[OpenLine, ...]
    viewers: tuple[str, ...] | None = None
    restricted_why: str = ""
    offers: tuple[RoadOffer, ...] = ()
    others: tuple[Linked, ...] = ()
    changed: GuidanceChanged | None = None


@dataclass(frozen=True, kw_only=True)
class GuidanceChanged:
    """What the edition in use says otherwise and nobody has looked at: `stays` and `now` name the editions."""

    stays: str
    now: str
    groups: tuple[Group, ...]


def concern_page(desk: Desk, concern_id: str) -> ConcernPage:
    """Everything the concern's screen shows. Opening it is noted, once per unlock, when it can be."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
        names = names_of(read)
        entries = chronology_rows(desk, file.pack, story_of(file), names)
        allowed = stored_concerns.viewers(read, concern_id)
        linked = others(read, desk, file)
        viewers = None if allowed is None else tuple(sorted(names(one) for one in allowed))
        changed = changed_for(read, desk, file)
    seal_opened(desk, "concern", concern_id, concerns=(concern_id,))
    page = replace(_page(desk, file, names, tuple(reversed(entries)), viewers), others=linked)
    if changed is None or changed.looked or file.row.state != "open":
        return page
    said = GuidanceChanged(stays=changed.stays, now=changed.now, groups=groups(changed.differences, desk.pack))
    return replace(page, changed=said)


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
    words = [entry.body for entry in file.standing("concern") if isinstance(entry.body, Concern)]
    return ConcernPage(
        id=row.id, reference=row.reference, heading=_heading(file), about=_about(desk, file, names),
        roads=in_a_row([road.tag or road.title for road in file.pathways]) or "no road yet",
        level=file.pack.label("levels", row.level) if row.level else file.pack.lists["levels"].unset,
        level_tone=file.pack.tone(row.level) if row.level else "neutral", state=row.state, restricted=row.restricted,
        children=tuple(
            (cid, f"{child.known_as}, {year_of(child.year_group)}".rstrip(", "), file.pack.label("roles", role))
            for cid, role, child in file.children
        ),
        adults=tuple((one, adult.name) for one, adult in file.adults),
        steps=tuple(step_line(state) for state in file.steps), suggested=suggested(file),
        words=tuple((body.child_words, body.words_speaker) for body in words if body.child_words),
        entries=entries,
        cards=_cards(desk, file), referrals=tuple(referral_line(file, one) for one in file.referrals),
        agreements=tuple(asked_of(desk, file, *pair) for pair in words_asked(file)),
        open_items=tuple(open_line(desk, file, one) for one in file.open_items if one.kind != "agreement"),
        viewers=viewers, restricted_why=_why_restricted(file), offers=offered(file, desk.pack),
    )  # fmt: skip


def _why_restricted(file: ConcernFile) -> str:
    """What was written when it was last said who may see it."""
    bodies = [line.entry.body for line in file.lines if isinstance(line.entry.body, AccessSet)]
    return bodies[-1].why if bodies and bodies[-1].may_see is not None else ""


def _cards(desk: Desk, file: ConcernFile) -> tuple[CardWords, ...]:
    steps = tuple(state.step for state in file.steps)
    found = cards_in_force(file.pack, file.record, file.facts, desk.calendar, desk.clock(), steps)
    return tuple(
        CardWords(id=one.card.id, title=one.card.title, lines=one.lines, effect=one.card.effect,
                  because=one.because.reference)
        for one in found
    )  # fmt: skip


def _heading(file: ConcernFile) -> str:
    if file.adults:
        return " and ".join(adult.name for _, adult in file.adults)
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
    if not file.adults and file.children and file.children[0][2].born:
        parts.append(f"age {age_on(file.children[0][2].born, local(desk.clock()).date())}")
    return " · ".join(parts)
