"""Which backups are kept as they grow older, and which make room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ALWAYS_KEPT = 3
SHRUNK = 0.8  # a newest backup smaller than this part of the one before is a reason to keep everything


@dataclass(frozen=True)
class Kept:
    """A backup that is whole: when it was taken, and how large the database in it is."""

    path: Path
    taken_at: datetime
    size: int


_RULES: tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...] = (
    (lambda moment: (moment.year, moment.month, moment.day, moment.hour), 24),
    (lambda moment: (moment.year, moment.month, moment.day), 14),
    (lambda moment: tuple(moment.isocalendar())[:2], 8),
    (lambda moment: (moment.year, moment.month), 24),
)


def may_go(backups: list[Kept]) -> list[Path]:
    """The backups to remove: those beyond 24 hourly, 14 daily, 8 weekly and 24 monthly ones, never below three.

    None when the newest is a fifth smaller than the one before it: something may have been lost that they still hold.
    """
    newest_first = sorted(backups, key=lambda kept: kept.taken_at, reverse=True)
    if shrank(newest_first):
        return []
    staying = {kept.path for kept in newest_first[:ALWAYS_KEPT]}
    for bucket, most in _RULES:
        seen: set[tuple[int, ...]] = set()
        for kept in newest_first:
            mark = bucket(kept.taken_at)
            if mark not in seen and len(seen) < most:
                seen.add(mark)
                staying.add(kept.path)
    return [kept.path for kept in newest_first if kept.path not in staying]


def shrank(newest_first: list[Kept]) -> bool:
    """Whether the newest backup is a fifth or more smaller than the one before."""
    return len(newest_first) > 1 and newest_first[0].size < SHRUNK * newest_first[1].size
