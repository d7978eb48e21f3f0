"""A CSV file as a school's system exports it, read into headers and rows. Nothing is guessed that may be wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dsl_desk.domain.child_columns import known_headers
from dsl_desk.errors import ImportRefused

MOST_BYTES = 64 * 1024 * 1024
MOST_IN_CELL = 4_000  # characters: the longest address is a few hundred
MOST_COLUMNS = 500
MOST_IN_RECORD = 500_000  # characters, so that no file makes millions of cells of one child
_SEPARATORS = (",", ";", "\t")
_BEGINNING = 100_000  # characters within which the first line ends
_NOTHING = "Nothing was imported."
_UTF_8_ALL_THE_SAME = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")  # in Windows-1252 no name has these side by side


@dataclass(frozen=True)
class Row:
    """`line`: where it begins in the file, the first line being 1. `cells`: one for each header, trimmed."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`headers` are unlike one another; `encoding` and `separator` are what was found; `digest` SHA-256 of the file."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    separator: str
    digest: str


def read_table(content: bytes) -> Table:
    """Read the file. Raises ImportRefused, naming the line, and nothing else."""
    if len(content) > MOST_BYTES:
        raise ImportRefused(f"This file is larger than {MOST_BYTES >> 20} MB. Export fewer columns. {_NOTHING}")
    text, encoding = _decoded(content)
    text, separator = _separator(text)
    records = _records(text, separator)
    first = next(records, None)
    if first is None:
        raise ImportRefused(f"This file is empty. Export it again, with the column names in its first line. {_NOTHING}")
    headers = _headers(first.cells)
    rows = tuple(_fitted(row, len(headers)) for row in records)
    if not rows:
        raise ImportRefused(f"This file has column names but no children under them. Export it again. {_NOTHING}")
    return Table(headers, rows, encoding, separator, hashlib.sha256(content).hexdigest())


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ImportRefused(f"This is a workbook, not a CSV file. Open it and save it as “CSV UTF-8”. {_NOTHING}")
    if b"\x00" in content:
        raise ImportRefused(
            f"This file holds bytes that no CSV file has. Save it as “CSV UTF-8” and choose it again. {_NOTHING}"
        )
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as problem:
        if _UTF_8_ALL_THE_SAME.search(content):  # damaged: read as anything else it would garble names
            raise _unreadable(content, problem) from None
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as problem:
        raise _unreadable(content, problem) from None


def _unreadable(content: bytes, problem: UnicodeDecodeError) -> ImportRefused:
    line = content.count(b"\n", 0, problem.start) + 1
    return ImportRefused(
        f"Line {line} holds a character in no encoding known here. Save the file as “CSV UTF-8”. {_NOTHING}"
    )


def _separator(text: str) -> tuple[str, str]:
    """(text, separator). A first line “sep=;”, as Excel writes it, says so itself and becomes an empty line."""
    first, end, _ = text.partition("\n")
    said = first.strip().strip('"').casefold()
    if len(said) == 5 and said.startswith("sep=") and said[4] in _SEPARATORS:
        return f"{end}{text[len(first) + len(end) :]}", said[4]
    return text, max(_SEPARATORS, key=lambda separator: _worth(text, separator))


def _worth(text: str, separator: str) -> tuple[int, int]:
    """How many column names the first line has when split so: those known here count first."""
    try:
        cells = next(_records(text[:_BEGINNING], separator), Row(0, ())).cells
    except ImportRefused:
        return (-1, 0)
    return (known_headers(cells), len(cells))


def _records(text: str, separator: str) -> Iterator[Row]:
    """Every record that is not wholly empty."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        lines.taken = 0
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except csv.Error as problem:
            raise ImportRefused(_what_is_wrong(line, str(problem))) from None
        if any(cells):
            yield Row(line, _of_allowed_length(line, cells))


class _Lines:
    """The lines of a text, with their ends; too much of it for one record is an error of the CSV."""

    def __init__(self, text: str) -> None:
        self.taken = 0
        self._lines = io.StringIO(text, newline="")

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken += len(line)
        if self.taken > MOST_IN_RECORD:
            raise csv.Error("record larger than it may be")
        return line


def _of_allowed_length(line: int, cells: tuple[str, ...]) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise ImportRefused(f"Line {line} has more than {MOST_COLUMNS} columns. Export fewer. {_NOTHING}")
    for number, cell in enumerate(cells, start=1):
        if len(cell) > MOST_IN_CELL:
            raise ImportRefused(
                f"Line {line}, column {number} holds more than {MOST_IN_CELL:,} characters. A quotation mark may be "
                f"missing before it. {_NOTHING}"
            )
    return cells


def _what_is_wrong(line: int, problem: str) -> str:
    if "larger" in problem:
        return f"Line {line} is too long for one child. A quotation mark may be missing before it. {_NOTHING}"
    return f"Line {line} has a quotation mark that does not open or close a cell. Export the file again. {_NOTHING}"


def _headers(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A name for every column: “Column 5” where there is none, “Address (2)” for one that stands there already."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    headers: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = base = cell or f"Column {number}"
        again = 2
        while name in headers:
            name, again = f"{base} ({again})", again + 1
        headers.append(name)
    return tuple(headers)


def _fitted(row: Row, columns: int) -> Row:
    """The row with one cell for each header. One too many or too few would shift what every cell means."""
    cells = row.cells
    while len(cells) > columns and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != columns:
        raise ImportRefused(
            f"Line {row.line} has {len(cells)} cells where the first line has {columns}. A comma or a line break in a "
            f"cell needs quotation marks around it. Export the file again. {_NOTHING}"
        )
    return Row(row.line, cells)
