"""The recovery kit on paper: one page, no school data."""

from __future__ import annotations

from pathlib import Path

from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.export_pack import recovery_kit_pdf
from dsl_desk.domain.access import VAULT_NAMES, Act, VaultKind
from dsl_desk.domain.when import local, long_date
from dsl_desk.store.files import write_atomically

_KEEP = {
    VaultKind.CHILDREN: "On paper, in a sealed and dated envelope, in the school’s safe or with the chair of "
    "governors.",
    VaultKind.STAFF: "On paper, in a sealed and dated envelope, where the head alone has a key or with the chair of "
    "governors: whoever has it can read what is written about adults.",
    VaultKind.GOVERNORS: "On paper, in a sealed and dated envelope, outside the school and never where the head has a "
    "key: with another governor, say.",
}


def write_kit(desk: Desk, code: str, path: Path) -> None:
    """Write the kit's page as a PDF, mode 0600. Raises DiskFull, FolderNotWritable or CannotWrite."""
    allow(desk, Act.ADMIT)
    made = long_date(local(desk.clock()).date())
    write_atomically(path, recovery_kit_pdf(code, vault_label(desk), made, _KEEP[VaultKind(desk.vault.kind)]))


def vault_label(desk: Desk) -> str:
    """What tells this vault's kit from another's: its name at the door and its id's start, nothing of the school."""
    return f"{VAULT_NAMES[VaultKind(desk.vault.kind)]} {desk.vault.id[:8]}"
