"""Checking the record: every promise it makes, one line each. What fails closes it for writing, never for reading."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import timedelta

from dsl_desk import logs
from dsl_desk.casework.keeping import Kept, allow_care
from dsl_desk.store import snapshot
from dsl_desk.store.check import Line, last_good
from dsl_desk.store.work import open_read

__all__ = ["Checked", "Line", "check_beside", "check_record"]

FULL_EVERY = timedelta(days=7)
_FAILED = "The record did not pass its check"
# Made anew from the journal whenever need be: nothing sealed is in doubt when only these differ.
_MADE_ANEW = frozenset({"Read tables", "Search index"})


@dataclass(frozen=True)
class Checked:
    """`first` is the first line that does not hold, `sentence` what it means and what to do. Both empty when all holds.

    `mendable`: rebuilding the read tables mends it.
    """

    lines: tuple[Line, ...]
    full: bool
    first: Line | None = None
    sentence: str = ""
    mendable: bool = False

    @property
    def holds(self) -> bool:
        return self.first is None


def check_record(kept: Kept, *, full: bool = False) -> Generator[float, None, Checked]:
    """Check the vault, yielding progress 0 to 1. Without `full`, only what came after the last good full check.

    Between slices saves may run; what is checked is the record as it was at the beginning. Close it before the vault.
    When something does not hold, the vault is open for reading only from then on. Raises NotAllowed.
    """
    allow_care(kept)
    lines = yield from snapshot.check_beside(kept.vault, kept.clock(), full=full)
    checked = _judged(lines, full)
    _act_on(kept, checked)
    return checked


def check_beside(kept: Kept, *, full: bool | None = None) -> Generator[float, None, str]:
    """The check of a desk at work: on a copy, in slices between which entries go on being sealed.

    What is new is checked, and everything once a week (`full` None), or all of it (`full` True). Returns the sentence
    of what does not hold, empty when all does.
    """
    allow_care(kept)
    with open_read(kept.vault) as read:
        _, at = last_good(read.connection)
    everything = (at is None or kept.clock() - at >= FULL_EVERY) if full is None else full
    lines = yield from snapshot.check_beside(kept.vault, kept.clock(), full=everything)
    checked = _judged(lines, everything)
    _act_on(kept, checked)
    return checked.sentence


def _judged(lines: tuple[Line, ...], full: bool) -> Checked:
    failed = [line for line in lines if not line.holds]
    if not failed:
        return Checked(lines, full)
    mendable = all(line.name in _MADE_ANEW for line in failed)
    do = (
        "Rebuild the read tables, then check again. Nothing that was sealed is in doubt."
        if mendable
        else "Keep this folder as it is, restore the newest backup to a new folder, and compare the two."
    )
    sentence = (
        f"{_FAILED}: {failed[0].name.lower()}, {failed[0].says}. Nothing more can be sealed here until that is mended. "
        f"Reading, printing and the card for immediate danger still work. {do}"
    )
    return Checked(lines, full, failed[0], sentence, mendable)


def _act_on(kept: Kept, checked: Checked) -> None:
    vault = kept.vault
    entries = next((line.counts.get("entries", 0) for line in checked.lines if "entries" in line.counts), 0)
    if not checked.holds:
        logs.event("check.failed", vault=vault.id, count=entries)
        vault.read_only = vault.read_only or checked.sentence
        return
    logs.event("check.held", vault=vault.id, count=entries)
    if checked.full and vault.read_only.startswith(_FAILED):  # mended meanwhile
        vault.read_only = ""
