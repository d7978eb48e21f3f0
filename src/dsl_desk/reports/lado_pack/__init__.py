"""The written referral about an adult who works with children: facts in, a document out."""

from __future__ import annotations

from dsl_desk.reports.blocks import Document
from dsl_desk.reports.lado_pack.facts import LadoFacts
from dsl_desk.reports.lado_pack.page_one import page_one
from dsl_desk.reports.lado_pack.pages_after import pages_after

__all__ = ["LadoFacts", "compose"]


def compose(facts: LadoFacts) -> Document:
    """The whole pack. No name of a child or adult is in its title, band or foot."""
    return Document(
        title=f"Referral to {facts.to}, {facts.number}",
        band=facts.marking,
        band_right=facts.school,
        notice=(facts.apart,),
        foot=f"Pack {facts.number} · made {facts.made} · how to check this paper: last page",
        watermark="PRACTICE" if facts.practice else "",
        blocks=(page_one(facts), *pages_after(facts)),
    )
