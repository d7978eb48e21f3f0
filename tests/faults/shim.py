"""The C library between the program and the disk: built with the C compiler that is there, armed from Python."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")


class Mode(IntEnum):
    """What the shim does at the Nth write, sync, truncate, rename or unlink below the folder."""

    OFF = 0
    COUNT = 1
    FULL_ONCE = 2
    FULL_FOR_EVER = 3
    BROKEN_ONCE = 4
    BROKEN_FOR_EVER = 5
    SHORT_ONCE = 6
    TORN_AND_GONE = 7
    GONE = 8
    RECORD = 9


def compiler() -> str | None:
    """The C compiler of this computer, None when there is none (or it is no Linux)."""
    if sys.platform != "linux":
        return None
    return shutil.which("cc") or shutil.which("gcc")


def build(folder: Path) -> Path:
    """Compile the shim into this folder."""
    library = folder / "shim.so"
    found = compiler()
    assert found is not None
    command = [found, "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run([*command, "-lpthread"], check=True)
    return library


def run_under(library: Path, module: str, *arguments: str) -> str:
    """Run `python -m module` with the shim before every other library; returns what it printed."""
    environment = os.environ | {"LD_PRELOAD": str(library), "FAULTS_SHIM": str(library)}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(os.environ["FAULTS_SHIM"])


def arm(below: Path, mode: Mode, nth: int = 0, log: int = -1) -> None:
    """From here on, in this process. `log` is the descriptor that RECORD writes to."""
    name = str(below).encode() + (b"" if mode is Mode.RECORD else b"/")
    _library().shim_arm(ctypes.c_char_p(name), int(mode), ctypes.c_long(nth), log)


def counted() -> int:
    """How many writes and the like there were since `arm`."""
    _library().shim_count.restype = ctypes.c_long
    return int(_library().shim_count())


def mark(number: int) -> None:
    """Note in the recording that this was acknowledged now."""
    _library().shim_mark(ctypes.c_long(number))
