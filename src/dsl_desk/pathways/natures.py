"""Natures of concern add up: all their cards, everything they refuse, and the strictest rule about parents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsl_desk.pathways.model import Nature, ParentsRule
from dsl_desk.pathways.pack import Pack


@dataclass(frozen=True, kw_only=True)
class NatureRules:
    """`offers`: cards one click away. `suggests`: (what, because) in words.

    `not_shipped`: roads walked on the general one in this edition."""

    cards: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    parents: ParentsRule | None = None
    refuse: frozenset[str] = frozenset()
    roads: tuple[str, ...] = ()
    not_shipped: tuple[str, ...] = ()
    suggests: tuple[tuple[str, str], ...] = ()


def together(pack: Pack, natures: Iterable[str]) -> NatureRules:
    """The rules of several natures at once. An id this edition does not know (an older record) adds nothing."""
    known = [pack.natures[name] for name in natures if name in pack.natures]
    roads = _in_order(road for nature in known for road in nature.roads)
    return NatureRules(
        cards=_in_order(card for nature in known for card in nature.cards),
        offers=_in_order(card for nature in known for card in nature.offers),
        parents=_strictest(pack, known),
        refuse=frozenset(kind for nature in known for kind in nature.refuse),
        roads=tuple(road for road in roads if pack.shipped(road)) or ((pack.base,) if known else ()),
        not_shipped=tuple(road for road in roads if not pack.shipped(road)),
        suggests=tuple(dict.fromkeys((one.suggests, one.because) for one in known if one.suggests)),
    )


def told_when_chosen(pack: Pack, nature: Nature) -> tuple[str, ...]:
    """What is said at the moment a nature is chosen: its prompts, the category it touches, what to read."""
    papers = [one.title for one in pack.guidance if one.id in nature.see]
    touched = [pack.label("categories", one) for one in nature.categories]
    lines = (("Category", touched), ("To read", papers))
    return (*nature.prompts, *(f"{word}: {', '.join(named)}." for word, named in lines if named))


def rule_of(pack: Pack, nature: Nature) -> tuple[int, str]:
    """(place, sentence) of its rule about parents; the lower the place, the stricter."""
    return next((place, rule.sentence) for place, rule in enumerate(pack.parents_rules) if rule.id == nature.parents)


def _strictest(pack: Pack, natures: list[Nature]) -> ParentsRule | None:
    wanted = {nature.parents for nature in natures}
    return next((rule for rule in pack.parents_rules if rule.id in wanted), None)


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
