"""The sealed answers of one step as facts for paper, other children masked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.pack_facts.adults import adults
from dsl_desk.casework.pack_facts.choosing import masker_for, shown_children
from dsl_desk.casework.pack_facts.compose import digest_of
from dsl_desk.casework.pack_facts.masking import Shown, masked_in, texts_in
from dsl_desk.casework.pack_facts.page_one import ring_back
from dsl_desk.casework.pack_facts.people import details, referred_child
from dsl_desk.casework.pack_facts.sources import Sources, read_sources
from dsl_desk.casework.pack_facts.words import asked_at, capital, together, weekday_moment
from dsl_desk.casework.telling import answer_in_words
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import NOT_KNOWN, Question, QuestionType, is_blank
from dsl_desk.domain.when import long_moment
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.steps import Step
from dsl_desk.reports.facts import Row, known
from dsl_desk.reports.sheet import SheetFacts, SheetGroup, SheetRow
from dsl_desk.store.work import Read

_UNTOUCHED = frozenset({
    "title", "marking", "school", "to", "number", "made", "practice", "hints", "do_not", "ring_back", "author", "post",
    "written", "masked", "digest",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class GatheredSheet:
    facts: SheetFacts
    shown: tuple[Shown, ...]
    document: str
    pack: Pack
    concerns: tuple[str, ...]
    children: tuple[str, ...]
    head: int


def gather_sheet(
    read: Read, desk: Desk, concern_id: str, step_id: str, number: str, masks: dict[str, str]
) -> GatheredSheet:
    """What the paper says: the newest answers of that step. KnownProblem when nothing was sealed there yet."""
    sources = read_sources(read, desk, concern_id, desk.clock())
    file = sources.files[0]
    step = next((state.step for state in file.steps if state.step.id == step_id and state.step.document), None)
    made = [one for one in sources.entries("assessment") if getattr(one.body, "step", "") == step_id]
    if step is None or not made:
        raise KnownProblem("Nothing is sealed on this sheet yet. Seal it first, then print it. Nothing was lost.")
    plain = _facts(sources, step, made[-1], number)
    shown = shown_children(sources, masks, texts_in(plain))
    facts: SheetFacts = masked_in(plain, masker_for(sources, shown), _UNTOUCHED)
    facts = replace(facts, masked=tuple(f"{one.shown_as}: {one.why}" for one in shown if one.masked))
    return GatheredSheet(
        facts=replace(facts, digest=digest_of(facts)), shown=shown, document=step.document, pack=sources.pack,
        concerns=(concern_id,), children=tuple(child.id for child in sources.children), head=sources.head.seq,
    )  # fmt: skip


def _facts(sources: Sources, step: Step, entry: Entry, number: str) -> SheetFacts:
    document = sources.pack.documents[step.document]
    contact = sources.pack.contacts.get(document.recipient)
    back, (author, post) = ring_back(sources), sources.author(entry)
    return SheetFacts(
        title=document.title, to=contact.name if contact else "", number=number, made=weekday_moment(sources.now),
        school=sources.desk.school.school_name or "School not named in the settings",
        marking=sources.pack.title.marking, practice=sources.desk.school.practice,
        people=(*_children(sources), *_adults(sources)), groups=_groups(sources, step, entry),
        hints=step.guidance, do_not=step.do_not,
        ring_back=together(
            together(back.who, back.number, f"until {back.until}" if back.until else ""),
            together(back.then_who, back.then_number), between="; then ",
        ),
        author=author, post=post, written=long_moment(entry.header.recorded_at),
    )  # fmt: skip


def _children(sources: Sources) -> list[tuple[str, tuple[Row, ...]]]:
    found = []
    for child in sources.children:
        shown, more = referred_child(sources, child), details(sources, child)
        rows = (
            Row(label="Born", fact=known(together(shown.born.in_words, shown.age))),
            Row(label="Sex", fact=replace(shown.sex, text=capital(shown.sex.text or ""))),
            Row(label="Address", fact=shown.address), Row(label="Language", fact=shown.language),
            Row(label="Disability", fact=shown.disability),
            Row(label="Social worker or plan", fact=shown.social_worker), *more.rows,
        )  # fmt: skip
        told = dict.fromkeys(row.label for row in rows)
        once = tuple(next(row for row in rows if row.label == label) for label in told)
        found.append((together(shown.name, f"known as {shown.known_as}" if shown.known_as else ""), once))
    return found


def _adults(sources: Sources) -> list[tuple[str, tuple[Row, ...]]]:
    return [
        (
            together(one.name, one.relation, one.parental_responsibility.text or ""),
            (
                Row(label="Number", fact=known(one.number or "No number held")),
                Row(label="Safe to ring?", fact=replace(one.safe_to_ring, text=capital(one.safe_to_ring.text or ""))),
            ),
        )
        for one in adults(sources)
    ]


def _groups(sources: Sources, step: Step, entry: Entry) -> tuple[SheetGroup, ...]:
    questions = sources.pack.questions("assessment", step)
    titles = dict.fromkeys(question.group for question in questions)
    return tuple(
        SheetGroup(title=title, rows=tuple(_row(sources, one, entry) for one in questions if one.group == title))
        for title in titles
    )


def _row(sources: Sources, question: Question, entry: Entry) -> SheetRow:
    body = entry.body
    value = body.answers.get(question.id) if body is not None else None
    if body is not None and body.not_known.get(question.id) == NOT_KNOWN:
        return SheetRow(label=question.label, fact=asked_at(entry, sources.day))
    if is_blank(value):
        return SheetRow(label=question.label)
    if question.type is QuestionType.WORDS:
        return SheetRow(label=question.label, words=str(value))
    words = answer_in_words("assessment", question, value, sources.pack, sources.names)
    return SheetRow(label=question.label, fact=known(words))
