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
from dsl_desk.reports.facts import Fact, Words
from dsl_desk.reports.mash_pack.facts import Adult, PackFacts, PersonOfWorry, ReferredChild

IN_FULL, ALL_CHILDREN, ALL_WORDS, CHRONOLOGY = "in-full", "all-children", "all-words", "chronology"
MOST_CHILDREN, MOST_WORDS = 5, 40
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
    born = _labelled("born or age", person.born_or_age)
    return (
        Bold(_labelled("Name", person.name)),
        f", {_labelled('relation', person.relation)}, {born}. Where now: {_small(person.where_now)}. "
        f"Reaches: {_small(person.reaches)}. Next contact: {_small(person.next_contact)}.",
    )


def adult_line(adult: Adult) -> Text:
    """Who, parental responsibility, number, and whether it is safe to ring."""
    responsibility = _labelled("parental responsibility", adult.parental_responsibility)
    known = ", ".join(part for part in (adult.name, adult.relation, responsibility) if part)
    note = f" ({adult.note})" if adult.note else ""
    return (f"{known} · {_number(adult.number)} · ", Bold(_labelled("safe to ring?", adult.safe_to_ring)), note)


def said_line(words: Words) -> str:
    """Said without being asked, to C. Tuohy, 18:20; written down 19:05 by J. Pryce-Okafor."""
    to = f"to {words.to}" if words.to else ""
    said = ", ".join(part for part in (f"Said {words.how}".rstrip(), to, words.said) if part)
    by = f" by {words.written_by}" if words.written_by else ""
    return f"{said}; written down {words.written}{by}." if words.written or by else f"{said}."


def _parts(facts: PackFacts) -> list[tuple[str, int, tuple[int, ...], _Part]]:
    """Key, how soon it gives way (low: soon), the numbers of lines it may be cut to, and the blocks themselves."""
    under = f"{facts.kind} · {facts.first_made or 'not yet phoned'}"
    title = f"Referral to {facts.to}"
    return [
        ("title", 13, (2,), lambda most: (Title(title=title, under=under, most_lines=most, more=_MORE),)),
        ("urgency", 12, (3,), lambda most: (Urgency(facts.urgency, most_lines=most, more=_MORE),)),
        ("children", 11, (8, 6, 4), lambda most: _children(facts, most)),
        ("worry", 9, (8, 5, 3), _row("The worry", (KeyLine((facts.worry.in_words,)),))),
        ("words", 10, (7, 5, 3), _row(facts.words_label, _words(facts))),
        ("people", 8, (6, 3, 2), _row("Person of worry", _people(facts))),
        ("adults", 7, (9, 6, 3), _row("Adults", _adults(facts))),
        ("parents", 10, (6, 4, 3), _row("Do the parents know?", _parents(facts), boxed=True)),
        ("steps", 2, (4, 2, 1), _fact("Steps taken", facts.steps_taken)),
        ("risk", 4, (3, 2, 1), _fact("Risk to staff", facts.risk_to_staff)),
        ("ask", 5, (3, 2, 1), _fact("We ask you to", facts.we_ask_you_to)),
        ("ring", 6, (3, 2, 1), _row("Ring back", (KeyLine((_ring_back(facts),)),))),
        ("why", 1, (4, 2, 1), _row("Why, in three lines", (_why(facts),))),
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
    tonight = f"Tonight: {_small(child.where_tonight)}. "
    needs = (
        _labelled("Language", child.language),
        _labelled("Disability", child.disability),
        _labelled("Social worker", child.social_worker),
    )
    return (
        ((Bold(child.name), known_as), (f"{_labelled('sex', child.sex)} · {_labelled('role', child.role)}",)),
        ((child.born.in_words,), (child.age,)) if child.age else ((child.born.in_words,),),
        ((child.address.in_words,),),
        (
            (_ended(child.where_now.in_words),),
            (tonight, Bold(safe), comma + word) if safe else (tonight, Bold(f"Safe? {child.safe_tonight.in_words}")),
        ),
        ((" ".join(map(_ended, needs)),),),
    )


def _words(facts: PackFacts) -> tuple[KeyLine, ...]:
    """As many of the words as make forty; all of them are on page two."""
    if not facts.words:
        return (KeyLine((facts.no_words.in_words,)),)
    left = MOST_WORDS
    lines: list[KeyLine] = []
    shown: list[Words] = []
    for words in facts.words:
        split = words.text.split()
        if shown and len(split) > left:
            break
        quoted = words.text if len(split) <= left else " ".join(split[:left]) + " …"
        lines.append(KeyLine((f"“{quoted}”",), "words"))
        lines.append(KeyLine((said_line(words), " All words: page ", PageRef(ALL_WORDS), "."), "small"))
        shown.append(words)
        left -= len(split)
        if left <= 0:
            break
    return tuple(lines)


def _people(facts: PackFacts) -> tuple[KeyLine, ...]:
    if not facts.people_of_worry:
        return (KeyLine((facts.no_person_of_worry.in_words,)),)
    return tuple(KeyLine(person_of_worry(person)) for person in facts.people_of_worry)


def _adults(facts: PackFacts) -> tuple[KeyLine, ...]:
    shown = [KeyLine(adult_line(adult)) for adult in facts.adults if adult.on_page_one]
    none = [] if shown else [KeyLine(("Parents and carers: not asked",))]
    return (*shown, *none, KeyLine((f"Who collects: {_small(facts.collects)}",)))


def _parents(facts: PackFacts) -> tuple[KeyLine, ...]:
    if not facts.parents_know:
        return (KeyLine(("Not asked",), "large"),)
    answers = " ".join(_ended(f"{parent.who.upper()}: {parent.answer}") for parent in facts.parents_know)
    reasons = " ".join(_ended(parent.because) for parent in facts.parents_know if parent.because)
    return (KeyLine((answers,), "large"), KeyLine((reasons,))) if reasons else (KeyLine((answers,), "large"),)


def _ring_back(facts: PackFacts) -> str:
    ring = facts.ring_back
    until = f" until {ring.until}" if ring.until else ""
    then = f" · then {ring.then_who}, {_number(ring.then_number)}" if ring.then_who else ""
    return f"{ring.who} · {_number(ring.number)}{until}{then}"


def _why(facts: PackFacts) -> KeyLine:
    if not facts.chronology:
        return KeyLine((facts.why.in_words,))
    return KeyLine((_ended(facts.why.in_words), " Chronology: page ", PageRef(CHRONOLOGY), "."))


def _number(number: str) -> str:
    return number.strip() or "no number held"


def _labelled(label: str, fact: Fact) -> str:
    """The answer by itself where it is known; where it is not, what is missing is named."""
    return fact.in_words if fact.is_known else f"{label}{'' if label.endswith('?') else ':'} {_small(fact)}"


def _small(fact: Fact) -> str:
    """The answer within a sentence."""
    return fact.in_words.rstrip(". ") if fact.is_known else fact.in_words[0].lower() + fact.in_words[1:]


def _ended(sentence: str) -> str:
    return sentence if sentence.rstrip()[-1:] in ".!?…”" else f"{sentence.rstrip()}."
