"""Children from the school's own system, by CSV: one transaction, all of it or nothing, only what differs."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.import_plan import (
    Difference,
    ImportPlan,
    PlannedLine,
    Told,
    Warned,
    guess_mapping,
    plan_import,
    plan_within,
)
from dsl_desk.casework.import_table import Row, Table, read_table
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain import entries
from dsl_desk.domain.access import Act
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.store.work import Work, open_work

__all__ = [
    "Difference", "ImportPlan", "Imported", "PlannedLine", "Row", "Table", "Warned", "guess_mapping",
    "import_children", "plan_import", "read_table",
]  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """What was sealed. `id` is the import's own entry, empty when the file said nothing new and nothing was sealed."""

    id: str
    added: int
    changed: int
    unchanged: int
    warnings: tuple[Warned, ...] = ()
    changed_things: frozenset[str] = frozenset()


def import_children(desk: Desk, table: Table, mapping: dict[str, str], told: Told = lambda done: None) -> Imported:
    """Seal what the file says and the record does not: one `imported` entry, then each new or changed child.

    A changed child keeps every field the file has no column or no cell for. `told` hears how far it is; what it
    raises stops the import and nothing was sealed. Raises ImportRefused as `plan_import` does, and NotAllowed.
    """
    allow(desk, Act.PEOPLE)
    with open_work(desk.vault, desk.clock()) as work:
        plan = plan_within(desk, work, table, mapping, lambda done: told(done / 2))
        sealing = [line for line in plan.lines if line.what != "unchanged"]
        if not sealing:
            return _imported("", plan, frozenset())
        import_id = _seal_import(work, plan)
        for number, line in enumerate(sealing, start=1):
            _seal(work, line)
            if not number % 20:
                told(0.5 + number / len(sealing) / 2)
        work.commit()
    return _imported(import_id, plan, _changed(sealing))


def _imported(import_id: str, plan: ImportPlan, changed_things: frozenset[str]) -> Imported:
    added, changed, unchanged = (plan.count(what) for what in ("added", "changed", "unchanged"))
    return Imported(import_id, added, changed, unchanged, plan.warnings, changed_things)


def _seal_import(work: Work, plan: ImportPlan) -> str:
    body = entries.people.Imported(
        source_digest=plan.digest, rows=len(plan.lines), added=plan.count("added"), changed=plan.count("changed"),
        unchanged=plan.count("unchanged"), mapping=plan.mapping,
    )  # fmt: skip
    return work.seal(NewEntry(id=new_id(), body=body)).header.id


def _seal(work: Work, line: PlannedLine) -> None:
    root = line.child_id or new_id()
    entry_id = new_id() if line.child_id else root
    amends = line.child_id or None
    work.seal(NewEntry(id=entry_id, body=line.child, amends=amends, subjects=(Subject(id=root),)))


def _changed(sealing: list[PlannedLine]) -> frozenset[str]:
    """What the screens hear: as of any other change of a child."""
    return frozenset({"child", *(f"child:{line.child_id}" for line in sealing if line.child_id)})
