"""Care of the record: check, rebuild, backup, restore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from dsl_desk.casework.back_up import back_up
from dsl_desk.casework.check_record import Checked, Line, check_record
from dsl_desk.casework.keeping import Keeper, finish, open_to_care
from dsl_desk.casework.rebuild import rebuild as rebuild_record
from dsl_desk.casework.restore import Secret, look_into
from dsl_desk.casework.restore import restore as restore_backup
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
from dsl_desk.store import desk_tables
from dsl_desk.store.work import open_read


@command
def check(
    passphrase_file: PassphraseFile,
    folder: Folder = None,
    vault: WhichVault = VaultKind.CHILDREN,
    who: As = "",
    full: Annotated[bool, typer.Option("--full", help="Everything, not only what is new since the last one.")] = False,
    as_json: AsJson = False,
) -> Exit:
    """Check that the record is whole and unaltered: one line each. Ends with 1 and names the first difference."""
    with _kept(folder, vault, who, passphrase_file, accept_older=True) as keeper:
        with progress("Checking") as told:
            checked = finish(check_record(keeper, full=full), told)
        if as_json:
            say_json(_as_json(checked, keeper.vault.warnings))
        else:
            table([_row(line) for line in checked.lines], ("", "What", "Found", "Counted"))
            for warning in keeper.vault.warnings:
                complain(warning)
    if checked.first is not None:
        complain(f"First difference: {checked.first.name}: {checked.first.says}.")
        return Exit.FOUND
    return Exit.DONE


@command
def rebuild(
    passphrase_file: PassphraseFile,
    folder: Folder = None,
    vault: WhichVault = VaultKind.CHILDREN,
    who: As = "",
    as_json: AsJson = False,
) -> Exit:
    """Throw the read tables away and make them again from the journal. Changes nothing that was sealed."""
    with _kept(folder, vault, who, passphrase_file) as keeper, progress("Rebuilding") as told:
        entries = rebuild_record(keeper, told)
    say_json({"entries": entries}) if as_json else say(f"The read tables were made again from {entries:,} entries.")
    return Exit.DONE


@command
def backup(
    passphrase_file: PassphraseFile,
    to: Annotated[Path | None, typer.Option("--to", help="Where to. Without: the folder the school named.")] = None,
    folder: Folder = None,
    vault: WhichVault = VaultKind.CHILDREN,
    who: As = "",
    as_json: AsJson = False,
) -> Exit:
    """Make one encrypted backup, read it back whole, and note it in the record."""
    with _kept(folder, vault, who, passphrase_file) as keeper, progress("Backing up") as told:
        made = finish(back_up(keeper, to or _named_folder(keeper)), told)
    if as_json:
        say_json(asdict(made))
    else:
        say(f"{made.path}", f"Holds {made.entries:,} entries in {made.size:,} bytes; it was read back and is whole.")
    if not made.recorded:
        complain(
            "The backup stands, but the record could not note it: it is open for reading only, or the disk is full."
        )
    return Exit.DONE


@command
def restore(
    file: Annotated[Path, typer.Argument(help="The backup, a .deskbackup file.", exists=True, dir_okay=False)],
    to: Annotated[Path, typer.Option("--to", help="The new desk folder; it must not hold this vault yet.")],
    old_folder: Annotated[
        Path | None, typer.Option("--old-folder", help="The folder used before, to say what the backup lacks.")
    ] = None,
    vault: Annotated[
        VaultKind | None, typer.Option("--vault", help="Refuse a backup of another vault. Without: any.")
    ] = None,
    who: As = "",
    passphrase_file: PassphraseFile = "",
    code_file: Annotated[
        str, typer.Option("--recovery-code-file", metavar="FILE|-", help="Instead of a passphrase: the recovery code.")
    ] = "",
    as_json: AsJson = False,
) -> Exit:
    """Restore a backup to a new folder, saying what it holds and what it lacks."""
    if bool(passphrase_file) == bool(code_file):
        misuse("Give the passphrase or the recovery code, one of them.", "--passphrase-file")
    if vault is not None and (held := look_into(file).kind) != vault:
        misuse(f"This is a backup of the vault “{held}”. Nothing was restored.", "--vault")
    opener = Secret(code=secret(code_file, "recovery code")) if code_file else Secret(secret(passphrase_file), who)
    with progress("Restoring") as told:
        done = restore_backup(file, to, opener, now, old_folder=old_folder, told=told)
    say_json(asdict(done)) if as_json else say(*done.says, f"It lies in {done.folder}.")
    return Exit.DONE


@contextmanager
def _kept(
    folder: Path | None, vault: VaultKind, who: str, passphrase_file: str, *, accept_older: bool = False
) -> Iterator[Keeper]:
    """The vault opened, and closed whatever happens."""
    place = desk_folder(folder, vault)
    if not (place / "vaults" / vault.value).is_dir():
        misuse(f"There is no vault “{vault.value}” in {place}.", "--folder")
    keeper = open_to_care(place, vault, who, secret(passphrase_file), now, accept_older=accept_older)
    try:
        yield keeper
    finally:
        keeper.vault.close()


def _named_folder(keeper: Keeper) -> Path:
    with open_read(keeper.vault) as read:
        named = desk_tables.settings(read).get("backup_folder")
    if not isinstance(named, str) or not named:
        misuse("The school has named no backup folder. Say where to.", "--to")
    return Path(named)


def _row(line: Line) -> tuple[str, ...]:
    counted = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in line.counts.items())
    return ("holds" if line.holds else "DIFFERS", line.name, line.says, counted)


def _as_json(checked: Checked, warnings: list[str]) -> dict[str, object]:
    return {
        "holds": checked.holds,
        "full": checked.full,
        "first_difference": checked.first.name if checked.first else None,
        "lines": [asdict(line) for line in checked.lines],
        "warnings": warnings,
    }
