"""What the list of referrals knows. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence

from dsl_desk.casework.referral import ReferralLine, Standing
from dsl_desk.domain.when import local, short_date

GROUPS = (
    ("Silent: nobody has answered in time", "danger"), ("In progress", "warn"), ("Decided", "ok"),
    ("Withdrawn", "neutral"),
)  # fmt: skip


def grouped(lines: Sequence[ReferralLine]) -> list[tuple[str, str, list[ReferralLine]]]:
    """(heading, tone, lines): silent ones on top, each referral once; empty groups are left out but the first."""
    groups: list[list[ReferralLine]] = [[], [], [], []]
    for line in lines:
        groups[_group(line)].append(line)
    return [(title, tone, rows) for (title, tone), rows in zip(GROUPS, groups, strict=True) if rows or tone == "danger"]


def _group(line: ReferralLine) -> int:
    if line.standing is Standing.WITHDRAWN:
        return 3
    if line.standing is Standing.DECIDED:
        return 2
    return 0 if line.silent else 1


def title(line: ReferralLine) -> str:
    return f"{line.reference} · {', '.join(line.children) or 'nobody named'}"


def detail(line: ReferralLine) -> str:
    """To whom, when, and until when an answer is due."""
    made = local(line.made_at) if line.made_at else None
    parts = [f"To {line.to_name}" if line.to_name else "Nobody named to receive it yet"]
    parts.append(f"made {short_date(made.date())} {made:%H:%M}" if made else "not made yet")
    due = local(line.due) if line.due and line.standing not in (Standing.DECIDED, Standing.WITHDRAWN) else None
    if due is not None:
        parts.append(f"{'answer was due' if line.silent else 'answer due'} {short_date(due.date())} {due:%H:%M}")
    following = local(line.next_at) if line.next_at else None
    if following is not None:
        parts.append(f"next date {short_date(following.date())} {following:%H:%M}")
    return " · ".join(parts)


def tag(line: ReferralLine) -> tuple[str, str]:
    if line.silent:
        return ("Overdue by law" if line.statutory else "Silent", "danger")
    tones = {Standing.MADE: "warn", Standing.DECIDED: "ok", Standing.BEING_WRITTEN: "neutral"}
    return (line.standing_words, tones.get(line.standing, "accent"))
