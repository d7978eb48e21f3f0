"""The pages after page one: everything it rests on, one matter a page (content.md 4.5, "Pages after")."""

from __future__ import annotations

from collections.abc import Iterable

from dsl_desk.reports.blocks import (
    QR,
    Block,
    Bold,
    Cell,
    ChronologyRow,
    Heading,
    KeyLine,
    KeyRow,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    SubHeading,
    Table,
    Text,
)
from dsl_desk.reports.facts import Fact, Record, Row
from dsl_desk.reports.mash_pack.facts import Adult, HouseholdMember, PackFacts
from dsl_desk.reports.mash_pack.page_one import (
    ALL_CHILDREN,
    ALL_WORDS,
    CHRONOLOGY,
    MOST_CHILDREN,
    children_table,
    number_or_none,
    page_one_in_full,
    person_of_worry,
    said_line,
)

_ADULT_HEAD = ("Adult", "Born or age, address", "Number, safe to ring", "Language, interpreter")
_OTHERS_HEAD = ("Others in the household or close to it", "Born or age", "Where")


_WHERE = (
    "They come in a PDF of their own, whose name ends in “files”, under the same passphrase where there is one. Names "
    "inside them are not masked."
)


def pages_after(facts: PackFacts) -> tuple[Block, ...]:
    sections = (_happened, _household, _parents_and_child, _analysis, _help, _chronology, _decision, _last)
    return tuple(block for section in sections for block in (PageBreak(), *section(facts)))


