"""Page one of the referral about an adult: thirty seconds, one page whatever is known."""

from __future__ import annotations

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Cell,
    KeyLine,
    KeyRow,
    OnePage,
    Table,
    Text,
)
from dsl_desk.reports.facts import Row
from dsl_desk.reports.lado_pack.facts import AdultAtWork, LadoFacts, PageOneRow
from dsl_desk.reports.mash_pack.facts import ReferredChild
from dsl_desk.reports.referral_pages import ended, labelled, ring_back_line, why_line, words_lines
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

ALL_PEOPLE = "all-people"
MOST_ADULTS, MOST_CHILDREN, GROUPS = 3, 4, 2


def page_one(facts: LadoFacts) -> OnePage:
    """Who, what is said, the limbs, is everybody safe, who knows, what is asked. What gives way goes on after it."""
    return on_one_page(_parts(facts))


def page_one_in_full(facts: LadoFacts) -> tuple[Block, ...]:
    return in_full(_parts(facts))


def _parts(facts: LadoFacts) -> tuple[Part, ...]:
    return (
        *heads(facts),
        ("adults", 11, (9, 6, 4), lambda most: _adults(facts, most)),
        ("children", 9, (6, 4, 2), lambda most: _children(facts, most)),
        ("worry", 10, (8, 5, 3), label_row("What happened", (KeyLine((facts.worry.in_words,)),))),
        ("words", 10, (7, 5, 3), label_row(facts.words_label, words_lines(facts))),
        *(_of_row(number, one) for number, one in enumerate(facts.rows)),
        ("steps", 2, (4, 2, 1), fact_row("What we did", facts.steps_taken)),
        ("earlier", 3, (3, 2, 1), fact_row("On file already", facts.earlier)),
        ("why", 1, (4, 2, 1), label_row("Our view of the risk", (why_line(facts),))),
        ("ask", 8, (3, 2, 1), fact_row("We ask you to", facts.we_ask_you_to)),
        ("ring", 9, (3, 2, 1), label_row("Ring back", (KeyLine((ring_back_line(facts.ring_back),)),))),
    )


def _of_row(number: int, said: PageOneRow) -> Part:
    line = KeyLine((said.fact.in_words,), "large" if said.boxed else "body")
    return (f"row-{number}", said.gives_way, (5, 3, 2, 1), label_row(said.label, (line,), boxed=said.boxed))


def _adults(facts: LadoFacts, most: int | None) -> tuple[Block, ...]:
    shown = facts.adults[:MOST_ADULTS]
    titles = [title for title, _ in shown[0].parts[:GROUPS]] if shown else []
    widths = (1.4, *(2.0 for _ in titles))
    rows = tuple(_adult_row(adult, len(titles)) for adult in shown)
    table = Table(head=("Adult", *titles), widths=widths, rows=rows, most_lines=most, more=MORE_ROWS)
    return (table, *and_others(len(facts.adults) - MOST_ADULTS, ALL_PEOPLE))


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
    table = Table(
        head=("Child", "Born, age", "Part in it", "Needs, social worker"), widths=(1.6, 1.2, 1.0, 2.2), rows=rows,
        most_lines=most, more=MORE_ROWS,
    )  # fmt: skip
    return (table, *and_others(len(facts.children) - MOST_CHILDREN, ALL_PEOPLE))


def _child_row(child: ReferredChild) -> tuple[Cell, ...]:
    known_as = f" ({child.known_as})" if child.known_as not in ("", child.name) else ""  # both may be masked
    needs = (labelled("Disability", child.disability), labelled("Social worker", child.social_worker))
    return (
        ((Bold(child.name), known_as), (labelled("sex", child.sex),)),
        ((child.born.in_words,), (child.age,)) if child.age else ((child.born.in_words,),),
        ((child.role.in_words,),),
        ((" ".join(map(ended, needs)),),),
    )
