"""The blank form for staff: one page, the reporter's questions only, to be handed over whole or half filled in."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Document,
    Fitting,
    KeyLine,
    KeyRow,
    OnePage,
    Paragraph,
    Spacer,
    Title,
)

_ROOM = "\u00a0"  # an empty line to write on
_BOX = f"[{_ROOM * 3}]{_ROOM}"
_ROOMS = (6, 5, 4, 3, 2, 1)  # the most of them under one question, until all of it is on one page


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """`choices` to tick, or `hint`; then `room` in empty lines."""

    label: str
    choices: tuple[str, ...] = ()
    hint: str = ""
    room: int = 1


@dataclass(frozen=True, kw_only=True)
class ConcernFormFacts:
    """`danger`: whom to ring now, or `calls`: in which case, who; `hints` and `do_not` are the pack's own lines.

    `signed`: the lines to sign on.
    """

    title: str = "A worry about a child"
    under: str = "Hand this to the designated safeguarding lead today, in person. It need not be complete."
    signed: tuple[str, ...] = (
        "Written by, job, signed", "Date and time written", "Received by the lead, date and time",
    )  # fmt: skip
    calls: tuple[tuple[str, str], ...] = ()
    school: str
    made: str
    marking: str
    danger: str
    rows: tuple[FormRow, ...]
    hints: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    practice: bool = False


def compose(facts: ConcernFormFacts) -> Document:
    do_not = " ".join(f"Do not {line[:1].lower()}{line[1:].rstrip('.')}." for line in facts.do_not)
    blocks: list[Block] = [
        Title(title=facts.title, under=facts.under),
        *((Paragraph((Bold(facts.danger),)),) if facts.danger else ()),
        *(KeyRow(label=when, lines=(KeyLine((who,)),)) for when, who in facts.calls),
        *((Spacer(3),) if facts.calls else ()),
        Paragraph((" ".join((*facts.hints, "")), Bold(do_not)), small=True),
    ]
    return Document(
        title=f"{facts.title}: blank form",
        band=f"{facts.marking} WHEN FILLED IN",
        band_right=facts.school,
        foot=f"Blank form · printed {facts.made}",
        watermark="PRACTICE" if facts.practice else "",
        blocks=(OnePage((Fitting(key="form", versions=tuple((*blocks, *_rows(facts, most)) for most in _ROOMS)),)),),
    )


def _rows(facts: ConcernFormFacts, most: int) -> tuple[Block, ...]:
    return (
        *(_row(row, most) for row in facts.rows),
        Spacer(2),
        *(KeyRow(label=label, lines=(KeyLine((_ROOM,)),)) for label in facts.signed),
    )


def _row(row: FormRow, most: int) -> KeyRow:
    said = "    ".join(_BOX + choice.replace(" ", _ROOM) for choice in row.choices) or row.hint
    lines = [KeyLine((said,))] if said else []
    lines += [KeyLine((_ROOM,)) for _ in range(min(row.room, most))]
    return KeyRow(label=row.label, lines=tuple(lines))
