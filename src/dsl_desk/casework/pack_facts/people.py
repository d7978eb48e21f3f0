"""Children, adults, the household: from the file to rows of paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dsl_desk.casework.look_up.names import year_of
from dsl_desk.casework.pack_facts.family import ChildFile
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import (
    answered,
    asked_at,
    capital,
    company,
    first_known,
    interpreter,
    part,
    small,
    together,
    when_clock,
)
from dsl_desk.domain.entries.people import Child, ChildStatus
from dsl_desk.domain.entries.referral import Tonight
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import long_date
from dsl_desk.reports.facts import NOT_ASKED, Fact, Row, known
from dsl_desk.reports.mash_pack.facts import ChildDetails, ReferredChild

SIBLING = "sibling"
_NEEDS, _ETHNICITY = "Special educational needs (school’s code)", "Ethnicity (school’s code)"
LEFT_OUT = known("Left out, as the name is")


def referred_child(sources: Sources, child: ChildFile) -> ReferredChild:
    body, day = child.body, sources.day
    where, tonight, safe = _places(sources, child)
    return ReferredChild(
        name=body.name,
        known_as=body.preferred_name if body.preferred_name != body.legal_forename else "",
        born=born(child, day),
        age=age_words(body, day),
        sex=_sex(child, day),
        role=_role(sources, child),
        address=answered(child.entry, "address", day, lambda text: together(text, body.postcode, between="\n")),
        where_now=where,
        where_tonight=tonight,
        safe_tonight=safe,
        language=_language(child, day),
        disability=answered(child.entry, "disability", day),
        social_worker=_worker(sources, child),
    )


def unnamed(child: ReferredChild) -> ReferredChild:
    """The same of a child who is masked: nothing by which anybody could look the child up."""
    return replace(child, known_as="", born=LEFT_OUT, address=LEFT_OUT)


def born(child: ChildFile, day: date) -> Fact:
    """The date as it is recorded, with what is doubtful about it."""
    body = child.body
    if body.born is None:
        return asked_at(child.entry, day) if body.born_status == "not_known" else answered(child.entry, "born", day)
    said = long_date(body.born)
    if body.born_status == "disputed":
        said = f"{said} recorded; disputed"
    elif body.born_status == "estimated":
        said = f"about {said}, estimated"
    elif body.born_status == "due" or body.status is ChildStatus.UNBORN:
        said = f"due {said}"
    return known(said)


def years(child: Child, day: date) -> int | None:
    """Whole years of age on that day; None when the date of birth is not known or lies ahead."""
    if child.born is None or child.born > day or child.status is ChildStatus.UNBORN:
        return None
    return day.year - child.born.year - ((day.month, day.day) < (child.born.month, child.born.day))


def age_words(child: Child, day: date) -> str:
    age = years(child, day)
    if age is None or child.born is None:
        return ""
    if age >= 2:
        return f"{age} years"
    months = (day.year - child.born.year) * 12 + day.month - child.born.month - (day.day < child.born.day)
    return "1 month" if months == 1 else f"{months} months"


def details(sources: Sources, child: ChildFile) -> ChildDetails:
    """Page three: what a council's form asks of each child. Immigration status only where it was ticked."""
    body, day, entry = child.body, sources.day, child.entry
    fields = (("UPN", "upn"), ("School", "school"), ("GP", "gp"), (_NEEDS, "send_status"),
              ("Disability", "disability"), ("Phone", "phone"), ("Plan", "plan"),
              ("Court orders", "orders"))  # fmt: skip
    year = Row(label="Year and class", fact=known(together(year_of(body.year_group), body.class_group)))
    rows = [Row(label=label, fact=answered(entry, name, day)) for label, name in fields]
    status = [("First language", "first_language"), (_ETHNICITY, "ethnicity"), ("Religion", "religion"),
              ("Nationality", "nationality")]  # fmt: skip
    if getattr(sources.written and sources.written.body, "show_immigration", False):
        status.append(("Immigration status", "immigration"))
    asked = [Row(label=label, fact=answered(entry, name, day)) for label, name in status]
    unasked = {"School", "Phone", "Plan", "Court orders", "Disability", _NEEDS}
    shown = [row for row in rows if row.label not in unasked or row.fact != NOT_ASKED]
    extra = [Row(label=capital(key.replace("_", " ")), fact=known(str(value))) for key, value in body.answers.items()]
    return ChildDetails(name=body.name, rows=(shown[0], year, *shown[1:], *extra), status=tuple(asked))


