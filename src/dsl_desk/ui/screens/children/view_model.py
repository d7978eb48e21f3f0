"""The list of children, and the steps of an import. Plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.import_children import (
    Imported,
    ImportPlan,
    Table,
    guess_mapping,
    import_children,
    plan_import,
    read_table,
)
from dsl_desk.casework.look_up.lists import ChildLine, child_lines, children_like
from dsl_desk.domain.child_columns import COLUMNS
from dsl_desk.errors import ImportRefused

PAGE = 200
SHOWN = 60  # lines of each kind that a dry run shows
_STATUS = {
    "on_roll": "On roll", "left": "No longer here", "not_on_roll": "Not on roll", "unborn": "Not yet born",
    "name_not_known": "Name not known",
}  # fmt: skip


def load(desk: Desk, words: str, after: ChildLine | None) -> list[ChildLine]:
    """Children by surname, or those whose names come near to `words`."""
    if words.strip():
        return children_like(desk, words, limit=40)
    return child_lines(desk, after=after.key if after else None, limit=PAGE)


def status_words(line: ChildLine) -> str:
    return _STATUS.get(line.status, line.status)


def name_words(line: ChildLine) -> str:
    """Known-as name, and the legal one where it is another."""
    return line.known_as if line.known_as == line.name else f"{line.known_as} ({line.name})"


def open_words(line: ChildLine) -> str:
    return f"{line.open_concerns} open" if line.open_concerns else ""


@dataclass(frozen=True, kw_only=True)
class ImportState:
    """Where an import stands: no file, a file read, a dry run made, done. `busy`: what is going on, in words."""

    file: str = ""
    table: Table | None = None
    mapping: dict[str, str] | None = None
    plan: ImportPlan | None = None
    done: Imported | None = None
    busy: str = ""
    problem: str = ""
    spot: str = ""


def read_file(path: Path) -> tuple[Table, dict[str, str]]:
    """The table in this file and what its columns seem to be. Raises ImportRefused."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ImportRefused(
            "This file cannot be read. Close it in other programs, or export it again. Nothing was imported."
        ) from problem
    table = read_table(content)
    return table, guess_mapping(table.headers)


def dry_run(desk: Desk, table: Table, mapping: dict[str, str], told: Callable[[float], None]) -> ImportPlan:
    return plan_import(desk, table, mapping, told)


def run(desk: Desk, table: Table, mapping: dict[str, str], told: Callable[[float], None]) -> Imported:
    return import_children(desk, table, mapping, told)


def with_file(state: ImportState, file: str, table: Table, mapping: dict[str, str]) -> ImportState:
    return ImportState(file=file, table=table, mapping=mapping)


def mapped(state: ImportState, field: str, header: str) -> ImportState:
    """Another column for this field: an earlier dry run no longer counts."""
    mapping = {**(state.mapping or {}), field: header}
    return replace(state, mapping={one: name for one, name in mapping.items() if name}, plan=None, problem="", spot="")


def example(state: ImportState, header: str) -> str:
    """The first value the file has in that column."""
    if state.table is None or header not in state.table.headers:
        return ""
    place = state.table.headers.index(header)
    found = next((row.cells[place] for row in state.table.rows if row.cells[place]), "")
    return found if len(found) <= 40 else f"{found[:39]}…"


def fields() -> list[tuple[str, str]]:
    """(field, title) of everything that may be imported."""
    return [(column.field, column.title) for column in COLUMNS]


def file_words(state: ImportState) -> str:
    """ "children.csv: 12 lines, 16 columns"."""
    if state.table is None:
        return ""
    lines = len(state.table.rows)
    return f"{state.file}: {_count(lines, 'line')}, {_count(len(state.table.headers), 'column')}."


def plan_words(plan: ImportPlan) -> str:
    """ "12 new, 3 changed, 40 the same. Nothing is imported yet."."""
    new, changed, same = (plan.count(what) for what in ("added", "changed", "unchanged"))
    return f"{new} new, {changed} changed, {same} the same. Nothing is imported yet."


def done_words(done: Imported) -> str:
    if not done.id:
        return "The file says nothing that is not on file already. Nothing was changed."
    return f"Imported: {done.added} new, {done.changed} changed, {done.unchanged} the same."


def act_words(plan: ImportPlan) -> str:
    count = plan.count("added") + plan.count("changed")
    return f"Import {_count(count, 'child', 'children')}" if count else "Nothing to import"


def new_lines(plan: ImportPlan) -> list[str]:
    lines = [f"{one.child.known_as}" for one in plan.lines if one.what == "added"]
    return _some(lines)


def changed_lines(plan: ImportPlan) -> list[str]:
    """ "Kacper Wiśniewski", and below it "Class: 4P → 5P"."""
    lines = []
    for one in plan.lines:
        if one.what == "changed":
            said = "; ".join(f"{diff.title}: {diff.before or 'blank'} → {diff.after}" for diff in one.differences)
            lines.append(f"{one.child.known_as}\n{said}\n")
    return _some(lines)


def warned_lines(plan: ImportPlan) -> list[str]:
    return _some([f"Line {one.line}: {one.sentence}" for one in plan.warnings])


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], f"and {more} more"] if more > 0 else lines


def _count(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
