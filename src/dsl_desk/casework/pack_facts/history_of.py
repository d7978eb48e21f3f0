"""One child's chronology as facts for paper: everything recorded or a selection of it, other children masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up import selecting
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.pack_facts import story
from dsl_desk.casework.pack_facts.choosing import masker_for, shown_children
from dsl_desk.casework.pack_facts.compose import digest_of, printable_anchor
from dsl_desk.casework.pack_facts.masking import Shown, masked_in, texts_in
from dsl_desk.casework.pack_facts.people import age_words, born
from dsl_desk.casework.pack_facts.sources import Sources, read_sources_of_child, story_of
from dsl_desk.casework.pack_facts.words import answered, together, weekday_moment
from dsl_desk.casework.selection_words import in_words, kept, out_of, spoken
from dsl_desk.domain.selection import Selection
from dsl_desk.domain.when import long_moment
from dsl_desk.reports.chronology import ChronologyFacts
from dsl_desk.reports.facts import Row, known
from dsl_desk.store import concerns
from dsl_desk.store.work import Read

CHRONOLOGY = "chronology"  # the document's id in every pack
_UNTOUCHED = frozenset({"marking", "school", "number", "made", "scope", "masked", "digest", "anchor", "practice"})


@dataclass(frozen=True, kw_only=True)
class GatheredChronology:
    """`selection`: as the register keeps it, empty for everything; `entries` of `total` are on it. `restricted`: the
    concerns in it that not everybody may see; the line in the register is theirs too."""

    facts: ChronologyFacts
    shown: tuple[Shown, ...]
    head: int
    restricted: tuple[str, ...]
    selection: dict[str, Any]
    entries: int
    total: int


def gather_chronology(
    read: Read, desk: Desk, child_id: str, number: str, selection: Selection, masks: dict[str, str]
) -> GatheredChronology:
    """What the paper says. KnownProblem when there is no such child."""
    names = names_of(read)
    upto = selecting.upto(read, selection)
    rows = concerns.of_child(read, child_id, upto=upto)
    wanted = selecting.wanted(read, desk.pack, child_id, rows, names, selection)
    sources = read_sources_of_child(read, desk, child_id, desk.clock(), upto=upto, wanted=wanted)
    total = len(story_of(read, sources.children))
    said = in_words(selection, desk.pack, spoken(rows), names)
    plain = _facts(sources, number, out_of(len(sources.story), total, said) if said else "")
    shown = shown_children(sources, masks, texts_in(plain))
    facts: ChronologyFacts = masked_in(plain, masker_for(sources, shown), _UNTOUCHED)
    facts = replace(facts, masked=tuple(f"{one.shown_as}: {one.why}" for one in shown if one.masked))
    return GatheredChronology(
        facts=replace(facts, digest=digest_of(facts)), shown=shown, head=sources.head.seq,
        selection=kept(selection, spoken(rows)), entries=len(sources.story), total=total,
        restricted=_restricted(read, sources),
    )  # fmt: skip


def _restricted(read: Read, sources: Sources) -> tuple[str, ...]:
    told_of = dict.fromkeys(one for line in sources.story for one in line.entry.header.concerns)
    return tuple(one for one in told_of if concerns.viewers(read, one) is not None)


def _facts(sources: Sources, number: str, selection: str) -> ChronologyFacts:
    child, day = sources.children[0], sources.day
    until = long_moment(sources.now)
    address = together(child.body.address, child.body.postcode)
    return ChronologyFacts(
        child=child.body.name if not child.body.preferred_name else f"{child.body.name} ({child.body.preferred_name})",
        school=sources.desk.school.school_name or "School not named in the settings",
        marking=sources.pack.title.marking, number=number, made=weekday_moment(sources.now),
        scope=f"A selection, made {until}" if selection else f"Everything to {until}", selection=selection,
        practice=sources.desk.school.practice,
        about=(
            Row(label="Born", fact=known(together(born(child, day).text or "", age_words(child.body, day)))),
            Row(label="Address", fact=known(address)),
            Row(label="Plan", fact=answered(child.entry, "plan", day)),
        ),
        entries=story.chronology(sources.story, sources.pack, sources.names), anchor_seq=sources.head.seq,
        anchor=printable_anchor(sources),
    )  # fmt: skip
