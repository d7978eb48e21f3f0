"""What was said and done: accounts, words, persons of worry, parents, decisions, advice."""

from __future__ import annotations

from dsl_desk.casework.pack_facts.people import SIBLING, must_not_be_told_ids, relation_words, responsibility
from dsl_desk.casework.pack_facts.sources import AdultFile, ChildFile, Sources, called
from dsl_desk.casework.pack_facts.words import (
    answered,
    asked_at,
    capital,
    clock_words,
    first_known,
    part,
    small,
    title_when,
    together,
    when_clock,
)
from dsl_desk.casework.telling import rows as told_rows
from dsl_desk.casework.telling import written_late
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.entries.concern import PersonOfWorry as Suspected
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import local, long_moment
from dsl_desk.reports.facts import NOT_ASKED, Fact, Record, Row, Words, known
from dsl_desk.reports.mash_pack.facts import ChildView, ParentAnswer, PersonOfWorry

DO_NOT_CONTACT = "NO. Do not contact"
# What was recorded about a parent -> what page one says; the words are the pack's.
KNOWS = {
    "told_agrees": "yes_agree",
    "told_disagrees": "yes_object",
    "told_information_only": "yes_information",
    "told_by_others": "told_by_others",
    "not_reached": "not_reached",
    "not_yet": "no_do_not_contact",
    "not_told": "no_do_not_contact",
}
FORBIDS = "no_do_not_contact"


def record_of(sources: Sources, entry: Entry, title: str = "", skip: frozenset[str] = frozenset()) -> Record:
    """One entry in full: its questions and answers in the order of the form."""
    label = entry.header.reference or sources.pack.label("entry_kinds", entry.header.kind)
    named = {
        question.label for question in sources.pack.core[entry.header.kind].questions if question.id in skip
    } if entry.header.kind in sources.pack.core else set()  # fmt: skip
    when = title_when(entry, event_time(entry.body))
    rows = [
        Row(label=label, fact=asked_at(entry, sources.day) if words == "Not known" else known(words))
        for label, words in told_rows(entry, sources.pack, sources.names)
        if label not in named
    ]
    return Record(title=f"{title or label} · {when}", note=_written_by(sources, entry), rows=tuple(rows))


def accounts(sources: Sources) -> tuple[Record, ...]:
    skip = frozenset({"danger_now", "child_words", "words_speaker", "words_asked", "words_how"})
    found = [entry for file in sources.files for entry in file.standing("concern")]
    return tuple(record_of(sources, entry, skip=skip) for entry in found)


def all_words(sources: Sources) -> tuple[Words, ...]:
    """Exact words, the newest concern's first; before them those chosen for page one, where they are a part of them."""
    found = [_words(sources, entry) for file in sources.files for entry in file.standing("concern") if _said(entry)]
    short = getattr(sources.written and sources.written.body, "child_words_short", "").strip()
    if short and found and short != found[0].text.strip():
        whole = next((one for one in found if short in one.text), found[0])
        shown = Words(
            text=short, speaker=whole.speaker, how=whole.how, to=whole.to, said=whole.said, written=whole.written,
            written_by=whole.written_by,
        )  # fmt: skip
        return (shown, *found)
    return tuple(found)


def no_words(sources: Sources) -> Fact:
    """Why there are none."""
    entry = next(iter(sources.entries("concern")[::-1]), None)
    how = answered(entry, "words_how", sources.day, lambda value: sources.pack.words("concern", "words_how", value))
    return how if how.is_known or how.asked else known("None recorded")


def speakers(sources: Sources) -> tuple[ChildFile, ...]:
    """The children of the referral whose words these can be: brothers and sisters are not taken for the speaker."""
    return tuple(child for child in sources.children if child.role != SIBLING)


def people_of_worry(sources: Sources) -> tuple[PersonOfWorry, ...]:
    """From the concerns, the newest word about each, one row a person."""
    found: dict[str, PersonOfWorry] = {}
    for file in sources.files:
        for entry in file.standing("concern"):
            for person in entry.body.may_have_caused:  # type: ignore[union-attr]
                key = person.adult or person.name.casefold() or person.relation.casefold()
                found.setdefault(key, _person(sources, entry, person))
    return tuple(found.values())


def person_line(person: PersonOfWorry) -> str:
    """One person in one line, for the question on the written copy."""
    said = [person.name, person.relation, person.born_or_age]
    first = together(*(fact.text or "" for fact in said if fact.is_known))
    labelled = (("Where now", person.where_now), ("Reaches", person.reaches), ("Next contact", person.next_contact))
    rest = [f"{label}: {small(fact.in_words).rstrip('.')}" for label, fact in labelled if fact != NOT_ASKED]
    return together(first, *rest, between=". ") + "."


