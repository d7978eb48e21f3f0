"""What every entry made by a step of a road carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dsl_desk.domain.when import NOT_KNOWN, When


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What somebody outside said will happen. It beats the pack's own deadline (content.md 4.0, rule 7)."""

    what: str = ""
    who: str = ""
    by: When = NOT_KNOWN

    @property
    def made(self) -> bool:
        return bool(self.what.strip() or self.who.strip())


NO_PROMISE = Promise()


@dataclass(frozen=True, kw_only=True)
class StepBody:
    """`step` and `road` say which step of which pathway asked for it; empty when it was begun on its own.

    `answers` holds a pack's extra questions (id -> plain JSON value). `not_known` says for which questions the full
    answer was "not_known" or "not_applicable". `cards` are the stop cards that were shown, `despite` the written
    reason for going on past one. `happened` is when the act happened, never when it was written.
    """

    step: str = ""
    road: str = ""
    happened: When = NOT_KNOWN
    answers: dict[str, Any] = field(default_factory=dict)
    not_known: dict[str, str] = field(default_factory=dict)
    cards: tuple[str, ...] = ()
    despite: str = ""
