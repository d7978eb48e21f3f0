"""Packs: checked as their writer will want them checked."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dsl_desk import paths
from dsl_desk.cli.telling import AsJson, Exit, command, misuse, say, say_json
from dsl_desk.pathways import checks


@command
def check_pack(
    folder: Annotated[Path, typer.Argument(help="The pack's folder: a base, or a locality laid over it.")],
    england: Annotated[
        Path | None, typer.Option("--england", help="The base under a locality. Without: the one that was shipped.")
    ] = None,
    walks: Annotated[int, typer.Option("--walks", min=0, help="How many random walks to take through it.")] = 500,
    as_json: AsJson = False,
) -> Exit:
    """Check a pack: sources, references, conditions, numbers, and random walks through every road."""
    if not folder.is_dir():
        misuse(f"There is no folder {folder}.", "DIR")
    whole = (folder / "lists.toml").is_file()  # a base has everything, a locality only what it changes
    base = england or (None if whole else paths.resources() / "england")
    report = checks.check_pack(folder, base, walks=walks)
    if as_json:
        say_json(asdict(report) | {"holds": report.holds})
    else:
        for finding in report.findings:
            say(f"{finding.level}  {finding.where}: {finding.sentence}.")
        counted = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
        say(f"{report.title}, edition {report.edition}: {counted}." if report.counts else "The pack cannot be read.")
        say("All holds." if report.holds else f"{len(report.errors)} to mend before it can be used.")
    return Exit.DONE if report.holds else Exit.FOUND
