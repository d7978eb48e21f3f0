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


def together(found: list[list[Finding]]) -> list[Finding]:
    """What was found in the views of all vaults, each once. A note counts where it holds in every one of them."""
    once = dict.fromkeys(one for view in found for one in view)
    return [one for one in once if one.level != "note" or "not shipped" in one.sentence or all(one in v for v in found)]
