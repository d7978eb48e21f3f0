"""Which backups are kept as they grow older, and which make room."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsl_desk.errors import BackupFailed
from dsl_desk.store.backup_file import SUFFIX, BackupContents, read_backup
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.store.key_derivation import RootKey

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


def may_go(backups: list[Kept], newest: Path) -> list[Path]:
    """The backups to remove: those beyond 24 hourly, 14 daily, 8 weekly and 24 monthly ones, never below three.

    `newest` is the one just made; it stays whatever the clock said. None may go when it is not among the whole ones,
    or more than a fifth smaller than the one before: something may have been lost that the older ones still hold.
    """
    newest_first = sorted(backups, key=lambda kept: (kept.path == newest, kept.taken_at), reverse=True)
    if not newest_first or newest_first[0].path != newest or shrank(newest_first):
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
    """Whether the newest backup is more than a fifth smaller than the one before."""
    return len(newest_first) > 1 and newest_first[0].size < SHRUNK * newest_first[1].size


def make_room(newest: BackupContents, root: RootKey) -> tuple[Path, ...]:
    """Remove backups of this vault that retention lets go. Only whole ones made with its key count; others stay."""
    kept = []
    for path in newest.path.parent.glob(f"*{SUFFIX}"):
        with contextlib.suppress(BackupFailed):
            found = read_backup(path).manifest
            if found.vault_id == newest.manifest.vault_id and found.made_with(root):
                kept.append(Kept(path, found.taken_at, found.part(DATABASE_FILE).size))
    removed = []
    for path in may_go(kept, newest.path):
        with contextlib.suppress(OSError):
            path.unlink()
            removed.append(path)
    return tuple(removed)
