"""The command line: the same verbs as the window, for scripts and for whoever looks after the computer."""

from __future__ import annotations

import sys

from dsl_desk import paths
from dsl_desk.cli.commands import commands
from dsl_desk.store.engine import forbid_core_dumps

__all__ = ["run"]


def run(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    paths.keep_private()
    forbid_core_dumps()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a letter of a name still prints the rest
    try:
        commands(arguments, prog_name="dsl-desk")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0
