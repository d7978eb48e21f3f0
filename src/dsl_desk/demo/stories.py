"""The practice school's fifteen stories as data: dated acts, each a kind of entry with the answers its form holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from dsl_desk.domain.when import LONDON
from dsl_desk.paths import resources


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing somebody does. `seal`: the kind of entry, "" for an act that only shows something.

    `of`: for a small act the kind of open item or entry it is about. `rest`: what is left blank is "not known".
    `referral`: to whom the referral was made that this belongs to; "" is the newest. `reasons`: why what is still open
    may stay so at closing, by its kind. `notice`: the short form a concern was entered on. `paper`: the name of the
    file it makes. `shot`: a picture before it is sealed, `after`: one after. `keys`, `visit`: in the windows only.
    """

    story: int
    at: datetime
    by: str
    seal: str = ""
    step: str = ""
    of: str = ""
    referral: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    rest: bool = False
    despite: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    notice: str = ""
    paper: str = ""
    shot: str = ""
    after: str = ""
    keys: str = ""
    visit: str = ""


@dataclass(frozen=True, kw_only=True)
class Story:
    """`live`: the demo plays it through the windows."""

    number: int
    title: str
    live: bool
    acts: tuple[Act, ...]


@cache
def stories() -> tuple[Story, ...]:
    """All of them, by number."""
    files = (resources() / "practice" / "stories").glob("*.toml")
    return tuple(sorted((_story(tomllib.loads(one.read_text("utf-8"))) for one in files), key=lambda one: one.number))


def story(number: int) -> Story:
    return next(one for one in stories() if one.number == number)


def in_order(told: Iterable[Story]) -> list[Act]:
    """Their acts by the day and minute; a story's own order stands where two are the same."""
    return sorted((act for one in told for act in one.acts), key=lambda act: (act.at, act.story))


def sittings(acts: list[Act]) -> list[tuple[bool, str, list[Act]]]:
    """(live, by, acts): what one person does one after the other, with nothing of others between; live, in one day."""
    live = {one.number: one.live for one in stories()}
    parts = groupby(acts, key=lambda act: (live[act.story], act.by, act.at.date() if live[act.story] else None))
    return [(shown, by, list(part)) for (shown, by, _), part in parts]


def _story(content: dict[str, Any]) -> Story:
    number, by = content["number"], content["by"]
    acts = []
    for act in content["act"]:
        at = act.pop("at").replace(tzinfo=LONDON)
        acts.append(Act(**({"story": number, "at": at, "by": by} | act)))
    return Story(number=number, title=content["title"], live=content.get("live", False), acts=tuple(acts))
