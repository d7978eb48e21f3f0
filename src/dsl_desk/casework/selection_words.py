"""A selection of a child's file in words: on the screen, on the paper, in the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.selection import Selection
from dsl_desk.domain.when import long_date
from dsl_desk.pathways.pack import Pack

GROUP_WORDS = {
    "concern": "concerns", "advice": "advice", "parents": "conversations with parents", "decision": "decisions",
    "referral": "referrals", "follow_up": "follow-up", "note": "notes",
    "file": "attached files", "details": "details and people",
    "leaving": "openings, prints and exports",
}  # fmt: skip
MOST_WORDS = 12  # of a search: more than that is a pasted text


def spoken(mine: list[ConcernRow]) -> Callable[[str], str]:
    """The child's concerns by their references."""
    references = {one.id: one.reference for one in mine}
    return lambda one: references.get(one, "another concern")


def kept(selection: Selection, reference: Callable[[str], str]) -> dict[str, Any]:
    """The selection as the register keeps it: only what was asked for, concerns as they are spoken of."""
    plain: dict[str, Any] = msgspec.to_builtins(selection)
    plain["concerns"] = [reference(one) for one in selection.concerns]
    return {name: value for name, value in plain.items() if value}


def kept_in_words(kept: dict[str, Any], pack: Pack, names: Callable[[str], str]) -> str:
    """The same read back and told."""
    return in_words(msgspec.convert(kept, Selection), pack, str, names)


def in_words(selection: Selection, pack: Pack, reference: Callable[[str], str], names: Callable[[str], str]) -> str:
    """ "advice or decisions, on C-0014, from 1 September 2026, with “belt”"; empty when nothing is left out.

    `reference`: a concern as it is spoken of.
    """
    natures = [pack.natures[one].label if one in pack.natures else one for one in selection.natures]
    parts = (
        _any(GROUP_WORDS[group] for group in selection.groups),
        _any((reference(one) for one in selection.concerns), "on "),
        _any((f"“{one}”" for one in natures), "on concerns of "),
        _any((names(one) for one in selection.authors), "written by "),
        "only what was amended or withdrawn" if selection.amended else "",
        f"from {long_date(selection.since)}" if selection.since else "",
        f"to {long_date(selection.until)}" if selection.until else "",
        f"with “{' '.join(selection.words.split()[:MOST_WORDS])}”" if selection.words.strip() else "",
        f"as known on {long_date(selection.known_on)}" if selection.known_on else "",
    )
    return ", ".join(part for part in parts if part)


def out_of(shown: int, total: int, what: str) -> str:
    """ "12 of 340 entries: advice, from 1 September 2026"."""
    return f"{shown} of {total} {'entry' if total == 1 else 'entries'}: {what}"


def _any(words: Iterable[str], before: str = "") -> str:
    listed = list(words)
    said = " or ".join(part for part in (", ".join(listed[:-1]), *listed[-1:]) if part)
    return f"{before}{said}" if said else ""
