"""What two editions say differently, in plain words: added, changed from and to, gone; steps by their road."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from dsl_desk.pathways.difference_words import due_in_words, sentence
from dsl_desk.pathways.model import Due, Step
from dsl_desk.pathways.pack import Pack

How = Literal["added", "changed", "checked", "gone"]

# Part -> what it is called, in the order in which they are shown.
PARTS = {
    "deadline": "Deadlines", "step": "Steps", "question": "Questions", "card": "Stop cards", "contact": "Contacts",
    "parents_rule": "Telling parents", "nature": "Kinds of worry", "road": "Roads", "guidance": "Guidance",
    "notice": "Short forms", "document": "Papers", "list": "Lists to choose from", "calendar": "Times of day",
    "duty": "The lead's own dates", "ring": "Front door: whom to ring", "line": "Front door: what to do",
    "row": "Front door: the sheet by hand", "conflict": "Where sources disagree", "alias": "Old names",
    "source": "Sources", "front": "The front page",
}  # fmt: skip
_RECHECKED = frozenset({"checked"})
Key = tuple[str, str, str]  # part, road ("" for what belongs to none), id


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing. `road`: whose step, deadline or question it is; of a core question the kind of entry.

    `how` checked: only the day on which it was last checked differs. `lines`: what changed, a sentence each.
    """

    part: str
    road: str
    id: str
    how: How
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Item:
    name: str
    raw: dict[str, Any]


def differences(before: Pack, after: Pack) -> tuple[Difference, ...]:
    """Everything that `after` says differently, parts in the order of PARTS. Equal packs differ in nothing."""
    old, new = (dict(_with_sources(pack)) for pack in (before, after))
    found = [_difference(key, old.get(key), new.get(key)) for key in {**old, **new}]
    order = list(PARTS)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: order.index(one.part)))


def _difference(key: Key, old: _Item | None, new: _Item | None) -> Difference | None:
    part, road, name = key
    shown = new or old
    assert shown is not None
    if old is None or new is None:
        says = sentence("", shown.raw) if part in ("deadline", "contact") else ""
        how: How = "added" if old is None else "gone"
        return Difference(part=part, road=road, id=name, how=how, name=shown.name, lines=(says,) if says else ())
    changed = {field for field in {**old.raw, **new.raw} if old.raw.get(field) != new.raw.get(field)}
    if not changed:
        return None
    how = "checked" if changed <= _RECHECKED else "changed"
    lines = tuple(
        sentence(field, new.raw, old.raw) for field in {**old.raw, **new.raw} if field in changed - _RECHECKED
    )
    return Difference(part=part, road=road, id=name, how=how, name=new.name, lines=lines)


def _with_sources(pack: Pack) -> Iterator[tuple[Key, _Item]]:
    """Each item, its source by title."""
    for key, item in _items(pack):
        source = pack.sources.get(str(item.raw.get("source", "")))
        yield key, _Item(item.name, item.raw | {"source": source.title}) if source else item


def _items(pack: Pack) -> Iterator[tuple[Key, _Item]]:
    """Everything a pack says, one table each: what is not here would change unseen."""
    tables: dict[str, tuple[Any, ...]] = {
        "contact": tuple(pack.contacts.values()), "nature": tuple(pack.natures.values()),
        "parents_rule": pack.parents_rules, "card": tuple(pack.cards.values()), "guidance": pack.guidance,
        "notice": tuple(pack.notices.values()), "document": tuple(pack.documents.values()),
        "list": tuple(pack.lists.values()), "conflict": pack.conflicts, "source": tuple(pack.sources.values()),
        "duty": pack.duties, **_door(pack),
    }  # fmt: skip
    for part, rows in tables.items():
        for row in rows:
            yield (part, "", row.id), _Item(_named(row), _raw(row))
    for alias in pack.aliases:
        yield ("alias", "", alias.old), _Item(alias.old, _raw(alias))
    yield ("calendar", "", "calendar"), _Item("Office hours and days off", _raw(pack.calendar))
    yield ("front", "", "front"), _Item(pack.title.title, _front(pack))
    for kind, core in pack.core.items():
        for question in core.questions:
            yield ("question", kind, question.id), _Item(question.label, _raw(question))
    yield from _roads(pack)


