"""Page one of the pack: thirty seconds, thirteen blocks, one page whatever is known (content.md 4.5)."""

from __future__ import annotations

from collections.abc import Callable

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Cell,
    Fitting,
    Heading,
    IfCut,
    KeyLine,
    KeyRow,
    OnePage,
    PageRef,
    Paragraph,
    Table,
    Text,
    Title,
    Urgency,
)
from dsl_desk.reports.facts import Fact
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

IN_FULL, ALL_CHILDREN = "in-full", "all-children"
MOST_CHILDREN = 5
_MORE: Text = ("… continues on page ", PageRef(IN_FULL))
_CHILD_HEAD = ("Child", "Born, age", "Address", "Where now, where tonight", "Needs")
_CHILD_WIDTHS = (1.62, 1.1, 1.06, 1.8, 1.28)

# A part of page one as a function of how many lines it may have; None for as many as it needs.
_Part = Callable[[int | None], tuple[Block, ...]]


def page_one(facts: PackFacts) -> OnePage:
    """Blocks 1 to 13 in order. Where they do not fit, blocks 13 to 9 give way first, each with where it goes on."""
    return OnePage(
        tuple(
            Fitting(key=key, versions=tuple(part(most) for most in (None, *limits)), gives_way=gives_way)
            for key, gives_way, limits, part in _parts(facts)
        )
    )


def page_one_in_full(facts: PackFacts) -> tuple[Block, ...]:
    """What page one had no room for, in full; nothing where all of it had room."""
    parts = _parts(facts)
    keys = tuple(key for key, *_ in parts)
    heading = Heading(title="Page one, in full", target=IN_FULL)
    return (IfCut(keys=keys, blocks=(heading,)), *(IfCut(keys=(key,), blocks=part(None)) for key, *_, part in parts))


def children_table(children: tuple[ReferredChild, ...], most_lines: int | None = None) -> Table:
    rows = tuple(_child_row(child) for child in children)
    more: Text = ("… page ", PageRef(IN_FULL))
    return Table(head=_CHILD_HEAD, widths=_CHILD_WIDTHS, rows=rows, most_lines=most_lines, more=more)


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
    """Who, parental responsibility, number, and whether it is safe to ring."""
    responsibility = labelled("parental responsibility", adult.parental_responsibility)
    known = ", ".join(part for part in (adult.name, adult.relation, responsibility) if part)
    note = f" ({adult.note})" if adult.note else ""
    return (f"{known} · {number_in(adult.number)} · ", Bold(labelled("safe to ring?", adult.safe_to_ring)), note)


def _parts(facts: PackFacts) -> list[tuple[str, int, tuple[int, ...], _Part]]:
    """Key, how soon it gives way (low: soon), the numbers of lines it may be cut to, and the blocks themselves."""
    under = f"{facts.kind} · {facts.first_made or 'not yet phoned'}"
    title = f"Referral to {facts.to}"
    return [
        ("title", 13, (2,), lambda most: (Title(title=title, under=under, most_lines=most, more=_MORE),)),
        ("urgency", 12, (3,), lambda most: (Urgency(facts.urgency, most_lines=most, more=_MORE),)),
        ("children", 11, (8, 6, 4), lambda most: _children(facts, most)),
        ("worry", 9, (8, 5, 3), _row("The worry", (KeyLine((facts.worry.in_words,)),))),
        ("words", 10, (7, 5, 3), _row(facts.words_label, words_lines(facts))),
        ("people", 8, (6, 3, 2), _row("Person of worry", _people(facts))),
        ("adults", 7, (9, 6, 3), _row("Adults", _adults(facts))),
        ("parents", 10, (6, 4, 3), _row("Do the parents know?", _parents(facts), boxed=True)),
        ("steps", 2, (4, 2, 1), _fact("Steps taken", facts.steps_taken)),
        ("risk", 4, (3, 2, 1), _fact("Risk to staff", facts.risk_to_staff)),
        ("ask", 5, (3, 2, 1), _fact("We ask you to", facts.we_ask_you_to)),
        ("ring", 6, (3, 2, 1), _row("Ring back", (KeyLine((ring_back_line(facts.ring_back),)),))),
        ("why", 1, (4, 2, 1), _row("Why, in three lines", (why_line(facts),))),
    ]


def _row(label: str, lines: tuple[KeyLine, ...], *, boxed: bool = False) -> _Part:
    return lambda most: (KeyRow(label=label, lines=lines, boxed=boxed, capitals=True, most_lines=most, more=_MORE),)


def _fact(label: str, fact: Fact) -> _Part:
    return _row(label, (KeyLine((fact.in_words,)),))


def _children(facts: PackFacts, most: int | None) -> tuple[Block, ...]:
    table = children_table(facts.children[:MOST_CHILDREN], most)
    others = len(facts.children) - MOST_CHILDREN
    if others <= 0:
        return (table,)
    return (table, Paragraph((Bold(f"And {others} more: page "), PageRef(ALL_CHILDREN)), small=True))


def _child_row(child: ReferredChild) -> tuple[Cell, ...]:
    known_as = f" ({child.known_as})" if child.known_as else ""
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
    none = [] if shown else [KeyLine(("Parents and carers: not asked",))]
    return (*shown, *none, KeyLine((f"Who collects: {small_in(facts.collects)}",)))


def _parents(facts: PackFacts) -> tuple[KeyLine, ...]:
    if not facts.parents_know:
        return (KeyLine(("Not asked",), "large"),)
    answers = " ".join(ended(f"{parent.who.upper()}: {parent.answer}") for parent in facts.parents_know)
    reasons = " ".join(ended(parent.because) for parent in facts.parents_know if parent.because)
    return (KeyLine((answers,), "large"), KeyLine((reasons,))) if reasons else (KeyLine((answers,), "large"),)
