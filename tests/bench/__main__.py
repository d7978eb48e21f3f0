"""python -m tests.bench [--quick] [--only WORD] [--write-docs]: every pair, a table, build/bench.json."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import busy_school, paper, proving, reading, school, screens, sealing, starting, waiting
from tests.bench.measure import Result

TOP = Path(__file__).resolve().parents[2]
SMALL, BIG = 10_000, 100_000


def main() -> int:
    asked = _arguments()
    found: list[Result] = []
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="dsl-desk-bench-") as folder:
        for name, measure in _measures(Path(folder), quick=asked.quick):
            if asked.only and asked.only not in name:
                continue
            begun = time.monotonic()
            for result in measure():
                found.append(result)
                _say(result)
            sys.stderr.write(f"  ({name}: {time.monotonic() - begun:.0f} s)\n")
    _write(found, TOP / "build" / "bench.json")
    if asked.write_docs:
        _write_docs(found, TOP / "docs" / "performance.md")
    missed = [result.name for result in found if not result.met]
    print(f"{len(found) - len(missed)} of {len(found)} goals met. build/bench.json")
    return 0


def _measures(folder: Path, *, quick: bool) -> Iterator[tuple[str, Callable[[], Iterator[Result]]]]:
    sizes = (SMALL,) if quick else (SMALL, BIG)
    schools: list[school.School] = []
    for n in sizes:
        sys.stderr.write(f"Sealing {n:,} entries\n")
        made = school.build(folder / str(n), n)
        schools.append(made)
        turns = 7 if n == SMALL else 3
        yield "reading", lambda made=made: reading.results(made)  # type: ignore[misc]
        yield "proving", lambda made=made, turns=turns: proving.results(made, turns)  # type: ignore[misc]
        spare = folder / f"spare-{n}"
        yield "sealing", lambda made=made, spare=spare: sealing.results(made.copied(spare / "first"), spare)  # type: ignore[misc]
        yield "waiting", lambda made=made, spare=spare: waiting.results(made.copied(spare / "waiting"), spare)  # type: ignore[misc]
        shutil.rmtree(spare, ignore_errors=True)
    if len(schools) == 2:
        yield "growth", lambda: reading.growth(*schools)
    yield "paper", lambda: paper.results(2_000, 3)
    yield (
        "screens",
        lambda: screens.results(busy_school.build(folder / "busy"), schools[-1].copied(folder / "searched")),
    )
    yield "starting", lambda: starting.results(schools[0].copied(folder / "starting"), 7)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="10,000 entries only")
    parser.add_argument("--only", default="", help="only the group with this in its name")
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/performance.md")
    return parser.parse_args()


def _say(result: Result) -> None:
    print(
        f"{'ok  ' if result.met else 'MISS'}  {_goal(result):>9}  {result.ratio:7.2f}  {_figures(result)}", flush=True
    )


def _goal(result: Result) -> str:
    if result.goal is None:
        return ""
    return f"{'≥' if result.at_least else '≤'} {result.goal:g}"


def _figures(result: Result) -> str:
    size = f"{result.n:,}" if result.n else ""
    return f"{result.ours:9.3f} {result.floor:9.3f} {result.unit:<4} {size:>8}  {result.name}"


def _write(found: list[Result], target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([result.row() for result in found], indent=1, ensure_ascii=False) + "\n", "utf-8")


def _write_docs(found: list[Result], page: Path) -> None:
    begin, end = "<!-- bench: written by python -m tests.bench --write-docs -->", "<!-- /bench -->"
    before, rest = page.read_text("utf-8").split(begin)
    after = rest.split(end)[1]
    table = ["| what | entries | ours | floor | | ratio | goal |", "|---|---:|---:|---:|---|---:|---:|"]
    for result in found:
        size = f"{result.n:,}" if result.n else ""
        ratio = f"{result.ratio:.2f}" if result.met else f"**{result.ratio:.2f}**"
        table.append(
            f"| {result.name} | {size} | {result.ours:.3g} | {result.floor:.3g} "
            f"| {result.unit} | {ratio} | {_goal(result)} |"
        )
    page.write_text(before + begin + "\n" + "\n".join(table) + "\n" + end + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
