"""The sealed answers of the steps that make one paper as facts, other children masked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.pack_facts.adults import adults, safe_contact
from dsl_desk.casework.pack_facts.choosing import around_only, left_out, masker_for, shown_children, silent_in
from dsl_desk.casework.pack_facts.compose import digest_of
from dsl_desk.casework.pack_facts.family import read_family
from dsl_desk.casework.pack_facts.masking import MASKED, Shown, masked_in, texts_in
from dsl_desk.casework.pack_facts.page_one import ring_back
from dsl_desk.casework.pack_facts.people import LEFT_OUT, details, referred_child
from dsl_desk.casework.pack_facts.sheet_groups import Sealed, answered_about, groups
from dsl_desk.casework.pack_facts.sources import Sources, read_sources
from dsl_desk.casework.pack_facts.words import capital, together, weekday_moment
from dsl_desk.casework.safe_contact import SAFE_ONLY, safe_contacts
from dsl_desk.domain.when import long_moment
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.model import Document
from dsl_desk.pathways.pack import Pack
from dsl_desk.reports.facts import Fact, Row, known
from dsl_desk.reports.mash_pack.facts import Adult
from dsl_desk.reports.sheet import SheetAdult, SheetFacts
from dsl_desk.store.work import Read

_MAKES = "assessment"
_UNTOUCHED = frozenset({
    "title", "under", "marking", "school", "to", "number", "made", "practice", "hints", "do_not", "ring_back", "author",
    "post", "written", "masked", "digest",
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
    """What the paper of that step says: the newest answers of every step that names the same paper.

    KnownProblem when nothing was sealed on any of them yet.
    """
    sources = read_sources(read, desk, concern_id, desk.clock())
    file = sources.files[0]
    document = next((state.step.document for state in file.steps if state.step.id == step_id), "")
    sealed = _sealed(sources, file, document)
    sources = _with_everybodys_adults(read, desk, sources, sealed)
    if not document or not any(one.entries for one in sealed):
        raise KnownProblem("Nothing is sealed on this sheet yet. Seal it first, then print it. Nothing was lost.")
    paper = sources.pack.documents[document]
    plain = _facts(sources, paper, sealed, number)
    texts = tuple(texts_in(plain))
    shown = shown_children(sources, _others(sources) | masks if paper.family_reads else masks, texts)
    silent = silent_in(sources, texts)
    shown = tuple(one for one in shown if not silent(one.child))
    masked = frozenset(one.child for one in shown if one.masked)
    plain = replace(plain, people=_children(sources, sealed, masked))
    if not plain.about_adult:
        plain = replace(
            plain, adults=tuple(one for one in plain.adults if one.name not in around_only(sources, masked))
        )
    facts: SheetFacts = masked_in(plain, masker_for(sources, shown), _UNTOUCHED)
    facts = replace(facts, masked=left_out(shown, facts))
    return GatheredSheet(
        facts=replace(facts, digest=digest_of(facts)), shown=shown, document=document, pack=sources.pack,
        concerns=(concern_id,), children=tuple(child.id for child in sources.children), head=sources.head.seq,
    )  # fmt: skip


def _with_everybodys_adults(read: Read, desk: Desk, sources: Sources, sealed: tuple[Sealed, ...]) -> Sources:
    """The adults around each child that was answered about too, whatever the child's part in it."""
    about = {child.id: child.role for child in sources.children}
    more = {child: "" for child in answered_about(sealed) if child in sources.bodies and child not in about}
    if not more:
        return sources
    adults = read_family(read, about | more).adults
    ours = {adult.body.name for adult in adults}
    return replace(
        sources, family=replace(sources.family, adults=adults), safe=safe_contacts(read, desk, about | more),
        adults_of_others=tuple(one for one in sources.adults_of_others if one[0] not in ours),
    )  # fmt: skip


def _sealed(sources: Sources, file: ConcernFile, document: str) -> tuple[Sealed, ...]:
    """The steps of that paper in their order, each with what stands there: the newest, or all where all count."""
    found = []
    for state in file.steps:
        if state.step.document == document and _MAKES in state.step.entry_kinds:
            made = [one for one in sources.entries(_MAKES) if getattr(one.body, "step", "") == state.step.id]
            found.append(Sealed(state=state, entries=tuple(made if state.step.keeps else made[-1:])))
    return tuple(found)


def _others(sources: Sources) -> dict[str, str]:
    """Children who are not of this family: masked on a paper that the family keeps."""
    ours = {child.id for child in sources.children} | {kin.file.id for kin in sources.family.kin}
    return {child: MASKED for child in sources.bodies if child not in ours}


def _facts(sources: Sources, document: Document, sealed: tuple[Sealed, ...], number: str) -> SheetFacts:
    contact = sources.pack.contacts.get(document.recipient)
    newest = max((entry for one in sealed for entry in one.entries), key=lambda entry: entry.seq)
    back, (author, post) = ring_back(sources), sources.author(newest)
    last = sealed[-1].state.step
    return SheetFacts(
        title=document.title, under=document.under, to=contact.name if contact else "", number=number,
        made=weekday_moment(sources.now),
        school=sources.desk.school.school_name or "School not named in the settings",
        marking=sources.pack.title.marking, practice=sources.desk.school.practice,
        about_adult=document.about == "adult", people=_children(sources, sealed),
        adults=() if document.family_reads else _adults(sources),
        safe_contact="" if document.family_reads else safe_contact(sources),
        groups=groups(sources, document, sealed),
        hints=() if document.family_reads else last.guidance, do_not=() if document.family_reads else last.do_not,
        ring_back=together(
            together(back.who, back.number, f"until {back.until}" if back.until else ""),
            together(back.then_who, back.then_number), between="; then ",
        ),
        author=author, post=post, written=long_moment(newest.header.recorded_at),
    )  # fmt: skip


def _children(
    sources: Sources, sealed: tuple[Sealed, ...], masked: frozenset[str] = frozenset()
) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The children it is about, and each child that was answered about, whatever their part in it.

    Of one who is masked nothing stands here that would say who it is.
    """
    about = {child.id: child for child in sources.children}
    about |= {one: sources.bodies[one] for one in answered_about(sealed) if one in sources.bodies}
    found: list[tuple[str, tuple[Row, ...]]] = []
    for child in about.values():
        if child.id in masked:
            found.append((child.body.name, (Row(label="Details", fact=LEFT_OUT),)))
            continue
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
    return tuple(found)


def _adults(sources: Sources) -> tuple[SheetAdult, ...]:
    """Their numbers, except where a stop card says that only the safe number may be used."""
    return tuple(
        SheetAdult(
            name=one.name,
            more=together(one.relation, one.parental_responsibility.text or ""),
            number=_number(one),
            safe_to_ring=_ring(one),
        )
        for one in adults(sources)
    )


def _number(one: Adult) -> str:
    if one.only_safe:
        return "Left out" if "NOT RING" in (one.safe_to_ring.text or "") else SAFE_ONLY
    return one.number or "No number held"


def _ring(one: Adult) -> Fact:
    """Beside a number that is not printed only a refusal is worth saying again."""
    said = capital(one.safe_to_ring.text or "")
    return known("No other number") if one.only_safe and "RING" not in said else replace(one.safe_to_ring, text=said)
