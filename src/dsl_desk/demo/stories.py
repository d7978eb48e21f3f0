"""The practice school's stories as data: dated acts, each a kind of entry with the answers its form holds.

Fifteen in the vault for children up to the Friday that is shown; beside them what stands in another vault, and what
happens later.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.when import LONDON
from dsl_desk.paths import resources


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing somebody does. `seal`: the kind of entry, "" for an act that only shows something.

    `of`: for a small act the kind of open item or entry it is about. `rest`: what is left blank is "not known".
    `referral`: to whom the referral was made that this belongs to; "" is the newest. `reasons`: why what is still open
    may stay so at closing, by its kind. `notice`: the short form a concern was entered on. `paper`: the name of the
    file it makes. `shot`: a picture before it is sealed, `after`: one after,
    `sight`: the field that the first of them shows. `keys`, `visit`: in the windows only.
    `vault`: the kind of vault it stands in. `live`: the demo plays it through the windows; else as its story says.
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
    sight: str = ""
    after: str = ""
    keys: str = ""
    visit: str = ""
    vault: str = VaultKind.CHILDREN
    live: bool = False


@dataclass(frozen=True, kw_only=True)
class Story:
    """`later`: it happens after the Friday that is shown, so a copy of the desk tells it."""

    number: int
    title: str
    vault: str
    later: bool
    acts: tuple[Act, ...]


def stories(vault: str = VaultKind.CHILDREN, *, later: bool = False) -> tuple[Story, ...]:
    """Those of that vault, by number; the children's up to the Friday that is shown, or what comes `later`."""
    return tuple(one for one in every_story() if (one.vault, one.later) == (vault, later))


@cache
def every_story() -> tuple[Story, ...]:
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
    parts = groupby(acts, key=lambda act: (act.live, act.vault, act.by, act.at.date() if act.live else None))
    return [(live, by, list(part)) for (live, _, by, _), part in parts]


def _story(content: dict[str, Any]) -> Story:
    vault, later = content.get("vault", str(VaultKind.CHILDREN)), content.get("later", False)
    always = {"story": content["number"], "by": content["by"], "live": content.get("live", False), "vault": vault}
    acts = []
    for act in content["act"]:
        at = act.pop("at").replace(tzinfo=LONDON)
        acts.append(Act(**(always | {"at": at} | act)))
    return Story(number=content["number"], title=content["title"], vault=vault, later=later, acts=tuple(acts))
