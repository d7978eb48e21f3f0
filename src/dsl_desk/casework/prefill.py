"""What the file already knows is not asked again: the answers a referral's forms begin with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.contacts import edits_of, wrong_of
from dsl_desk.casework.pack_facts import parents, story, told
from dsl_desk.casework.pack_facts.family import ChildFile
from dsl_desk.casework.pack_facts.page_one import collects_words, ring_back
from dsl_desk.casework.pack_facts.people import SIBLING
from dsl_desk.casework.pack_facts.sources import Sources, happened, read_sources
from dsl_desk.casework.pack_facts.urgency import decide_by, level_of, urgency_line
from dsl_desk.casework.pack_facts.words import clock_words, sentence, small
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import NOT_KNOWN, Answers, Question, is_blank
from dsl_desk.domain.record import Record
from dsl_desk.domain.when import When
from dsl_desk.pathways.clocks import moment_of
from dsl_desk.pathways.contacts import OwnWorker, neighbours, unanswered_since, who_to_call
from dsl_desk.store.work import Read, open_read

MADE, WRITTEN = "referral_made", "referral_written"
MOST_WORDS, MOST_WORRY = 40, 60
_NOT_ASKED = frozenset({"step", "road", "cards", "despite", "referral", "answers", "not_known", "masks"})


def prefill(desk: Desk, about: str, kind: str = WRITTEN, answers: Answers | None = None) -> Answers:
    """Answers to begin with. `about`: a concern, or a referral (then what was written before stands first).

    `answers` is what the form holds so far: the urgency line is built from it, and nothing in it is changed.
    """
    now = desk.clock()
    with open_read(desk.vault) as read:
        sources = read_sources(read, desk, about, now)
        known = _made(read, sources) if kind == MADE else {}
    before = sources.made if kind == MADE else sources.written
    held = answers_of(before) | (answers or {}) if before is not None else dict(answers or {})
    if kind == WRITTEN:
        known = _written(sources, held)
    return {**known, **{key: value for key, value in held.items() if not is_blank(value)}}


def filled_from(record: Record, questions: tuple[Question, ...]) -> Answers:
    """What a pack's question begins with: the newest answer to the question it names."""
    found: Answers = {}
    for question in questions:
        step, _, name = question.fill_from.partition(".")
        held = [entry.answers.get(name) for entry in record.current() if step and entry.step == step]
        known = [value for value in held if not is_blank(value) and value != NOT_KNOWN]
        if known:
            found[question.id] = known[-1]
    return found


def answers_of(entry: Entry) -> Answers:
    """The answers a sealed entry was made from, as its form holds them."""
    body = entry.body
    if not isinstance(body, StepBody):
        return {}
    plain: dict[str, Any] = msgspec.to_builtins(body)
    kept = {key: value for key, value in plain.items() if key not in _NOT_ASKED and not is_blank(value)}
    kept = {key: value for key, value in kept.items() if not _is_no_time(value)}
    children = [{"child": one.id, "role": one.role} for one in entry.header.subjects if one.kind == "child"]
    adults = [one.id for one in entry.header.subjects if one.kind == "adult"]
    named = {"children": children, "adults": adults, "concerns": list(entry.header.concerns)}
    return {**kept, **body.answers, **body.not_known, **named}


def offered_children(desk: Desk, about: str) -> list[tuple[str, str, str]]:
    """(id, name, how they belong) of brothers, sisters and children of the same home who are not in it yet."""
    with open_read(desk.vault) as read:
        family = read_sources(read, desk, about, desk.clock()).family
    return [(one.file.id, one.file.body.known_as, one.relation or "same address") for one in family.kin]


def _made(read: Read, sources: Sources) -> Answers:
    desk, now = sources.desk, sources.now
    step = sources.pack.step_of_kind(MADE)
    elsewhere = tuple(dict.fromkeys(council for file in sources.files for council in file.elsewhere))
    lines = who_to_call(
        sources.pack, step.call, now, desk.calendar, edits_of(read), _worker(sources), elsewhere=elsewhere,
        wrong=wrong_of(read),
    )  # fmt: skip
    theirs = neighbours(sources.pack, step.call, elsewhere)
    best = [
        line for line in lines
        if line.role in theirs or (line.number and line.open_now and not _is_top(sources, line.role))
    ]  # fmt: skip
    first = next((child for child in sources.children if child.role != SIBLING), None)
    return {
        "to": best[0].role if best else None,
        "authority": first.body.authority if first and not sources.pack.about_adults else sources.pack.authority,
        "children": [{"child": child.id, "role": child.role} for child in sources.children],
        "concerns": list(sources.row.concerns),
        "happened": msgspec.to_builtins(When.at(now)),
    }


def _written(sources: Sources, held: Answers) -> Answers:
    known = {name: made(sources) for name, made in _OFFERS.items()}
    known["concerns"] = list(sources.row.concerns)
    known["tonight"] = {child.id: _tonight(sources, child) for child in sources.children}
    level = level_of(sources)
    by = decide_by(sources.pack, sources.desk.calendar, level, sources.now)
    known["decision_by"] = msgspec.to_builtins(When.at(by))
    said = {**known, **{key: value for key, value in held.items() if not is_blank(value)}}
    chosen: datetime | None = moment_of(said["decision_by"], sources.desk.calendar, late=True)
    tonight = said["tonight"] if isinstance(said["tonight"], dict) else {}
    known["urgency_line"] = urgency_line(sources, tonight, str(said.get("agreed_until") or ""), chosen)
    return {key: value for key, value in known.items() if not is_blank(value)}


