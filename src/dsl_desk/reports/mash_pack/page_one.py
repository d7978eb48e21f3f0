"""Page one of the pack: thirty seconds, thirteen blocks, one page whatever is known (content.md 4.5)."""

from __future__ import annotations

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Cell,
    KeyLine,
    OnePage,
    PageRef,
    Table,
    Text,
)
from dsl_desk.reports.mash_pack.facts import Adult, PackFacts, PersonOfWorry, ReferredChild
from dsl_desk.reports.referral_pages import (
    ended,
    labelled,
    number_in,
    ring_back_line,
    small_in,
    why_line,
    words_lines,
)
from dsl_desk.reports.thirty_seconds import (
    MORE_ROWS,
    Part,
    and_others,
    fact_row,
    heads,
    in_full,
    label_row,
    on_one_page,
)

ALL_CHILDREN, HOUSEHOLD = "all-children", "household"
MOST_CHILDREN = 5
_CHILD_HEAD = ("Child", "Born, age", "Address", "Where now, where tonight", "Needs")
_CHILD_WIDTHS = (1.62, 1.1, 1.06, 1.8, 1.28)


def page_one(facts: PackFacts) -> OnePage:
    """Blocks 1 to 13 in order; blocks 13 to 9 give way first."""
    return on_one_page(_parts(facts))


def page_one_in_full(facts: PackFacts) -> tuple[Block, ...]:
    return in_full(_parts(facts))


def children_table(children: tuple[ReferredChild, ...], most_lines: int | None = None) -> Table:
    rows = tuple(_child_row(child) for child in children)
    return Table(head=_CHILD_HEAD, widths=_CHILD_WIDTHS, rows=rows, most_lines=most_lines, more=MORE_ROWS)


def number_or_none(number: str) -> str:
    return number.strip() or "No number held"


def person_of_worry(person: PersonOfWorry) -> Text:
    """In one paragraph; everything that is not known is said."""
    born = labelled("born or age", person.born_or_age)
    return (
        Bold(labelled("Name", person.name)),
        f", {labelled('relation', person.relation)}, {born}. Where now: {small_in(person.where_now)}. "
        f"Reaches: {small_in(person.reaches)}. Next contact: {small_in(person.next_contact)}.",
    )


def adult_line(adult: Adult) -> Text:
    """Who, parental responsibility, number, and whether it is safe to ring: said first where the line may be cut."""
    responsibility = labelled("parental responsibility", adult.parental_responsibility)
    known = ", ".join(part for part in (adult.name, adult.relation, responsibility) if part)
    note = f" ({adult.note})" if adult.note else ""
    if adult.only_safe:
        safe = Bold(labelled("safe to ring?", adult.safe_to_ring))
        return (f"{known} · ", safe, f" · {number_in(adult.number)}{note}")
    return (f"{known} · {number_in(adult.number)} · ", Bold(labelled("safe to ring?", adult.safe_to_ring)), note)


def _parts(facts: PackFacts) -> tuple[Part, ...]:
    return (
        *heads(facts),
        ("children", 11, (8, 6, 4), lambda most: _children(facts, most)),
        ("worry", 9, (8, 5, 3), label_row("The worry", (KeyLine((facts.worry.in_words,)),))),
        ("words", 10, (7, 5, 3), label_row(facts.words_label, words_lines(facts))),
        ("people", 8, (6, 3, 2), label_row("Person of worry", _people(facts))),
        ("adults", 7, (9, 6, 3), label_row("Adults", _adults(facts))),
        ("parents", 10, (6, 4, 3), label_row("Do the parents know?", _parents(facts), boxed=True)),
        ("steps", 2, (4, 2, 1), fact_row("Steps taken", facts.steps_taken)),
        ("risk", 4, (3, 2, 1), fact_row("Risk to staff", facts.risk_to_staff)),
        ("ask", 5, (3, 2, 1), fact_row("We ask you to", facts.we_ask_you_to)),
        ("ring", 6, (3, 2, 1), label_row("Ring back", (KeyLine((ring_back_line(facts.ring_back),)),))),
        ("why", 1, (4, 2, 1), label_row("Why, in three lines", (why_line(facts),))),
    )


def _children(facts: PackFacts, most: int | None) -> tuple[Block, ...]:
    table = children_table(facts.children[:MOST_CHILDREN], most)
    return (table, *and_others(len(facts.children) - MOST_CHILDREN, ALL_CHILDREN))


def _child_row(child: ReferredChild) -> tuple[Cell, ...]:
    known_as = f" ({child.known_as})" if child.known_as not in ("", child.name) else ""  # both may be masked
    safe, comma, word = (child.safe_tonight.in_words if child.safe_tonight.is_known else "").partition(",")
    tonight = f"Tonight: {small_in(child.where_tonight)}. "
    needs = (
        labelled("Language", child.language),
        labelled("Disability", child.disability),
        labelled("Social worker", child.social_worker),
    )
    return (
        ((Bold(child.name), known_as), (f"{labelled('sex', child.sex)} · {labelled('role', child.role)}",)),
        ((child.born.in_words,), (child.age,)) if child.age else ((child.born.in_words,),),
        ((child.address.in_words,),),
        (
            (ended(child.where_now.in_words),),
            (tonight, Bold(safe), comma + word) if safe else (tonight, Bold(f"Safe? {child.safe_tonight.in_words}")),
        ),
        ((" ".join(map(ended, needs)),),),
    )


def _people(facts: PackFacts) -> tuple[KeyLine, ...]:
    if not facts.people_of_worry:
        return (KeyLine((facts.no_person_of_worry.in_words,)),)
    return tuple(KeyLine(person_of_worry(person)) for person in facts.people_of_worry)


def _adults(facts: PackFacts) -> tuple[KeyLine, ...]:
    shown = [KeyLine(adult_line(adult)) for adult in facts.adults if adult.on_page_one]
    other = "nobody with parental responsibility is on file; others: page "
    on_file: Text = (f"Parents and carers: {other}", PageRef(HOUSEHOLD))
    none = [] if shown else [KeyLine(on_file if facts.adults else ("Parents and carers: not asked",))]
    safe = [KeyLine((Bold(facts.safe_contact),))] if facts.safe_contact else []
    return (*safe, *shown, *none, KeyLine((f"Who collects: {small_in(facts.collects)}",)))


def _parents(facts: PackFacts) -> tuple[KeyLine, ...]:
    if not facts.parents_know:
        return (KeyLine(("Not asked",), "large"),)
    answers = " ".join(ended(f"{parent.who.upper()}: {parent.answer}") for parent in facts.parents_know)
    reasons = " ".join(ended(parent.because) for parent in facts.parents_know if parent.because)
    return (KeyLine((answers,), "large"), KeyLine((reasons,))) if reasons else (KeyLine((answers,), "large"),)