def parent_answers(sources: Sources) -> tuple[ParentAnswer, ...]:
    """For each adult the newest word: told or not, and why. Nobody told is said large."""
    entries = sources.entries("parents")
    adults = [adult for adult in sources.family.adults if _is_asked_about(adult)]
    by_entry: dict[str, tuple[Entry, list[str]]] = {}
    for adult in adults:
        newest = next((one for one in reversed(entries) if one.body.adult in (None, "", adult.id)), None)  # type: ignore[union-attr]
        named_else = newest is not None and newest.body.adult_name and not newest.body.adult  # type: ignore[union-attr]
        if newest is not None and not named_else:
            by_entry.setdefault(newest.header.id, (newest, []))[1].append(relation_words(adult) or adult.body.name)
    for entry in entries:
        if entry.header.id not in by_entry and (entry.body.adult_name or not adults):  # type: ignore[union-attr]
            by_entry[entry.header.id] = (entry, [entry.body.adult_name or "Parents or carers"])  # type: ignore[union-attr]
    answers = tuple(_parent(sources, entry, who) for entry, who in by_entry.values())
    return _with_the_written(sources, answers)


def because_line(sources: Sources, entry: Entry) -> str:
    """ "Because it raises the risk. Decided by the DSL, 18:30, on the advice of …"."""
    body = entry.body
    assert body is not None
    words = [small(sources.pack.words("parents", "why_not_told", reason)) for reason in body.why_not_told]
    reason = together(", ".join(words), body.why_not_told_note, between=". ").rstrip(".")
    when = when_clock(body.happened, sources.day) or clock_words(entry.header.recorded_at, sources.day)
    advised = [sources.names(one) for one in body.on_advice]
    names = [_adviser(sources, one) or name for one, name in zip(body.on_advice, advised, strict=True)]
    advice = body.on_advice_note or ", ".join(names)
    decided = together(body.decided_by, when, f"on the advice of {advice}" if advice else "")
    return together(f"Because: {reason}." if reason else "", f"Decided by {decided}." if decided else "", between=" ")


def conversations(sources: Sources) -> tuple[Record, ...]:
    skip = frozenset({"child_knows", "child_wants"})
    found = []
    for entry in reversed(sources.entries("parents")):
        outcome = sources.pack.words("parents", "outcome", entry.body.outcome)  # type: ignore[union-attr]
        found.append(record_of(sources, entry, outcome, skip))
    return tuple(found)


def views(sources: Sources) -> tuple[ChildView, ...]:
    entry = sources.newest("parents")
    asked = {child.id for child in speakers(sources)}
    words = {"yes": "Yes", "no": "No"}
    return tuple(
        ChildView(
            name=called(child.body),
            knows=answered(entry, "child_knows", sources.day, lambda value: words.get(value, value)),
            wants=answered(entry, "child_wants", sources.day),
        )
        if child.id in asked
        else ChildView(name=called(child.body))
        for child in sources.children
    )


def decisions(sources: Sources) -> tuple[Record, ...]:
    found = []
    for entry in reversed(sources.entries("decision")):
        made = [sources.pack.words("decision", "decisions", one) for one in entry.body.decisions]  # type: ignore[union-attr]
        record = record_of(sources, entry, "; ".join(made), frozenset({"decisions"}))
        found.append(Record(title=record.title, note=together(record.note, *_agreed(sources, entry), between="; "),
                            rows=record.rows))  # fmt: skip
    return tuple(found)


def advice(sources: Sources) -> tuple[Record, ...]:
    return tuple(
        record_of(sources, entry, entry.body.contact_name, frozenset({"contact", "happened"}))  # type: ignore[union-attr]
        for entry in reversed(sources.entries("advice"))
    )


def _words(sources: Sources, entry: Entry) -> Words:
    body = entry.body
    assert isinstance(body, Concern)
    only = speakers(sources)
    how = sources.pack.words("concern", "words_how", body.words_how) if body.words_how else ""
    written = local(entry.header.recorded_at)
    said = when_clock(body.noticed, sources.day)
    same = body.noticed.day == written.date()
    return Words(
        text=body.child_words,
        speaker=body.words_speaker or (called(only[0].body) if len(only) == 1 else ""),
        how=small(how),
        asked=body.words_asked,
        to=body.noticed_by,
        said=said,
        written=f"{written:%H:%M}" if same else clock_words(written, sources.day),
        written_by=sources.author(entry)[0],
    )


