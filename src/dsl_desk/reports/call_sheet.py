"""Whom to ring, on one sheet: by the phone, on a wall, to hand out. Every line says when it is for."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    CodeGroups,
    Document,
    Heading,
    Paragraph,
    Spacer,
    SubHeading,
    Table,
    Text,
    Title,
)


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
    """`groups`: (heading, lines), danger first. `edition`: of the pack the numbers come from.

    `title`: what the sheet is called, with `under` below it; `large`: to be read from a wall, without headings.
    """

    school: str
    made: str
    edition: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    hints: tuple[str, ...] = ()
    practice: bool = False
    title: str = "Whom to ring"
    under: str = "Phone first, write after."
    large: bool = False


def compose(facts: CallSheetFacts) -> Document:
    blocks: list[Block] = [
        Title(title=facts.title, under=f"{facts.school}. {facts.under}" if facts.under else facts.school)
    ]
    for heading, lines in facts.groups:
        blocks += _poster(lines) if facts.large else [SubHeading(title=heading), _table(lines)]
    blocks += [Spacer(6), *(Paragraph((hint,), small=True) for hint in facts.hints)]
    return Document(
        title=facts.title,
        band=facts.title.upper(),
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


def _poster(lines: tuple[Line, ...]) -> list[Block]:
    """Each number large, with what it is for below it."""
    found: list[Block] = []
    for line in lines:
        found += [Heading(title=line.name), CodeGroups((line.number,))]
        found += [Paragraph(text) for text in _what(line)]
    return found


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
