"""What is asked for on a road, and because of which entry. One pure function; nothing here can say "cannot"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from dsl_desk.domain.calendar import Calendar
from dsl_desk.domain.facts import Facts
from dsl_desk.domain.record import AGREEMENT, AGREEMENT_ASKED, CLOSED, ROAD_STARTED, Record, RoadEntry
from dsl_desk.domain.when import local, short_date
from dsl_desk.pathways.clocks import Deadline, due_of
from dsl_desk.pathways.conditions import START, Because, View, because_of
from dsl_desk.pathways.model import Pathway, Step
from dsl_desk.pathways.side_by_side import merged_steps


class Standing(StrEnum):
    ASKED = "asked"
    ANY_TIME = "any_time"
    LATER = "later"
    DONE = "done"
    LEFT_OUT = "left_out"
    NO_LONGER = "no_longer"


@dataclass(frozen=True)
class HoldState:
    """The card that comes first on this step; going on needs a written reason. Recording why not is never held."""

    card: str
    because: Because


@dataclass(frozen=True)
class AgreementState:
    """A second person's word on entry `of`. `standing`: waiting, agreed, disagreed. `word`: what they said, if they
    have. `closing`: `of` is a closure, which takes effect with their word."""

    standing: str
    of: str
    roles: tuple[str, ...]
    why: str
    word: RoadEntry | None = None
    closing: bool = False


@dataclass(frozen=True, kw_only=True)
class StepState:
    """Where one step stands. `roads` are the ids of the pathways it belongs to, `made` its entries, oldest first.

    `asks_word`: what this step makes now is one that a second person is asked about.
    """

    step: Step
    roads: tuple[str, ...]
    standing: Standing
    because: Because | None = None
    made: tuple[RoadEntry, ...] = ()
    left_out: RoadEntry | None = None
    due: Deadline | None = None
    hold: HoldState | None = None
    agreement: AgreementState | None = None
    asks_word: bool = False
    mandatory: bool = False
    in_force_from: date | None = None

    @property
    def latest(self) -> RoadEntry | None:
        return self.made[-1] if self.made else None

    @property
    def first(self) -> bool:
        """Its card stands above everything while it is asked for."""
        return self.step.first and self.standing is Standing.ASKED

    @property
    def may_leave_out(self) -> bool:
        return bool(self.step.leave_out) and not self.mandatory

    @property
    def reason(self) -> str:
        """Why it was left out, in words."""
        if self.left_out is None:
            return ""
        value = str(self.left_out.answers.get("reason") or "")
        label = next((one.label for one in self.step.reasons if one.value == value), "")
        return label or str(self.left_out.answers.get("note") or "") or "another reason"

    @property
    def line(self) -> str:
        """One short line under the step's title."""
        if self.standing is Standing.DONE and self.because is not None and self.because.at is not None:
            return f"Done {_short(self.because.at)}"
        if self.standing is Standing.LEFT_OUT:
            return f"Left out: {self.reason}"
        if self.standing is Standing.NO_LONGER and self.because is not None:
            return f"No longer asked, because {self.because.reference or 'a later entry'}"
        if self.standing is Standing.ASKED and self.because is not None and self.because.reference:
            return f"Asked now: {self.because.reference}"
        if self.step.not_in_force:
            return self.step.not_in_force
        return self.step.usually or ("Asked now" if self.standing is Standing.ASKED else "")


class _History:
    """The record as it was after each entry, made only when a step needs to know whether it was asked for once."""

    def __init__(self, steps: tuple[Step, ...], record: Record, facts: Facts) -> None:
        self._made = (steps, record, facts)

    @cached_property
    def views(self) -> tuple[tuple[RoadEntry, View], ...]:
        steps, record, facts = self._made
        return tuple((entry, View(steps, record.up_to(entry.seq), facts)) for entry in record.entries)


