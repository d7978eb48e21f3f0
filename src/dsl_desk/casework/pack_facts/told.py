"""What was said and done: accounts, words, persons of worry, parents, decisions, advice."""

from __future__ import annotations

from dsl_desk.casework.pack_facts.adults import relation_words, responsibility
from dsl_desk.casework.pack_facts.family import ChildFile, called
from dsl_desk.casework.pack_facts.people import SIBLING
from dsl_desk.casework.pack_facts.sources import Sources
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
from dsl_desk.casework.telling import questions_of, written_late
from dsl_desk.casework.telling import rows as told_rows
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.entries.concern import PersonOfWorry as Suspected
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import local, long_moment
from dsl_desk.reports.facts import NOT_ASKED, Fact, Record, Row, Words, known
from dsl_desk.reports.mash_pack.facts import ChildView, PersonOfWorry


def record_of(sources: Sources, entry: Entry, title: str = "", skip: frozenset[str] = frozenset()) -> Record:
    """One entry in full: its questions and answers in the order of the form."""
    label = entry.header.reference or sources.pack.label("entry_kinds", entry.header.kind)
    named = {question.label for question in questions_of(entry, sources.pack) if question.id in skip}
    when = title_when(entry, event_time(entry.body))
    rows = [
        Row(label=label, fact=asked_at(entry, sources.day) if words == "Not known" else known(words))
        for label, words in told_rows(entry, sources.pack, sources.names)
        if label not in named
    ]
    return Record(title=f"{title or label} · {when}", note=_written_by(sources, entry), rows=tuple(rows))


def accounts(sources: Sources) -> tuple[Record, ...]:
    skip = frozenset({"danger_now", "child_words", "words_speaker", "words_asked", "words_how", "kept_from"})
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
    rest = [f"{label}: {_within(fact)}" for label, fact in labelled if fact != NOT_ASKED]
    return together(first, *rest, between=". ") + "."


def _within(fact: Fact) -> str:
    """An answer begins as it was typed: it may be a name."""
    return (fact.in_words if fact.is_known else small(fact.in_words)).rstrip(".")


def conversations(sources: Sources) -> tuple[Record, ...]:
    skip = frozenset({"child_knows", "child_wants"})
    found = []
    for entry in reversed(sources.entries("parents")):
        outcome = sources.pack.words("parents", "outcome", entry.body.outcome)  # type: ignore[union-attr]
        found.append(record_of(sources, entry, outcome, skip))
    return tuple(found)


def views(sources: Sources) -> tuple[ChildView, ...]:
    """What each child knows and wants: the newest conversation that says so, not merely the newest one.

    One with an adult of another child alone says nothing of this one.
    """
    asked = {child.id for child in speakers(sources)}
    words = {"yes": "Yes", "no": "No"}
    return tuple(
        ChildView(
            name=called(child.body),
            knows=answered(
                _saying(sources, child, "child_knows"),
                "child_knows",
                sources.day,
                lambda value: words.get(value, value),
            ),
            wants=answered(_saying(sources, child, "child_wants"), "child_wants", sources.day),
        )
        if child.id in asked
        else ChildView(name=called(child.body))
        for child in sources.children
    )


def _saying(sources: Sources, child: ChildFile, field: str) -> Entry | None:
    around = {one.id: {some for relation, _ in one.relations for some in (relation.child, relation.person)}
              for one in sources.family.adults}  # fmt: skip
    asked = [entry for entry in sources.entries("parents")
             if around.get(entry.body.adult or "", set(child.ids)) & set(child.ids)]  # type: ignore[union-attr]  # fmt: skip
    said = [entry for entry in asked if getattr(entry.body, field, "")]
    return next(reversed(said or asked), None)


def decisions(sources: Sources) -> tuple[Record, ...]:
    found = []
    for entry in reversed(sources.entries("decision")):
        made = [sources.pack.words("decision", "decisions", one) for one in entry.body.decisions]  # type: ignore[union-attr]
        record = record_of(sources, entry, capital("; ".join(map(small, made))), frozenset({"decisions"}))
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
        relation = known(together(relation_words(sources, adult) or person.relation, may.text or "", home))
        born = first_known(born, answered(adult.entry, "born_or_age", day))
        name_said = first_known(name_said, known(adult.body.name))
    return PersonOfWorry(
        name=name_said, born_or_age=born, relation=relation, where_now=part(person.where_now, entry, day),
        reaches=part(person.reaches, entry, day), next_contact=part(person.next_contact, entry, day),
    )  # fmt: skip


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
