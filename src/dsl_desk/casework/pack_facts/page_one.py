"""The lines of page one that several answers make together."""

from __future__ import annotations

from typing import Any

import msgspec

from dsl_desk.casework.pack_facts import people, story, told
from dsl_desk.casework.pack_facts.addressed import called
from dsl_desk.casework.pack_facts.sources import Sources, post_of
from dsl_desk.casework.pack_facts.urgency import decide_by, level_of, urgency_line
from dsl_desk.casework.pack_facts.words import answered, first_known, sentence, small, title_when, together, when_clock
from dsl_desk.reports.facts import NOT_ASKED, Fact, known
from dsl_desk.reports.referral_facts import RingBack


def ring_back(sources: Sources) -> RingBack:
    """Whom they ring: as written, else the school's settings, else whoever is at the desk."""
    body, school, me = sources.written and sources.written.body, sources.desk.school, sources.desk.me
    name = school.ring_back_who or together(me.name, post_of(me))
    return RingBack(
        who=getattr(body, "ring_back", "") or name,
        number=getattr(body, "ring_back_number", "") or school.ring_back_number,
        until=getattr(body, "ring_back_until", "") or school.ring_back_until,
        then_who=getattr(body, "then_who", "") or school.then_who,
        then_number=getattr(body, "then_number", "") or school.then_number,
    )


def first_made_words(sources: Sources) -> str:
    """ "written copy of a phone call to …, Friday 13 November 2026, 18:26 · spoke to …"; blank: not made yet."""
    made = sources.made
    body = made.body if made else None
    if made is None or body is None or body.how == "not_yet":
        return ""
    way = small(sources.pack.words("referral_made", "how", body.how))
    how = "a phone call" if body.how == "phone" else f"what was said or sent {way}"
    when = title_when(made, body.happened)
    spoke = answered(made, "spoke_to", sources.day)
    said = f"spoke to {spoke.text}" if spoke.is_known else f"spoke to: {small(spoke.in_words)}" if spoke.asked else ""
    reference = f"reference {body.call_reference}" if body.call_reference else ""
    rung = sources.pack.contacts.get(body.to)
    whom = called(rung, body.authority) if rung is not None and rung.named else body.to_name
    whom = f"the {whom[4:]}" if whom.startswith("The ") else whom
    return together(f"written copy of {how} to {together(whom, when)}", said, reference, between=" · ")


def kind_words(sources: Sources) -> str:
    said = answered(
        sources.written, "status", sources.day,
        lambda value: sources.pack.words("referral_written", "status", value),
    )  # fmt: skip
    if not said.is_known or getattr(sources.written and sources.written.body, "status", "") == "new":
        return "New referral"
    return f"{said.text}{f' ({sources.row.reference})' if sources.row.reference else ''}"


def urgency_words(sources: Sources) -> str:
    body: Any = sources.written.body if sources.written else None
    if body is not None and body.urgency_line.strip():
        return str(body.urgency_line).strip()
    by = decide_by(sources.pack, sources.desk.calendar, level_of(sources), sources.now)
    tonight = {child: msgspec.to_builtins(one) for child, one in body.tonight.items()} if body else {}
    return urgency_line(sources, tonight, body.agreed_until if body else "", by)


def words_label(sources: Sources) -> str:
    speakers = told.speakers(sources)
    whose = people.his_or_her(speakers[0].body) if len(speakers) == 1 else "The child’s"
    return f"{whose} own words"


def collects_words(sources: Sources) -> Fact:
    """Who collects, and when, as the newest concern says; a time that has passed says nothing about next time."""
    concern = sources.newest("concern")
    if concern is None or concern.body is None:
        return NOT_ASKED
    when = concern.body.collects_when
    if when.moment is not None and when.moment < sources.now:
        return NOT_ASKED
    return answered(concern, "collects", sources.day, lambda text: together(text, when_clock(when, sources.day)))


def collects(sources: Sources) -> Fact:
    return first_known(answered(sources.written, "who_collects", sources.day), collects_words(sources))


def steps_taken(sources: Sources) -> Fact:
    steps, medical = (answered(sources.written, name, sources.day) for name in ("steps_taken", "medical"))
    if not medical.is_known:
        return steps
    return known(together(sentence(steps.text or ""), f"Medical: {medical.text}", between=" "))


def risk_to_staff(sources: Sources) -> Fact:
    def words(values: tuple[str, ...]) -> str:
        labels = ", ".join(sources.pack.words("referral_written", "staff_risk", value) for value in values)
        return together(labels, getattr(sources.written and sources.written.body, "staff_risk_note", ""), between=": ")

    return answered(sources.written, "staff_risk", sources.day, words)


def why(sources: Sources) -> Fact:
    above = answered(sources.written, "why_threshold", sources.day)
    history = getattr(sources.written and sources.written.body, "history", "").strip() or story.history(sources)
    return known(together(sentence(above.text or ""), history, between=" "))
