"""Page one of the referral about an adult: thirty seconds, one page whatever is known."""

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
from dsl_desk.reports.facts import Fact, Row
from dsl_desk.reports.lado_pack.facts import AdultAtWork, LadoFacts, PageOneRow
from dsl_desk.reports.mash_pack.facts import ReferredChild
from dsl_desk.reports.referral_pages import ended, labelled, ring_back_line, why_line, words_lines

IN_FULL, ALL_PEOPLE = "in-full", "all-people"
MOST_ADULTS, MOST_CHILDREN, GROUPS = 3, 4, 2
_MORE: Text = ("… continues on page ", PageRef(IN_FULL))

# A part of page one as a function of how many lines it may have; None for as many as it needs.
_Part = Callable[[int | None], tuple[Block, ...]]


def page_one(facts: LadoFacts) -> OnePage:
    """Who, what is said, the limbs, is everybody safe, who knows, what is asked. What gives way goes on after it."""
    return OnePage(
        tuple(
            Fitting(key=key, versions=tuple(part(most) for most in (None, *limits)), gives_way=gives_way)
            for key, gives_way, limits, part in _parts(facts)
        )
    )


def page_one_in_full(facts: LadoFacts) -> tuple[Block, ...]:
    """What page one had no room for, in full; nothing where all of it had room."""
    parts = _parts(facts)
    heading = Heading(title="Page one, in full", target=IN_FULL)
    cut = tuple(IfCut(keys=(key,), blocks=part(None)) for key, *_, part in parts)
    return (IfCut(keys=tuple(key for key, *_ in parts), blocks=(heading,)), *cut)


def _parts(facts: LadoFacts) -> list[tuple[str, int, tuple[int, ...], _Part]]:
    """Key, how soon it gives way (low: soon), the numbers of lines it may be cut to, and the blocks themselves."""
    under = f"{facts.kind} · {facts.first_made or 'not yet phoned'}"
    return [
        ("title", 13, (2,), lambda most: (Title(title=f"Referral to {facts.to}", under=under, most_lines=most,
                                                more=_MORE),)),
        ("urgency", 12, (3,), lambda most: (Urgency(facts.urgency, most_lines=most, more=_MORE),)),
        ("adults", 11, (9, 6, 4), lambda most: _adults(facts, most)),
        ("children", 9, (6, 4, 2), lambda most: _children(facts, most)),
        ("worry", 10, (8, 5, 3), _row("What happened", (KeyLine((facts.worry.in_words,)),))),
        ("words", 10, (7, 5, 3), _row(facts.words_label, words_lines(facts))),
        *(_of_row(number, row) for number, row in enumerate(facts.rows)),
        ("steps", 2, (4, 2, 1), _fact("What we did", facts.steps_taken)),
        ("earlier", 3, (3, 2, 1), _fact("On file already", facts.earlier)),
        ("why", 1, (4, 2, 1), _row("Our view of the risk", (why_line(facts),))),
        ("ask", 8, (3, 2, 1), _fact("We ask you to", facts.we_ask_you_to)),
        ("ring", 9, (3, 2, 1), _row("Ring back", (KeyLine((ring_back_line(facts.ring_back),)),))),
    ]  # fmt: skip


def _of_row(number: int, row: PageOneRow) -> tuple[str, int, tuple[int, ...], _Part]:
    line = KeyLine((row.fact.in_words,), "large" if row.boxed else "body")
    return (f"row-{number}", row.gives_way, (5, 3, 2, 1), _row(row.label, (line,), boxed=row.boxed))


def _row(label: str, lines: tuple[KeyLine, ...], *, boxed: bool = False) -> _Part:
    return lambda most: (KeyRow(label=label, lines=lines, boxed=boxed, capitals=True, most_lines=most, more=_MORE),)


def _fact(label: str, fact: Fact) -> _Part:
    return _row(label, (KeyLine((fact.in_words,)),))


def _adults(facts: LadoFacts, most: int | None) -> tuple[Block, ...]:
    shown = facts.adults[:MOST_ADULTS]
    titles = [title for title, _ in shown[0].parts[:GROUPS]] if shown else []
    widths = (1.4, *(2.0 for _ in titles))
    rows = tuple(_adult_row(adult, len(titles)) for adult in shown)
    table = Table(
        head=("Adult", *titles), widths=widths, rows=rows, most_lines=most, more=("… page ", PageRef(IN_FULL))
    )
    return (table, *_others(len(facts.adults) - MOST_ADULTS))


def _adult_row(adult: AdultAtWork, groups: int) -> tuple[Cell, ...]:
    other = (f"also: {adult.other_names}",) if adult.other_names else ()
    who: Cell = ((Bold(adult.name),), *((one,) for one in other), (labelled("born or age", adult.born_or_age),))
    return (who, *(_cell(rows) for _, rows in adult.parts[:groups]))


def _cell(rows: tuple[Row, ...]) -> Cell:
    """What is known, a line each; then, in one line, what is not."""
    said: list[Text] = [(f"{row.label}: {row.fact.in_words}",) for row in rows if row.fact.is_known]
    for words in dict.fromkeys(row.fact.in_words for row in rows if not row.fact.is_known):
        missing = [row.label.lower() for row in rows if row.fact.in_words == words]
        said.append((f"{words}: {', '.join(missing)}",))
    return tuple(said) or (("Not asked",),)


def _children(facts: LadoFacts, most: int | None) -> tuple[Block, ...]:
    if not facts.children:
        return (KeyRow(label="Children", lines=(KeyLine(("No child is named",)),), capitals=True),)
    rows = tuple(_child_row(child) for child in facts.children[:MOST_CHILDREN])
    more: Text = ("… page ", PageRef(IN_FULL))
    table = Table(
        head=("Child", "Born, age", "Part in it", "Needs, social worker"), widths=(1.6, 1.2, 1.0, 2.2), rows=rows,
        most_lines=most, more=more,
    )  # fmt: skip
    return (table, *_others(len(facts.children) - MOST_CHILDREN))


def _child_row(child: ReferredChild) -> tuple[Cell, ...]:
    known_as = f" ({child.known_as})" if child.known_as else ""
    needs = (labelled("Disability", child.disability), labelled("Social worker", child.social_worker))
    return (
        ((Bold(child.name), known_as), (labelled("sex", child.sex),)),
        ((child.born.in_words,), (child.age,)) if child.age else ((child.born.in_words,),),
        ((child.role.in_words,),),
        ((" ".join(map(ended, needs)),),),
    )


def _others(count: int) -> tuple[Block, ...]:
    return (Paragraph((Bold(f"And {count} more: page "), PageRef(ALL_PEOPLE)), small=True),) if count > 0 else ()
