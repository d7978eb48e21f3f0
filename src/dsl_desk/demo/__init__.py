"""The practice school, and some of its stories driven through the real windows."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path


def run(out: Path | None, window: bool = True) -> int:
    """Build the practice school in `out`/desk, play its stories, write papers and pictures; say where things are.

    `out` None: a new temporary folder. What an earlier demo left there goes; a desk that no demo made never does.

    `out`/later is a copy of the desk in which one story is told to its end, months on.

    With a display and `window`, the desk stays open afterwards. Returns an exit code.
    """
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform != "linux"
    if not display or not window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dsl_desk.demo.play import left_by_a_demo, play_in

    out = out or Path(tempfile.mkdtemp(prefix="dsl-desk-demo-"))
    if not left_by_a_demo(out):
        sys.stderr.write(
            f"In {out} lies a desk that no demo made. Choose another folder with --out. Nothing was changed.\n"
        )
        return 2
    for name in ("desk", "later", "screens"):
        shutil.rmtree(out / name, ignore_errors=True)
    return play_in(out, stay=display and window)
