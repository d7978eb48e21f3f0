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
    roll = _roll(sources)
    found += [(child, roll[child][0], "") for child in dict.fromkeys(child for child, _, _ in mentioned)]
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
    bodies, roll = sources.bodies, _roll(sources)
    hidden = {one.child: one.shown_as for one in shown if one.masked}
    aliases = [
        Alias(label=label, names=_called(sources, roll, child),
              short=child in bodies)
        for child, label in hidden.items()
    ]  # fmt: skip
    around = around_only(sources, frozenset(hidden))
    aliases += [
        Alias(label=f"an adult around {hidden[child]}", names=(name,), short=False)
        for name, child in (*sources.adults_of_others, *around.items())
        if child in hidden
    ]
    return Masker(aliases, _names_that_stay(sources, {one.child for one in shown if not one.masked}, frozenset(around)))


def around_only(sources: Sources, masked: frozenset[str]) -> dict[str, str]:
    """Adults who belong to masked children alone: their names and numbers would say who the children are.

    Name -> one of those children.
    """
    of = {some: child for child in masked if child in sources.bodies for some in sources.bodies[child].ids}
    found: dict[str, str] = {}
    for adult in sources.family.adults:
        theirs = [of.get(relation.child) or of.get(relation.person) for relation, _ in adult.relations]
        if theirs and all(theirs):
            found[adult.body.name] = theirs[0] or ""
    return found


def _roll(sources: Sources) -> dict[str, tuple[str, ...]]:
    """Child -> every name that a record of theirs stands under, those of the record that counts first."""
    found: dict[str, tuple[str, ...]] = {}
    for child, name, known_as in sources.roll:
        found[child] = (*found.get(child, ()), name, known_as)
    return found


def _called(sources: Sources, roll: dict[str, tuple[str, ...]], child: str) -> tuple[str, ...]:
    """Whatever this child could be called in a text."""
    file = sources.bodies.get(child)
    if file is None:
        return roll.get(child, ())
    return tuple(dict.fromkeys(name for body in (file.body, *file.also) for name in all_names(body)))


def _names_that_stay(sources: Sources, named: set[str], around: frozenset[str]) -> list[str]:
    roll = _roll(sources)
    stay = [name for child in named if child in sources.bodies for name in _called(sources, roll, child)]
    stay += [one.body.name for one in (*sources.family.adults, *sources.adults) if one.body.name not in around]
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
