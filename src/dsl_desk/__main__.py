"""`dsl-desk`: looks at the first argument and loads the window, the demo or the command line, only that one."""

from __future__ import annotations

import builtins
import gc
import sys
from pathlib import Path
from typing import Any

# Parts of PySide6 that only write its type stubs, as it names them to the compiler. tests/test_platform.py.
STUB_WRITERS = frozenset(f"shibokensupport/signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))


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
    """Have PySide6 leave out what nothing of ours uses: a sixth of the time to the first paint.

    It compiles its writers of type stubs at every start, from source, for those who build PySide6. And it reads the
    source of every module that is imported after it, to look for `__feature__`.
    """
    plain = builtins.compile

    def compiled(source: Any, filename: Any, *rest: Any, **more: Any) -> Any:
        return plain("" if filename in STUB_WRITERS else source, filename, *rest, **more)

    builtins.compile = compiled
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = plain
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
