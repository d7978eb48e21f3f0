"""The facts of one referral's paper, masks applied, with their digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from dsl_desk.casework.pack_facts import adults, lado, page_one, parents, people, story, told
from dsl_desk.casework.pack_facts.addressed import Addressed, addressed, document_of
from dsl_desk.casework.pack_facts.choosing import around_only, left_out, masker_for, masks_of, shown_children
from dsl_desk.casework.pack_facts.masking import Shown, masked_in, texts_in
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import (
    answered,
    asked_at,
    capital,
    first_known,
    small,
    weekday_moment,
    when_clock,
)
from dsl_desk.casework.telling import questions_of
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import long_moment
from dsl_desk.reports.blocks import Document
from dsl_desk.reports.facts import NOT_ASKED, Fact, Row, known
from dsl_desk.reports.mash_pack.facts import Analysis, PackFacts
from dsl_desk.reports.referral_facts import PackFile, Proof, ReferralFacts, SignOff

# Said about the paper itself, not about people: no mask goes over it.
UNTOUCHED = frozenset({"marking", "school", "apart", "to", "number", "made", "proof", "masked", "practice"})


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """`shared`: (how a child is shown, the name that had to stay because somebody who is named has it too).

    `also_words`: (how a child is shown, a name of theirs that is an everyday word as well).
    """

    facts: ReferralFacts
    shown: tuple[Shown, ...]
    shared: tuple[tuple[str, str], ...]
    also_words: tuple[tuple[str, str], ...]
    document: str
    addressed: Addressed
    head: int


def gather(
    sources: Sources, number: str, masks: dict[str, str] | None = None, files: tuple[PackFile, ...] = ()
) -> Gathered:
    """What the paper says. `masks`: child id -> named or masked, over what the written copy chose."""
    chosen = masks_of(sources) | (masks or {})
    plain = replace(_about_adult(sources, number) or _facts(sources, number), files=files)
    shown = shown_children(sources, chosen, texts_in(plain))
    masker = masker_for(sources, shown)
    if isinstance(plain, PackFacts):
        plain = _without(plain, sources, frozenset(one.child for one in shown if one.masked))
    facts: ReferralFacts = masked_in(plain, masker, UNTOUCHED)
    facts = replace(facts, masked=left_out(shown, facts), proof=_proof(sources))
    facts = replace(facts, proof=replace(facts.proof, digest=digest_of(facts)))
    return Gathered(
        facts=facts, shown=shown, shared=tuple(masker.shared), also_words=tuple(masker.also_words),
        document=document_of(sources), addressed=addressed(sources), head=sources.head.seq,
    )  # fmt: skip


def _without(facts: PackFacts, sources: Sources, masked: frozenset[str]) -> PackFacts:
    """A referred child who is masked stays a line, without what would say who it is."""
    gone = [child.id in masked for child in sources.children]
    nothing = (Row(label="Details", fact=people.LEFT_OUT),)
    around = around_only(sources, masked)
    return replace(
        facts,
        adults=tuple(one for one in facts.adults if one.name not in around),
        children=tuple(
            people.unnamed(one) if out else one for one, out in zip(facts.children, gone, strict=True)
        ),
        details=tuple(
            replace(one, rows=nothing, status=()) if out else one for one, out in zip(facts.details, gone, strict=True)
        ),
    )  # fmt: skip


def _about_adult(sources: Sources, number: str) -> ReferralFacts | None:
    """The facts of a referral about an adult; None where the paper is about children."""
    document = sources.pack.documents.get(document_of(sources))
    if document is None or document.about != "adult":
        return None
    return lado.facts(
        sources, document, number, to=addressed(sources).name, more=_more(sources), signed=_sign_off(sources),
        proof=_proof(sources),
    )  # fmt: skip


def digest_of(facts: Any) -> str:
    """SHA-256 (hex) over the canonical JSON of the facts, the digest itself left blank."""
    proof = getattr(facts, "proof", None)
    blank = replace(facts, proof=replace(proof, digest="")) if proof else replace(facts, digest="")
    return hashlib.sha256(msgspec.json.encode(blank, order="sorted")).hexdigest()


def _facts(sources: Sources, number: str) -> PackFacts:
    written, day = sources.written, sources.day
    chosen = getattr(written and written.body, "persons_of_worry", "").strip()
    persons = told.people_of_worry(sources)
    own_line = bool(chosen) and chosen != " ".join(map(told.person_line, persons))
    return PackFacts(
        marking=sources.pack.title.marking, number=number, made=weekday_moment(sources.now),
        school=sources.desk.school.school_name or "School not named in the settings",
        to=addressed(sources).name, practice=sources.desk.school.practice,
        kind=page_one.kind_words(sources), first_made=page_one.first_made_words(sources),
        urgency=page_one.urgency_words(sources),
        children=tuple(people.referred_child(sources, child) for child in sources.children),
        worry=answered(written, "worry", day), words_label=page_one.words_label(sources), words=told.all_words(sources),
        no_words=told.no_words(sources), people_of_worry=() if own_line else persons,
        no_person_of_worry=known(chosen) if own_line else first_known(
            answered(written, "persons_of_worry", day), known("Nobody named")),
        adults=adults.adults(sources), safe_contact=adults.safe_contact(sources), collects=page_one.collects(sources),
        parents_know=parents.parent_answers(sources),
        steps_taken=page_one.steps_taken(sources), risk_to_staff=page_one.risk_to_staff(sources),
        we_ask_you_to=answered(written, "asking_for", day),
        ring_back=page_one.ring_back(sources), why=page_one.why(sources), accounts=told.accounts(sources),
        details=tuple(people.details(sources, child) for child in sources.children),
        household=adults.household(sources), orders=_orders(sources),
        must_not_be_told=adults.must_not_be_told(sources), conversations=told.conversations(sources),
        views=told.views(sources), analysis=_analysis(sources), agencies=story.agencies(sources),
        plans=story.plans(sources), help_tried=story.help_tried(sources),
        chronology=story.chronology(sources.story, sources.pack, sources.names),
        chronology_note=story.chronology_note(sources), decisions=told.decisions(sources), advice=told.advice(sources),
        more_answers=_more(sources), sign_off=_sign_off(sources), proof=_proof(sources),
    )  # fmt: skip


def _orders(sources: Sources) -> Fact:
    onfile = [child.body.orders for child in sources.children if child.body.orders]
    asked = [answered(child.entry, "orders", sources.day) for child in sources.children]
    return first_known(
        answered(sources.written, "orders", sources.day), known("; ".join(dict.fromkeys(onfile))), *asked
    )


def _analysis(sources: Sources) -> Analysis:
    written, day = sources.written, sources.day
    judged = sources.newest("urgency")
    return Analysis(
        worries=first_known(answered(written, "worry", day), answered(judged, "why", day)),
        what_works=answered(written, "works_well", day),
        grey_areas=answered(written, "grey_areas", day),
        if_nothing_changes=answered(written, "if_nothing_changes", day),
        why_this_level=first_known(answered(judged, "why", day), answered(written, "why_threshold", day)),
    )


def _more(sources: Sources) -> tuple[Row, ...]:
    """What was asked for by ticks, and a pack's own questions."""
    rows = []
    for entry in filter(None, (sources.made, sources.written)):
        for question in questions_of(entry, sources.pack):
            if question.id in getattr(entry.body, "answers", {}):
                rows.append(Row(label=question.label, fact=_extra(sources, entry, question.id)))
    ticked = answered(
        sources.written, "asking_choices", sources.day,
        lambda values: "; ".join(sources.pack.words("referral_written", "asking_choices", one) for one in values),
    )  # fmt: skip
    return (*((Row(label="We ask for", fact=ticked),) if ticked != NOT_ASKED else ()), *rows)


