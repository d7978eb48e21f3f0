"""Page one of a referral, whoever it goes to: one page whatever is known, read in thirty seconds (content.md 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dsl_desk.reports.blocks import (
    Block,
    Bold,
    Fitting,
    Heading,
    IfCut,
    KeyLine,
    KeyRow,
    OnePage,
    PageRef,
    Paragraph,
    Text,
    Title,
    Urgency,
)
from dsl_desk.reports.facts import Fact
from dsl_desk.reports.referral_facts import ReferralFacts

IN_FULL = "in-full"
MORE: Text = ("… continues on page ", PageRef(IN_FULL))
MORE_ROWS: Text = ("… page ", PageRef(IN_FULL))

# A part of page one as a function of how many lines it may have; None for as many as it needs.
Made = Callable[[int | None], tuple[Block, ...]]
# Key, how soon it gives way (low: soon), the numbers of lines it may be cut to, and the blocks themselves.
Part = tuple[str, int, tuple[int, ...], Made]


def on_one_page(parts: Sequence[Part]) -> OnePage:
    """The parts in order. Where they do not fit, those that give way soonest are cut, each with where it goes on."""
    return OnePage(
        tuple(
            Fitting(key=key, versions=tuple(made(most) for most in (None, *limits)), gives_way=gives_way)
            for key, gives_way, limits, made in parts
        )
    )


def in_full(parts: Sequence[Part]) -> tuple[Block, ...]:
    """What page one had no room for, in full; nothing where all of it had room."""
    heading = Heading(title="Page one, in full", target=IN_FULL)
    cut = tuple(IfCut(keys=(key,), blocks=made(None)) for key, *_, made in parts)
    return (IfCut(keys=tuple(key for key, *_ in parts), blocks=(heading,)), *cut)


def heads(facts: ReferralFacts) -> tuple[Part, Part]:
    """The title and the urgency, on top of every one."""
    title, under = f"Referral to {facts.to}", f"{facts.kind} · {facts.first_made or 'not yet phoned'}"
    return (
        ("title", 13, (2,), lambda most: (Title(title=title, under=under, most_lines=most, more=MORE),)),
        ("urgency", 12, (3,), lambda most: (Urgency(facts.urgency, most_lines=most, more=MORE),)),
    )


def label_row(label: str, lines: tuple[KeyLine, ...], *, boxed: bool = False) -> Made:
    return lambda most: (KeyRow(label=label, lines=lines, boxed=boxed, capitals=True, most_lines=most, more=MORE),)


def fact_row(label: str, fact: Fact) -> Made:
    return label_row(label, (KeyLine((fact.in_words,)),))


def and_others(count: int, target: str) -> tuple[Block, ...]:
    """How many more there are than page one has room for, and where."""
    return (Paragraph((Bold(f"And {count} more: page "), PageRef(target)), small=True),) if count > 0 else ()
