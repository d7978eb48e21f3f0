"""SIGKILL through real sealing: nothing acknowledged is lost, nothing is half, check holds each time.

The control turns the rollback journal off, which must break.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from dsl_desk.store.vault import Vault
from tests.faults.desk import Desk, Harm, Said, acknowledged_in, examine, in_child, make_desk, seal_for_ever

Sealing = Callable[[Vault, str, Said], None]
FRESH_AFTER = 25  # kills of one vault before a fresh one, so that checking all of it stays quick
LONGEST = 0.06  # seconds of work before the kill


def kills(
    below: Path, count: int, *, work: Sealing = seal_for_ever, pragma: str = "", seed: int = 7, longest: float = LONGEST
) -> Harm:
    """Kill the work that many times. `work` seals for ever and tells the ids after each commit: casework's verbs fit.

    `pragma` is set on the child's connection first: the control's. `longest`: seconds of work before the kill.
    """
    chance, harm, made = random.Random(seed), Harm(), make_desk(below / "made")
    desk, acknowledged = made, list[str]()
    for number in range(count):
        if number % FRESH_AFTER == 0:
            desk, acknowledged = made.copied(below / "vaults" / "children"), []
        _, told = in_child(lambda said, own=desk: _run(own, work, pragma, said), lambda _: chance.random() * longest)
        fresh = acknowledged_in(told.removeprefix(b"ready\n"))
        acknowledged += fresh
        harm.runs += 1
        harm.acknowledged += len(fresh)
        examine(desk, acknowledged, harm)
        if harm.broken and pragma:
            break  # the control has broken, as it must
    return harm


def _run(desk: Desk, work: Sealing, pragma: str, said: Said) -> None:
    vault = desk.open()
    if pragma:
        checked_out = vault.engine.raw_connection()
        checked_out.driver_connection.execute(f"PRAGMA {pragma}")
        checked_out.close()
    said(b"ready\n")
    work(vault, desk.child, said)
