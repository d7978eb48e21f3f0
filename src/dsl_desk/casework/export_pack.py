"""Papers to export, to print and to look at: the referral's, a chronology, a sheet, the recovery kit."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any, NotRequired, TypedDict, Unpack

from dsl_desk.casework.check_page import PREVIEW
from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.enclosing import chosen, to_go
from dsl_desk.casework.pack_facts import gather, read_sources
from dsl_desk.casework.pack_facts.compose import composed
from dsl_desk.casework.pack_facts.history_of import CHRONOLOGY, GatheredChronology, gather_chronology
from dsl_desk.casework.pack_facts.masking import Shown
from dsl_desk.casework.pack_facts.sheet_of import gather_sheet
from dsl_desk.casework.register import Exported, Gather, Paper, Printed, export, file_name, print_out, rendered
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.desk import ExportContents
from dsl_desk.domain.entry import Subject
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.errors import CannotSeal
from dsl_desk.reports.blocks import Document
from dsl_desk.store.work import open_read

__all__ = [
    "Exported", "Printed", "export_chronology", "export_pack", "export_sheet", "file_name", "names_on_sheet", "preview",
    "preview_chronology", "preview_sheet", "print_chronology", "print_pack", "print_sheet", "recovery_kit_pdf",
]  # fmt: skip


class Leaving(TypedDict):
    """How a paper leaves: for whom, why, under a passphrase or not, and whether its check page was read."""

    recipient: str
    reason: str
    protected: bool
    checked: bool
    passphrase: NotRequired[str | None]


def export_pack(
    desk: Desk,
    referral_id: str,
    target: Path,
    *,
    masks: dict[str, str] | None = None,
    files: tuple[str, ...] = (),
    **leaving: Unpack[Leaving],
) -> Generator[float, None, Exported]:
    """Write the referral's paper into the folder (or to the file) `target`; yields how far it is, 0 to 1.

    `files`: attached files (roots) that go with it, in a PDF of their own beside it.

    Raises CannotSeal without a recipient or with a check page that nobody has seen, and whatever sealing raises;
    ExportFailed when the file could not be written: nothing half done then lies under its name.
    """
    return (yield from _leave(desk, _referral_paper(desk, referral_id, masks, files), target, **leaving))


def export_chronology(
    desk: Desk,
    person: str,
    target: Path,
    *,
    selection: Selection = EVERYTHING,
    masks: dict[str, str] | None = None,
    **leaving: Unpack[Leaving],
) -> Generator[float, None, Exported]:
    """The chronology of a child or, in a vault about adults, an adult. Other children are masked unless chosen."""
    return (yield from _leave(desk, _chronology_paper(desk, person, selection, masks), target, **leaving))


def export_sheet(
    desk: Desk,
    concern_id: str,
    step_id: str,
    target: Path,
    *,
    masks: dict[str, str] | None = None,
    **leaving: Unpack[Leaving],
) -> Generator[float, None, Exported]:
    """The sheet that a step's answers make, the same way. KnownProblem while nothing is sealed on it."""
    return (yield from _leave(desk, _sheet_paper(desk, concern_id, step_id, masks), target, **leaving))


def preview(desk: Desk, referral_id: str, masks: dict[str, str] | None = None, files: tuple[str, ...] = ()) -> bytes:
    """The pages as they would be now. Nothing leaves, so nothing is written in the register."""
    return rendered(_referral_paper(desk, referral_id, masks, files)(PREVIEW))


def preview_chronology(
    desk: Desk, person: str, selection: Selection = EVERYTHING, masks: dict[str, str] | None = None
) -> bytes:
    return rendered(_chronology_paper(desk, person, selection, masks)(PREVIEW))


def preview_sheet(desk: Desk, concern_id: str, step_id: str, masks: dict[str, str] | None = None) -> bytes:
    return rendered(_sheet_paper(desk, concern_id, step_id, masks)(PREVIEW))


def names_on_sheet(desk: Desk, concern_id: str, step_id: str) -> tuple[Shown, ...]:
    """Every child that stands on it, named or masked as the rule is while nobody chose."""
    with open_read(desk.vault) as read:
        return gather_sheet(read, desk, concern_id, step_id, PREVIEW, {}).shown


def print_pack(desk: Desk, referral_id: str, reason: str = "", masks: dict[str, str] | None = None) -> Printed:
    """Pages for the printer. Printing never waits for writing: a register line that cannot be written is said."""
    return print_out(desk, _referral_paper(desk, referral_id, masks), reason)


