"""What every written referral has: words on page one, what happened, chronology, decision, how to check it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, repeat

from dsl_desk.reports.blocks import (
    QR,
    Block,
    ChronologyRow,
    Heading,
    KeyLine,
    KeyRow,
    PageBreak,
    PageRef,
    Paragraph,
    Quote,
    Signature,
    SubHeading,
)
from dsl_desk.reports.facts import Fact, Record, Row, Words
from dsl_desk.reports.referral_facts import ReferralFacts, RingBack

ALL_WORDS, CHRONOLOGY = "all-words", "chronology"
MOST_WORDS = 40
_WHERE = (
    "They come in a PDF of their own, whose name ends in “files”, under the same passphrase where there is one. Names "
    "inside them are not masked."
)


def in_sections(sections: Iterable[list[Block]]) -> tuple[Block, ...]:
    """Page one stands alone; after it a section shares a page where all of it has room there."""
    breaks = chain((PageBreak(),), repeat(PageBreak(unless_room=True)))
    return tuple(block for begins, section in zip(breaks, sections, strict=False) for block in (begins, *section))


def happened(facts: ReferralFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="What happened, and all words")]
    blocks += records(facts.accounts, "No account was written")
    blocks.append(SubHeading(title="All words, as they were written down", target=ALL_WORDS))
    if not facts.words:
        blocks.append(plain(facts.no_words.in_words))
    for words in facts.words:
        stop = "" if words.asked.rstrip()[-1:] in ".!?…" else "."
        asked = f"Asked, word for word: “{words.asked}”{stop} " if words.asked else ""
        blocks += [SubHeading(title=words.speaker or "Said"), Quote(words.text)]
        blocks.append(Paragraph((asked + said_line(words),), small=True))
    return blocks


def chronology(facts: ReferralFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Chronology, in summary", target=CHRONOLOGY)]
    if facts.chronology_note:
        blocks.append(Paragraph((facts.chronology_note,), small=True))
    for entry in facts.chronology:
        blocks.append(
            ChronologyRow(when=entry.when, what=entry.what, text=entry.text, words=entry.words, source=entry.source)
        )
    return blocks if facts.chronology else [*blocks, plain("Nothing earlier is recorded")]


def decision(facts: ReferralFacts) -> list[Block]:
    blocks: list[Block] = [Heading(title="Decision and reasons")]
    blocks += records(facts.decisions, "No decision is recorded")
    blocks.append(Heading(title="Advice taken"))
    blocks += records(facts.advice, "No advice was taken before this was written")
    if facts.more_answers:
        blocks += [Heading(title="Further answers"), *rows_of(facts.more_answers)]
    blocks.append(Heading(title="Sign-off"))
    for sign in facts.sign_off:
        blocks.append(Signature(statement=sign.statement, name=sign.name, post=sign.post, when=sign.when))
    if not facts.sign_off:
        blocks.append(plain("Not signed off yet"))
    return [*blocks, *_files(facts)]


def _files(facts: ReferralFacts) -> list[Block]:
    """What leaves beside this paper, with the digest that tells whether it is what was sent."""
    if not facts.files:
        return []
    rows = [
        _short(f"File {number}", f"{one.name}\n{one.about}\nSHA-256 {_in_eights(one.digest)}")
        for number, one in enumerate(facts.files, 1)
    ]
    return [Heading(title="Files that go with this"), plain(_WHERE), *rows]


def last(facts: ReferralFacts) -> list[Block]:
    proof = facts.proof
    rows = [
        _short("Export number", facts.number),
        _short("Made", f"{facts.made}, by {facts.school}"),
        _short("Facts digest", _in_eights(proof.digest)),
        _short("Last entry", f"Number {proof.anchor_seq}"),
        _short("Anchor", proof.anchor),
    ]
    if proof.copies:
        rows.append(_short("Copies", proof.copies))
    rows += [_short("Names left out", "\n".join(facts.masked))] if facts.masked else []
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


def words_lines(facts: ReferralFacts) -> tuple[KeyLine, ...]:
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


def said_line(words: Words) -> str:
    """Said without being asked, to C. Tuohy, 18:20; written down 19:05 by J. Pryce-Okafor."""
    to = f"to {words.to}" if words.to else ""
    said = ", ".join(part for part in (f"Said {words.how}".rstrip(), to, words.said) if part)
    by = f" by {words.written_by}" if words.written_by else ""
    return f"{said}; written down {words.written}{by}." if words.written or by else f"{said}."


def ring_back_line(ring: RingBack) -> str:
    until = f" until {ring.until}" if ring.until else ""
    then = f" · then {ring.then_who}, {number_in(ring.then_number)}" if ring.then_who else ""
    return f"{ring.who} · {number_in(ring.number)}{until}{then}"


def why_line(facts: ReferralFacts) -> KeyLine:
    if not facts.chronology:
        return KeyLine((facts.why.in_words,))
    return KeyLine((ended(facts.why.in_words), " Chronology: page ", PageRef(CHRONOLOGY), "."))


def records(records: tuple[Record, ...], none: str) -> list[Block]:
    blocks: list[Block] = []
    for record in records:
        blocks.append(SubHeading(title=record.title, note=record.note))
        blocks += rows_of(record.rows)
    return blocks or [plain(none)]


def rows_of(rows: Iterable[Row]) -> list[Block]:
    return [key_row(row.label, row.fact.in_words) for row in rows]


def key_row(label: str, words: str, *, wide: bool = True) -> KeyRow:
    """`wide` but for labels that are a word or two."""
    return KeyRow(label=label, wide=wide, lines=(KeyLine((words,)),))


def _short(label: str, words: str) -> KeyRow:
    return key_row(label, words, wide=False)


def plain(words: str) -> Paragraph:
    return Paragraph((words,))


def small_in(fact: Fact) -> str:
    """The answer within a sentence."""
    return fact.in_words.rstrip(". ") if fact.is_known else fact.in_words[0].lower() + fact.in_words[1:]


def ended(sentence: str) -> str:
    return sentence if sentence.rstrip()[-1:] in ".!?…”" else f"{sentence.rstrip()}."


def labelled(label: str, fact: Fact) -> str:
    """The answer by itself where it is known; where it is not, what is missing is named."""
    return fact.in_words if fact.is_known else f"{label}{'' if label.endswith('?') else ':'} {small_in(fact)}"


def number_in(number: str) -> str:
    return number.strip() or "no number held"


def _in_eights(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
