"""What an import would do: every line read, matched with the child it means, and compared. Seals nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date

from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.import_matching import Known, refuse_twice
from dsl_desk.casework.import_table import Row, Table
from dsl_desk.domain import child_columns
from dsl_desk.domain.access import Act
from dsl_desk.domain.child_columns import COLUMN_OF, NAMES, NotADate
from dsl_desk.domain.entries.people import Child, ChildStatus
from dsl_desk.domain.when import local
from dsl_desk.errors import ImportRefused
from dsl_desk.store import children
from dsl_desk.store.child_identities import identities
from dsl_desk.store.work import Read, open_read

_NOTHING = "Nothing was imported."
_FIELDS = {one.name for one in fields(Child)}
_NOT_HERE = {
    ChildStatus.LEFT: "as having left",
    ChildStatus.NOT_ON_ROLL: "as not on roll",
    ChildStatus.UNBORN: "as not born yet",
    ChildStatus.NAME_NOT_KNOWN: "without a name",
}


@dataclass(frozen=True)
class Difference:
    """One field of a child on file and what the file says instead. `title` is the field in words."""

    field: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedLine:
    """`what`: added, changed, unchanged. `child_id` is empty for a new child; `child` is as it would be sealed."""

    line: int
    what: str
    child_id: str
    child: Child
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Warned:
    """Something to look at that stops nothing. `field` is empty when it is about the whole line."""

    line: int
    field: str
    sentence: str


@dataclass(frozen=True)
class ImportPlan:
    """`mapping` is {field: header} as used; `not_imported` the headers that no field takes."""

    lines: tuple[PlannedLine, ...]
    warnings: tuple[Warned, ...]
    mapping: dict[str, str]
    not_imported: tuple[str, ...]
    digest: str

    def count(self, what: str) -> int:
        """How many lines are "added", "changed" or "unchanged"."""
        return sum(line.what == what for line in self.lines)


Told = Callable[[float], None]


def guess_mapping(headers: tuple[str, ...]) -> dict[str, str]:
    """{field of Child: header} as far as the headers are known; the person may change it."""
    return child_columns.guess(headers)


def plan_import(desk: Desk, table: Table, mapping: dict[str, str], told: Told = lambda done: None) -> ImportPlan:
    """Work out what the import would seal; seals nothing. `told` hears how far it is, 0 to 1.

    An empty cell says nothing: what is on file stays. Raises ImportRefused, naming line and column, for what must not
    be imported: no name, a date that cannot be, the same child twice. Raises NotAllowed.
    """
    allow(desk, Act.PEOPLE)
    columns = _columns(table, mapping)
    with open_read(desk.vault) as read:
        return _plan(desk, read, table, columns, told)


def plan_within(desk: Desk, read: Read, table: Table, mapping: dict[str, str], told: Told) -> ImportPlan:
    """The same inside a transaction that is going to seal it."""
    return _plan(desk, read, table, _columns(table, mapping), told)


@dataclass(frozen=True)
class _Filled:
    line: int
    values: dict[str, str | date]


def _plan(desk: Desk, read: Read, table: Table, columns: dict[str, int], told: Told) -> ImportPlan:
    warnings: list[Warned] = []
    filled = _filled(desk, table, columns, warnings)
    refuse_twice([(one.line, one.values) for one in filled])
    known = Known(identities(read))
    lines: list[PlannedLine] = []
    meant: dict[str, int] = {}
    for number, one in enumerate(filled, start=1):
        found = known.find(one.values)
        warnings += [Warned(one.line, "", sentence) for sentence in found.warnings]
        if found.id and found.id in meant:
            raise ImportRefused(
                f"Lines {meant[found.id]} and {one.line} mean the same child on file. Take one of them out in your "
                f"school's system, or correct its numbers, and export again. {_NOTHING}"
            )
        if found.id:
            meant[found.id] = one.line
        lines.append(_planned(desk, read, one, found.id, warnings))
        if not number % 100:
            told(number / len(filled))
    warnings.sort(key=lambda warned: warned.line)
    used = {field: table.headers[index] for field, index in columns.items()}
    unused = tuple(header for index, header in enumerate(table.headers) if index not in columns.values())
    return ImportPlan(tuple(lines), tuple(warnings), used, unused, table.digest)


def _columns(table: Table, mapping: dict[str, str]) -> dict[str, int]:
    """{field: place of its column}. A field mapped to "" is not imported."""
    columns = {}
    for field, header in mapping.items():
        if not header:
            continue
        if field not in COLUMN_OF:
            raise ImportRefused(f"There is no field “{field}” to import into. {_NOTHING}", spot=field)
        if header not in table.headers:
            sentence = f"The file has no column “{header}”. Choose one it has. {_NOTHING}"
            raise ImportRefused(sentence, spot=field)
        columns[field] = table.headers.index(header)
    if not any(field in columns for field in ("legal_surname", "legal_forename")):
        raise ImportRefused(
            "No column was recognised as the surname or the forename. Say which columns they are; the first line of "
            f"the file has to hold the column names. {_NOTHING}",
            spot="legal_surname",
        )
    return columns


def _filled(desk: Desk, table: Table, columns: dict[str, int], warnings: list[Warned]) -> list[_Filled]:
    today = local(desk.clock()).date()
    form = child_columns.date_form(row.cells[columns["born"]] for row in table.rows) if "born" in columns else ""
    return [_row(table, row, columns, form, today, warnings) for row in table.rows]


def _row(table: Table, row: Row, columns: dict[str, int], form: str, today: date, warnings: list[Warned]) -> _Filled:
    values: dict[str, str | date] = {}
    for field, index in columns.items():
        text = row.cells[index]
        if not text:
            continue
        if field == "born":
            values[field] = _date(text, form, today, row.line, table.headers[index])
            continue
        value, warning = child_columns.cell(field, text)
        if value:
            values[field] = value
        if warning:
            warnings.append(Warned(row.line, field, warning))
    if not any(values.get(name) for name in NAMES):
        raise ImportRefused(f"Line {row.line} has no name. Every child needs a surname or a forename. {_NOTHING}")
    return _Filled(row.line, values)


def _date(text: str, form: str, today: date, line: int, header: str) -> date:
    try:
        return child_columns.read_date(text, form, today)
    except NotADate as problem:
        sentence = f"Line {line}, column “{header}”: “{problem.text}” {problem.reason}. {_NOTHING}"
        raise ImportRefused(sentence, spot="born") from None


def _planned(desk: Desk, read: Read, one: _Filled, child_id: str, warnings: list[Warned]) -> PlannedLine:
    before = children.child(read, child_id) if child_id else None
    if before is None:
        # Every address belongs to a council: the pack's own until somebody says otherwise.
        child = _with(Child(authority=desk.pack.authority), one.values)
        return PlannedLine(one.line, "added", "", child)
    if before.status in _NOT_HERE:
        sentence = f"{before.known_as} is on file {_NOT_HERE[before.status]}. The import leaves that as it is."
        warnings.append(Warned(one.line, "", sentence))
    child = _with(before, one.values)
    differences = tuple(
        Difference(field, COLUMN_OF[field].title, _text(getattr(before, field)), _text(getattr(child, field)))
        for field in one.values
        if getattr(before, field) != getattr(child, field)
    )
    return PlannedLine(one.line, "changed" if differences else "unchanged", child_id, child, differences)


def _with(child: Child, values: dict[str, str | date]) -> Child:
    """The child with these fields replaced; what the file now says is no longer noted as not known."""
    not_known = {field: why for field, why in child.not_known.items() if field not in values}
    return replace(child, **values, not_known=not_known)  # type: ignore[arg-type]


def _text(value: object) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
