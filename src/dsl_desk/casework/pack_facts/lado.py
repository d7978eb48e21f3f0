"""The referral about an adult who works with children: from the record to facts for paper."""

from __future__ import annotations

from dsl_desk.casework.answer_words import answer_in_words
from dsl_desk.casework.concern_file import newest_answer
from dsl_desk.casework.pack_facts import page_one, people, story, told
from dsl_desk.casework.pack_facts.family import AdultFile
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import answered, asked_at, sentence, together, weekday_moment
from dsl_desk.casework.telling import step_of
from dsl_desk.domain.entries.concern import Concern, Urgency
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import NOT_KNOWN, Question, is_blank
from dsl_desk.domain.when import long_date
from dsl_desk.pathways.model import Document, PaperRow
from dsl_desk.reports.facts import NOT_ASKED, Fact, Record, Row, known
from dsl_desk.reports.lado_pack.facts import AdultAtWork, LadoFacts, PageOneRow
from dsl_desk.reports.referral_facts import Proof, SignOff

_APART = "Not part of any pupil’s file."
_WHO = frozenset({"name", "other_names", "born_or_age"})


def facts(
    sources: Sources, document: Document, number: str, *, to: str, more: tuple[Row, ...], signed: tuple[SignOff, ...],
    proof: Proof,
) -> LadoFacts:  # fmt: skip
    """Everything on the paper, not yet masked."""
    written, day = sources.written, sources.day
    return LadoFacts(
        marking=sources.pack.title.marking, number=number, made=weekday_moment(sources.now),
        school=sources.desk.school.school_name or "School not named in the settings", to=to,
        practice=sources.desk.school.practice, first_made=page_one.first_made_words(sources),
        apart=apart(sources), urgency=page_one.urgency_words(sources),
        adults=tuple(on_file(sources, one) for one in sources.adults),
        children=tuple(people.referred_child(sources, child) for child in sources.children),
        details=tuple(people.details(sources, child) for child in sources.children),
        worry=answered(written, "worry", day), words_label="Exact words", words=told.all_words(sources),
        no_words=told.no_words(sources), rows=tuple(_row(sources, row) for row in document.rows),
        steps_taken=answered(written, "steps_taken", day), earlier=_earlier(sources),
        why=answered(written, "why_threshold", day), we_ask_you_to=answered(written, "asking_for", day),
        ring_back=page_one.ring_back(sources), accounts=told.accounts(sources), checks=_checks(sources, document),
        conversations=told.conversations(sources), decisions=told.decisions(sources), advice=told.advice(sources),
        replies=_records(sources, "reply", "chase"), more_answers=more,
        chronology=story.chronology(sources.story, sources.pack, sources.names),
        chronology_note=f"Everything on file about this adult to {long_date(day)}. Each entry once, as it stands now.",
        sign_off=signed, proof=proof,
    )  # fmt: skip


def apart(sources: Sources) -> str:
    """Whose papers these are not: allegations are kept apart from pupils' files."""
    return f"{sources.pack.rules.mark}. {_APART}"


def on_file(sources: Sources, adult: AdultFile) -> AdultAtWork:
    """What is on file, in the groups of the form."""
    asked = sources.pack.questions("adult")
    titles = dict.fromkeys(one.group for one in asked if one.id not in _WHO and one.group)
    groups = {title: [one for one in asked if one.group == title and one.id not in _WHO] for title in titles}
    return AdultAtWork(
        name=adult.body.name, other_names=adult.body.other_names,
        born_or_age=answered(adult.entry, "born_or_age", sources.day),
        parts=tuple(
            (title, tuple(Row(label=one.label, fact=_answer(sources, adult, one)) for one in questions))
            for title, questions in groups.items() if questions
        ),
    )  # fmt: skip


def _answer(sources: Sources, adult: AdultFile, question: Question) -> Fact:
    body = adult.body
    if body.not_known.get(question.id) == NOT_KNOWN:
        return asked_at(adult.entry, sources.day)
    value = getattr(body, question.id, None) or body.answers.get(question.id)
    return known("" if is_blank(value) else answer_in_words(question, value, sources.pack, sources.names))


def _row(sources: Sources, row: PaperRow) -> PageOneRow:
    """One row of page one: each group of answers told together; those to be skipped left out."""
    told_of = [_group(sources, names, row.skip) for names in row.answers]
    asked = [one for one in told_of if one is not None]
    facts_known = [one.text or "" for one in asked if one.is_known]
    if facts_known:
        fact = known(" ".join(map(sentence, facts_known)))
    elif any(one is None for one in told_of):
        fact = known(row.none)
    else:
        fact = next((one for one in asked if one.asked is not None), NOT_ASKED)
    return PageOneRow(label=row.label, fact=fact, boxed=row.boxed, gives_way=row.gives_way)


def _group(sources: Sources, names: tuple[str, ...], skip: tuple[str, ...]) -> Fact | None:
    """The answers to these questions as one sentence; None where the first of them is to be left out."""
    said: list[str] = []
    unknown: Fact | None = None
    for place, name in enumerate(names):
        entry, question, value = newest_answer(sources.entries, sources.pack, name)
        if entry is None or question is None or is_blank(value):
            continue
        if place == 0 and value in skip:
            return None
        if value == NOT_KNOWN and len(names) == 1:
            unknown = asked_at(entry, sources.day)
            continue
        words = answer_in_words(question, value, sources.pack, sources.names)
        said.append(f"{question.label}: {words.lower()}" if len(names) > 1 and place == 0 else words)
    return known(". ".join(said)) if said else unknown or NOT_ASKED


def _checks(sources: Sources, document: Document) -> tuple[Record, ...]:
    """Every set of reasoned answers: by step in the order in which page one asks, and of one step the newest first."""
    names = (name for row in document.rows for told_together in row.answers for name in told_together)
    asked = list(dict.fromkeys(name.partition(".")[0] for name in names))
    place = {step: number for number, step in enumerate(asked)}
    entries = [one for kind in ("urgency", "assessment") for one in reversed(sources.entries(kind))]
    entries.sort(key=lambda one: place.get(getattr(one.body, "step", ""), len(place)))
    return _told(sources, entries)


def _records(sources: Sources, *kinds: str) -> tuple[Record, ...]:
    """The newest first."""
    return _told(sources, sorted((one for kind in kinds for one in sources.entries(kind)), key=lambda one: -one.seq))


def _told(sources: Sources, entries: list[Entry]) -> tuple[Record, ...]:
    found = []
    for entry in entries:
        step = step_of(entry, sources.pack)
        found.append(told.record_of(sources, entry, step.short or step.title if step else ""))
    return tuple(found)


def _earlier(sources: Sources) -> Fact:
    """ "2 earlier concerns about this adult: low-level concern, low-level concern"; the chronology has them all."""
    levels: dict[str, str] = {}
    for line in sources.story:
        header, body = line.entry.header, line.entry.body
        if isinstance(body, Concern) and header.root not in sources.row.concerns:
            levels.setdefault(header.root, "")
        if isinstance(body, Urgency):
            levels |= {concern: body.level for concern in header.concerns if concern in levels}
    if not levels:
        return known("Nothing else about this adult is in this vault")
    undecided = sources.pack.lists["levels"].unset
    words = [(sources.pack.label("levels", one) if one else undecided).lower() for one in levels.values()]
    count = f"{len(levels)} earlier concern{'' if len(levels) == 1 else 's'} about this adult"
    return known(together(count, ", ".join(words), between=": "))
