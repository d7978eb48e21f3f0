"""The written referral to a MASH: facts in, a document out."""

from __future__ import annotations

from dsl_desk.reports.blocks import Document
from dsl_desk.reports.mash_pack.facts import PackFacts
from dsl_desk.reports.mash_pack.page_one import page_one
from dsl_desk.reports.mash_pack.pages_after import pages_after

__all__ = ["PackFacts", "compose"]


def compose(facts: PackFacts) -> Document:
    """The whole pack. No name of a child or adult is in its title, band or foot."""
    return Document(
        title=f"Referral to {facts.to}, {facts.number}",
        band=facts.marking,
        band_right=facts.school,
        foot=f"Pack {facts.number} · made {facts.made} · how to check this paper: last page",
        watermark="PRACTICE" if facts.practice else "",
        blocks=(page_one(facts), *pages_after(facts)),
    )
