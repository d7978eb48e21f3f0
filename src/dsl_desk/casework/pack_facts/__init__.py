"""From one consistent read of the file to what a paper says: words, masks, and the digest that proves it."""

from __future__ import annotations

from dsl_desk.casework.pack_facts.compose import Gathered, gather
from dsl_desk.casework.pack_facts.masking import Shown
from dsl_desk.casework.pack_facts.sources import Sources, read_sources

__all__ = ["Gathered", "Shown", "Sources", "gather", "read_sources"]
