"""Which stop cards stand beside a concern now, and because of which entry. A card never stops a referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dsl_desk.domain.calendar import Calendar, fixed
from dsl_desk.domain.facts import Facts
from dsl_desk.domain.record import Record
from dsl_desk.pathways.conditions import START, Because, View, because_of
from dsl_desk.pathways.model import Card, Step
from dsl_desk.pathways.natures import together
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.what_is_known import natures_of


@dataclass(frozen=True)
class CardInForce:
    """`lines` end with the pack's own last line."""

    card: Card
    lines: tuple[str, ...]
    because: Because


def cards_in_force(
    pack: Pack,
    record: Record,
    facts: Facts,
    calendar: Calendar,
    now: datetime,
    steps: tuple[Step, ...],
    step: Step | None = None,
) -> tuple[CardInForce, ...]:
    """The cards of natures, of conditions that hold, of chosen answers and of this step, in the pack's order.

    `steps` are those of the roads walked; `step` is the one on screen, if any.
    """
    view = View(steps, record, facts)
    found: dict[str, Because] = {}
    triage = record.latest("urgency")
    for name in together(pack, natures_of(record)).cards:
        if not _ended(pack.cards[name], view):
            found[name] = because_of(triage) if triage else START
    for card in pack.cards.values():
        why = view.in_force(card.when, card.until) if card.when else None
        if why is not None and _in_time(card, calendar, now):
            found.setdefault(card.id, why)
        if step is not None and step.id in card.steps:
            found.setdefault(card.id, START)
    found.update(_chosen(pack, view, steps, found))
    return tuple(
        CardInForce(card, pack.card_lines(card.id), found[card.id]) for card in pack.cards.values() if card.id in found
    )


def refuses_pictures(pack: Pack, record: Record, facts: Facts, steps: tuple[Step, ...]) -> bool:
    """Whether pictures and films are refused: by a nature of the concern, or by a card that is there for it."""
    if together(pack, natures_of(record)).refuse:
        return True
    view = View(steps, record, facts)
    cards = (one for one in pack.cards.values() if one.effect == "refuse" and one.when)
    return any(view.in_force(one.when, one.until) is not None for one in cards)


def ways_to(pack: Pack, effect: str) -> tuple[frozenset[str], frozenset[str]]:
    """(natures, roads) by which a card of this effect may come to stand: where none of them is, none stands."""
    cards = {card.id: card for card in pack.cards.values() if card.effect == effect}
    natures = frozenset(one.id for one in pack.natures.values() if cards.keys() & set(one.cards))
    steps = {key.partition(".")[0] for one in cards.values() for condition in one.when for key in condition}
    roads = {
        road.id
        for road in pack.pathways.values()
        for step in road.steps
        if step.id in steps or any(choice.card in cards for one in step.questions for choice in one.choices)
    }
    return natures, frozenset(roads)


def card(pack: Pack, card_id: str) -> CardInForce:
    """One card by id, as it is shown: what a form opens when a choice names it."""
    return CardInForce(pack.cards[card_id], pack.card_lines(card_id), START)


def _chosen(pack: Pack, view: View, steps: tuple[Step, ...], have: dict[str, Because]) -> dict[str, Because]:
    """Cards that a choice of a sealed answer names (`when` of the card decides where it has one)."""
    chosen: dict[str, Because] = {}
    for step in steps:
        for entry in view.answering(step.id):
            for question in pack.questions(entry.kind, step):
                value = entry.answers.get(question.id)
                for choice in question.choices:
                    if choice.card is None or choice.card in have or pack.cards[choice.card].when:
                        continue
                    picked = value == choice.value or (isinstance(value, (list, tuple)) and choice.value in value)
                    if picked and not _ended(pack.cards[choice.card], view):
                        chosen[choice.card] = because_of(entry)
    return chosen


def _ended(card: Card, view: View) -> bool:
    """Of a card that a nature or a choice brings: what it asks for was done."""
    return bool(card.until) and view.holds(card.until) is not None


def _in_time(card: Card, calendar: Calendar, now: datetime) -> bool:
    """A timed card stands from so many minutes before home time; after it, and on days without school, always."""
    if card.minutes_before_home_time is None:
        return True
    return calendar.home_time(now) - fixed(now) <= timedelta(minutes=card.minutes_before_home_time)
