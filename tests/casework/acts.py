"""Short ways to do what a DSL does, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.take_step import take_step
from dsl_desk.demo.cast import time_value
from dsl_desk.demo.school import ids_of
from dsl_desk.domain.when import LONDON
from dsl_desk.store.work import open_read

WORDS = "Darren hits me with the belt when Mum's at work. I don't want to go home, he's home tonight."


def at(*parts: int) -> dict[str, Any]:
    """That moment, as a form gives it."""
    return time_value(datetime(*parts, tzinfo=LONDON))  # type: ignore[arg-type]


def concern_answers(desk: Desk, **changed: Any) -> dict[str, Any]:
    ids = ids_of(desk)
    return {
        "danger_now": "not_sure",
        "children": [{"child": ids["0401"], "role": "harmed"}, {"child": ids["0402"], "role": "sibling"}],
        "what_happened": "Calm, then shaking, while tidying cones. Red line on the wrist, not touched.",
        "child_words": WORDS, "words_how": "without_being_asked", "noticed": at(2026, 11, 13, 18, 20),
        "noticed_by": "Callum Tuohy, after-school club", "injury": "seen", "hurt_now": "not_known",
        "where_now": "in_school", "next_place": "home", "next_with": "Darren Holt",
        "next_when": at(2026, 11, 13, 18, 45), "may_have_caused": [], "told_dsl": "yes",
    } | changed  # fmt: skip


def recorded(desk: Desk, **changed: Any) -> str:
    return record_concern(desk, new_id(), concern_answers(desk, **changed)).id


def file_of(desk: Desk, concern: str) -> ConcernFile:
    with open_read(desk.vault) as read:
        return concern_file(read, desk, concern)


def take(desk: Desk, concern: str, kind: str, answers: dict[str, Any], **more: Any) -> Sealed:
    return take_step(desk, concern, desk.pack.step_of_kind(kind).id, new_id(), answers, kind=kind, **more)


def standing(desk: Desk, concern: str, kind: str) -> str:
    step = desk.pack.step_of_kind(kind).id
    return next(str(state.standing) for state in file_of(desk, concern).steps if state.step.id == step)


def urgency(level: str = "significant", **changed: Any) -> dict[str, Any]:
    return {
        "looked_back": True, "natures": {"main": "physical", "all": ["physical"]}, "level": level, "why": "a belt",
        "change_my_mind": "nothing tonight", "other_children": ["none"], "social_worker": "no",
        "must_not_be_told": "Darren Holt",
    } | changed  # fmt: skip


def advice(view: str = "refer", **changed: Any) -> dict[str, Any]:
    return {
        "contact": "edt", "happened": at(2026, 11, 13, 18, 26), "result": "spoke",
        "adviser": "duty worker, name not given", "call_reference": "not_known", "advised": "Do not hand over.",
        "view": view, "will_follow": "yes",
        "promised": {"what": "ring back", "who": "duty worker", "by": at(2026, 11, 13, 18, 45)},
    } | changed  # fmt: skip


def decision(*decisions: str, **changed: Any) -> dict[str, Any]:
    return {
        "decisions": list(decisions), "knew": "what Kacper said", "weighed": "for: his words; against: nothing",
        "against_advice": "no",
    } | changed  # fmt: skip


def referral(desk: Desk, **changed: Any) -> dict[str, Any]:
    ids = ids_of(desk)
    return {
        "to": "mash", "children": [{"child": ids["0401"], "role": "harmed"}, {"child": ids["0402"], "role": "sibling"}],
        "how": "phone", "happened": at(2026, 11, 13, 18, 26), "spoke_to": "duty worker",
    } | changed  # fmt: skip


def disagreed(happened: Any) -> dict[str, Any]:
    """The front door took nothing on, and we do not agree."""
    return {
        "heard_from": "MASH", "happened": happened, "outcomes": "not_known", "reason": "not_known", "agree": "no",
        "disagree_because": "The mark",
    }  # fmt: skip


def written(*concerns: str) -> dict[str, Any]:
    """A written copy that says only what it must."""
    said = {
        "status": "new", "worry": "hit with a belt", "urgency_line": "SIGNIFICANT HARM.", "why_threshold": "his words",
        "if_nothing_changes": "again", "asking_for": "a strategy discussion", "ring_back": "the DSL",
        "ring_back_number": "01632 960111", "ring_back_until": "18:00", "written_copy": "sent",
        "happened": at(2026, 11, 13, 18, 50), "sent_how": "secure_email",
    }  # fmt: skip
    unknown = (
        "decision_by", "persons_of_worry", "tonight", "steps_taken", "staff_risk", "parents_know", "then_who",
        "then_number",
    )  # fmt: skip
    return {**dict.fromkeys(unknown, "not_known"), **said, "concerns": list(concerns)}
