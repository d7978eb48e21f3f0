"""What a referral about an adult who works with children is made of, in words, masking already applied.

Which rows stand on page one is the pack's own affair (`Document.rows`); here they are labels and answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.facts import NOT_ASKED, Fact, Record, Row
from dsl_desk.reports.mash_pack.facts import ChildDetails, ReferredChild
from dsl_desk.reports.referral_facts import ReferralFacts


@dataclass(frozen=True, kw_only=True)
class AdultAtWork:
    """An adult it is about. `parts`: (title, rows) of what is on file, the ones for page one first."""

    name: str
    other_names: str = ""
    born_or_age: Fact = NOT_ASKED
    parts: tuple[tuple[str, tuple[Row, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageOneRow:
    """`gives_way`: the lowest is cut first where page one is too short; what was cut stands in full after it."""

    label: str
    fact: Fact = NOT_ASKED
    boxed: bool = False
    gives_way: int = 5


@dataclass(frozen=True, kw_only=True)
class LadoFacts(ReferralFacts):
    """Everything on the paper, in the order it is printed."""

    apart: str  # "Staff vault: adults who work with children. Not part of a pupil's file": on every page
    adults: tuple[AdultAtWork, ...]
    children: tuple[ReferredChild, ...] = ()
    rows: tuple[PageOneRow, ...] = ()
    earlier: Fact = NOT_ASKED  # what else is on file about the adult
    details: tuple[ChildDetails, ...] = ()
    checks: tuple[Record, ...] = ()  # the threshold and other reasoned answers, the newest first
    replies: tuple[Record, ...] = ()  # what came back earlier, and calls to get an answer
