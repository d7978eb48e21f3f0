"""Whom to ring, on one sheet to live by the phone. No clock is in it: every line says when it is for."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.blocks import Block, Bold, Document, Paragraph, SubHeading, Table, Text, Title


@dataclass(frozen=True, kw_only=True)
class Line:
    """`number` empty: a line to write it on. `note`: what is doubtful about it; `checked`: by whom, in words."""

    name: str
    number: str = ""
    when: str = ""
    note: str = ""
    checked: str = ""


@dataclass(frozen=True, kw_only=True)
class CallSheetFacts:
    """`groups`: (heading, lines), danger first. `edition`: of the pack the numbers come from."""

    school: str
    made: str
    edition: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    hints: tuple[str, ...] = ()
    practice: bool = False


def compose(facts: CallSheetFacts) -> Document:
    blocks: list[Block] = [Title(title="Whom to ring", under=f"{facts.school}. Phone first, write after.")]
    for heading, lines in facts.groups:
        blocks += [SubHeading(title=heading), _table(lines)]
    blocks += [Paragraph((hint,), small=True) for hint in facts.hints]
    return Document(
        title="Whom to ring",
        band="WHOM TO RING",
        band_right=facts.school,
        foot=f"{facts.edition} · printed {facts.made}. Print it again when a number changes.",
        watermark="PRACTICE" if facts.practice else "",
        blocks=tuple(blocks),
    )


def _table(lines: tuple[Line, ...]) -> Table:
    if not any(line.number for line in lines):
        return _to_write_in(lines)
    return Table(
        head=(),
        widths=(3.2, 1.6, 5.2),
        rows=tuple((((Bold(line.name),),), (_number(line),), _what(line)) for line in lines),
    )


def _to_write_in(lines: tuple[Line, ...]) -> Table:
    """Two to a row: a name, and a line for the number somebody finds."""
    cells: list[tuple[Text, ...]] = [cell for line in lines for cell in (((Bold(line.name),),), (_number(line),))]
    cells += [((),)] * (len(cells) % 4)
    rows = tuple(tuple(cells[at : at + 4]) for at in range(0, len(cells), 4))
    return Table(head=(), widths=(3.0, 2.0, 3.0, 2.0), rows=rows)


def _number(line: Line) -> Text:
    return (Bold(line.number or "____________________"),)


def _what(line: Line) -> tuple[Text, ...]:
    return tuple((text,) for text in (line.when, line.note, line.checked) if text)
