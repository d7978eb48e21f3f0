"""Do the parents know? For each adult the newest word, and why not where nobody told them."""

from __future__ import annotations

from dsl_desk.casework.pack_facts.adults import must_not_be_told_ids, relation_words
from dsl_desk.casework.pack_facts.family import AdultFile
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import answered, capital, clock_words, small, together, when_clock
from dsl_desk.domain.entry import Entry
from dsl_desk.reports.facts import NOT_ASKED
from dsl_desk.reports.mash_pack.facts import ParentAnswer

DO_NOT_CONTACT = "NO. Do not contact"
# What was recorded about a parent -> what page one says; the words are the pack's.
KNOWS = {
    "told_agrees": "yes_agree",
    "told_disagrees": "yes_object",
    "told_information_only": "yes_information",
    "told_by_others": "told_by_others",
    "not_reached": "not_reached",
    "not_yet": "no_do_not_contact",
    "not_told": "no_do_not_contact",
}
FORBIDS = "no_do_not_contact"


def parent_answers(sources: Sources) -> tuple[ParentAnswer, ...]:
    """For each adult the newest word: told or not, and why. Nobody told is said large."""
    entries = sources.entries("parents")
    adults = [adult for adult in sources.family.adults if _is_asked_about(adult)]
    by_entry: dict[str, tuple[Entry, list[str]]] = {}
    for adult in adults:
        newest = _newest_about(entries, adult)
        if newest is not None:
            by_entry.setdefault(newest.header.id, (newest, []))[1].append(
                relation_words(sources, adult) or adult.body.name
            )
    for entry in entries:
        if entry.header.id not in by_entry and (entry.body.adult_name or not adults):  # type: ignore[union-attr]
            by_entry[entry.header.id] = (entry, [entry.body.adult_name or "Parents or carers"])  # type: ignore[union-attr]
    answers = tuple(_parent(sources, entry, who) for entry, who in by_entry.values())
    return _with_the_written(sources, answers)


def because_line(sources: Sources, entry: Entry) -> str:
    """ "Because it raises the risk. Decided by the DSL, 18:30, on the advice of …"."""
    body = entry.body
    assert body is not None
    words = [small(sources.pack.words("parents", "why_not_told", reason)) for reason in body.why_not_told]
    reason = together(", ".join(words), body.why_not_told_note, between=". ").rstrip(".")
    when = when_clock(body.happened, sources.day) or clock_words(entry.header.recorded_at, sources.day)
    advice = body.on_advice_note or ", ".join(sources.names(one) for one in body.on_advice)
    decided = together(body.decided_by, when, f"on the advice of {advice}" if advice else "")
    return together(f"Because: {reason}." if reason else "", f"Decided by {decided}." if decided else "", between=" ")


def _newest_about(entries: list[Entry], adult: AdultFile) -> Entry | None:
    """What was last recorded of this adult; else of nobody by name, which then means everybody."""
    own = [one for one in entries if one.body.adult == adult.id]  # type: ignore[union-attr]
    everybody = [one for one in entries if not one.body.adult and not one.body.adult_name]  # type: ignore[union-attr]
    return next(reversed(own or everybody), None)


def _is_asked_about(adult: AdultFile) -> bool:
    """Whoever has parental responsibility or lives with the child: of them the reader must know."""
    return any(
        relation.parental_responsibility != "no" or relation.lives_with == "yes" for relation, _ in adult.relations
    )


def _parent(sources: Sources, entry: Entry, who: list[str]) -> ParentAnswer:
    body = entry.body
    assert body is not None
    knows = KNOWS.get(body.outcome, "")
    name = capital(", ".join(dict.fromkeys(who)))
    if knows == FORBIDS:
        said = getattr(sources.written and sources.written.body, "parents_because", "")
        return ParentAnswer(who=name, answer=DO_NOT_CONTACT, because=said or because_line(sources, entry))
    words = sources.pack.words("referral_written", "parents_know", knows) if knows else ""
    answer = words if words != knows else ""
    return ParentAnswer(who=name, answer=answer or sources.pack.words("parents", "outcome", body.outcome))


def _with_the_written(sources: Sources, answers: tuple[ParentAnswer, ...]) -> tuple[ParentAnswer, ...]:
    """The written copy's own answer: where nothing else is recorded, or where it forbids what nothing else forbids."""
    written = sources.written.body if sources.written else None
    chosen = getattr(written, "parents_know", "")
    forbids = chosen == FORBIDS or (not answers and bool(must_not_be_told_ids(sources)) and not chosen)
    if forbids and not any(one.answer == DO_NOT_CONTACT for one in answers):
        because = getattr(written, "parents_because", "")
        who = "Who must not be told" if chosen != FORBIDS else "This family"
        return (ParentAnswer(who=who, answer=DO_NOT_CONTACT, because=because), *answers)
    if answers or not sources.written:
        return answers
    words = answered(sources.written, "parents_know", sources.day,
                     lambda value: sources.pack.words("referral_written", "parents_know", value))  # fmt: skip
    return () if words == NOT_ASKED else (ParentAnswer(who="Parents or carers", answer=words.in_words),)
