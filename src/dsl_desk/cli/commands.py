"""The commands, gathered under one name."""

from __future__ import annotations

from typing import Annotated

import typer

from dsl_desk import __version__
from dsl_desk.cli import packs, record, school

_HELP = """An encrypted, offline desk for a school's designated safeguarding lead.

`dsl-desk` opens the window, `dsl-desk --folder DIR` opens it on that folder, and
`dsl-desk demo [--out DIR] [--no-window]` plays a referral at a practice school.
The commands below do the window's work for scripts. Secrets are read from a file or, with `-`, from standard input.
"""
_EXITS = (
    "Exit codes: 0 done, all holds · 1 a difference or problem was found · 2 wrong use · 3 cannot be opened, or not "
    "allowed · 4 the disk refused · 5 a fault in the program · 130 stopped"
)

commands = typer.Typer(
    name="dsl-desk", help=_HELP, epilog=_EXITS, no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, rich_markup_mode=None, context_settings={"help_option_names": ["--help", "-h"]},
)  # fmt: skip
for verb in (record.check, record.rebuild, record.backup, record.restore):
    commands.command(epilog=_EXITS)(verb)
commands.command("import-children", epilog=_EXITS)(school.import_children)
commands.command(epilog=_EXITS)(school.contacts)
commands.command("check-pack", epilog=_EXITS)(packs.check_pack)
commands.command("lint-pack", epilog=_EXITS)(packs.lint_pack)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dsl-desk {__version__}")
        raise typer.Exit


@commands.callback()
def _front(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    """What stands before the command."""
