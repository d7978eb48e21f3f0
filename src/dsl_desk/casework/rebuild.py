"""The read tables made anew from the journal."""

from __future__ import annotations

from collections.abc import Callable

from dsl_desk import logs
from dsl_desk.casework.keeping import Kept, allow_care
from dsl_desk.store import rebuilding
from dsl_desk.store.engine import known_problems, writing


def rebuild(kept: Kept, told: Callable[[float], None] = lambda done: None) -> int:
    """Throw the read tables away and make them again, in one transaction; returns how many entries were read.

    `told` hears how far it is, 0 to 1; what it raises stops the work and everything stands as it stood. Also done
    when a check closed the vault for writing: nothing is sealed by it. Raises NotAllowed, DiskFull, CannotWrite.
    """
    allow_care(kept)
    vault, entries = kept.vault, 0
    with known_problems(vault.folder), writing(vault.engine) as connection:
        for done, last in rebuilding.rebuild(connection):
            entries = done
            told(done / max(last, 1))
    logs.event("rebuilt", vault=vault.id, count=entries)
    return entries
