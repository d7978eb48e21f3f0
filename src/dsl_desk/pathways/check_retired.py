"""Ids are never used again with another meaning: what went is retired, and stays so."""

from __future__ import annotations

from collections.abc import Iterator

from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.pack import Pack


def check_retired(pack: Pack, earlier: Pack | None) -> Iterator[Finding]:
    """An error for every id that came back with another meaning, or went without being retired."""
    ids = {
        *pack.contacts,
        *pack.cards,
        *pack.natures,
        *(step.id for step in _steps(pack)),
        *(question.id for core in pack.core.values() for question in core.questions),
    }
    for name in pack.title.retired:
        if name in ids:
            yield Finding("error", f"pack: {name}", f"“{name}” was retired and is used again. Choose another id")
    if earlier is None:
        return
    gone = {step.id for step in _steps(earlier)} - {step.id for step in _steps(pack)}
    for name in sorted(gone - set(pack.title.retired)):
        yield Finding(
            "error", f"pathways: {name}", f"Step “{name}” of the last edition is gone. Add it to retired in pack.toml"
        )
    for name in earlier.title.retired:
        if name not in pack.title.retired:
            yield Finding("error", f"pack: {name}", f"“{name}” was retired in the last edition. Keep it in retired")
    before = {step.id: step.kind for step in _steps(earlier)}
    for step in _steps(pack):
        if before.get(step.id, step.kind) != step.kind:
            yield Finding(
                "error", f"pathways: {step.id}", f"Step “{step.id}” has another kind than in the last edition"
            )


def _steps(pack: Pack) -> Iterator[Step]:
    for pathway in pack.pathways.values():
        yield from pathway.steps