def progress(
    pathways: tuple[Pathway, ...], record: Record, facts: Facts, calendar: Calendar, now: datetime
) -> tuple[StepState, ...]:
    """Every step of these roads as one list: steps with the same id are one, in the order of the first road.

    `record` holds superseded and withdrawn entries too, so that a step that was asked for once can say why it is not
    any more. `now` is aware.
    """
    merged = merged_steps(pathways)
    steps = tuple(step for step, _ in merged)
    view = View(steps, record, facts)
    history = _History(steps, record, facts)
    states = []
    for step, roads in merged:
        agreement = _agreement(step, view, record)
        asked, because = _standing(step, view, history, agreement)
        later = bool(step.not_in_force) or (step.in_force is not None and local(now).date() < step.in_force)
        shown = Standing.LATER if later and asked is Standing.ASKED else asked
        states.append(
            StepState(
                step=step,
                roads=roads,
                standing=shown,
                because=because,
                made=view.made(step.id),
                left_out=view.left_out(step.id),
                due=due_of(step, view, _since(because, roads, record), calendar) if shown is Standing.ASKED else None,
                hold=_hold(step, view),
                agreement=agreement,
                asks_word=step.agree is not None and view.holds(step.agree.when) is not None,
                mandatory=bool(step.mandatory_when) and view.holds(step.mandatory_when) is not None,
                in_force_from=step.in_force,
            )
        )
    return tuple(states)


def _since(because: Because | None, roads: tuple[str, ...], record: Record) -> Because:
    """What a deadline counts from: the entry that asks, or the beginning of the road that asks from the start."""
    if because is not None and because.at is not None:
        return because
    begun = (one for one in record.of_kind(ROAD_STARTED) if one.answers.get("pathway") == roads[0])
    return next((because_of(one) for one in begun), START)


def _standing(
    step: Step, view: View, history: _History, agreement: AgreementState | None
) -> tuple[Standing, Because | None]:
    if agreement is not None and agreement.closing and agreement.standing == "disagreed" and agreement.word:
        return Standing.ASKED, because_of(agreement.word)
    done = view.done(step.id)
    if done is not None:
        return Standing.DONE, because_of(done)
    left = view.left_out(step.id)
    must = bool(step.mandatory_when) and view.holds(step.mandatory_when) is not None
    if left is not None and not must:
        return Standing.LEFT_OUT, because_of(left)
    because = view.holds(step.when)
    if because is not None:
        return Standing.ASKED, because
    ended = _stopped_asking(step, history)
    if ended is not None:
        return Standing.NO_LONGER, ended
    return (Standing.ANY_TIME if step.any_time else Standing.LATER), None


def _stopped_asking(step: Step, history: _History) -> Because | None:
    """The entry after which a step that was asked for once is asked for no more."""
    ended: Because | None = None
    asked = False
    for entry, view in history.views:
        holds = view.holds(step.when) is not None
        if asked and not holds:
            ended = because_of(entry)
        asked = holds
    return ended


def _hold(step: Step, view: View) -> HoldState | None:
    """The hold with the newest reason; of two that rest on the same, the one the further road says."""
    found = [
        HoldState(hold.card, because)
        for hold in step.hold
        if (because := view.in_force(hold.when, hold.until)) is not None
    ]
    return max(reversed(found), key=lambda one: one.because.seq, default=None)


def _agreement(step: Step, view: View, record: Record) -> AgreementState | None:
    """The agreement asked for on the step's newest entry; None while none is asked for.

    About a closure that was settled as it was sealed: what was asked then is asked, whatever holds by now.
    """
    made = view.made(step.id)
    if step.agree is None or not made:
        return None
    of, closing = made[-1].first_version, CLOSED in step.entry_kinds
    asked = any(one.answers.get("of") == of for one in record.of_kind(AGREEMENT_ASKED)) if closing else True
    if not asked or (not closing and view.holds(step.agree.when) is None):
        return None
    words = [one for one in record.of_kind(AGREEMENT) if one.answers.get("of") in (of, made[-1].id)]
    if not words:
        return AgreementState("waiting", of, step.agree.roles, step.agree.why, closing=closing)
    standing = "agreed" if words[-1].answers.get("agrees") == "agree" else "disagreed"
    return AgreementState(standing, of, step.agree.roles, step.agree.why, words[-1], closing)


def _short(at: datetime) -> str:
    there = local(at)
    return f"{short_date(there.date())} {there:%H:%M}"
