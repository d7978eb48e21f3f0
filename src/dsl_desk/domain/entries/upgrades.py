"""From an older version of a kind to the next: plain JSON in, plain JSON out. Written once, never changed afterwards.

A version that only adds fields with defaults needs no function here: what is missing takes its default.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

# (kind, the version it upgrades from) -> the next version's plain form. Every kind is at version 1 today.
UPGRADES: dict[tuple[str, int], Upgrade] = {}


def upgraded(kind: str, version: int, newest: int, plain: dict[str, Any]) -> dict[str, Any]:
    """The plain body brought from `version` to `newest`, step by step."""
    for step in range(version, newest):
        upgrade = UPGRADES.get((kind, step))
        plain = upgrade(plain) if upgrade else plain
    return plain
