"""The practice school, and its Friday evening driven through the real windows."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def run(out: Path, window: bool = True) -> int:
    """Build the practice school in `out`/desk, play scenario 14, write the pack and the pictures; say where things are.

    With a display and `window`, the desk stays open afterwards. Returns an exit code.
    """
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform != "linux"
    if not display or not window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dsl_desk.demo.play import play_in

    shutil.rmtree(out / "desk", ignore_errors=True)
    shutil.rmtree(out / "screens", ignore_errors=True)
    return play_in(out, stay=display and window)
