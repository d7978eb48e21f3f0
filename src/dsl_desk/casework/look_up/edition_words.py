"""What two editions say differently, grouped for a list: by what it is and by road."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.pathways.differences import PARTS, Difference
from dsl_desk.pathways.pack import Pack

_HOW = {"added": "New", "changed": "Changed", "gone": "Gone"}


@dataclass(frozen=True, kw_only=True)
class Group:
    """`rows`: (name, New, Changed or Gone, what changed, a sentence each)."""

    title: str
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]


def groups(found: tuple[Difference, ...], pack: Pack) -> tuple[Group, ...]:
    """In the order in which they were found; what was only checked again is left out."""
    made: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for one in found:
        if one.how != "checked":
            made.setdefault(_title(one, pack), []).append((one.name, _HOW[one.how], one.lines))
    return tuple(Group(title=title, rows=tuple(rows)) for title, rows in made.items())


def only_checked(found: tuple[Difference, ...]) -> str:
    """ "12 facts were only checked again.", or nothing."""
    count = sum(one.how == "checked" for one in found)
    return f"{count} {'fact was' if count == 1 else 'facts were'} only checked again." if count else ""


def _title(one: Difference, pack: Pack) -> str:
    road = pack.pathways.get(one.road)
    where = road.title if road else pack.label("entry_kinds", one.road)
    return f"{PARTS[one.part]} · {where}" if one.road and one.part != "road" else PARTS[one.part]
