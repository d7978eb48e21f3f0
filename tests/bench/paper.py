"""A chronology on paper: ours from facts to bytes, against bare Platypus setting the same text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from dsl_desk.paths import resources
from dsl_desk.reports.chronology import ChronologyFacts, compose
from dsl_desk.reports.facts import ChronologyEntry
from dsl_desk.reports.pdf import render
from tests.bench.measure import Result, seconds
from tests.bench.school import text


def results(entries: int, turns: int) -> Iterator[Result]:
    facts = _facts(entries)
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Bare{name}", resources() / "fonts" / f"NotoSans-{name}.ttf"))
    ours, floor = [], []
    render(compose(_facts(20))), _bare(_facts(20))
    for _ in range(turns):
        ours.append(entries / seconds(lambda: render(compose(facts))))
        floor.append(entries / seconds(lambda: _bare(facts)))
    ratio = sorted(a / b for a, b in zip(ours, floor, strict=True))[turns // 2]
    mine, bare = sorted(ours)[turns // 2], sorted(floor)[turns // 2]
    yield Result(
        "a chronology as PDF, entries a second, against bare Platypus", mine, bare, ratio, entries, "/s", 0.8, True
    )


def _facts(entries: int) -> ChronologyFacts:
    chance = random.Random(3)
    rows = tuple(
        ChronologyEntry(
            when=f"{number % 28 + 1} November 2026, 10:14", what="Note", text=text(chance),
            source="Class teacher; written by the designated lead 10:30",
        )
        for number in range(entries)
    )  # fmt: skip
    return ChronologyFacts(
        name="A child", school="A school", marking="OFFICIAL", number="E-0001", made="now", entries=rows
    )


def _bare(facts: ChronologyFacts) -> bytes:
    """A heading, a paragraph and a line for each entry, in the same letters."""
    head = ParagraphStyle("head", fontName="BareBold", fontSize=9.8, leading=12.8)
    body = ParagraphStyle("body", fontName="BareRegular", fontSize=9.8, leading=12.8)
    small = ParagraphStyle("small", fontName="BareRegular", fontSize=8.2, leading=10.4)
    story = []
    for entry in facts.entries:
        story += [
            Paragraph(escape(f"{entry.when} {entry.what}"), head),
            Paragraph(escape(entry.text), body),
            Paragraph(escape(entry.source), small),
        ]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=42, rightMargin=42).build(story)
    return out.getvalue()
