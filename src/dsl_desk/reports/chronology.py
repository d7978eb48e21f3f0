"""A chronology on paper: oldest first, every entry in full, masking already applied."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.blocks import (
    QR,
    Block,
    Bold,
    ChronologyRow,
    Document,
    Ending,
    Heading,
    KeyLine,
    KeyRow,
    Paragraph,
    Spacer,
    Title,
)
from dsl_desk.reports.facts import ChronologyEntry, Row


@dataclass(frozen=True, kw_only=True)
class ChronologyFacts:
    """`entries` in the order they are printed. Other children are already "Child B" in every text.

    `scope`: what it covers and leaves out ("Everything to 20 November 2026, 10:15", "as known on 16 November 2026").
    `selection`: what was chosen of the file, when it is not the whole of it; printed on every page.
    `about`: rows that say who it is (born, address, plans).
    `apart`: whose papers these are not, on every page. `anchor` is blank when there is none to print.
    """

    name: str
    school: str
    marking: str
    number: str  # of the export
    made: str
    scope: str = ""
    selection: str = ""
    apart: str = ""
    practice: bool = False
    about: tuple[Row, ...] = ()
    entries: tuple[ChronologyEntry, ...] = ()
    masked: tuple[str, ...] = ()  # "Child B: another pupil, saw it"
    digest: str = ""  # of these facts, hex
    anchor_seq: int = 0
    anchor: str = ""


def compose(facts: ChronologyFacts) -> Document:
    """The name is on the pages, never in the file's title."""
    part = (Bold("NOT THE WHOLE FILE. "), facts.selection) if facts.selection else ()
    blocks: list[Block] = [Title(title=f"Chronology: {facts.name}", under=facts.scope)]
    blocks += [KeyRow(label=row.label, lines=(KeyLine((row.fact.in_words,)),)) for row in facts.about]
    blocks.append(Spacer(10))
    blocks += [
        ChronologyRow(when=entry.when, what=entry.what, text=entry.text, words=entry.words, source=entry.source)
        for entry in facts.entries
    ]
    if not facts.entries:
        blocks.append(Paragraph(("No entry is of this selection" if facts.selection else "Nothing is recorded",)))
    return Document(
        title=f"Chronology, {facts.number}",
        band=facts.marking,
        band_right=facts.school,
        notice=(*part, "\n" if part and facts.apart else "", facts.apart) if part or facts.apart else (),
        foot=f"Chronology {facts.number} · made {facts.made}",
        watermark="PRACTICE" if facts.practice else "",
        blocks=(*blocks, Ending(tuple(_end(facts)))),
    )


def _end(facts: ChronologyFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="About this paper")]
    if facts.selection:
        blocks.append(KeyRow(label="Not the whole file", lines=(KeyLine((facts.selection,)),)))
    blocks.append(KeyRow(label="School", lines=(KeyLine((facts.school,)),)))
    if facts.masked:
        blocks.append(KeyRow(label="Names left out", lines=(KeyLine(("\n".join(facts.masked),)),)))
    if facts.digest:
        blocks.append(KeyRow(label="Facts digest", lines=(KeyLine((facts.digest,), "small"),)))
    if facts.anchor:
        blocks.append(KeyRow(label="Last entry", lines=(KeyLine((f"Number {facts.anchor_seq}: {facts.anchor}",)),)))
        payload = f"dsl-desk {facts.number} anchor {facts.anchor_seq} {facts.anchor}"
        blocks += [Spacer(10), QR(payload=payload, caption=("The anchor, to be read by a camera",))]
    return blocks
