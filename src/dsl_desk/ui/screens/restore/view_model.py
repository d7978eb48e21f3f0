"""What the window that puts a backup back knows. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dsl_desk.casework.restore import Held, Restored, Secret
from dsl_desk.domain.access import VAULT_NAMES, VaultKind
from dsl_desk.domain.when import long_moment

PAGES = ("file", "key", "found")
HEADS = {"file": "Restore a backup", "key": "Unlock the backup", "found": "What this backup holds"}
_ACTS = {"file": "Continue", "key": "Check the backup", "found": "Put it back and open it"}
NO_FILE = "Choose the backup file"


@dataclass(frozen=True, kw_only=True)
class RestoreState:
    """`usual`: the desk's own folder. `ready`: the backup was checked and can be put back. `busy`: what is going on."""

    usual: Path
    page: str = "file"
    path: Path | None = None
    held: Held | None = None
    folder: Path | None = None
    kit: bool = False
    busy: str = ""
    stoppable: bool = False
    ready: Any = None
    problem: str = ""

    @property
    def step(self) -> str:
        return f"Step {PAGES.index(self.page) + 1} of {len(PAGES)}"

    @property
    def act(self) -> str:
        """The words on the main button."""
        return self.busy or _ACTS[self.page]

    @property
    def found(self) -> Restored | None:
        found: Restored | None = self.ready.restored if self.ready is not None else None
        return found


def looked(state: RestoreState, path: Path, held: Held, folder: Path) -> RestoreState:
    """This file was chosen; it goes to the folder that suggests itself."""
    return replace(state, path=path, held=held, folder=folder, busy="", problem="")


def to_page(state: RestoreState, page: str, **more: Any) -> RestoreState:
    return replace(state, page=page, busy="", stoppable=False, problem="", **more)


def working(state: RestoreState, words: str, *, stoppable: bool = False) -> RestoreState:
    return replace(state, busy=words, stoppable=stoppable, problem="")


def failed(state: RestoreState, sentence: str) -> RestoreState:
    return replace(state, busy="", stoppable=False, problem=sentence)


def what_it_is(held: Held | None) -> str:
    """Read without a key."""
    if held is None:
        return ""
    entries = f"{held.entries:,} {'entry' if held.entries == 1 else 'entries'}"
    name = VAULT_NAMES[VaultKind(held.kind)]
    return f"A backup of the vault “{name}”, made on {long_moment(held.taken_at)}, with {entries}."


def where_words(state: RestoreState) -> str:
    """What becomes of the folder, and of the one used before."""
    if state.folder is None:
        return ""
    if state.folder == state.usual:
        return "This is the desk’s own folder on this computer. No such vault lies there now."
    return (
        "From then on this computer opens the vault there. The folder used before stays as it is: keep it, and delete "
        "nothing in it."
    )


def secret(state: RestoreState, who: str, passphrase: str, code: str) -> Secret:
    return Secret(code=code) if state.kit else Secret(passphrase=passphrase, who=who)
