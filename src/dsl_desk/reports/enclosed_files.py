"""The cover of the PDF that carries attached files: which they are, and how to get at them."""

from __future__ import annotations

from dsl_desk.reports.blocks import Block, Document, Heading, KeyLine, KeyRow, Paragraph, Title
from dsl_desk.reports.mash_pack.facts import PackFacts


def compose(facts: PackFacts) -> Document:
    """One page or more. Children are called here as they are in the pack."""
    blocks: list[Block] = [
        Title(title="Files that go with a referral", under=f"Beside export {facts.number}, made {facts.made}"),
        Paragraph(("The files are inside this PDF. Open it with a PDF reader that shows attachments, and save them.",)),
        Paragraph(("Nothing in them was changed or masked.",)),
        Paragraph((f"If you did not expect them, ring {facts.school} before you open one.",)),
        Heading(title="What is inside"),
    ]
    for number, one in enumerate(facts.files, 1):
        lines = tuple(KeyLine((line,)) for line in (one.name, one.about, f"SHA-256 {one.digest}"))
        blocks.append(KeyRow(label=f"File {number}", lines=lines))
    return Document(
        title="Files that go with a referral", band=facts.marking, foot=f"{facts.school} · {facts.number}",
        watermark="PRACTICE" if facts.practice else "", blocks=tuple(blocks),
    )  # fmt: skip
