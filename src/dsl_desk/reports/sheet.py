"""The answers of the steps that make one paper: a sheet to hand over, to copy from or to read out."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Cell,
    Document,
    Ending,
    Heading,
    KeyLine,
    KeyRow,
    Paragraph,
    Signature,
    Spacer,
    SubHeading,
    Table,
    Title,
)
from dsl_desk.reports.facts import NOT_ASKED, Fact, Row


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A question and its answer; `words` instead where the answer is somebody's exact words.

    `parts`: (what, answer) instead where one child, or one line of a plan, has several.
    """

    label: str
    fact: Fact = NOT_ASKED
    words: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetGroup:
    title: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, kw_only=True)
class SheetAdult:
    """An adult around the children. `more`: relation and parental responsibility."""

    name: str
    more: str = ""
    number: str
    safe_to_ring: Fact = NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """`people`: (child, rows about it). Other children are already "Child B" in every text.

    `about_adult`: it is about an adult, who stands first.
    `safe_contact`: the safe way to reach the `adults`, where that alone may be used.
    `under`, `hints` and `do_not` are the pack's own lines. `ring_back`: whom the reader rings at the school.
    """

    title: str
    under: str
    school: str
    marking: str
    number: str  # of the export
    made: str
    to: str = ""
    practice: bool = False
    about_adult: bool = False
    people: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    adults: tuple[SheetAdult, ...] = ()
    safe_contact: str = ""
    groups: tuple[SheetGroup, ...] = ()
    hints: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    ring_back: str = ""
    author: str = ""
    post: str = ""
    written: str = ""
    masked: tuple[str, ...] = ()  # "Child B: another pupil, saw it"
    digest: str = ""  # of these facts, hex


def compose(facts: SheetFacts) -> Document:
    """The whole sheet. No name of a child or adult is in its title, band or foot."""
    blocks: list[Block] = [
        Title(title=facts.title, under=facts.under),
        *_recipient(facts),
        *(Paragraph((hint,), small=True) for hint in facts.hints),
    ]
    parts = [_groups(facts), _people(facts)] if facts.about_adult else [_people(facts), _groups(facts)]
    blocks += [*parts[0], *parts[1]]
    if facts.do_not:
        blocks += [Heading(title="Do not"), Paragraph(("\n".join(f"– {line}" for line in facts.do_not),))]
    blocks.append(Ending(tuple(_end(facts))))
    return Document(
        title=f"{facts.title}, {facts.number}",
        band=facts.marking,
        band_right=facts.school,
        foot=f"{facts.title} {facts.number} · made {facts.made}",
        watermark="PRACTICE" if facts.practice else "",
        blocks=tuple(blocks),
    )


def _recipient(facts: SheetFacts) -> list[Block]:
    return [KeyRow(label="For", lines=(KeyLine((facts.to,)),)), Spacer(5)] if facts.to else []


def _groups(facts: SheetFacts) -> list[Block]:
    blocks: list[Block] = []
    for group in facts.groups:
        blocks += [Heading(title=group.title), *(_row(row) for row in group.rows)]
    return blocks


def _people(facts: SheetFacts) -> list[Block]:
    title = "Children and pupils in this concern" if facts.about_adult else "Who it is about"
    blocks: list[Block] = [Heading(title=title)]
    for who, rows in facts.people:
        blocks.append(SubHeading(title=who))
        blocks.append(_two_beside(rows))
    return [*blocks, *_adults(facts)]


def _two_beside(rows: tuple[Row, ...]) -> Table:
    """Short answers, two in a line: what is asked for comes on the first page too."""
    cells: list[Cell] = [((Bold(f"{row.label}: "), row.fact.in_words),) for row in rows]
    cells += [((),)] * (len(cells) % 2)
    return Table(head=(), widths=(1, 1), rows=tuple(zip(cells[::2], cells[1::2], strict=True)))


def _adults(facts: SheetFacts) -> list[Block]:
    if not facts.adults:
        return []
    rows = tuple(
        (((Bold(one.name), f", {one.more}" if one.more else ""),), ((one.number,),), ((one.safe_to_ring.in_words,),))
        for one in facts.adults
    )
    safe = [Paragraph((Bold(facts.safe_contact),), stays=True)] if facts.safe_contact else []
    table = Table(head=("Adult", "Number", "Safe to ring?"), widths=(3.0, 1.8, 1.8), rows=rows)
    return [SubHeading(title="Adults around them"), *safe, table]


def _row(row: SheetRow) -> KeyRow:
    if row.parts:
        return KeyRow(
            label=row.label, wide=True, lines=tuple(KeyLine((Bold(f"{what}: "), said)) for what, said in row.parts)
        )
    said = row.fact.in_words if row.fact != NOT_ASKED else "Nothing recorded"  # it is not for asking the child
    line = KeyLine((f"“{row.words}”",), "words") if row.words else KeyLine((said,))
    return KeyRow(label=row.label, wide=True, lines=(line,))


def _end(facts: SheetFacts) -> list[Block]:
    blocks: list[Block] = [
        Spacer(10),
        Signature(statement="Written by", name=facts.author, post=facts.post, when=facts.written),
        KeyRow(label="School", lines=(KeyLine((facts.school,)),)),
        KeyRow(label="Ring back", lines=(KeyLine((facts.ring_back or "Not set",)),)),
    ]
    if facts.masked:
        blocks.append(KeyRow(label="Names left out", lines=(KeyLine(("\n".join(facts.masked),)),)))
    if facts.digest:
        blocks.append(KeyRow(label="Facts digest", lines=(KeyLine((facts.digest,), "small"),)))
    return blocks