def print_chronology(desk: Desk, person: str, reason: str = "", selection: Selection = EVERYTHING) -> Printed:
    return print_out(desk, _chronology_paper(desk, person, selection, None), reason)


def print_sheet(
    desk: Desk, concern_id: str, step_id: str, reason: str = "", masks: dict[str, str] | None = None
) -> Printed:
    return print_out(desk, _sheet_paper(desk, concern_id, step_id, masks), reason)


def recovery_kit_pdf(code: str, vault_label: str, made: str, keep: str) -> bytes:
    """The page with the recovery code, in groups with hyphens; `made`: "21 November 2026"; `keep`: where it belongs."""
    from dsl_desk.reports.pdf import render
    from dsl_desk.reports.recovery_kit import RecoveryKitFacts, compose

    groups = tuple(code.split("-"))
    return render(compose(RecoveryKitFacts(groups=groups, vault_label=vault_label, made=made, keep=keep)))


def _leave(
    desk: Desk, paper: Gather, target: Path, *, recipient: str, reason: str, protected: bool, checked: bool,
    passphrase: str | None = None,
) -> Generator[float, None, Exported]:  # fmt: skip
    allow(desk, Act.EXPORT)
    _refuse(recipient, checked)
    return (yield from export(desk, paper, target, recipient, reason, protected, passphrase))


def _refuse(recipient: str, checked: bool) -> None:
    found = []
    if not recipient.strip():
        found.append(("recipient", "Say who receives this."))
    if not checked:
        found.append(("checked", "Read the check page first: who is named, and what is not known."))
    if found:
        raise CannotSeal(found)


def _referral_paper(desk: Desk, referral_id: str, masks: dict[str, str] | None, files: tuple[str, ...] = ()) -> Gather:
    def paper(number: str) -> Paper:
        with open_read(desk.vault) as read:
            sources = read_sources(read, desk, referral_id, desk.clock())
            going = chosen(read, sources, files)
        found = gather(sources, number, masks, tuple(one.said for one in going))
        return Paper(
            id=found.document, named=found.addressed.file, facts=found.facts, document=composed, head=found.head,
            referral=referral_id,
            concerns=sources.row.concerns, subjects=sources.subjects,
            masks={one.child: "masked" if one.masked else "named" for one in found.shown}, pack=sources.pack,
            contents=ExportContents(export="", files=tuple(one.kept for one in going)),
            files=to_go(found.facts, going),
        )  # fmt: skip

    return paper


def _chronology_paper(desk: Desk, person: str, selection: Selection, masks: dict[str, str] | None) -> Gather:
    def paper(number: str) -> Paper:
        with open_read(desk.vault) as read:
            found = gather_chronology(read, desk, person, number, selection, masks or {})
        return Paper(
            id=CHRONOLOGY, facts=found.facts, document=_composed_chronology, head=found.head,
            child=person if found.subject.kind == "child" else None,
            concerns=found.restricted, subjects=(Subject(id=person, kind=found.subject.kind),),
            contents=_selected(found),
            masks={one.child: "masked" if one.masked else "named" for one in found.shown}, pack=desk.pack,
        )  # fmt: skip

    return paper


def _selected(found: GatheredChronology) -> ExportContents:
    """What the register says of a paper that is a selection."""
    if not found.selection:
        return ExportContents(export="")
    return ExportContents(export="", selection=found.selection, shown=found.entries, total=found.total)


def _sheet_paper(desk: Desk, concern_id: str, step_id: str, masks: dict[str, str] | None) -> Gather:
    def paper(number: str) -> Paper:
        with open_read(desk.vault) as read:
            found = gather_sheet(read, desk, concern_id, step_id, number, masks or {})
        return Paper(
            id=found.document, facts=found.facts, document=_composed_sheet, head=found.head, concerns=found.concerns,
            subjects=tuple(Subject(id=child) for child in found.children),
            masks={one.child: "masked" if one.masked else "named" for one in found.shown}, pack=found.pack,
        )  # fmt: skip

    return paper


def _composed_sheet(facts: Any) -> Document:
    from dsl_desk.reports.sheet import compose

    return compose(facts)


def _composed_chronology(facts: Any) -> Document:
    from dsl_desk.reports.chronology import compose

    return compose(facts)