def _said(entry: Entry) -> bool:
    return isinstance(entry.body, Concern) and bool(entry.body.child_words.strip())


def _person(sources: Sources, entry: Entry, person: Suspected) -> PersonOfWorry:
    day = sources.day
    adult = next((one for one in sources.family.adults if one.id == person.adult), None)
    if adult is None:
        name = person.name.strip().casefold()
        adult = next((one for one in sources.family.adults if name and one.body.name.casefold() == name), None)
    relation = part(person.relation, entry, day)
    born = part(person.born_or_age, entry, day)
    name_said = part(person.name, entry, day)
    if adult is not None:
        lives = any(one.lives_with == "yes" for one, _ in adult.relations)
        may = responsibility(adult, day)
        home = "lives in the home" if lives else ""
        relation = known(together(relation_words(adult) or person.relation, may.text or "", home))
        born = first_known(born, answered(adult.entry, "born_or_age", day))
        name_said = first_known(name_said, known(adult.body.name))
    return PersonOfWorry(
        name=name_said, born_or_age=born, relation=relation, where_now=part(person.where_now, entry, day),
        reaches=part(person.reaches, entry, day), next_contact=part(person.next_contact, entry, day),
    )  # fmt: skip


def _is_asked_about(adult: AdultFile) -> bool:
    """Whoever has parental responsibility or lives with the child: of them the reader must know."""
    return any(
        relation.parental_responsibility != "no" or relation.lives_with == "yes" for relation, _ in adult.relations
    )


def _parent(sources: Sources, entry: Entry, who: list[str]) -> ParentAnswer:
    body = entry.body
    assert body is not None
    knows = KNOWS.get(body.outcome, "")
    name = capital(", ".join(dict.fromkeys(who)))
    if knows == FORBIDS:
        said = getattr(sources.written and sources.written.body, "parents_because", "")
        return ParentAnswer(who=name, answer=DO_NOT_CONTACT, because=said or because_line(sources, entry))
    words = sources.pack.words("referral_written", "parents_know", knows) if knows else ""
    answer = words if words != knows else ""
    return ParentAnswer(who=name, answer=answer or sources.pack.words("parents", "outcome", body.outcome))


def _with_the_written(sources: Sources, answers: tuple[ParentAnswer, ...]) -> tuple[ParentAnswer, ...]:
    """The written copy's own answer: where nothing else is recorded, or where it forbids what nothing else forbids."""
    written = sources.written.body if sources.written else None
    chosen = getattr(written, "parents_know", "")
    forbids = chosen == FORBIDS or (not answers and bool(must_not_be_told_ids(sources)) and not chosen)
    if forbids and not any(one.answer == DO_NOT_CONTACT for one in answers):
        because = getattr(written, "parents_because", "")
        who = "Who must not be told" if chosen != FORBIDS else "This family"
        return (ParentAnswer(who=who, answer=DO_NOT_CONTACT, because=because), *answers)
    if answers or not sources.written:
        return answers
    words = answered(sources.written, "parents_know", sources.day,
                     lambda value: sources.pack.words("referral_written", "parents_know", value))  # fmt: skip
    return () if words == NOT_ASKED else (ParentAnswer(who="Parents or carers", answer=words.in_words),)


def _adviser(sources: Sources, entry_id: str) -> str:
    """The service whose call that entry is."""
    return next(
        (one.body.contact_name for one in sources.entries("advice") if entry_id in (one.header.id, one.header.root)),  # type: ignore[union-attr]
        "",
    )


def _agreed(sources: Sources, decision: Entry) -> list[str]:
    found = []
    for entry in sources.entries("agreement"):
        body = entry.body
        if body is None or body.of != decision.header.root:
            continue
        verb = "agreed" if body.agrees == "agree" else "not agreed"
        how = " by phone with" if body.how == "by_phone" else " with" if verb == "agreed" else " by"
        when = when_clock(body.happened, sources.day)
        found.append(together(f"{verb}{how} {body.by_name}", when))
    return found


def _written_by(sources: Sources, entry: Entry) -> str:
    name, post = sources.author(entry)
    late = written_late(entry)
    written = late or long_moment(entry.header.recorded_at)
    amended = "amended since it was first written" if entry.header.amends else ""
    return together(f"Written by {together(name, post)}", written, amended)
