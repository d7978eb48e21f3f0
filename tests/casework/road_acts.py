"""What a lead writes on the three roads beside the general one, for tests and pictures. All names are invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.roads import start_road
from dsl_desk.casework.take_step import take_step
from dsl_desk.domain.when import local


def seal(desk: Desk, concern: str, step: str, answers: dict[str, Any], **more: Any) -> str:
    return take_step(desk, concern, step, new_id(), answers, **more).id


def days_on(desk: Desk, days: int) -> str:
    return (local(desk.clock()).date() + timedelta(days=days)).isoformat()


def just_now(desk: Desk) -> dict[str, Any]:
    return {"start": desk.clock().isoformat(), "end": None, "precision": "exact", "as_said": ""}


def family_help(desk: Desk, concern: str) -> None:
    """The road begun, the family agrees, strengths and needs, the team, one line of the plan."""
    start_road(desk, concern, "family_help")
    seal(desk, concern, "family_agreement", {
        "family_agrees": "in_part", "family_agreed_who": "Mother, 12 November, in school, in Polish with Ola Brandt.",
        "family_agreed_to": "A worker at home in the evening. School nurse may hear it; the landlord may not.",
        "family_not_because": "Not the group. I will not talk in front of others.",
        "child_agrees": "Would like somebody to sit with Mum.",
    })  # fmt: skip
    seal(desk, concern, "family_needs", {
        "household": "Mother, two children; an aunt two streets away.", "why_now": "Late nine times since September.",
        "family_works_well": "They eat together. The aunt takes them on Saturdays.",
        "child_development": "Reads well. Tired. No appointments missed.", "parenting": "Warm; evenings are hard.",
        "surroundings": "not_known", "worries": "Nights alone. If nothing changes he stops coming.",
        "child_voice": "I want Mum to sleep and not cry.", "parents_voice": "I am not lazy. I work nights.",
        "wishes": "Mother says 4. One up: two mornings on time.",
    })  # fmt: skip
    seal(desk, concern, "family_team", {
        "lead_person": "Imran Sadiq, 01632 960 112", "team_members": "School nurse; housing officer, from December.",
        "team_family": "Aunt", "plan_goal": "In school by 08:50 four days of five, by Christmas.",
        "plan_known": "The register, and he says he is less tired.", "plan_if_worse": "Ring Imran; nights alone: 999.",
        "next_team_meeting": days_on(desk, 14),
    })  # fmt: skip
    seal(desk, concern, "family_plan", {
        "what": "Breakfast club, five days", "who": "Imran Sadiq", "by": "not_known", "aims": "On time and fed",
        "next_review": days_on(desk, 10),
    })  # fmt: skip


def domestic_abuse(desk: Desk, concern: str, children: dict[str, dict[str, str]]) -> None:
    """The road begun, with every part of the sheet: a score below fourteen, and judgement that says high."""
    start_road(desk, concern, "domestic_abuse")
    seal(desk, concern, "safe_contact", {
        "adult_harmed": "Mother, Magda", "safe_to_talk": "not_sure", "safe_number": "01632 960 150, her work",
        "safe_times": "10:00 to 12:00. “Is it about the trip?” means not safe.",
        "who_sees_messages": "He reads the app on her phone.", "other_knows": "no",
        "where_other_is": "At work until 18:00; collects on Fridays.",
    })  # fmt: skip
    dash(desk, concern)
    seal(desk, concern, "strangling_check", {
        "who_strangled": "Mother, on Wednesday night", "health_check": "on_the_way",
        "health_check_by": "Her doctor, 15:30 today", "strangling_told": "MASH by phone 10:40, police log 211",
    })  # fmt: skip
    seal(desk, concern, "children_as_victims", {
        "each_child": children, "other_homes": "not_known", "pregnant": "no",
        "collecting": "Mother or her sister only, by password. No orders yet.",
    })  # fmt: skip
    seal(desk, concern, "marac_sheet", {
        "marac_reason": "Eleven ticks, and I judge it high: strangled this week, and it happens more often.",
        "marac_last": "None known", "victim": "Magda Wiśniewska, born 1991, 12 Fennel Row",
        "victim_language": "Polish; interpreter from the agency", "victim_around": "Rents with him. Laundry.",
        "victim_wants": "To sleep. Not to move school.", "victim_police": "no", "victim_aware": "disagrees",
        "victim_aware_why": "The children are in reach of it; she fears what he does if she agrees.",
        "other_person": "Darren Holt, stepfather, about 38, same address; reaches both children.",
        "other_orders": "not_known", "other_risk": "Has threatened staff at the gate.",
        "marac_agencies": ["health", "criminal_justice"], "marac_agencies_who": "Practice nurse; police log 211",
        "school_does": "Collects by password, a quiet start, a named adult each. Asks for an adviser for her.",
    })  # fmt: skip


def dash(desk: Desk, concern: str, **changed: Any) -> str:
    return seal(desk, concern, "dash", {
        "dash_done": "yes", "dash_total": "11", "dash_yes": "Fear, isolation, jealousy.", "dash_attached": True,
        "high_risk": "yes", "judgement": "She is afraid to go home, and it is more often now.", "escalating": "yes",
        "repeat_marac": "not_sure", "strangled": "yes",
    } | changed)  # fmt: skip


def child_on_child(desk: Desk, concern: str, harmed: str, other: str) -> None:
    """The road begun, the two children each with their part and their needs, and the assessment."""
    start_road(desk, concern, "child_on_child")
    seal(desk, concern, "peer_at_once", {"at_once": ["threats"], "at_once_why": "A message that he will show it."})
    seal(desk, concern, "peer_children", {
        "each_part": {
            harmed: {"part": "harmed", "said": "I just want it gone.", "needs": "Not to meet him alone.",
                     "adult": "Siân Prosser"},
            other: {"part": "may_have_harmed", "said": "It was a joke.", "needs": "Somebody to talk to; help online.",
                    "adult": "Marek Dvořák"},
        },
        "power": "Two years older, in the same team.", "before": "Name-calling in September.",
    })  # fmt: skip
    seal(desk, concern, "peer_risk", {
        "each_risk": {
            harmed: {"risk_to": "Picture passed on; comments in the corridor.", "in_place": "Own table, early bell.",
                     "wishes": "Wants to stay in choir."},
            other: {"risk_to": "Threats from her friends.", "risk_from": "Pressing others for pictures.",
                    "in_place": "Other changing room; phone at reception."},
        },
        "times_and_places": "Corridor B after lunch; the 17 bus.", "online_too": "Year group chat, closed today.",
        "others_at_risk": "not_known", "apart": "Different sets. He misses art, made up on Thursdays.",
        "staff_told": "Two tutors: seating, early bell.", "outside": "MASH rung 10:20; police not yet.",
        "risk_again": days_on(desk, 7),
    })  # fmt: skip
