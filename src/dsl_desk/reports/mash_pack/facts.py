"""What the MASH pack is made of: every field that a reader of the paper may need, in words, masking already applied.

Whoever fills this decides the words; the pack decides the order, what fits on page one, and what goes on.
A child who is masked is already "Child B" here, everywhere: in rows, records, words and chronology.
Fields are listed in the order they are printed (content.md 4.5).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl_desk.reports.facts import NOT_ASKED, Fact, Row
from dsl_desk.reports.referral_facts import ReferralFacts


@dataclass(frozen=True, kw_only=True)
class ReferredChild:
    """A child in this referral: one row of block 3."""

    name: str  # full legal name; an unborn child or one whose name is not known: words that say so
    known_as: str = ""  # "Zosia"; blank when the same
    born: Fact = NOT_ASKED  # "14 March 2018"; "1 January 2013 recorded; disputed"; "due 4 May 2027"
    age: str = ""  # "8 years"; blank when the date of birth is not known
    sex: Fact = NOT_ASKED  # "boy"
    role: Fact = NOT_ASKED  # "harmed", "sister"
    address: Fact = NOT_ASKED  # with postcode; commas or line breaks between the lines
    where_now: Fact = NOT_ASKED  # "With aunt, Bramble Close"
    where_tonight: Fact = NOT_ASKED  # place and with whom: "same"
    safe_tonight: Fact = NOT_ASKED  # "Safe", "Not safe", and on whose word: printed bold
    language: Fact = NOT_ASKED  # "Polish at home; no interpreter needed"
    disability: Fact = NOT_ASKED  # "No disability known"
    social_worker: Fact = NOT_ASKED  # "No social worker"; "Child in need plan: B. Ansah, and the number"


@dataclass(frozen=True, kw_only=True)
class PersonOfWorry:
    """Somebody who may have caused it, whether named or not."""

    name: Fact = NOT_ASKED
    born_or_age: Fact = NOT_ASKED
    relation: Fact = NOT_ASKED  # "stepfather, no parental responsibility, lives in the home"
    where_now: Fact = NOT_ASKED
    reaches: Fact = NOT_ASKED  # which children, here or elsewhere: "both children"
    next_contact: Fact = NOT_ASKED  # "not before Monday, on EDT’s advice"


@dataclass(frozen=True, kw_only=True)
class Adult:
    """A parent, carer or other adult of the household. Also listed in full on page three."""

    name: str  # "Dorota Wiśniewska"; "Father, name not known"
    relation: str = ""  # "mother"
    parental_responsibility: Fact = NOT_ASKED  # "parental responsibility"; "no parental responsibility"
    number: str = ""  # blank prints "No number held"
    safe_to_ring: Fact = NOT_ASKED  # "safe to ring, by police first"; "DO NOT RING": printed bold
    note: str = ""  # "at work until 20:00"
    born_or_age: Fact = NOT_ASKED  # page three
    address: Fact = NOT_ASKED  # page three
    language: Fact = NOT_ASKED  # page three, with interpreter
    only_safe: bool = False  # only a safe number may be used: each other one says so beside it
    on_page_one: bool = True  # parents, carers and whoever has parental responsibility; others on page three only


@dataclass(frozen=True, kw_only=True)
class HouseholdMember:
    """Another person in the household or close to it who is not in `adults` (a brother or sister, a lodger)."""

    name: str
    relation: str = ""
    born_or_age: Fact = NOT_ASKED
    where: Fact = NOT_ASKED  # address or school
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ParentAnswer:
    """Does this parent know? `answer` prints large: "Yes, agreed", "NO. Do not contact." """

    who: str  # "Mother", "Stepfather": printed in capitals
    answer: str
    because: str = (
        ""  # "Because it raises risk and could lose evidence. Decided by the DSL, 18:30, on the advice of EDT."
    )


@dataclass(frozen=True, kw_only=True)
class ChildDetails:
    """Page three, one child. `status` (ethnicity, religion, nationality …) prints only the rows that are known."""

    name: str
    rows: tuple[Row, ...] = ()  # UPN, year and class, GP, health, attendance …
    status: tuple[Row, ...] = ()  # first language, ethnicity, religion …; immigration only where it was ticked


@dataclass(frozen=True, kw_only=True)
class ChildView:
    """Page four: does the child know of this referral, and what does the child want (or why not asked)."""

    name: str
    knows: Fact = NOT_ASKED
    wants: Fact = NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class Agency:
    """Page six: an agency or professional around the family."""

    name: str  # "Child in need team, Luton"
    who: str = ""
    number: str = ""  # blank prints "No number held"
    note: str = ""  # "last seen 2 November; knows of this referral"


@dataclass(frozen=True, kw_only=True)
class HelpTried:
    """Page six: help that was offered or given."""

    what: str
    who: str = ""
    when: str = ""
    result: Fact = NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Page five."""

    worries: Fact = NOT_ASKED
    what_works: Fact = NOT_ASKED
    grey_areas: Fact = NOT_ASKED
    if_nothing_changes: Fact = NOT_ASKED
    why_this_level: Fact = NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class PackFacts(ReferralFacts):
    """What a referral about children says besides, in the order it is printed."""

    # Page one
    children: tuple[ReferredChild, ...]
    people_of_worry: tuple[PersonOfWorry, ...] = ()
    no_person_of_worry: Fact = NOT_ASKED  # "Nobody named"; printed only when `people_of_worry` is empty
    adults: tuple[Adult, ...] = ()
    safe_contact: str = ""  # "Use only the safe number …", and which: printed bold above the adults
    collects: Fact = NOT_ASKED  # who will collect, and when
    parents_know: tuple[ParentAnswer, ...] = ()  # empty prints "Not asked", large
    risk_to_staff: Fact = NOT_ASKED

    # Page three: household, people, parental responsibility, orders
    details: tuple[ChildDetails, ...] = ()
    household: tuple[HouseholdMember, ...] = ()
    orders: Fact = NOT_ASKED  # court orders, bail, protection orders
    must_not_be_told: Fact = NOT_ASKED  # who must not be told, rung or written to
    # Page four: parents and child
    views: tuple[ChildView, ...] = ()
    # Page five
    analysis: Analysis = field(default_factory=Analysis)
    # Page six: agencies, plans, help tried and result
    agencies: tuple[Agency, ...] = ()
    plans: tuple[Row, ...] = ()
    help_tried: tuple[HelpTried, ...] = ()