def _extra(sources: Sources, entry: Entry, question: str) -> Fact:
    value = entry.body.answers[question]  # type: ignore[union-attr]
    if value == "not_known":
        return asked_at(entry, sources.day)
    values = value if isinstance(value, list) else [value]
    words = [sources.pack.words(entry.header.kind, question, str(one)) for one in values]
    return known("Yes" if value is True else ", ".join(words))


def _sign_off(sources: Sources) -> tuple[SignOff, ...]:
    signed = []
    if sources.written is not None:
        name, post = sources.author(sources.written)
        when = long_moment(sources.written.header.recorded_at)
        signed.append(SignOff(statement="Decided and written by", name=name, post=post, when=when))
    decided = sources.newest("decision")
    for entry in sources.entries("agreement"):
        body = entry.body
        if body is not None and body.agrees == "agree" and decided is not None and body.of == decided.header.root:
            how = "Agreed by phone" if body.how == "by_phone" else "Agreed"
            role = capital(small(sources.pack.label("second_person_roles", body.by_role)))
            when = when_clock(body.happened, sources.day)
            signed.append(SignOff(statement=how, name=body.by_name, post=role, when=when))
    return tuple(signed)


def printable_anchor(sources: Sources) -> str:
    """The digest of the last entry in groups of four, to compare by eye."""
    digest = sources.head.digest.hex()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _proof(sources: Sources) -> Proof:
    return Proof(
        digest="", anchor_seq=sources.head.seq,
        anchor=printable_anchor(sources),
        how_to_check=(
            "Ring the school on a number you already have and give the export number. The school’s register of exports "
            "shows when it was made, for whom, and the digest that stands here.",
            "The same facts always give the same digest. A paper that was changed does not match it.",
        ),
    )  # fmt: skip


def composed(facts: Any) -> Document:
    """The document that these facts make."""
    from dsl_desk.reports import lado_pack, mash_pack  # only when a paper is made

    return lado_pack.compose(facts) if isinstance(facts, lado_pack.LadoFacts) else mash_pack.compose(facts)
