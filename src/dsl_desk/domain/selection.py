"""Which entries of a child's file are wanted: all of them, or those that fit everything that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# What people call it -> the kinds of entry it means. Every kind that stands in a child's file is in one of them.
GROUPS: dict[str, tuple[str, ...]] = {
    "concern": ("concern",),
    "advice": ("advice",),
    "parents": ("parents",),
    "decision": (
        "urgency", "assessment", "decision", "agreement", "left_out", "road_started", "closed", "agreement_asked",
        "reopened",
    ),
    "referral": ("referral_made", "referral_written", "reply", "chase"),
    "follow_up": ("task", "task_done", "plan", "review"),
    "note": ("note",),
    "file": ("attachment",),
    "details": ("child", "adult", "relation", "merged", "imported", "access_set", "withdrawn", "disposed"),
    "leaving": ("opened", "exported", "export_contents", "export_done", "export_failed", "printed"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Within one field any of the values, and every field at once; what is empty asks for nothing.

    `groups`: keys of GROUPS. `concerns`: ids. `authors`: ids of people of the desk. `since` and `until` are days on
    which it happened, both included. `amended`: only what was amended or withdrawn. `words`: as typed. `known_on`: as
    the file stood at the end of that day.
    """

    groups: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    amended: bool = False
    words: str = ""
    known_on: date | None = None

    @property
    def leaves_out(self) -> bool:
        """Whether it asks for anything: then what is shown must not pass for the whole file."""
        return self != Selection(words=self.words) or bool(self.words.strip())


EVERYTHING = Selection()
