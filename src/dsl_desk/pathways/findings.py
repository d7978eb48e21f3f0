"""One thing a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """`level` error: the pack may not be used. `where`: file and id. `sentence`: what is wrong and what to do."""

    level: Level
    where: str
    sentence: str