def his_or_her(child: Child) -> str:
    return {"M": "His", "F": "Her"}.get(child.sex.upper()[:1], "The child’s")


def _places(sources: Sources, child: ChildFile) -> tuple[Fact, Fact, Fact]:
    """Where now, where tonight, and is it safe: from the written copy, else from the concern."""
    now, tonight, safe = _from_concern(sources, child)
    written = sources.written
    if written is None:
        return now, tonight, safe
    day = sources.day
    if "tonight" in written.body.not_known:  # type: ignore[union-attr]
        unknown = answered(written, "tonight", day)
        return first_known(now, unknown), first_known(tonight, unknown), unknown
    said = next((written.body.tonight[some] for some in child.ids if some in written.body.tonight), Tonight())  # type: ignore[union-attr]
    place = part(together(said.place, company(said.with_whom)), written, day)
    return (
        first_known(part(said.where_now, written, day), now),
        first_known(place, tonight),
        _safe(said.safe, written, day),
    )


def _safe(value: str, written: Entry, day: date) -> Fact:
    agreed = str(getattr(written.body, "agreed_until", ""))
    if value == "safe":
        return known(together("Safe", agreed))
    if value == "not_safe":
        return known("NOT SAFE")
    return asked_at(written, day) if value else NOT_ASKED


def _from_concern(sources: Sources, child: ChildFile) -> tuple[Fact, Fact, Fact]:
    """What the newest concern says about this child; it does not speak of brothers and sisters.

    Where a child goes next need not be where they sleep: it is not printed as if it were.
    """
    for file in sources.files:
        if not any(some in child.ids and role != SIBLING for some, role, _ in file.children):
            continue
        entry = next(iter(file.standing("concern")), None)
        if entry is None or entry.body is None:
            continue
        words = file.pack.words
        now = answered(entry, "where_now", sources.day, lambda value, words=words: words("concern", "where_now", value))  # type: ignore[misc]
        place = answered(entry, "next_place", sources.day)
        following = together(
            place.text or "", company(entry.body.next_with), when_clock(entry.body.next_when, sources.day)
        )
        return now, known(f"Not said; next: {following}") if place.is_known else place, NOT_ASKED
    return NOT_ASKED, NOT_ASKED, NOT_ASKED


def _sex(child: ChildFile, day: date) -> Fact:
    grown = (years(child.body, day) or 0) >= 18
    words = {"M": "man" if grown else "boy", "F": "woman" if grown else "girl"}
    return answered(child.entry, "sex", day, lambda value: words.get(value.upper()[:1], value))


def _role(sources: Sources, child: ChildFile) -> Fact:
    if child.role == SIBLING:
        return known({"M": "brother", "F": "sister"}.get(child.body.sex.upper()[:1], "brother or sister"))
    return known(small(sources.pack.label("roles", child.role))) if child.role else NOT_ASKED


def _language(child: ChildFile, day: date) -> Fact:
    spoken = answered(child.entry, "first_language", day)
    return (
        known(together(spoken.text or "", interpreter(child.body.interpreter), between="; "))
        if spoken.is_known
        else spoken
    )


def _worker(sources: Sources, child: ChildFile) -> Fact:
    """From the child's file, else from the DSL's newest look."""
    worker, plan = child.body.worker, child.body.plan
    if worker is not None:
        kind = _kind_of_worker(sources, worker.kind)
        who = together(worker.name, worker.team, worker.authority, worker.phone) or "name not known"
        return known(together(plan, f"{kind}: {who}", between=". "))
    entry = sources.newest("urgency")
    said = answered(entry, "social_worker", sources.day)
    if said.text == "no":
        return known(together(plan, "No social worker", between=". "))
    if said.is_known and entry is not None and entry.body is not None:
        body = entry.body
        kind = _kind_of_worker(sources, said.text or "")
        who = together(body.worker_name, body.worker_team, body.worker_authority, body.worker_phone)
        return known(f"{kind}: {who or 'name not known'}")
    return known(plan) if plan else said


def _kind_of_worker(sources: Sources, kind: str) -> str:
    """Any worker who is not a social worker is called what the pack calls them."""
    label = sources.pack.words("urgency", "social_worker", kind)
    return "Social worker" if kind in ("yes", "social_worker") or label == kind else label.removeprefix("A ")
