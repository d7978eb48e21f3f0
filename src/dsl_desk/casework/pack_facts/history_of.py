"""One child's chronology as facts for paper: everything recorded, other children masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.pack_facts import story
from dsl_desk.casework.pack_facts.choosing import masker_for, shown_children
from dsl_desk.casework.pack_facts.compose import digest_of, printable_anchor
from dsl_desk.casework.pack_facts.masking import Shown, masked_in, texts_in
from dsl_desk.casework.pack_facts.people import age_words, born
from dsl_desk.casework.pack_facts.sources import Sources, read_sources_of_child
from dsl_desk.casework.pack_facts.words import answered, together, weekday_moment
from dsl_desk.domain.when import long_moment
from dsl_desk.reports.chronology import ChronologyFacts
from dsl_desk.reports.facts import Row, known
from dsl_desk.store.work import Read

CHRONOLOGY = "chronology"  # the document's id in every pack
EVERYTHING = timedelta(days=365 * 30)
_UNTOUCHED = frozenset({"marking", "school", "number", "made", "scope", "masked", "digest", "anchor", "practice"})


@dataclass(frozen=True, kw_only=True)
class GatheredChronology:
    facts: ChronologyFacts
    shown: tuple[Shown, ...]
    head: int


def gather_chronology(
    read: Read, desk: Desk, child_id: str, number: str, months: int | None, masks: dict[str, str]
) -> GatheredChronology:
    """What the paper says. KnownProblem when there is no such child."""
    back = EVERYTHING if months is None else timedelta(days=round(months * 365 / 12))
    sources = read_sources_of_child(read, desk, child_id, desk.clock(), back)
    plain = _facts(sources, number, months)
    shown = shown_children(sources, masks, texts_in(plain))
    facts: ChronologyFacts = masked_in(plain, masker_for(sources, shown), _UNTOUCHED)
    facts = replace(facts, masked=tuple(f"{one.shown_as}: {one.why}" for one in shown if one.masked))
    return GatheredChronology(facts=replace(facts, digest=digest_of(facts)), shown=shown, head=sources.head.seq)


def _facts(sources: Sources, number: str, months: int | None) -> ChronologyFacts:
    child, day = sources.children[0], sources.day
    until = long_moment(sources.now)
    address = together(child.body.address, child.body.postcode)
    return ChronologyFacts(
        child=child.body.name if not child.body.preferred_name else f"{child.body.name} ({child.body.preferred_name})",
        school=sources.desk.school.school_name or "School not named in the settings",
        marking=sources.pack.title.marking, number=number, made=weekday_moment(sources.now),
        scope=f"Everything to {until}" if months is None else f"The last {months} months, to {until}",
        practice=sources.desk.school.practice,
        about=(
            Row(label="Born", fact=known(together(born(child, day).text or "", age_words(child.body, day)))),
            Row(label="Address", fact=known(address)),
            Row(label="Plan", fact=answered(child.entry, "plan", day)),
        ),
        entries=story.chronology(sources.story, sources.pack, sources.names), anchor_seq=sources.head.seq,
        anchor=printable_anchor(sources),
    )  # fmt: skip
