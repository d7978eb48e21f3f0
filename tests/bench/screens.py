"""What screens cost in their real windows: standing still, opening, typing, a frame, and the search behind the box."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

from dsl_desk.store import finding
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_read
from tests.bench import school
from tests.bench.busy_school import BusySchool
from tests.bench.measure import Result, compared, in_turn, limit
from tests.bench.starting import run

STILL = 50  # ms that the event loop may be away
RUNS = 5
NAMED = "Child700 of"
SEARCHED = ("child7", "child70", "child700")  # as it is typed
_RAW = "SELECT rowid, snippet(search, 1, '', '', '…', 12) FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 8"


def results(busy: BusySchool, big: school.School) -> Iterator[Result]:
    yield from _opened(busy)
    found = _runs("finding.py", big.desk, NAMED)
    if not all(one["found"] for one in found):
        raise RuntimeError("nothing was found")
    yield _gap("longest event-loop gap, typing a name into the search", found, big.n)
    yield _frame(big)
    yield _search(big)


def _opened(busy: BusySchool) -> Iterator[Result]:
    desk, held = busy.school.desk, busy.school.n
    today = _runs("opening.py", desk, "today")
    if any(one["shown"] != busy.items for one in today):
        raise RuntimeError(f"Today holds {today[0]['shown']} items")
    yield _gap(f"longest event-loop gap, Today with {busy.items:,} open items", today, held)
    file = _runs("opening.py", desk, "file", busy.long)
    yield _gap("longest event-loop gap, a child’s file of 5,000 entries", file, held)
    (files,) = _runs("opening.py", desk, "files", busy.other, busy.short, busy.long, times=1)
    short, long = ([one / 1000 for one in times] for times in files["times"])
    yield compared("a child’s file of 5,000 entries opened, against one of 60", long, short, n=held, goal=1.5)


def _frame(desk: school.School) -> Result:
    (drawn,) = _runs("drawing.py", desk.desk, times=1)
    ours, floor = ([one / 1000 for one in drawn[which]] for which in ("ours", "floor"))
    name = f"a frame of a list, {drawn['rows']} rows, against a C++ model and Qt’s own delegate"
    return compared(name, ours, floor, n=0, goal=2.2)


def _runs(script: str, desk: Any, *arguments: str, times: int = RUNS) -> list[dict[str, Any]]:
    """Each in a process of its own, so that nothing was opened or read before."""
    return [run(script, str(desk), school.NAME, school.PASSPHRASE, *arguments) for _ in range(times)]


def _gap(name: str, found: list[dict[str, Any]], n: int) -> Result:
    """The median of the runs' longest gaps: the least would be luck, the most is other work on the machine."""
    return limit(name, statistics.median(one["gap"] for one in found), STILL, n=n)


def _search(desk: school.School) -> Result:
    """Newest first, as the box asks it, against the same MATCH with the same limit on the raw driver."""
    vault = desk.open()
    try:
        matches = [finding.wanted(words, vault.me) for words in SEARCHED]
        return in_turn(
            "the search behind the box, against the raw full-text MATCH",
            lambda: [_ours(vault, words) for words in SEARCHED],
            lambda: [_raw(vault, match) for match in matches],
            n=desk.n, goal=1.5, turns=15, each=20,
        )  # fmt: skip
    finally:
        vault.close()


def _ours(vault: Vault, words: str) -> int:
    with open_read(vault) as read:
        return len(finding.entries(read, words, limit=8))


def _raw(vault: Vault, match: str) -> int:
    cursor = vault.engine.raw_connection().cursor()
    cursor.execute("BEGIN")
    rows = cursor.execute(_RAW, (match,)).fetchall()
    cursor.execute("COMMIT")
    return len(rows)
