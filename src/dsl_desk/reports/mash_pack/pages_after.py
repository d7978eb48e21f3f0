"""The pages after page one: everything it rests on, one matter a page (content.md 4.5, "Pages after")."""

from __future__ import annotations

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Cell,
    Heading,
    Paragraph,
    SubHeading,
    Table,
    Text,
)
from dsl_desk.reports.facts import Fact, Row
from dsl_desk.reports.mash_pack.facts import Adult, HouseholdMember, PackFacts
from dsl_desk.reports.mash_pack.page_one import (
    ALL_CHILDREN,
    HOUSEHOLD,
    MOST_CHILDREN,
    children_table,
    number_or_none,
    page_one_in_full,
    person_of_worry,
)
from dsl_desk.reports.referral_pages import (
    chronology,
    decision,
    happened,
    in_sections,
    last,
    plain,
    records,
    rows_of,
)

_ADULT_HEAD = ("Adult", "Born or age, address", "Number, safe to ring", "Language, interpreter")
_OTHERS_HEAD = ("Others in the household or close to it", "Born or age", "Where")


def pages_after(facts: PackFacts) -> tuple[Block, ...]:
    sections = (_happened, _household, _parents_and_child, _analysis, _help, chronology, decision, last)
    return in_sections(section(facts) for section in sections)


def _happened(facts: PackFacts) -> list[Block]:
    return [*page_one_in_full(facts), *happened(facts)]


def _household(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Household, people and parental responsibility", target=HOUSEHOLD)]
    if len(facts.children) > MOST_CHILDREN:
        blocks.append(SubHeading(title="All children in this referral", target=ALL_CHILDREN))
        blocks.append(children_table(facts.children))
    if facts.adults:
        adults = tuple(_adult_row(adult) for adult in facts.adults)
        blocks.append(SubHeading(title="Adults"))
        blocks += [Paragraph((Bold(facts.safe_contact),), stays=True)] if facts.safe_contact else []
        blocks += [Table(head=_ADULT_HEAD, widths=(1.7, 1.7, 1.6, 1.2), rows=adults)]
    else:
        blocks.append(plain("Adults: not asked"))
    if facts.household:
        others = tuple(_member_row(member) for member in facts.household)
        blocks += [SubHeading(title="Others"), Table(head=_OTHERS_HEAD, widths=(2.4, 1.3, 2.5), rows=others)]
    if facts.people_of_worry:
        blocks.append(SubHeading(title="Persons of worry"))
        blocks += [Paragraph(person_of_worry(person)) for person in facts.people_of_worry]
    for child in facts.details:
        blocks.append(SubHeading(title=child.name))
        blocks += rows_of(child.rows)
        blocks += rows_of(row for row in child.status if row.fact.is_known)
    blocks.append(SubHeading(title="Orders, and who must not be told"))
    orders = Row(label="Court orders, bail, protection", fact=facts.orders)
    return [*blocks, *rows_of((orders, Row(label="Must not be told, rung or written to", fact=facts.must_not_be_told)))]


def _parents_and_child(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Parents and child: told, and their views")]
    blocks += records(facts.conversations, "No conversation with a parent or carer is recorded")
    for view in facts.views:
        blocks.append(SubHeading(title=view.name))
        blocks += rows_of((Row(label="Knows of this referral", fact=view.knows), Row(label="Wants", fact=view.wants)))
    return blocks


def _analysis(facts: PackFacts) -> list[Block]:
    analysis = facts.analysis
    rows = (
        Row(label="What we are worried about", fact=analysis.worries),
        Row(label="What works", fact=analysis.what_works),
        Row(label="What is not clear", fact=analysis.grey_areas),
        Row(label="What happens if nothing changes", fact=analysis.if_nothing_changes),
        Row(label="Why this level", fact=analysis.why_this_level),
    )
    return [Heading(title="Analysis"), *rows_of(rows)]


def _help(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Agencies, plans, and help tried")]
    if facts.agencies:
        agencies = tuple(
            (((Bold(agency.name),),), _cell(agency.who, number_or_none(agency.number)), _cell(agency.note))
            for agency in facts.agencies
        )
        blocks.append(Table(head=("Agency", "Who, number", "Note"), widths=(2, 2, 2.4), rows=agencies))
    else:
        blocks.append(plain("Agencies: none known"))
    blocks += [SubHeading(title="Plans"), *(rows_of(facts.plans) or [plain("No plan known")])]
    blocks.append(SubHeading(title="Help tried, and its result"))
    if facts.help_tried:
        rows = tuple(
            (_cell(tried.what), _cell(tried.who, tried.when), _cell(tried.result.in_words))
            for tried in facts.help_tried
        )
        blocks.append(Table(head=("What", "Who, when", "Result"), widths=(2.4, 1.6, 2.4), rows=rows))
    else:
        blocks.append(plain("None recorded"))
    return blocks


def _cell(*paragraphs: str) -> Cell:
    """A cell's paragraphs; one that has none says so."""
    shown: tuple[Text, ...] = tuple((paragraph,) for paragraph in paragraphs if paragraph)
    return shown or (("Not asked",),)


def _adult_row(adult: Adult) -> tuple[Cell, ...]:
    relation = f", {adult.relation}" if adult.relation else ""
    safe = _known_or("Safe to ring", adult.safe_to_ring)
    return (
        ((Bold(adult.name), relation), (_known_or("Parental responsibility", adult.parental_responsibility),)),
        _cell(_known_or("Born or age", adult.born_or_age), _known_or("Address", adult.address)),
        ((number_or_none(adult.number),), (Bold(safe),), *(((adult.note,),) if adult.note else ())),
        _cell(adult.language.in_words),
    )


def _member_row(member: HouseholdMember) -> tuple[Cell, ...]:
    note = member.note
    return (
        ((Bold(member.name), f", {member.relation}" if member.relation else ""), *(((note,),) if note else ())),
        _cell(member.born_or_age.in_words),
        _cell(member.where.in_words),
    )


def _known_or(label: str, fact: Fact) -> str:
    return fact.in_words if fact.is_known else f"{label}: {fact.in_words}"
