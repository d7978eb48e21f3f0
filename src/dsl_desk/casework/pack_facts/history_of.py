"""The chronology of a child, or of an adult in a vault about adults, as facts for paper: children masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up import selecting
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.pack_facts import story
from dsl_desk.casework.pack_facts.choosing import left_out, masker_for, shown_children
from dsl_desk.casework.pack_facts.compose import digest_of, printable_anchor
from dsl_desk.casework.pack_facts.lado import apart, on_file
from dsl_desk.casework.pack_facts.masking import Shown, masked_in, texts_in
from dsl_desk.casework.pack_facts.people import age_words, born
from dsl_desk.casework.pack_facts.sources import Sources, ids_of, read_sources_of, story_of
from dsl_desk.casework.pack_facts.words import answered, together, weekday_moment
from dsl_desk.casework.selection_words import in_words, kept, out_of, spoken
from dsl_desk.domain.entry import Subject
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.selection import Selection
from dsl_desk.domain.when import long_moment
from dsl_desk.reports.chronology import ChronologyFacts
from dsl_desk.reports.facts import Row, known
from dsl_desk.store import adults, concerns, merges
from dsl_desk.store.work import Read

CHRONOLOGY = "chronology"  # the document's id in every pack
_UNTOUCHED = frozenset({"marking", "school", "number", "made", "scope", "masked", "digest", "anchor", "practice"})


@dataclass(frozen=True, kw_only=True)
class GatheredChronology:
    """`selection`: as the register keeps it, empty for everything; `entries` of `total` are on it. `restricted`: the
    concerns in it that not everybody may see; the line in the register is theirs too."""

    facts: ChronologyFacts
    subject: Subject
    shown: tuple[Shown, ...]
    head: int
    restricted: tuple[str, ...]
    selection: dict[str, Any]
    entries: int
    total: int


def gather_chronology(
    read: Read, desk: Desk, person: str, number: str, selection: Selection, masks: dict[str, str]
) -> GatheredChronology:
    """What the paper says. KnownProblem when there is no such child or adult, or nothing of it is for this viewer."""
    names = names_of(read)
    of_adult = desk.pack.about_adults and person in {row.id for row in adults.rows(read)}
    upto = selecting.upto(read, selection)
    rows = _concerns_of_adult(read, person) if of_adult else concerns.of_child(read, person, upto=upto)
    wanted = selecting.wanted(read, desk.pack, person, rows, names, selection)
    who = Subject(id=person, kind="adult" if of_adult else "child")
    sources = read_sources_of(read, desk, who, desk.clock(), upto=upto, wanted=wanted)
    total = len(story_of(read, ids_of(sources)))
    said = in_words(selection, desk.pack, spoken(rows), names)
    plain = _facts(sources, number, out_of(len(sources.story), total, said) if said else "")
    shown = shown_children(sources, masks, texts_in(plain))
    facts: ChronologyFacts = masked_in(plain, masker_for(sources, shown), _UNTOUCHED)
    facts = replace(facts, masked=left_out(shown, facts))
    return GatheredChronology(
        facts=replace(facts, digest=digest_of(facts)), subject=sources.subjects[0], shown=shown, head=sources.head.seq,
        selection=kept(selection, spoken(rows)), entries=len(sources.story), total=total,
        restricted=_restricted(read, sources),
    )  # fmt: skip


def _concerns_of_adult(read: Read, adult: str) -> list[ConcernRow]:
    found = (row for some in merges.same_person(read, adult) for row in concerns.of_adult(read, some))
    return list({row.id: row for row in found}.values())


def _restricted(read: Read, sources: Sources) -> tuple[str, ...]:
    told_of = dict.fromkeys(one for line in sources.story for one in line.entry.header.concerns)
    return tuple(one for one in told_of if concerns.viewers(read, one) is not None)


def _facts(sources: Sources, number: str, selection: str) -> ChronologyFacts:
    until = long_moment(sources.now)
    name, about = _adult(sources) if sources.adults else _child(sources)
    return ChronologyFacts(
        name=name, about=about, apart=apart(sources) if sources.adults else "",
        school=sources.desk.school.school_name or "School not named in the settings",
        marking=sources.pack.title.marking, number=number, made=weekday_moment(sources.now),
        scope=f"A selection, made {until}" if selection else f"Everything to {until}", selection=selection,
        practice=sources.desk.school.practice,
        entries=story.chronology(sources.story, sources.pack, sources.names), anchor_seq=sources.head.seq,
        anchor=printable_anchor(sources),
    )  # fmt: skip


def _child(sources: Sources) -> tuple[str, tuple[Row, ...]]:
    child, day = sources.children[0], sources.day
    name = child.body.name if not child.body.preferred_name else f"{child.body.name} ({child.body.preferred_name})"
    return name, (
        Row(label="Born", fact=known(together(born(child, day).text or "", age_words(child.body, day)))),
        Row(label="Address", fact=known(together(child.body.address, child.body.postcode))),
        Row(label="Plan", fact=answered(child.entry, "plan", day)),
    )


def _adult(sources: Sources) -> tuple[str, tuple[Row, ...]]:
    """What the form about an adult asks first: the job and the employer."""
    told = on_file(sources, sources.adults[0])
    return told.name, told.parts[0][1] if told.parts else ()