def _status(sources: Sources) -> str:
    opened = any(child.body.worker and child.body.worker.kind == "social_worker" for child in sources.children)
    return "open" if opened or any(file.facts.value("has_social_worker") == "yes" for file in sources.files) else "new"


def _worry(sources: Sources) -> str:
    """What happened, where it is short enough for page one; else somebody has to say it shorter."""
    for file in sources.files:
        for entry in file.standing("concern"):
            text = str(entry.body.what_happened)  # type: ignore[union-attr]
            return text if len(text.split()) <= MOST_WORRY else ""
    return ""


def _short_words(sources: Sources) -> str:
    """The child's words unchanged, where all of them fit page one; else somebody chooses."""
    words = told.all_words(sources)
    return words[0].text if words and len(words[0].text.split()) <= MOST_WORDS else ""


def _persons(sources: Sources) -> str:
    return " ".join(map(told.person_line, told.people_of_worry(sources)))


def _collects(sources: Sources) -> str:
    return collects_words(sources).text or ""


def _steps(sources: Sources) -> str:
    """What was done so far, from notes and calls, in the order in which it happened."""
    found = []
    for kind in ("advice", "note", "chase"):
        found += [(happened(entry), _step(sources, entry)) for entry in sources.entries(kind)]
    return " ".join(f"{clock_words(at, sources.day)} {sentence(words)}" for at, words in sorted(found) if words)


def _step(sources: Sources, entry: Entry) -> str:
    body = entry.body
    if body is None:
        return ""
    if entry.header.kind == "note":
        return str(body.text)
    whom = body.contact_name if entry.header.kind == "advice" else body.with_whom
    said = body.advised if entry.header.kind == "advice" else body.said
    result = small(sources.pack.words(entry.header.kind, "result", body.result))
    return f"rang {whom}: {said}" if said else f"rang {whom}, {result}"


def _medical(sources: Sources) -> str:
    entry = sources.newest("concern")
    return str(entry.body.hurt_detail) if entry and entry.body else ""


def _parents_know(sources: Sources) -> str:
    """The strictest of what was recorded: one parent who must not know is enough."""
    outcomes = [parents.KNOWS.get(entry.body.outcome, "") for entry in sources.entries("parents")]  # type: ignore[union-attr]
    if parents.FORBIDS in outcomes:
        return parents.FORBIDS
    return outcomes[-1] if outcomes else ""


def _parents_because(sources: Sources) -> str:
    kept_out = [one for one in sources.entries("parents") if parents.KNOWS.get(one.body.outcome) == parents.FORBIDS]  # type: ignore[union-attr]
    return parents.because_line(sources, kept_out[-1]) if kept_out else ""


def _orders(sources: Sources) -> str:
    return "; ".join(dict.fromkeys(child.body.orders for child in sources.children if child.body.orders))


_OFFERS: dict[str, Callable[[Sources], Any]] = {
    "status": _status,
    "worry": _worry,
    "child_words_short": _short_words,
    "persons_of_worry": _persons,
    "who_collects": _collects,
    "steps_taken": _steps,
    "medical": _medical,
    "parents_know": _parents_know,
    "parents_because": _parents_because,
    "history": story.history,
    "orders": _orders,
    "ring_back": lambda sources: ring_back(sources).who,
    "ring_back_number": lambda sources: ring_back(sources).number,
    "ring_back_until": lambda sources: ring_back(sources).until,
    "then_who": lambda sources: ring_back(sources).then_who,
    "then_number": lambda sources: ring_back(sources).then_number,
}


def _tonight(sources: Sources, child: ChildFile) -> dict[str, str]:
    """What the concern says of this child; it does not speak of brothers and sisters. Safe is never assumed."""
    for file in sources.files:
        if not any(some in child.ids and role != SIBLING for some, role, _ in file.children):
            continue
        for entry in file.standing("concern"):
            body = entry.body
            assert body is not None
            now = file.pack.words("concern", "where_now", body.where_now) if body.where_now else ""
            return {"where_now": now, "place": body.next_place, "with_whom": body.next_with, "safe": ""}
    return {"where_now": "", "place": "", "with_whom": "", "safe": ""}


def _worker(sources: Sources) -> OwnWorker | None:
    tried = [unanswered_since(sources.pack, file.record) for file in sources.files]
    since = min((one for one in tried if one is not None), default=None)
    for child in sources.children:
        if child.body.worker is not None and child.body.worker.kind == "social_worker":
            return OwnWorker(name=child.body.worker.name, number=child.body.worker.phone, unanswered=since)
    return None


def _is_top(sources: Sources, role: str) -> bool:
    """The line for danger: not where a referral is made."""
    contact = sources.pack.contacts.get(role)
    return contact is not None and contact.top


def _is_no_time(value: Any) -> bool:
    return isinstance(value, dict) and value.get("precision") == "not_known" and not value.get("start")
