"""What a check says of one thing, whatever goes wrong while it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dsl_desk.errors import Bug, KnownProblem


@dataclass(frozen=True)
class Line:
    """One thing checked. `holds` False: `says` names the first difference."""

    name: str
    holds: bool
    says: str
    counts: dict[str, int] = field(default_factory=dict)


def guarded(name: str, run: Callable[[], tuple[str, dict[str, int]]], good: str) -> Line:
    """`run` returns (difference or "", counts); whatever it cannot read is a difference too."""
    try:
        difference, counts = run()
    except (Bug, KnownProblem) as problem:
        difference, counts = f"cannot be read ({problem})", {}
    except Exception as problem:  # a damaged file can make any statement fail
        difference, counts = f"cannot be read ({type(problem).__name__})", {}
    return Line(name, not difference, difference or good, counts)
