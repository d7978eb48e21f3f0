"""Adults around the children, and who else lives there: who they are, and whether it is safe to ring them."""

from __future__ import annotations

import re
from datetime import date

from dsl_desk.casework.pack_facts.family import AdultFile, Kin
from dsl_desk.casework.pack_facts.people import age_words, born
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import answered, asked_at, interpreter, together
from dsl_desk.casework.safe_contact import holds_for, in_words, marked
from dsl_desk.domain.entries.people import Relation
from dsl_desk.domain.entry import Entry
from dsl_desk.reports.facts import Fact, known, not_known
from dsl_desk.reports.mash_pack.facts import Adult, HouseholdMember

_CARER = re.compile(r"mother|father|mum|dad|parent|carer|guardian|foster", re.IGNORECASE)


def adults(sources: Sources) -> tuple[Adult, ...]:
    """Parents and carers first, as they stand on file; whoever must not be told says so in bold."""
    forbidden = must_not_be_told_ids(sources)
    found = [_adult(sources, adult, adult.id in forbidden) for adult in sources.family.adults]
    return tuple(sorted(found, key=lambda adult: not adult.on_page_one))


def must_not_be_told_ids(sources: Sources) -> frozenset[str]:
    """Adults on file who must not be told, rung or written to: by relation, or by the DSL's newest look."""
    related = {adult.id for adult in sources.family.adults if any(one.must_not_be_told for one, _ in adult.relations)}
    told = {adult for entry in sources.entries("urgency") for adult in entry.body.must_not_be_told_adults}  # type: ignore[union-attr]
    return frozenset(related | told)


def must_not_be_told(sources: Sources) -> Fact:
    ids = must_not_be_told_ids(sources)
    onfile = [f"{one.body.name}, {relation_words(sources, one)}" for one in sources.family.adults if one.id in ids]
    written = answered(sources.newest("urgency"), "must_not_be_told", sources.day)
    names = [one for one in onfile if one.partition(",")[0].casefold() not in (written.text or "").casefold()]
    return known(together((written.text or "").rstrip(". "), *names, between="; ")) if names else written


def relation_words(sources: Sources, adult: AdultFile) -> str:
    """ "mother"; "mother of Kacper, stepmother of Zofia" where it differs, or where there are others' children too."""
    words = list(dict.fromkeys(relation.relation for relation, _ in adult.relations if relation.relation))
    everybodys = {child for one in sources.family.adults for _, child in one.relations}
    if not words or (len(words) < 2 and everybodys <= {child for _, child in adult.relations}):
        return "".join(words)
    return ", ".join(f"{relation.relation} of {child}" for relation, child in adult.relations)


def responsibility(adult: AdultFile, day: date) -> Fact:
    said = {relation.parental_responsibility for relation, _ in adult.relations}
    words = {"yes": "parental responsibility", "no": "no parental responsibility"}
    if len(said) > 1 and said & set(words):
        known_for = [
            f"{words[relation.parental_responsibility]} for {child}"
            for relation, child in adult.relations
            if relation.parental_responsibility in words
        ]
        return known(", ".join(known_for))
    return known(words[said.pop()]) if said <= set(words) and said else not_known()


def household(sources: Sources) -> tuple[HouseholdMember, ...]:
    return tuple(_member(sources, kin) for kin in sources.family.kin)


def _adult(sources: Sources, adult: AdultFile, forbidden: bool) -> Adult:
    body, day, safe = adult.body, sources.day, holds_for(sources.safe, adult.id)
    held = [one for one in (body.phone, body.other_phone) if one]
    relations = [relation for relation, _ in adult.relations]
    may_know = responsibility(adult, day)
    holds = any(relation.parental_responsibility == "yes" for relation in relations)
    denied = all(relation.parental_responsibility == "no" for relation in relations)
    carer = any(_CARER.search(relation.relation) for relation in relations) and not denied
    notes = [*(relation.note for relation in relations), *(relation.safe_note for relation in relations), body.note]
    spoken = answered(adult.entry, "language", day)
    return Adult(
        name=body.name,
        relation=relation_words(sources, adult),
        parental_responsibility=may_know,
        number=marked(held, safe if safe and any(map(safe.is_safe, held)) else None),
        safe_to_ring=_safe_to_ring(relations, adult.entry, day, forbidden, _remark(sources, adult, held)),
        only_safe=safe is not None,
        note=together(*dict.fromkeys(notes), between="; "),
        born_or_age=answered(adult.entry, "born_or_age", day),
        address=answered(adult.entry, "address", day),
        language=known(together(spoken.text or "", interpreter(body.interpreter), between="; "))
        if spoken.is_known
        else spoken,
        on_page_one=holds or carer,
    )


def _remark(sources: Sources, adult: AdultFile, held: list[str]) -> str:
    """Where only a safe number may be used: what stands beside this adult's own, or that nobody rings this one."""
    safe = holds_for(sources.safe, adult.id)
    if safe is None:
        return ""
    told = (*sources.entries("concern"), *(line.entry for line in sources.story))
    worry = {one for entry in told for one in getattr(entry.body, "may_have_caused", ())}
    name = adult.body.name.strip().casefold()
    if any(one.adult == adult.id or one.name.strip().casefold() == name for one in worry):
        return "DO NOT RING: person of worry"
    return safe.remark(*held)


def safe_contact(sources: Sources) -> str:
    """The safe way to reach them, of every concern that holds for an adult on this paper."""
    adults = {adult.id for adult in sources.family.adults}
    return in_words(one for one in sources.safe if adults & one.adults)


def _safe_to_ring(relations: list[Relation], entry: Entry, day: date, forbidden: bool, safe: str) -> Fact:
    said = {relation.safe_to_ring for relation in relations}
    if forbidden:
        return known("DO NOT RING: must not be told")
    if "no" in said:
        return known("DO NOT RING")
    if safe:
        return known(safe)
    if "by_police_first" in said:
        return known("safe to ring, by police first")
    if "only_at" in said:
        return known("safe to ring only at certain times")
    if said == {"yes"}:
        return known("safe to ring")
    return asked_at(entry, day) if "safe_to_ring" in _marked(entry) else not_known()


def _marked(entry: Entry) -> dict[str, str]:
    marked: dict[str, str] = getattr(entry.body, "not_known", {})
    return marked


def _member(sources: Sources, kin: Kin) -> HouseholdMember:
    child = kin.file
    where = together(child.body.school, child.body.address, child.body.postcode)
    relation = kin.relation or "at the same address"
    return HouseholdMember(
        name=child.body.name,
        relation=relation,
        born_or_age=known(together(born(child, sources.day).text or "", age_words(child.body, sources.day))),
        where=known(where) if where else answered(child.entry, "address", sources.day),
        note=child.body.note,
    )
