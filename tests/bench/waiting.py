"""A slow disk (20 ms more for each fsync) and a full check running: how long a save and the window wait."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench import school
from tests.bench.measure import Result, limit

HERE = Path(__file__).parent


def results(desk: school.School, spare: Path) -> Iterator[Result]:
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or sys.platform != "linux":
        sys.stderr.write("  no C compiler (or not Linux): the slow disk is not measured\n")
        return
    spare.mkdir(parents=True, exist_ok=True)
    shim = spare / "slow_fsync.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O2", "-o", shim, HERE / "scripts" / "slow_fsync.c", "-ldl"], check=True
    )
    command = [
        sys.executable,
        str(HERE / "scripts" / "saving.py"),
        str(desk.desk),
        school.NAME,
        school.PASSPHRASE,
        desk.child,
    ]
    environment = {**os.environ, "LD_PRELOAD": str(shim), "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    said = json.loads(done.stdout.splitlines()[-1])
    sys.stderr.write(f"  {said['saves']} saves during a check of {said['check']:.1f} s, {said['lines']} lines held\n")
    yield limit("longest wait for a save, slow disk, full check running", said["longest"], 300, n=desk.n)
    yield limit("longest event-loop gap, slow disk, full check running", said["gap"], 100, n=desk.n)
