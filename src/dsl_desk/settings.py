"""What was set for this computer: look, idle time, the council whose numbers the doors show, where vaults went.

Never anything about a child or an adult, and of the school its council only (docs/decisions).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from dsl_desk.errors import CannotWrite

Theme = Literal["system", "light", "dark", "contrast"]
FILE = "settings.json"
TEXT_PERCENT = range(100, 201)
IDLE_MINUTES = range(1, 31)
MOST_PATH = 4096  # characters
MOST_LETTERS = 60  # of a locality's id
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


class Settings(NamedTuple):
    """`text_percent` 100 to 200; `idle_minutes` 1 to 30 until the desk locks itself; `locality`: a pack's folder.

    `moved`: kind of vault -> the desk's folder that a backup of it was put back in, where it is not this one.
    """

    theme: Theme = "system"
    text_percent: int = 100
    idle_minutes: int = 5
    locality: str = ""
    moved: dict[str, str] = {}  # replaced as a whole, never changed


def folder_of(settings: Settings, folder: Path, kind: str) -> Path:
    """The desk's folder that holds the vault of that kind: this one, or where a backup of it was put back."""
    return Path(settings.moved.get(kind, folder))


def load(folder: Path) -> Settings:
    """The settings in this folder. Whatever is missing, damaged or out of range is the default."""
    try:
        content = (folder / FILE).read_bytes()
    except OSError:
        return Settings()
    import json  # only where there are settings: most first windows need none, and it would hold them up

    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    return Settings(**{name: found[name] for name in Settings._fields if _allowed(name, found.get(name))})


def save(folder: Path, settings: Settings) -> None:
    """Write the settings beside the old ones and swap. Raises CannotWrite; the old ones then still stand."""
    import json

    path, beside = folder / FILE, folder / f".{FILE}.{os.getpid()}.part"
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(settings._asdict(), file, sort_keys=True, indent=1)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise CannotWrite(
            "The settings were not saved: this computer refused to write them. "
            "They hold until you close DSL Desk. Your records are not affected."
        ) from error


def _allowed(name: str, value: Any) -> bool:
    if name == "theme":
        return isinstance(value, str) and value in get_args(Theme)
    if name == "locality":
        return isinstance(value, str) and len(value) <= MOST_LETTERS and all(char in LETTERS for char in value)
    if name == "moved":
        return isinstance(value, dict) and all(
            isinstance(place, str) and len(place) <= MOST_PATH and "\0" not in place and Path(place).is_absolute()
            for place in value.values()
        )
    allowed = TEXT_PERCENT if name == "text_percent" else IDLE_MINUTES
    return isinstance(value, int) and not isinstance(value, bool) and value in allowed
