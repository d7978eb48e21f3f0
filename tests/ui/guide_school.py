"""The gallery's school further on, for the guide: one worry closed, one decided, one referral written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dsl_desk.casework import take_step
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.store.work import open_read
from tests.ui.desk_gallery import with_prevent
from tests.ui.desks import HEAD, School, build, filled, record, step, when

ANSWERS = {"danger_now": "no", "injury": "no", "where_now": "in_school", "told_dsl": "yes"}


def guide_school(folder: Path) -> School:
    school = with_prevent(build(folder))
    desk = school.sign_in()
    close_the_oldest(desk, school.ids["C01"])
    decide_not_to_refer(desk, school.ids)
    refer_in_writing(desk, school.ids)
    desk.vault.close()
    return school


def urgency(desk: Desk, concern: str, nature: str, level: str, why: str) -> None:
    step(desk, concern, "urgency", {
        "looked_back": True, "natures": {"main": nature, "all": [nature]}, "level": level, "why": why,
        "social_worker": "no",
    })  # fmt: skip


def write(desk: Desk, concern: str, kind: str, answers: dict[str, Any], **more: Any) -> None:
    """A step with what it needs beside its answers."""
    made_by = desk.pack.step_of_kind(kind).id
    filled(lambda given: take_step.take_step(desk, concern, made_by, new_id(), given, kind=kind, **more), answers)


def close_the_oldest(desk: Desk, concern: str) -> None:
    urgency(desk, concern, "basic_needs", "school", "Hungry once. Mother asked for help herself.")
    step(desk, concern, "decision", {
        "decisions": ["support_in_school"], "knew": "A roll kept for the baby.", "weighed": "Mother takes the help.",
        "why_not_referring": "The help reaches the child.", "change_my_mind": "Hungry again.", "review": "2026-11-20",
    })  # fmt: skip
    with open_read(desk.vault) as read:
        waiting = take_step.waiting(concern_file(read, desk, concern))
    write(desk, concern, "closed", {"outcome": "need_met", "summary": "At breakfast club since October."},
          reasons={thing.id: "The place was taken up." for thing in waiting})  # fmt: skip


def decide_not_to_refer(desk: Desk, ids: dict[str, str]) -> None:
    """At a level where a second person is asked."""
    ids["C17"] = record(desk, ANSWERS | {
        "children": [{"child": ids["leyla"], "role": "at_risk"}], "noticed": when(2026, 11, 19, 9, 5),
        "what_happened": "Late nine times this term. Brings her brother to nursery first.",
        "child_words": "somebody has to", "words_how": "open_question", "noticed_by": "Marek Dvořák",
    })  # fmt: skip
    urgency(desk, ids["C17"], "young_carer", "social_care", "She carries what an adult should carry.")
    step(desk, ids["C17"], "decision", {
        "decisions": ["family_help"], "knew": "Late nine times. Mother works nights and says she needs help.",
        "weighed": "Mother asks for help herself; the children are fed and safe at night.",
        "why_not_referring": "The hub advised Family Help, and mother agrees.",
        "change_my_mind": "A night alone, or no change in two weeks.", "review": "2026-12-04", "second_person": HEAD,
    })  # fmt: skip


def refer_in_writing(desk: Desk, ids: dict[str, str]) -> None:
    """Two children in the concern, one of them in the referral."""
    concern = ids["C16"] = record(desk, ANSWERS | {
        "children": [{"child": ids["minh"], "role": "harmed"}, {"child": ids["leyla"], "role": "saw_or_heard"}],
        "noticed": when(2026, 11, 20, 8, 45), "noticed_by": "Siân Prosser",
        "what_happened": "Told Leyla Demir on the bus, then his tutor. A bruise on the upper arm.",
        "child_words": "my uncle did it when I dropped the tray", "words_how": "without_being_asked",
        "injury": "seen", "injury_detail": "left upper arm",
    })  # fmt: skip
    urgency(desk, concern, "physical", "significant", "A bruise, and he says who did it.")
    ids["R16"] = step(desk, concern, "referral_made", {
        "to": desk.pack.step_of_kind("referral_made").call[0], "how": "phone", "happened": when(2026, 11, 20, 9, 30),
        "asked": "A Khan", "children": [{"child": ids["minh"], "role": "harmed"}],
    })  # fmt: skip
    write(desk, concern, "referral_written", {
        "concerns": [concern], "status": "new", "ring_back_until": "16:30 today",
        "worry": "Minh Anh, 15, says his uncle hit him. A bruise on the left upper arm, seen today.",
        "urgency_line": "Decision before home time", "why_threshold": "A mark, and his own words.",
        "if_nothing_changes": "He goes home to his uncle at 15:15.", "asking_for": "A decision before home time",
        "ring_back": "Joanna Pryce-Okafor", "ring_back_number": "01632 960 120",
    }, referral=ids["R16"])  # fmt: skip
