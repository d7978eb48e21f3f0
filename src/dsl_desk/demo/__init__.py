"""The practice school, and some of its stories driven through the real windows."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def run(out: Path, window: bool = True) -> int:
    """Build the practice school in `out`/desk, play its stories, write papers and pictures; say where things are.

    `out`/later is a copy of the desk in which one story is told to its end, months on.

    With a display and `window`, the desk stays open afterwards. Returns an exit code.
    """
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform != "linux"
    if not display or not window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dsl_desk.demo.play import play_in

    shutil.rmtree(out / "desk", ignore_errors=True)
    shutil.rmtree(out / "later", ignore_errors=True)
    shutil.rmtree(out / "screens", ignore_errors=True)
    return play_in(out, stay=display and window)
