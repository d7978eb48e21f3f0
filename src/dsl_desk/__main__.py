"""`dsl-desk`: looks at the first argument and loads the window, the demo or the command line, only that one."""

from __future__ import annotations

import builtins
import gc
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for; returns the exit code (docs/command-line.md)."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = _folder_only(given)
    if folder is not None:
        gc.disable()  # before the first paint there is nothing to collect; then ui/garbage.py does
        _import_plainly()
        from dsl_desk.app import run as open_window

        return open_window(Path(folder) if folder else None)
    if given[0] == "demo":
        return _demo(given[1:])
    if given[0] == "look-inside":  # not for people: attachments/apart.py asks it
        from dsl_desk.attachments.inside import main as look_inside

        return look_inside(given[1:])
    from dsl_desk.cli import run as run_command

    return run_command(given)


def _import_plainly() -> None:
    """Have PySide6 stop reading the source of every module that is imported after it.

    It looks there for `__feature__`, which nothing of ours uses: a tenth of a second until a desk is open.
    """
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _folder_only(given: list[str]) -> str | None:
    """The folder when all that was given is one or none (then empty); None for anything else."""
    match given:
        case []:
            return ""
        case ["--folder", folder] if folder:
            return folder
        case [one] if one.startswith("--folder=") and one != "--folder=":
            return one.removeprefix("--folder=")
    return None


def _demo(given: list[str]) -> int:
    import argparse

    parser = argparse.ArgumentParser(
        prog="dsl-desk demo",
        description="Build the practice school and drive the real windows through a referral, to the printed pack.",
        epilog="Ends with 0 when it ran to its end. It takes under two minutes and touches nothing outside --out.",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where everything goes; a temporary folder without it")
    parser.add_argument("--no-window", action="store_true", help="end when it is done, also where there is a display")
    chosen = parser.parse_args(given)
    from dsl_desk.demo import run as run_demo

    return run_demo(chosen.out, not chosen.no_window)


if __name__ == "__main__":
    sys.exit(main())
