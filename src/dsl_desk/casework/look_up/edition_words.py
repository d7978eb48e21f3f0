"""What two editions say differently, and what one does not know for sure, grouped for a list."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.pathways.differences import PARTS, Difference
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.unverified import Doubt

Row = tuple[str, str, str, tuple[str, ...]]  # name, a word about it, its tone, sentences
_HOW = {"added": ("New", "ok"), "changed": ("Changed", "accent"), "gone": ("Gone", "warn")}
_SURE = {"L": ("Not verified", "warn")}
# Not listed one by one on a screen: how a question or a choice is worded is no fact that anybody rings or counts by.
_WORDING = frozenset({"question", "nature", "list", "step", "parents_rule"})


@dataclass(frozen=True, kw_only=True)
class Group:
    title: str
    rows: tuple[Row, ...]


def groups(found: tuple[Difference, ...], pack: Pack) -> tuple[Group, ...]:
    """In the order in which they were found; what was only checked again is left out."""
    made: dict[str, list[Row]] = {}
    for one in found:
        if one.how != "checked":
            made.setdefault(_title(one, pack), []).append((one.name, *_HOW[one.how], one.lines))
    return tuple(Group(title=title, rows=tuple(rows)) for title, rows in made.items())


def doubts(found: tuple[Doubt, ...]) -> tuple[Group, ...]:
    """Every number, deadline, paper and hour that is not settled; the wording of forms is counted by `of_wording`."""
    made: dict[str, list[Row]] = {}
    for one in found:
        if one.part in _WORDING:
            continue
        name = f"{one.name}: {one.fact}" if one.fact else one.name
        word, tone = _SURE.get(one.confidence, ("Check it", "neutral"))
        lines = (f"{'. '.join(why.rstrip('.') for why in one.why)}. Source: {one.source}.",)
        made.setdefault(PARTS[one.part], []).append((name, word, tone, lines))
    return tuple(Group(title=title, rows=tuple(rows)) for title, rows in made.items())


def of_wording(found: tuple[Doubt, ...]) -> int:
    """How many of them are about the wording of questions, choices and kinds of worry."""
    return sum(one.part in _WORDING for one in found)


def only_checked(found: tuple[Difference, ...]) -> str:
    """ "12 facts were only checked again.", or nothing."""
    count = sum(one.how == "checked" for one in found)
    return f"{count} {'fact was' if count == 1 else 'facts were'} only checked again." if count else ""


def _title(one: Difference, pack: Pack) -> str:
    road = pack.pathways.get(one.road)
    where = road.title if road else pack.label("entry_kinds", one.road)
    return f"{PARTS[one.part]} · {where}" if one.road and one.part != "road" else PARTS[one.part]
