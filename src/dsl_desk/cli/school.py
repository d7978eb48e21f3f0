"""The school's own: children by CSV, and whom to ring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.import_children import (
    Imported,
    ImportPlan,
    Table,
    Warned,
    guess_mapping,
    plan_import,
    read_table,
)
from dsl_desk.casework.import_children import import_children as import_them
from dsl_desk.casework.keeping import only_name
from dsl_desk.casework.look_up.contacts import edits_of, wrong_of
from dsl_desk.casework.opening import localities, shipped_pack, unlock
from dsl_desk.cli.telling import (
    As,
    AsJson,
    Exit,
    Folder,
    PassphraseFile,
    WhichVault,
    command,
    complain,
    desk_folder,
    misuse,
    now,
    progress,
    say,
    say_json,
    secret,
    table,
)
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.when import LONDON, local, long_moment
from dsl_desk.pathways.calendars import calendar_for
from dsl_desk.pathways.contacts import CallLine, everyone
from dsl_desk.store.vault_making import vault_folder
from dsl_desk.store.work import open_read

_NOT_UNLOCKED = (
    "These are the numbers that came with the program. What this school has added or changed is in its vault and is "
    "not shown: name it with --folder and --passphrase-file."
)


@command
def import_children(
    file: Annotated[Path, typer.Argument(help="The CSV file.", exists=True, dir_okay=False)],
    passphrase_file: PassphraseFile,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; seal nothing.")] = False,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=HEADER", help="Which column a field comes from; FIELD= for none."),
    ] = None,
    folder: Folder = None,
    who: As = "",
    as_json: AsJson = False,
) -> Exit:
    """Import children from the school's own system: all of the file or nothing, and only what differs."""
    chosen = dict(_pair(one) for one in mapped or ())
    content = read_table(file.read_bytes())
    mapping = guess_mapping(content.headers) | chosen
    with _desk(folder, who, passphrase_file) as desk, progress("Importing") as told:
        if dry_run:
            return _dry(plan_import(desk, content, mapping, told), as_json)
        done = import_them(desk, content, mapping, told)
    if as_json:
        say_json(asdict(done) | {"changed_things": sorted(done.changed_things)})
    else:
        say(_counts(content, done))
        _warn(done.warnings)
    return Exit.DONE


@command
def contacts(
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="For that local time: 2026-12-25T14:00.")] = "",
    locality: Annotated[str, typer.Option("--locality", help="Whose numbers, when not unlocked.")] = "",
    folder: Folder = None,
    who: As = "",
    passphrase_file: PassphraseFile = "",
    vault: WhichVault = VaultKind.CHILDREN,
    as_json: AsJson = False,
) -> Exit:
    """Whom to ring, by the clock. Without a passphrase: the numbers that came with the program, and it says so."""
    moment = _moment(at)
    if passphrase_file:
        with _desk(folder, who, passphrase_file, vault) as desk, open_read(desk.vault) as read:
            lines = everyone(desk.pack, moment, desk.calendar, edits_of(read), wrong_of(read))
            edition = desk.pack.edition
    else:
        pack, _ = shipped_pack(_locality(locality))
        calendar = calendar_for(pack, years=range(moment.year - 1, moment.year + 2))
        lines, edition = everyone(pack, moment, calendar), pack.edition
    if as_json:
        found = {"at": moment.isoformat(), "edition": edition, "school_included": bool(passphrase_file)}
        say_json(found | {"contacts": [asdict(line) for line in lines]})
        return Exit.DONE
    say(f"{local(moment):%A} {long_moment(moment)}, pack of {edition}")
    table([_row(line) for line in lines], ("Who", "Number", "Now", "Why", "Note"))
    if not passphrase_file:
        complain(_NOT_UNLOCKED)
    return Exit.DONE


@contextmanager
def _desk(folder: Path | None, who: str, passphrase_file: str, vault: VaultKind = VaultKind.CHILDREN) -> Iterator[Desk]:
    place = desk_folder(folder, vault)
    inside = vault_folder(place, vault)
    if not inside.is_dir():
        misuse(f"There is no vault “{vault.value}” in {place}.", "--folder")
    desk = unlock(place, who or only_name(inside), secret(passphrase_file), now, kind=vault)
    try:
        yield desk
    finally:
        desk.vault.close()


def _pair(mapped: str) -> tuple[str, str]:
    field, sign, header = mapped.partition("=")
    if not sign:
        misuse(f"“{mapped}” has no equals sign. Write FIELD=HEADER.", "--map")
    return field.strip(), header.strip()


def _dry(plan: ImportPlan, as_json: bool) -> Exit:
    counts = {what: plan.count(what) for what in ("added", "changed", "unchanged")}
    if as_json:
        lines = [
            {"line": line.line, "what": line.what, "name": line.child.name,
             "differences": [asdict(one) for one in line.differences]}
            for line in plan.lines
        ]  # fmt: skip
        warnings = [asdict(warned) for warned in plan.warnings]
        say_json(counts | {"mapping": plan.mapping, "not_imported": plan.not_imported, "lines": lines,
                           "warnings": warnings})  # fmt: skip
        return Exit.DONE
    for line in plan.lines:
        if line.what != "unchanged":
            changes = "; ".join(f"{one.title}: {one.before or 'empty'} → {one.after}" for one in line.differences)
            say(f"Line {line.line}: {line.what} {line.child.name}{f' ({changes})' if changes else ''}")
    if plan.not_imported:
        say(f"Columns not imported: {', '.join(plan.not_imported)}")
    say("Would be: {added:,} added, {changed:,} changed, {unchanged:,} unchanged. Nothing was sealed.".format(**counts))
    _warn(plan.warnings)
    return Exit.DONE


def _counts(content: Table, done: Imported) -> str:
    said = f"{done.added:,} added, {done.changed:,} changed, {done.unchanged:,} unchanged"
    return f"{len(content.rows):,} children read ({content.encoding}): {said}."


def _warn(warnings: tuple[Warned, ...]) -> None:
    for warned in warnings:
        complain(f"Line {warned.line}: {warned.sentence}")


def _moment(at: str) -> datetime:
    if not at:
        return now()
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        misuse(f"“{at}” is no time. Write it as 2026-12-25T14:00.", "--at")
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _locality(asked: str) -> str:
    known = [name for name, _ in localities()]
    chosen = asked or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        misuse(f"Choose one of: {', '.join(known)}.", "--locality")
    return chosen


def _row(line: CallLine) -> tuple[str, ...]:
    said = (line.doubt, "The school's own" if line.status == "own" else "", line.note)
    note = " ".join(f"{one.rstrip('.')}." for one in said if one)
    return (line.name, line.number or "—", "ring" if line.open_now else "closed", line.why_now, note)