def _happened(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [*page_one_in_full(facts), Heading(title="What happened, and all words")]
    blocks += _records(facts.accounts, "No account was written")
    blocks.append(SubHeading(title="All words, as they were written down", target=ALL_WORDS))
    if not facts.words:
        blocks.append(_plain(facts.no_words.in_words))
    for words in facts.words:
        asked = f"Asked, word for word: “{words.asked}”. " if words.asked else ""
        blocks += [SubHeading(title=words.speaker or "Said"), Quote(words.text)]
        blocks.append(Paragraph((asked + said_line(words),), small=True))
    return blocks


def _household(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Household, people and parental responsibility")]
    if len(facts.children) > MOST_CHILDREN:
        blocks.append(SubHeading(title="All children in this referral", target=ALL_CHILDREN))
        blocks.append(children_table(facts.children))
    if facts.adults:
        adults = tuple(_adult_row(adult) for adult in facts.adults)
        blocks += [SubHeading(title="Adults"), Table(head=_ADULT_HEAD, widths=(1.7, 1.7, 1.6, 1.2), rows=adults)]
    else:
        blocks.append(_plain("Adults: not asked"))
    if facts.household:
        others = tuple(_member_row(member) for member in facts.household)
        blocks += [SubHeading(title="Others"), Table(head=_OTHERS_HEAD, widths=(2.4, 1.3, 2.5), rows=others)]
    if facts.people_of_worry:
        blocks.append(SubHeading(title="Persons of worry"))
        blocks += [Paragraph(person_of_worry(person)) for person in facts.people_of_worry]
    for child in facts.details:
        blocks.append(SubHeading(title=child.name))
        blocks += _rows(child.rows)
        blocks += _rows(row for row in child.status if row.fact.is_known)
    blocks.append(SubHeading(title="Orders, and who must not be told"))
    orders = Row(label="Court orders, bail, protection", fact=facts.orders)
    return [*blocks, *_rows((orders, Row(label="Must not be told, rung or written to", fact=facts.must_not_be_told)))]


def _parents_and_child(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Parents and child: told, and their views")]
    blocks += _records(facts.conversations, "No conversation with a parent or carer is recorded")
    for view in facts.views:
        blocks.append(SubHeading(title=view.name))
        blocks += _rows((Row(label="Knows of this referral", fact=view.knows), Row(label="Wants", fact=view.wants)))
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
    return [Heading(title="Analysis"), *_rows(rows)]


def _help(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Agencies, plans, and help tried")]
    if facts.agencies:
        agencies = tuple(
            (((Bold(agency.name),),), _cell(agency.who, number_or_none(agency.number)), _cell(agency.note))
            for agency in facts.agencies
        )
        blocks.append(Table(head=("Agency", "Who, number", "Note"), widths=(2, 2, 2.4), rows=agencies))
    else:
        blocks.append(_plain("Agencies: none known"))
    blocks += [SubHeading(title="Plans"), *(_rows(facts.plans) or [_plain("No plan known")])]
    blocks.append(SubHeading(title="Help tried, and its result"))
    if facts.help_tried:
        rows = tuple(
            (_cell(tried.what), _cell(tried.who, tried.when), _cell(tried.result.in_words))
            for tried in facts.help_tried
        )
        blocks.append(Table(head=("What", "Who, when", "Result"), widths=(2.4, 1.6, 2.4), rows=rows))
    else:
        blocks.append(_plain("None recorded"))
    return blocks


def _chronology(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Chronology, in summary", target=CHRONOLOGY)]
    if facts.chronology_note:
        blocks.append(Paragraph((facts.chronology_note,), small=True))
    for entry in facts.chronology:
        blocks.append(
            ChronologyRow(when=entry.when, what=entry.what, text=entry.text, words=entry.words, source=entry.source)
        )
    return blocks if facts.chronology else [*blocks, _plain("Nothing earlier is recorded")]


def _decision(facts: PackFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Decision and reasons")]
    blocks += _records(facts.decisions, "No decision is recorded")
    blocks.append(Heading(title="Advice taken"))
    blocks += _records(facts.advice, "No advice was taken before this was written")
    if facts.more_answers:
        blocks += [Heading(title="Further answers"), *_rows(facts.more_answers)]
    blocks.append(Heading(title="Sign-off"))
    for sign in facts.sign_off:
        blocks.append(Signature(statement=sign.statement, name=sign.name, post=sign.post, when=sign.when))
    if not facts.sign_off:
        blocks.append(_plain("Not signed off yet"))
    return [*blocks, *_files(facts)]


def _files(facts: PackFacts) -> list[Block]:
    """What leaves beside this paper, with the digest that tells whether it is what was sent."""
    if not facts.files:
        return []
    rows = [
        _key(f"File {number}", f"{one.name}\n{one.about}\nSHA-256 {_in_eights(one.digest)}")
        for number, one in enumerate(facts.files, 1)
    ]
    return [Heading(title="Files that go with this"), _plain(_WHERE), *rows]


def _last(facts: PackFacts) -> list[Block]:
    proof = facts.proof
    rows = [
        _key("Export number", facts.number),
        _key("Made", f"{facts.made}, by {facts.school}"),
        _key("Facts digest", _in_eights(proof.digest)),
        _key("Last entry", f"Number {proof.anchor_seq}"),
        _key("Anchor", proof.anchor),
    ]
    if proof.copies:
        rows.append(_key("Copies", proof.copies))
    rows += [_key("Names left out", "\n".join(facts.masked))] if facts.masked else []
    payload = f"dsl-desk {facts.number} anchor {proof.anchor_seq} {proof.anchor}"
    caption = (
        "The anchor, to be read by a camera: the export number, the last entry of the school’s record and its digest."
    )
    checks = [Paragraph((line,)) for line in proof.how_to_check]
    return [
        Heading(title="How to check this paper"),
        *checks,
        *rows,
        SubHeading(title=""),
        QR(payload=payload, caption=(caption,)),
    ]


def _records(records: tuple[Record, ...], none: str) -> list[Block]:
    blocks: list[Block] = []
    for record in records:
        blocks.append(SubHeading(title=record.title, note=record.note))
        blocks += _rows(record.rows)
    return blocks or [_plain(none)]


def _rows(rows: Iterable[Row]) -> list[Block]:
    return [_key(row.label, row.fact.in_words) for row in rows]


def _key(label: str, words: str) -> KeyRow:
    return KeyRow(label=label, lines=(KeyLine((words,)),))


def _plain(words: str) -> Paragraph:
    return Paragraph((words,))


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


def _in_eights(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _known_or(label: str, fact: Fact) -> str:
    return fact.in_words if fact.is_known else f"{label}: {fact.in_words}"
