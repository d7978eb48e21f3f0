"""A pair measured in turn, and what became of it."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """`ours` and `floor` are medians in `unit`; `ratio` the median of the turns' ratios. `n`: how many entries.

    `goal` is the largest ratio wanted (the smallest when `at_least`); None when there is none.
    """

    name: str
    ours: float
    floor: float
    ratio: float
    n: int
    unit: str
    goal: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def row(self) -> dict[str, Any]:
        """What is written to bench.json."""
        kept = asdict(self)
        return {key: round(value, 4) if isinstance(value, float) else value for key, value in kept.items()}


def seconds(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def in_turn(
    name: str,
    ours: Callable[[], Any],
    floor: Callable[[], Any],
    *,
    n: int,
    goal: float | None = None,
    turns: int = 7,
    each: int = 1,
    unit: str = "ms",
) -> Result:
    """Run both once to warm up, then turn by turn, who goes first changing; `each` calls make one turn."""
    ours(), floor()
    times: dict[Callable[[], Any], list[float]] = {ours: [], floor: []}
    gc.collect()
    gc.disable()
    try:
        for turn in range(turns):
            for act in (ours, floor) if turn % 2 else (floor, ours):
                times[act].append(seconds(lambda act=act: [act() for _ in range(each)]) / each)  # type: ignore[misc]
    finally:
        gc.enable()
    return compared(name, times[ours], times[floor], n=n, goal=goal, unit=unit)


def compared(
    name: str, ours: list[float], floor: list[float], *, n: int, goal: float | None, unit: str = "ms"
) -> Result:
    """From seconds a turn to a Result."""
    scale = {"ms": 1000.0, "s": 1.0}[unit]
    ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    return Result(name, statistics.median(ours) * scale, statistics.median(floor) * scale, ratio, n, unit, goal)


def limit(name: str, ours: float, most: float, *, n: int, unit: str = "ms") -> Result:
    """Something with a fixed limit instead of a floor: the ratio is to the limit."""
    return Result(name, ours, most, ours / most if most else float(ours > 0), n, unit, 1.0 if most else 0.0)
