"""The pages after page one: the account, the people, the threshold and decisions, the chronology, how to check it."""

from __future__ import annotations

from dsl_desk.reports.blocks import Block, Heading, SubHeading
from dsl_desk.reports.facts import Row, known
from dsl_desk.reports.lado_pack.facts import LadoFacts
from dsl_desk.reports.lado_pack.page_one import ALL_PEOPLE, page_one_in_full
from dsl_desk.reports.referral_pages import chronology, decision, happened, in_sections, last, records, rows_of


def pages_after(facts: LadoFacts) -> tuple[Block, ...]:
    sections = (_happened, _people, _judged, chronology, last)
    return in_sections(section(facts) for section in sections)


def _happened(facts: LadoFacts) -> list[Block]:
    return [*page_one_in_full(facts), *happened(facts)]


def _people(facts: LadoFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="The adult", target=ALL_PEOPLE)]
    for adult in facts.adults:
        blocks.append(SubHeading(title=adult.name))
        known_as = Row(label="Other names", fact=known(adult.other_names))
        blocks += rows_of((known_as,) if adult.other_names else ())
        blocks += rows_of((Row(label="Born, or age", fact=adult.born_or_age),))
        for title, rows in adult.parts:
            blocks += [SubHeading(title=title), *rows_of(rows)]
    blocks.append(Heading(title="Children it touches"))
    for child in facts.details:
        blocks += [SubHeading(title=child.name), *rows_of(child.rows)]
        blocks += rows_of(row for row in child.status if row.fact.is_known)
    if not facts.details:
        blocks += records((), "No child is named")
    blocks.append(Heading(title="Parents: told, and what they said"))
    return [*blocks, *records(facts.conversations, "No conversation with a parent or carer is recorded")]


def _judged(facts: LadoFacts) -> list[Block]:
    """The reasoned answers, the decisions and the advice, and what came back before."""
    heading = Heading(title="Harm threshold, safety, and who knows")
    blocks = [heading, *records(facts.checks, "No threshold decision is recorded"), *decision(facts)]
    if facts.replies:
        blocks += [Heading(title="What came back so far"), *records(facts.replies, "")]
    return blocks
