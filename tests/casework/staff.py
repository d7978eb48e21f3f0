"""A desk over the staff or the governors' vault of an invented school, and a matter in it, for tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from dsl_desk.casework import people
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.desk_people import admit
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.opening import choose_locality, desk_over
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.take_step import take_step
from dsl_desk.domain.access import Role
from dsl_desk.domain.entries.people import Adult, Child
from dsl_desk.domain.when import LONDON
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.slots import open_with_passphrase
from dsl_desk.store.vault import open_vault
from dsl_desk.store.vault_making import FirstPerson, make_vault, vault_folder
from tests.casework.acts import at
from tests.casework.school import Clock

HEAD, CHAIR, DSL = "Helen Castellan", "Rosalind Achterberg", "Joanna Pryce-Okafor"
SECRET = "violet harbour trestle 91 moth"
MONDAY = datetime(2026, 11, 16, 14, 10, tzinfo=LONDON)
WORDS = "He grabbed my arm and pulled me off the bench. It really hurt."


def staff_desk(folder: Path, kind: str = "staff", now: datetime = MONDAY) -> Desk:
    """The first person's desk over a new vault of that kind: the head's, or the chair's."""
    clock = Clock(now)
    first = FirstPerson(HEAD if kind == "staff" else CHAIR, SECRET, "")
    vault, _ = make_vault(folder, kind, first, FLOOR, clock())
    return choose_locality(desk_over(vault, clock), "luton")


def also(desk: Desk, name: str, role: Role) -> None:
    """Admit somebody to this vault with the same passphrase as everybody in these tests."""
    admit(desk, name, role, SECRET)


def opened_by(folder: Path, kind: str, name: str, now: datetime = MONDAY) -> Desk:
    """The desk of somebody else who was admitted. Close the first one before."""
    clock = Clock(now)
    place = vault_folder(folder, kind)
    return desk_over(open_vault(place, open_with_passphrase(place, name, SECRET), clock(), name=name), clock)


def add_adult(desk: Desk, name: str = "Martin Oakhurst", **answers: Any) -> str:
    told = {"role": "Sports coach, after-school club", "employer": "Brightfield Coaching Ltd", "started": "2024-09-02",
            "reaches_children": "Football club, Tuesday and Thursday"} | answers  # fmt: skip
    return people.add_adult(desk, Adult(name=name, works_here="yes", born_or_age="about 34", answers=told)).id


def add_child(desk: Desk) -> str:
    child = Child(legal_forename="Tobias", legal_surname="Wren-Achebe", year_group="5", sex="M")
    return people.add_child(desk, child, sure=True).id


def matter(desk: Desk, adult: str, child: str = "", **changed: Any) -> dict[str, Any]:
    return {
        "danger_now": "no", "adults": [adult],
        "children": [{"child": child, "role": "harmed"}] if child else None,
        "what_happened": "At football club on Monday lunch time the coach pulled a pupil off a bench by the arm. "
        "Two pupils and the caretaker saw it. Red marks on the upper arm, seen by the first aider.",
        "child_words": WORDS, "words_how": "without_being_asked", "noticed": at(2026, 11, 16, 12, 15),
        "noticed_by": "Amira Dossery, teaching assistant", "noticed_by_kind": "staff", "injury": "seen",
        "injury_detail": "Red marks, left upper arm", "hurt_now": "no", "subject_is_head": "no", "kept_from": "no",
        "nude_image": "no",
    } | changed  # fmt: skip


def recorded(desk: Desk, adult: str, child: str = "", **changed: Any) -> str:
    return record_concern(desk, new_id(), matter(desk, adult, child, **changed)).id


def take(desk: Desk, concern: str, step: str, answers: dict[str, Any], **more: Any) -> Sealed:
    return take_step(desk, concern, step, new_id(), answers, **more)


def safe(**changed: Any) -> dict[str, Any]:
    return {
        "child_safe_now": "yes", "made_safe_how": "In class with his teacher; the coach is not in the building.",
        "told_emergency": ["none"], "adult_where_now": "At home, left at 12:30",
        "adult_reaches": "This club; a second school on Wednesdays", "adult_next_contact": "Wednesday 15:30, elsewhere",
    } | changed  # fmt: skip


def threshold(level: str = "may_meet", **changed: Any) -> dict[str, Any]:
    yes = level in ("may_meet", "not_sure")
    return {
        "looked_back": True, "level": level, "why": "A child was hurt by an adult's hand.",
        "limb_harmed": "yes" if yes else "no", "limb_harmed_why": "Marks on the arm, seen by the first aider",
        "limb_offence": "not_known" if yes else "no", "limb_offence_why": "It may be an assault; police decide that",
        "limb_risk": "no", "limb_risk_why": "Nothing else is known", "limb_unsuitable": "no",
        "limb_unsuitable_why": "Nothing else is known", "category": ["physical"],
    } | changed  # fmt: skip


def spoke(**changed: Any) -> dict[str, Any]:
    return {
        "contact": "designated_officer", "happened": at(2026, 11, 16, 13, 20), "result": "spoke",
        "adviser": "Duty officer", "call_reference": "not_known", "asked": "Does it meet the threshold?",
        "advised": "Refer in writing today. Do not speak with him yet. Police will be asked.", "view": "refer",
        "promised": {"what": "Rings back with a meeting date", "who": "Duty officer", "by": at(2026, 11, 17, 12, 0)},
        "will_follow": "yes", "adult_may_be_told": "not_yet", "parents_may_be_told": "by_others",
    } | changed  # fmt: skip


def decided(*decisions: str, **changed: Any) -> dict[str, Any]:
    return {
        "decisions": list(decisions or ("refer_designated_officer",)), "knew": "What two pupils and the caretaker saw",
        "weighed": "A tired child and a busy bench, against marks on an arm", "suspended": "alternative",
        "suspension_why": "No club until the meeting; suspension is his employer's to decide", "adult_support":
        "His employer names somebody", "others_told": ["chair", "employer"],
    } | changed  # fmt: skip


def made(concern: str, **changed: Any) -> dict[str, Any]:
    return {
        "to": "designated_officer", "authority": "Luton", "concerns": [concern], "how": "phone",
        "happened": at(2026, 11, 16, 13, 20), "spoke_to": "Duty officer", "call_reference": "LA-2291",
    } | changed  # fmt: skip


def written(concern: str, **changed: Any) -> dict[str, Any]:
    return {
        "concerns": [concern], "worry": "On Monday 16 November at football club the coach is said to have pulled a "
        "Year 5 pupil off a bench by the arm. Red marks seen by the first aider. Two pupils and the caretaker saw it.",
        "urgency_line": "May meet the harm threshold. Meeting date needed by Tuesday 17:00.",
        "decision_by": at(2026, 11, 17, 17, 0), "child_words_short": WORDS, "steps_taken":
        "Pupil with his teacher. First aid 12:25. Club stopped. Caretaker asked to write nothing down yet.",
        "why_threshold": "A hand raised in anger to a child in his care; he coaches at another school as well.",
        "asking_for": "A decision on the threshold, and whom we may tell", "ring_back": "Helen Castellan, headteacher",
        "ring_back_number": "01632 960201", "ring_back_until": "18:00", "then_who": "Rosalind Achterberg, chair",
        "then_number": "01632 960207", "written_copy": "to_do", "to_do_by": at(2026, 11, 16, 16, 0),
    } | changed  # fmt: skip
