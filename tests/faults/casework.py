"""Every verb of the general road, again and again, for the kills: what each sealed is told after it returned."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from dsl_desk.casework import drafts, follow_up, people
from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.opening import school_calendar, shipped_pack
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.take_step import leave_out, take_step
from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.questions import NOT_KNOWN, Answers, QuestionType
from dsl_desk.domain.school_settings import SchoolSettings
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import desk_tables
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_read
from tests.builders import NOW
from tests.faults.desk import Said

LONGEST = 0.5  # seconds of work before a kill: a verb reads more than it writes
BEFORE = NOW - timedelta(hours=2)


@cache
def pack() -> Pack:
    """Read once, before the first child is forked."""
    return shipped_pack("luton")[0]


def casework_for_ever(vault: Vault, child: str, said: Said) -> None:
    """A concern, then its road in any order, follow-ups, people and drafts; then the next concern."""
    desk, chance = _desk(vault), random.Random(os.getpid())
    while True:
        concern = record_concern(desk, drafts.new_id(), _concern(child)).id
        said(f"{concern}\n".encode())
        for _ in range(8):
            sealed = chance.choice(_ACTS)(desk, concern, child)
            said(f"{sealed.id}\n".encode())


def _desk(vault: Vault) -> Desk:
    with open_read(vault) as read:
        me = next(person for person in desk_tables.people(read) if person.id == vault.me)
    school = SchoolSettings(locality="luton")
    calendar = school_calendar(pack(), school, lambda: NOW)
    return Desk(vault=vault, clock=lambda: NOW, me=me, pack=pack(), calendar=calendar, school=school)


def _unknown(kind: str) -> Answers:
    return {
        one.id: NOT_KNOWN
        for one in pack().questions(kind, pack().step_of_kind(kind))
        if one.need == "R?" and one.type is not QuestionType.NATURES
    }


def _when() -> dict[str, Any]:
    return {"start": BEFORE.isoformat(), "end": None, "precision": "exact", "as_said": ""}


def _concern(child: str) -> Answers:
    return {
        **_unknown("concern"), "children": [{"child": child, "role": "harmed"}], "noticed_by": "Callum, club",
        "what_happened": "A red line on the wrist. " * 10, "child_words": "he hits me " * 20, "noticed": _when(),
    }  # fmt: skip


def _step(kind: str, **answers: Any) -> Callable[[Desk, str, str], Sealed]:
    def act(desk: Desk, concern: str, child: str) -> Sealed:
        given = {**_unknown(kind), **answers}
        if kind == "referral_made":
            given["children"] = [{"child": child, "role": "harmed"}]
        if kind == "referral_written":
            given["concerns"] = [concern]
        step = pack().step_of_kind(kind).id
        return take_step(desk, concern, step, drafts.new_id(), given, kind=kind, despite="rung first")

    return act


def _leave_out(desk: Desk, concern: str, child: str) -> Sealed:
    return leave_out(desk, concern, pack().step_of_kind("advice").id, "school_can_manage")


def _task_and_end(desk: Desk, concern: str, child: str) -> Sealed:
    task = follow_up.add_task(desk, concern, "ring the aunt")
    return follow_up.finish(desk, f"{task.id}:task")


def _amend(desk: Desk, concern: str, child: str) -> Sealed:
    return amend(desk, concern, drafts.new_id(), _concern(child) | {"what_happened": "Amended: the left wrist."})


def _withdrawn_note(desk: Desk, concern: str, child: str) -> Sealed:
    return withdraw(desk, follow_up.add_note(desk, concern, "twice").id, "duplicate")


def _kept_draft(desk: Desk, concern: str, child: str) -> Sealed:
    draft = drafts.draft_of({"screen": "record"}, {"what_happened": "half a sentence " * 30})
    drafts.keep(desk, draft)
    return follow_up.add_note(desk, concern, "a draft was kept")


_ACTS: tuple[Callable[[Desk, str, str], Sealed], ...] = (
    _step("urgency", looked_back=True, natures={"main": "physical", "all": ["physical"]}, level="significant", why="w",
          social_worker="no"),
    _step("advice", contact="edt", result="spoke", advised="do not hand over", view="refer", will_follow="yes",
          happened=_when()),
    _step("parents", outcome="not_told", why_not_told=["raises_risk"], decided_by="DSL", review="2026-11-27"),
    _step("decision", decisions=["refer_social_care"], knew="k", weighed="w"),
    _step("referral_made", to="mash", how="phone", happened=_when(), spoke_to="duty"),
    _step("referral_written", status="new", worry="w", urgency_line="SIGNIFICANT HARM", why_threshold="t",
          if_nothing_changes="n", asking_for="a", ring_back="r", ring_back_number="1", ring_back_until="18:00"),
    _step("plan", what="weekly talk", who="tutor", next_review="2026-11-27"),
    _leave_out, _task_and_end, _amend, _withdrawn_note, _kept_draft,
    lambda desk, concern, child: follow_up.add_note(desk, concern, "seen at lunch"),
    lambda desk, concern, child: people.add_child(desk, Child(legal_surname=drafts.new_id())),
    lambda desk, concern, child: people.add_adult(
        desk, Adult(name="Aunt"), (Relation(child=child, person="", relation="aunt"),)
    ),
)  # fmt: skip
