"""Packs: checked as their writer will want them checked."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dsl_desk import paths
from dsl_desk.cli.telling import AsJson, Exit, command, misuse, say, say_json
from dsl_desk.pathways import checks
from dsl_desk.pathways.differences import PARTS
from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.unverified import unverified

PackFolder = Annotated[Path, typer.Argument(help="The pack's folder: a base, or a locality laid over it.")]
Base = Annotated[
    Path | None, typer.Option("--england", help="The base under a locality. Without: the one that was shipped.")
]


@command
def check_pack(
    folder: PackFolder,
    england: Base = None,
    walks: Annotated[int, typer.Option("--walks", min=0, help="How many random walks to take through it.")] = 800,
    as_json: AsJson = False,
) -> Exit:
    """Check a pack: sources, references, conditions, numbers, and random walks through every road."""
    report = checks.check_pack(folder, _base_under(folder, england), walks=walks)
    if as_json:
        say_json(asdict(report) | {"holds": report.holds})
    else:
        for finding in report.findings:
            say(f"{finding.level}  {finding.where}: {finding.sentence.rstrip('.')}.")
        counted = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
        say(f"{report.title}, edition {report.edition}: {counted}." if report.counts else "The pack cannot be read.")
        say("All holds." if report.holds else f"{len(report.errors)} to mend before it can be used.")
    return Exit.DONE if report.holds else Exit.FOUND


@command
def lint_pack(folder: PackFolder, england: Base = None, as_json: AsJson = False) -> Exit:
    """List what a pack does not know for sure: unverified numbers, deadlines and editions, assumed hours."""
    base = _base_under(folder, england)
    pack = load(read_folder(folder) if base is None else read_folder(base, folder))
    found = unverified(pack)
    if as_json:
        say_json({"title": pack.title.title, "edition": pack.edition, "digest": pack.digest,
                  "unverified": [asdict(one) for one in found]})  # fmt: skip
        return Exit.DONE
    for one in found:
        fact = f" ({one.fact})" if one.fact else ""
        say(f"{PARTS[one.part]}  {one.id}: {one.name}{fact}. {'. '.join(one.why)}. Source: {one.source}.")
    say(f"{pack.title.title}, edition {pack.edition}: {len(found):,} not known for sure.")
    return Exit.DONE


def _base_under(folder: Path, england: Path | None) -> Path | None:
    """A base has everything and stands on nothing; a locality holds only what it changes."""
    if not folder.is_dir():
        misuse(f"There is no folder {folder}.", "DIR")
    whole = (folder / "lists.toml").is_file()
    return england or (None if whole else paths.resources() / "england")
