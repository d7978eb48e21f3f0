"""What to say when a referral is chased, with its own day, children and time for an answer in it."""

from __future__ import annotations

from datetime import datetime

from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.domain.when import local, long_date


def said(file: ConcernFile, lines: tuple[str, ...], referral: str) -> tuple[str, ...]:
    """These lines of the pack with `{made}`, `{children}` and `{due}` filled in; one that needs what nobody knows is
    left out."""
    known = _known(file, referral)
    filled = ((line, {name for name in ("made", "children", "due") if f"{{{name}}}" in line}) for line in lines)
    return tuple(_fill(line, known) for line, needs in filled if needs <= known.keys())


def _known(file: ConcernFile, referral: str) -> dict[str, str]:
    state = next((one for one in file.referral_states if one.referral == referral), None)
    if state is None:
        return {}
    on_file = {child_id: child.known_as for child_id, _, child in file.children}
    named = [row.get("child") for row in state.begun.answers.get("children") or [] if isinstance(row, dict)]
    names = [on_file[one] for one in named if one in on_file]
    known = {"children": " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))} if names else {}
    if state.made_at is not None:
        known["made"] = f"{_day(state.made_at)} at {local(state.made_at):%H:%M}"
    if state.due is not None and state.due.at is not None:
        known["due"] = _day(state.due.at)
    return known


def _day(moment: datetime) -> str:
    """Wednesday 18 November 2026"""
    return f"{local(moment):%A} {long_date(local(moment).date())}"


def _fill(line: str, known: dict[str, str]) -> str:
    for name, words in known.items():
        line = line.replace(f"{{{name}}}", words)
    return line
