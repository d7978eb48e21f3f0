"""How commands ask for secrets, say how far they are, say what they found, and end."""

from __future__ import annotations

import functools
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer

from dsl_desk import errors, logs, paths, settings
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.when import LONDON
from dsl_desk.errors import KnownProblem

P = ParamSpec("P")
T = TypeVar("T")
MOST_SECRET = 4096  # characters
WIDTH = 160  # of a table that is written to a file

Folder = Annotated[Path | None, typer.Option("--folder", help="The desk's folder. Without: the usual one.")]
As = Annotated[str, typer.Option("--as", metavar="NAME", help="Who signs in. Needed when more than one may.")]
PassphraseFile = Annotated[
    str,
    typer.Option("--passphrase-file", metavar="FILE|-", help="Where the passphrase is; - for standard input."),
]
WhichVault = Annotated[VaultKind, typer.Option("--vault", help="Which of the desk's vaults.")]
AsJson = Annotated[bool, typer.Option("--json", help="Say it as JSON, for a script.")]


class Exit(IntEnum):
    """What a command ends with."""

    DONE = 0
    FOUND = 1
    WRONG_USE = 2
    CANNOT_OPEN = 3
    DISK = 4
    FAULT = 5
    STOPPED = 130


_EXIT_OF: dict[type[KnownProblem], Exit] = {
    **dict.fromkeys(
        (
            errors.NotAllowed, errors.WrongSecret, errors.SlotsDamaged, errors.WeakSlot, errors.VaultDamaged,
            errors.OlderVault, errors.FolderNotLocal, errors.AlreadyOpen, errors.NewerVault,
        ),
        Exit.CANNOT_OPEN,
    ),
    **dict.fromkeys(
        (errors.FolderNotWritable, errors.DiskFull, errors.CannotWrite, errors.BackupFailed, errors.ExportFailed),
        Exit.DISK,
    ),
}  # fmt: skip


def command(verb: Callable[P, Exit]) -> Callable[P, None]:
    """A command that ends with the exit code it returns; a known problem is its sentence and nothing else."""

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = verb(*args, **kwargs)
        except KnownProblem as problem:
            complain(problem.sentence)
            code = _EXIT_OF.get(type(problem), Exit.FOUND)
        except KeyboardInterrupt:
            complain("Stopped. What was sealed before is safe, and nothing was left half done.")
            code = Exit.STOPPED
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = Exit.DONE
        except Exception as fault:  # its text may hold what a record holds; type and place do not
            complain(
                f"This is a fault in DSL Desk ({type(fault).__name__}, {logs.place_of(fault)}). What was sealed before "
                "is safe. Report the words in brackets."
            )
            code = Exit.FAULT
        raise typer.Exit(int(code))

    run.__annotations__["return"] = None
    return run


def now() -> datetime:
    return datetime.now(LONDON)


def desk_folder(folder: Path | None, vault: VaultKind) -> Path:
    """The folder asked for; or the usual one, or where a backup of that vault was put back from there.

    A usage error when there is nothing there.
    """
    usual = paths.data_folder()
    found = folder or settings.folder_of(settings.load(usual), usual, vault)
    if not found.is_dir():
        misuse(f"There is no folder {found}. Name the desk's folder.", "--folder")
    return found


def secret(source: str, what: str = "passphrase") -> str:
    """The first line of the file, or of standard input for "-"; asked for without echo at a terminal."""
    if source == "-":
        if sys.stdin.isatty():
            with suppress(EOFError):
                return getpass.getpass(f"{what.capitalize()}: ", stream=sys.stderr)
        line = sys.stdin.readline(MOST_SECRET)
    else:
        try:
            with Path(source).open(encoding="utf-8-sig") as file:
                line = file.readline(MOST_SECRET)
        except (OSError, UnicodeDecodeError):
            misuse(f"The file with the {what} cannot be read.")
    line = line.rstrip("\r\n")
    if not line:
        misuse(f"There is no {what} in it: the first line is empty.")
    return line


def misuse(sentence: str, option: str | None = None) -> NoReturn:
    """End with the usage exit code."""
    raise typer.BadParameter(sentence, param_hint=option)


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    typer.echo(plain(sentence), err=True)


def say(*lines: str) -> None:
    """Lines on standard output."""
    for line in lines:
        typer.echo(plain(line))


def say_json(found: Any) -> None:
    """JSON on standard output, in ASCII so that no console can spoil it."""
    typer.echo(json.dumps(found, indent=1, default=str))


def plain(text: str) -> str:
    """Without control and direction characters: what a record holds must not steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error while it runs, where standard error is a terminal. Call with 0 to 1."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda done: bar.update(task, completed=done)


def table(rows: list[tuple[str, ...]], heads: tuple[str, ...]) -> None:
    """Rows under heads on standard output."""
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        drawn.add_column(head, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(plain(cell)) for cell in row))
    paper = StringIO()
    Console(file=paper, width=None if sys.stdout.isatty() else WIDTH).print(drawn)
    say(*(line.rstrip() for line in paper.getvalue().splitlines() if line.strip()))
