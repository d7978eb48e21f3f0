"""Who is named and who is "Child B", and why: the rule, and over it whatever somebody chose for a child."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from dsl_desk.casework.pack_facts.masking import (
    MASKED,
    NAMED,
    Alias,
    Masker,
    Shown,
    all_names,
    letters,
    on_roll_in,
    texts_in,
)
from dsl_desk.casework.pack_facts.people import SIBLING
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import small
from dsl_desk.domain.entries.referral import ReferralWritten

_MAY_HAVE_HARMED = frozenset({"may_have_harmed", "harmed_and_may_have_harmed"})


def masks_of(sources: Sources) -> dict[str, str]:
    """What was chosen in the written copies of this referral, the newest word about each child."""
    chosen: dict[str, str] = {}
    for entry in [*sources.entries("referral_written"), sources.written]:
        if entry is not None and isinstance(entry.body, ReferralWritten) and entry.body.referral == sources.row.id:
            chosen |= entry.body.masks
    return chosen


def shown_children(sources: Sources, chosen: dict[str, str], texts: Iterable[str]) -> tuple[Shown, ...]:
    """Every child the paper could name: referred ones first, then as they appear; those only mentioned last."""
    reasons, texts = _reasons(sources), tuple(texts)
    found: list[tuple[str, str, str]] = [
        (child, one.body.name, reasons.get(child, "")) for child, one in sources.bodies.items()
    ]
    known = {some for one in sources.bodies.values() for some in one.ids}
    mentioned = on_roll_in(texts, (one for one in sources.roll if one[0] not in known))
    found += [(child, name, "") for child, name, _ in mentioned]
    hidden = [child for child, _, why in found if chosen.get(child, NAMED if why else MASKED) == MASKED]
    hidden.sort(key=silent_in(sources, texts))
    labels = dict(zip(hidden, letters(len(hidden)), strict=True))
    parts, other = _parts(sources), "another child" if sources.children else "a child"
    return tuple(
        Shown(
            child=child, name=name, masked=child in labels, shown_as=labels.get(child, name),
            why=(why or "your choice") if child not in labels else parts.get(child, other),
            chosen=child in chosen,
        )
        for child, name, why in found
    )  # fmt: skip


def left_out(shown: tuple[Shown, ...], facts: Any) -> tuple[str, ...]:
    """ "Child B: another child, saw it", of those who stand on the paper."""
    said = "\n".join(texts_in(facts))
    return tuple(
        f"{one.shown_as}: {one.why}" for one in shown if one.masked and re.search(rf"\b{one.shown_as}\b", said)
    )


def silent_in(sources: Sources, texts: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a child is not named in any text: the first letters go to those who are."""
    said = "\n".join(texts)

    def silent(child: str) -> bool:
        names = all_names(sources.bodies[child].body) if child in sources.bodies else ()
        return bool(names) and Masker([Alias(label="", names=names)], ()).plain(said) == said

    return silent


def masker_for(sources: Sources, shown: tuple[Shown, ...]) -> Masker:
    """The names to replace, without those that somebody who is named has too."""
    roll = {child: (name, known_as) for child, name, known_as in sources.roll}
    bodies = sources.bodies
    hidden = {one.child: one.shown_as for one in shown if one.masked}
    aliases = [
        Alias(label=label, names=all_names(bodies[child].body) if child in bodies else roll.get(child, ()),
              short=child in bodies)
        for child, label in hidden.items()
    ]  # fmt: skip
    aliases += [
        Alias(label=f"an adult around {hidden[child]}", names=(name,), short=False)
        for name, child in sources.adults_of_others
        if child in hidden
    ]
    return Masker(aliases, _names_that_stay(sources, {one.child for one in shown if not one.masked}))


def _names_that_stay(sources: Sources, named: set[str]) -> list[str]:
    stay = [name for child in named if child in sources.bodies for name in all_names(sources.bodies[child].body)]
    stay += [adult.body.name for adult in (*sources.family.adults, *sources.adults)]
    stay += [person.name for person in sources.people.values()]
    for entry in sources.entries("concern"):
        stay += [one.name for one in entry.body.may_have_caused]  # type: ignore[union-attr]
    return stay


def _reasons(sources: Sources) -> dict[str, str]:
    """Why a child is named unless somebody chose otherwise."""
    ids = {some: child for child, one in sources.bodies.items() for some in one.ids}
    found: dict[str, str] = {}
    for file in sources.files:
        for child, role, _ in file.children:
            if role in _MAY_HAVE_HARMED:
                found[ids.get(child, child)] = "said to have harmed"
            elif role == SIBLING:
                found.setdefault(ids.get(child, child), "brother or sister")
    for entry in sources.entries("concern"):
        for person in entry.body.may_have_caused:  # type: ignore[union-attr]
            if person.adult in ids:
                found[ids[person.adult]] = "said to have harmed"
    found |= {kin.file.id: kin.relation or "same home" for kin in sources.family.kin}
    found |= {child.id: "in this referral" for child in sources.children}
    return found


def _parts(sources: Sources) -> dict[str, str]:
    """The part a masked child has in it: "another child, saw or heard it"."""
    ids = {some: child for child, one in sources.bodies.items() for some in one.ids}
    found: dict[str, str] = {}
    for file in sources.files:
        for child, role, _ in file.children:
            label = small(sources.pack.label("roles", role))
            found[ids.get(child, child)] = f"another child, {label}" if role else "another child"
    return found