def _door(pack: Pack) -> dict[str, tuple[Any, ...]]:
    door = pack.front_door
    return {"ring": door.rings, "line": door.lines, "row": door.rows} if door else {}


def _roads(pack: Pack) -> Iterator[tuple[Key, _Item]]:
    for name, road in pack.pathways.items():
        steps = {"order of the steps": [step.id for step in road.steps]}
        yield ("road", name, name), _Item(road.title, _raw(road) | steps | {"steps": None})
        for step in road.steps:
            yield ("step", name, step.id), _Item(step.title, _step(step))
            for at, due in dues(step):
                yield ("deadline", name, f"{step.id} {at}"), _Item(step.title, _due(due, pack))
            for question in step.questions:
                yield ("question", name, f"{step.id}.{question.id}"), _Item(question.label, _raw(question))


def dues(step: Step) -> Iterator[tuple[str, Due]]:
    """Every deadline of a step, with its place in it."""
    for number, due in enumerate(step.due, 1):
        yield f"due {number}", due
    for name in ("written", "reply", "every"):
        due = getattr(step, name)
        if due is not None:
            yield name, due


def _step(step: Step) -> dict[str, Any]:
    """What a step says by itself: its questions and deadlines are compared one by one."""
    return {
        key: value for key, value in _raw(step).items() if key not in ("questions", "due", "written", "reply", "every")
    }


def _due(due: Due, pack: Pack) -> dict[str, Any]:
    """A deadline as it is read: its number and what it counts from are one sentence."""
    apart = {"id", "from", "working_days", "school_days", "days", "hours", "before_home_time", "before_end_of_day"}
    kept = {key: value for key, value in _raw(due).items() if key not in apart}
    # A nested table is said to have changed, never quoted: ids are no words.
    return {"says": due_in_words(due, pack), **kept, "what it counts from": {due.start: list(due.units)}}


def _front(pack: Pack) -> dict[str, Any]:
    whole = {
        "shown beside kinds of worry": pack.nature_guidance,
        "groups": [_raw(one) for one in pack.groups],
        "roads by name": [_raw(one) for one in pack.roads.values()],
        "front door": [pack.front_door.title, pack.front_door.under] if pack.front_door else [],
        "rules of this vault": _raw(pack.rules),
        "not asked when known": {kind: core.unless_known for kind, core in pack.core.items() if core.unless_known},
    }
    return _raw(pack.title) | whole


def _raw(row: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def _named(row: Any) -> str:
    return str(getattr(row, "title", "") or getattr(row, "name", "") or getattr(row, "label", "") or row.id)


def concerning(
    found: tuple[Difference, ...], pack: Pack, roads: frozenset[str], natures: frozenset[str], kinds: frozenset[str]
) -> tuple[Difference, ...]:
    """Those that touch a concern on these roads: its steps, questions and deadlines, its natures, its stop cards.

    `kinds`: the kinds of entry its roads make. A card that only natures bring counts for concerns of such a nature.
    """
    brought = {card for one in pack.natures.values() for card in (*one.cards, *one.offers)}
    mine = [pack.natures[name] for name in natures & pack.natures.keys()]
    own = {card for one in mine for card in (*one.cards, *one.offers)}
    elsewhere = brought - own - _named_by_steps(pack, roads)

    def touches(one: Difference) -> bool:
        if one.how == "checked":
            return False
        if one.part in ("step", "deadline", "question", "road"):
            return one.road in roads or one.road in kinds
        if one.part == "card":
            return one.id not in elsewhere
        return one.part == "parents_rule" or (one.part == "nature" and one.id in natures)

    return tuple(one for one in found if touches(one))


def _named_by_steps(pack: Pack, roads: frozenset[str]) -> set[str]:
    steps = [step for name in roads & pack.pathways.keys() for step in pack.pathways[name].steps]
    named = {hold.card for step in steps for hold in step.hold}
    return named | {choice.card for step in steps for one in step.questions for choice in one.choices if choice.card}
