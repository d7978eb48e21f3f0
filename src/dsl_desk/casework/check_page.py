"""The page somebody reads before a paper leaves: what prints, what is missing, who is named and why."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.enclosing import Offered, chosen, offered
from dsl_desk.casework.look_up.contacts import edits_of, wrong_of
from dsl_desk.casework.pack_facts import Gathered, gather, read_sources
from dsl_desk.casework.pack_facts.compose import composed
from dsl_desk.casework.pack_facts.masking import Shown
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.pathways.contacts import CallLine, who_to_call
from dsl_desk.reports.facts import Fact
from dsl_desk.reports.lado_pack.facts import LadoFacts
from dsl_desk.reports.mash_pack.facts import PackFacts
from dsl_desk.reports.referral_facts import ReferralFacts
from dsl_desk.store.work import open_read

PREVIEW = "preview"
MOST_WORRY = 60
_FILES_GO = (
    "Files go as they are. A name that is masked on the pages is not masked inside a file: read each one before it "
    "leaves. Files are not printed."
)
_STATUS = {
    "check": "has not been checked. Ring it before you rely on it.",
    "wrong": "was found wrong by this school. Look for the right one before you ring.",
    "missing": "has no number here. Add yours.",
    "disagrees": "differs from the pack’s own. Check which is right.",
}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something page one has no answer for: its label, and the words that print instead ("Not asked")."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """`facts` is what prints, masks applied. `shown`: every child the paper could name. Warnings never block.

    `offered`: attached files that may go with it; `files`: the roots of those that were chosen.
    """

    referral: str
    document: str
    title: str
    recipient: str
    facts: ReferralFacts
    gaps: tuple[Gap, ...]
    shown: tuple[Shown, ...]
    warnings: tuple[str, ...]
    pages: int
    offered: tuple[Offered, ...] = ()
    files: tuple[str, ...] = ()


def check_page(
    desk: Desk, referral_id: str, masks: dict[str, str] | None = None, files: tuple[str, ...] = ()
) -> CheckPage:
    """Read it as it stands now. Takes as long as the paper does, since its pages are counted."""
    with open_read(desk.vault) as read:
        sources = read_sources(read, desk, referral_id, desk.clock())
        edits, wrong = edits_of(read), wrong_of(read)
        going = tuple(one.said for one in chosen(read, sources, files))
    found = gather(sources, PREVIEW, masks, going)
    role = found.addressed.role
    lines = who_to_call(sources.pack, (role,), sources.now, desk.calendar, edits, wrong=wrong) if role else ()
    line = next((one for one in lines if one.role == role), None)
    return CheckPage(
        referral=referral_id, document=found.document, title=found.addressed.title,
        recipient=found.addressed.name, facts=found.facts, gaps=gaps_of(found.facts), shown=found.shown,
        warnings=tuple(_warnings(sources, found, line)), pages=_pages(found.facts),
        offered=offered(desk, referral_id), files=files,
    )  # fmt: skip


def gaps_of(facts: ReferralFacts) -> tuple[Gap, ...]:
    """What on page one is not known or was not asked, in the order in which it is printed."""
    found = _of_children(facts) if isinstance(facts, PackFacts) else _of_adults(facts)
    gaps = [Gap(label=label, words=fact.in_words) for label, fact in found if not fact.is_known]
    if isinstance(facts, PackFacts):
        unheld = [adult.name for adult in facts.adults if not adult.number]
        gaps += [Gap(label=f"{name}: number", words="No number held") for name in unheld]
        if not facts.parents_know:
            gaps.append(Gap(label="Do the parents know?", words="Not asked"))
    if not facts.ring_back.number.strip():
        gaps.append(Gap(label="Ring back: number", words="No number held"))
    return tuple(gaps)


def _of_adults(facts: ReferralFacts) -> list[tuple[str, Fact]]:
    """The rows of page one of a paper about an adult."""
    if not isinstance(facts, LadoFacts):
        return []
    found = [(f"{adult.name}: born or age", adult.born_or_age) for adult in facts.adults]
    for adult in facts.adults:
        found += [(f"{adult.name}: {row.label}", row.fact) for _, rows in adult.parts[:2] for row in rows]
    for child in facts.children:
        found += [(f"{child.name}: {label}", getattr(child, name)) for label, name in _OF_A_TOUCHED_CHILD]
    found += [("What happened", facts.worry), *((row.label, row.fact) for row in facts.rows)]
    return [*found, ("What we did", facts.steps_taken), ("We ask you to", facts.we_ask_you_to), ("Risk", facts.why)]


def _of_children(facts: PackFacts) -> list[tuple[str, Fact]]:
    found: list[tuple[str, Fact]] = []
    for child in facts.children:
        found += [(f"{child.name}: {label}", getattr(child, name)) for label, name in _OF_A_CHILD]
    found.append(("The worry", facts.worry))
    for person in facts.people_of_worry:
        found += [(f"{person.name.in_words}: {label}", getattr(person, name)) for label, name in _OF_WORRY]
    for adult in facts.adults:
        found += [(f"{adult.name}: {label}", getattr(adult, name)) for label, name in _OF_AN_ADULT]
    return found + [(label, getattr(facts, name)) for label, name in _OF_THE_REST]


_OF_A_CHILD = (
    ("date of birth", "born"), ("sex", "sex"), ("part in it", "role"), ("address", "address"),
    ("where now", "where_now"), ("where tonight", "where_tonight"), ("safe tonight?", "safe_tonight"),
    ("language", "language"), ("disability", "disability"), ("social worker", "social_worker"),
)  # fmt: skip
_OF_A_TOUCHED_CHILD = (("date of birth", "born"), ("part in it", "role"), ("social worker", "social_worker"))
_OF_WORRY = (("born or age", "born_or_age"), ("relation", "relation"), ("where now", "where_now"),
             ("reaches which children", "reaches"), ("next contact", "next_contact"))  # fmt: skip
_OF_AN_ADULT = (("parental responsibility", "parental_responsibility"), ("safe to ring?", "safe_to_ring"))
_OF_THE_REST = (("Who collects", "collects"), ("Steps taken", "steps_taken"), ("Risk to staff", "risk_to_staff"),
                ("We ask you to", "we_ask_you_to"), ("Why", "why"))  # fmt: skip


def _warnings(sources: Sources, found: Gathered, line: CallLine | None) -> list[str]:
    facts = found.facts
    said = []
    if sources.written is None:
        said.append("The written copy has not been written. Most of page one says “Not asked”.")
    if line is not None and line.status in _STATUS:
        said.append(f"The number of {line.name} {_STATUS[line.status]}")
    if not facts.ring_back.number.strip():
        said.append("There is no number to ring back on.")
    if len((facts.worry.text or "").split()) > MOST_WORRY:
        said.append("The worry is longer than page one is meant for.")
    adults = facts.adults if isinstance(facts, PackFacts) else ()
    quiet = [adult.name for adult in adults if "DO NOT RING" in (adult.safe_to_ring.text or "")]
    said += [f"Nobody may ring {name}. It is printed in bold." for name in quiet]
    if isinstance(facts, PackFacts) and facts.safe_contact:
        said.append("Only the safe number may be used. Every other number says so beside it.")
    said += [
        f"{label} shares the name “{name}” with somebody who is named, so it stays. Read the pages for it."
        for label, name in found.shared
    ]
    said += [
        f"{label} has a name that is also a word, “{name}”. Written without a capital it stays. Read the pages for it."
        for label, name in found.also_words
    ]
    if facts.files:
        said.append(_FILES_GO)
    if sources.desk.vault.read_only:
        said.append("The record is open for reading only: this can be printed, but no register line can be written.")
    return said


def _pages(facts: ReferralFacts) -> int:
    from dsl_desk.reports.pdf import page_count, render

    return page_count(render(composed(facts)))
