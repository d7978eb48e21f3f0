"""From a process to the painted unlock window, what it loads, and how long the window stands still while unlocking."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import school
from tests.bench.measure import Result, compared, limit, seconds

HERE = Path(__file__).parent


def results(desk: school.School, turns: int) -> Iterator[Result]:
    folder = str(desk.desk)
    ours, floor = [], []
    for turn in range(turns + 1):
        taken = seconds(lambda: run("painted_desk.py", folder))
        bare = seconds(lambda: run("painted_bare.py"))
        if turn:
            ours.append(taken)
            floor.append(bare)
    yield compared(
        "start of dsl-desk to the painted unlock window, against a bare Qt window", ours, floor, n=0, goal=1.3
    )
    heavy = run("painted_desk.py", folder)["heavy"]
    yield limit("heavy modules loaded at first paint", len(heavy), 0, n=0, unit="")
    gaps = [run("unlocking.py", folder, school.NAME, school.PASSPHRASE)["gap"] for _ in range(3)]
    yield limit("longest event-loop gap while unlocking", sorted(gaps)[1], 100, n=desk.n)


def run(script: str, *arguments: str) -> dict[str, Any]:
    """Run one of the scripts beside this file in a process of its own; returns what it says.

    As installed, Python keeps what it compiled; a developer's machine may be told not to.
    """
    command = [sys.executable, str(HERE / "scripts" / script), *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr[-2000:]}")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said
