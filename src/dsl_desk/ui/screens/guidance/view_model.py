"""The list of papers, in words. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.guidance import Paper, matching, papers

__all__ = ["GuidanceState", "Paper", "found", "load", "policy_words", "said", "tag"]

load = papers
_SURE = {"M": ("One source: check it", "neutral"), "L": ("Not verified", "warn")}


@dataclass(frozen=True, kw_only=True)
class GuidanceState:
    papers: tuple[Paper, ...] = ()
    words: str = ""
    edition: str = ""


def policy_words(desk: Desk) -> str:
    """Where the school's own policy is; it is read before any of these."""
    where = desk.school.policy_place
    return f"Your school’s own safeguarding policy: {where}" if where else ""


def found(state: GuidanceState) -> tuple[Paper, ...]:
    """What is shown: all of it, or what was looked for."""
    return matching(state.papers, state.words)


def said(state: GuidanceState) -> str:
    """How many there are, for the eye and for the ear."""
    count = len(found(state))
    if not count:
        return "Nothing here is called that. Try another word, or fewer."
    return f"{count} {'paper' if count == 1 else 'papers'}. {state.edition}. A prompt, not the whole guidance."


def tag(paper: Paper) -> tuple[str, str]:
    """(word, tone) for what is doubtful about it."""
    return _SURE.get(paper.confidence, ("", "neutral"))
