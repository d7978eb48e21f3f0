"""The label beside an open vault: who, where, since when. The lock is SQLite's own; this names its holder."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dsl_desk.domain.when import long_moment
from dsl_desk.errors import AlreadyOpen, KnownProblem
from dsl_desk.store.files import write_atomically

LABEL_FILE = "vault.open"
_MOST_BYTES = 4096


@dataclass(frozen=True)
class Label:
    """`who` is the person signed in (or the computer's user), `since` ISO text with its offset."""

    who: str
    host: str
    since: str
    pid: int


def write_label(folder: Path, now: datetime, who: str = "") -> None:
    """Say who holds the vault in this folder. A label that cannot be written is left out: it is not the lock."""
    label = Label(who or _user(), socket.gethostname(), now.isoformat(timespec="seconds"), os.getpid())
    with contextlib.suppress(KnownProblem):
        write_atomically(folder / LABEL_FILE, json.dumps(asdict(label), sort_keys=True).encode())


def read_label(folder: Path) -> Label | None:
    """The label in this folder, None when there is none that can be read."""
    try:
        with (folder / LABEL_FILE).open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
        label = Label(str(found["who"]), str(found["host"]), str(found["since"]), int(found["pid"]))
        datetime.fromisoformat(label.since)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return label


def remove_label(folder: Path) -> None:
    """Take our own label away; another process's stays."""
    label = read_label(folder)
    if label is not None and label.pid == os.getpid() and label.host == socket.gethostname():
        with contextlib.suppress(OSError):
            (folder / LABEL_FILE).unlink()


def already_open(folder: Path) -> AlreadyOpen:
    """The sentence for a vault that somebody else holds."""
    label = read_label(folder)
    if label is None:
        holder = "Another program holds this vault open"
    else:
        since = long_moment(datetime.fromisoformat(label.since))
        holder = f"This vault is already open: {label.who}, on the computer {label.host}, since {since}"
    return AlreadyOpen(f"{holder}. Lock or close it there, then open it here. Nothing was changed.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
