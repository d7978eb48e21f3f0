"""Checks a pack as a whole: what a file alone cannot show. An error keeps a pack from being taken into use."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dsl_desk.domain.entries import KINDS
from dsl_desk.domain.questions import Need
from dsl_desk.errors import PackBroken
from dsl_desk.pathways.archive import read_folder
from dsl_desk.pathways.check_beside import check_beside
from dsl_desk.pathways.check_conditions import check_conditions
from dsl_desk.pathways.check_names import check_names, dues_of
from dsl_desk.pathways.check_numbers import check_numbers
from dsl_desk.pathways.check_retired import check_retired
from dsl_desk.pathways.findings import Finding, together
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.merging import parse
from dsl_desk.pathways.model import Cited, Pathway, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.walker import Walks, walk

__all__ = ["Finding", "Report", "check", "check_pack"]

# Body fields that casework fills in itself: ids of other entries, what was shown, digests.
_FILLED_IN = {
    "advice": {"contact_name"},
    "agreement": {"of"},
    "attachment": {"name", "sort", "media", "size", "digest"},
    "assessment": {"which"},
    "chase": {"referral"},
    "referral_made": {"referral"},
    "referral_written": {"referral"},
    "reply": {"referral"},
    "task_done": {"task"},
    "withdrawn": {"root"},
}
# Questions whose answers go to the header of an entry, or into more than one field.
_TO_HEADER = frozenset({"children", "concerns", "adults"})
_WITHOUT_STEP = frozenset({"adult"})  # no step makes it, so what a pack asks besides stands in its own form
_MUST_HAVE = frozenset(
    {"concern", "urgency", "advice", "parents", "decision", "referral_made", "referral_written", "reply", "closed"}
) | {"agreement", "left_out", "note", "withdrawn", "plan", "review", "task", "task_done", "chase", "reopened"}


@dataclass(frozen=True, kw_only=True)
class Report:
    """`digest` empty: the pack could not even be read. `walks` None: not walked, since it has errors."""

    title: str = ""
    edition: str = ""
    digest: str = ""
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    walks: Walks | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.level == "error")

    @property
    def holds(self) -> bool:
        return not self.errors


def check_pack(folder: Path, england: Path | None = None, *, walks: int = 500, seed: int = 1) -> Report:
    """Reads, checks and walks a pack. `folder` is a base, or an overlay of `england`.

    Without `england`, an overlay's base is looked for where it is shipped: two folders up, by the name it extends.
    """
    try:
        base = england or _base_of(folder)
        archive = read_folder(folder) if base is None else read_folder(base, folder)
        pack = load(archive)
        views = [pack, *(load(archive, vault) for vault in pack.title.vaults if vault != pack.vault)]
    except PackBroken as problem:
        return Report(findings=(Finding("error", problem.spot or folder.name, problem.sentence),))
    found = [check_and_walk(view, walks=walks if view is pack else walks // 2, seed=seed) for view in views]
    findings, walked = together([one for one, _ in found]), found[0][1]
    return Report(
        title=pack.title.title,
        edition=pack.edition,
        digest=pack.digest,
        findings=tuple(findings),
        counts=_counts(pack),
        walks=walked,
    )


def _base_of(folder: Path) -> Path | None:
    """The base an overlay extends, None for a pack that stands on its own."""
    front = folder / "pack.toml"
    named = parse(front.name, front.read_bytes()).get("extends") if front.is_file() else None
    return folder.resolve().parent.parent / str(named) if named else None


def check_and_walk(
    pack: Pack, earlier: Pack | None = None, *, walks: int, seed: int = 1
) -> tuple[list[Finding], Walks | None]:
    """Everything wrong with a pack, and what walking it found; not walked while it has errors."""
    findings = check(pack, earlier)
    if any(one.level == "error" for one in findings):
        return findings, None
    walked = walk(pack, walks, seed)
    return findings + walked.findings(), walked


def check(pack: Pack, earlier: Pack | None = None) -> list[Finding]:
    """Everything wrong with a pack, errors first. `earlier`: its last edition, to find ids that came back."""
    found = [
        *_sources(pack),
        *_core_questions(pack),
        *check_names(pack),
        *_shipped(pack),
        *check_retired(pack, earlier),
        *check_conditions(pack),
        *check_beside(pack),
        *check_numbers(pack),
    ]
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(found, key=lambda one: order[one.level])


def _counts(pack: Pack) -> dict[str, int]:
    first = ("sources", "contacts", "natures", "cards", "pathways")
    return {name: len(getattr(pack, name)) for name in first} | {
        "steps": sum(len(one.steps) for one in pack.pathways.values()),
        "questions": sum(len(one.questions) for one in pack.core.values()),
        "conflicts": len(pack.conflicts),
        "papers": len(pack.guidance),
    }


def _cited(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """(where, source id, confidence) of everything that has to name its source."""
    tables: tuple[tuple[str, list[tuple[str, Cited]]], ...] = (
        ("contacts", [(one.id, one) for one in pack.contacts.values()]),
        ("natures", [(one.id, one) for one in pack.natures.values()]),
        ("cards", [(one.id, one) for one in pack.cards.values()]),
        ("conflicts", [(one.id, one) for one in pack.conflicts]),
        ("guidance", [(one.id, one) for one in pack.guidance]),
        ("duties", [(one.id, one) for one in pack.duties]),
        ("notices", [(one.id, one) for one in pack.notices.values()]),
        ("front_door", [(one.id, one) for one in (pack.front_door.cited if pack.front_door else ())]),
        ("lists", [(one.id, one) for one in pack.lists.values()]),
        ("pathways", [(one.id, one) for one in pack.pathways.values()]),
        ("pack", [(one.old, one) for one in pack.aliases] + [(one.id, one) for one in pack.documents.values()]),
        ("natures", [(one.id, one) for one in pack.parents_rules]),
        ("calendar", [("calendar", pack.calendar)]),
    )
    for file, items in tables:
        for name, item in items:
            yield f"{file}: {name}", item.source, item.confidence
    for kind, core in pack.core.items():
        for question in core.questions:
            yield f"questions/{kind}: {question.id}", question.source, question.confidence
    for pathway, step in _steps(pack):
        where = f"pathways/{pathway.id}: {step.id}"
        yield where, step.source, step.confidence
        for due in dues_of(step):
            yield f"{where}, due", due.source, due.confidence


def _steps(pack: Pack) -> Iterator[tuple[Pathway, Step]]:
    for pathway in pack.pathways.values():
        for step in pathway.steps:
            yield pathway, step


def _sources(pack: Pack) -> Iterator[Finding]:
    used = set()
    for where, source, confidence in _cited(pack):
        used.add(source)
        if source not in pack.sources:
            yield Finding(
                "error", where, f"Names the source “{source}”, which sources.toml does not hold. Add it there"
            )
        if confidence not in ("H", "M", "L"):
            yield Finding("error", where, "Says no confidence. Write H, M or L")
    for name in sorted(set(pack.sources) - used):
        yield Finding("note", f"sources: {name}", "Nothing cites this source")


def _core_questions(pack: Pack) -> Iterator[Finding]:
    for kind in sorted(_MUST_HAVE - set(pack.core)):
        yield Finding(
            "error", f"questions/{kind}", "This file is missing. Every kind of entry needs its core questions"
        )
    for kind, core in pack.core.items():
        where = f"questions/{kind}"
        if kind not in KINDS:
            yield Finding("error", where, f"“{kind}” is no kind of entry. Rename or remove the file")
            continue
        fields = {one.name: one for one in dataclasses.fields(KINDS[kind].body)}
        asked = {one.id: one for one in core.questions}
        for name, one in fields.items():
            needed = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
            filled = name in _FILLED_IN.get(kind, set())
            question = asked.get("natures" if name == "main_nature" else name)
            if needed and not filled and (question is None or question.need is not Need.REQUIRED):
                yield Finding("error", where, f'“{name}” has to be asked for, with need = "R"')
        for name in asked:
            if name not in fields and name not in _TO_HEADER and kind not in _WITHOUT_STEP:
                yield Finding("error", where, f"“{name}” is no core question here. Make it a [[step.question]]")


def _shipped(pack: Pack) -> Iterator[Finding]:
    waiting: dict[str, int] = {}
    for nature in pack.natures.values():
        for road in nature.roads:
            if road in pack.roads and not pack.shipped(road):
                waiting[road] = waiting.get(road, 0) + 1
    for road, count in waiting.items():
        label = pack.roads[road].label
        yield Finding(
            "note", f"pathways/{road}", f"“{label}” is not shipped yet: {count} natures walk the general road"
        )


def worst(findings: tuple[Finding, ...]) -> Literal["error", "warning", "note", ""]:
    """The level of the worst finding."""
    return next((level for level in ("error", "warning", "note") if any(one.level == level for one in findings)), "")
