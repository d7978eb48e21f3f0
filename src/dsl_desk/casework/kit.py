"""The recovery kit on paper: one page, no school data."""

from __future__ import annotations

from pathlib import Path

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.export_pack import recovery_kit_pdf
from dsl_desk.domain.when import local, long_date
from dsl_desk.store.files import write_atomically


def write_kit(desk: Desk, code: str, path: Path) -> None:
    """Write the kit's page as a PDF, mode 0600. Raises DiskFull, FolderNotWritable or CannotWrite."""
    made = long_date(local(desk.clock()).date())
    write_atomically(path, recovery_kit_pdf(code, vault_label(desk), made))


def vault_label(desk: Desk) -> str:
    """What tells this vault's kit from another's: its kind and the start of its id, nothing of the school."""
    return f"{desk.vault.kind} {desk.vault.id[:8]}"
