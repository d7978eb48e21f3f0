"""The papers of the three roads: several steps on one sheet, each child for themselves, and who may read it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dsl_desk.casework import follow_up, people
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.export_pack import preview, preview_sheet
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.roads import start_road
from dsl_desk.demo.school import PracticeClock, ids_of
from tests.casework import road_acts
from tests.casework.acts import at, file_of, recorded, referral, take, urgency
from tests.reports.paper import all_bytes, pages, whole


def text_of(desk: Desk, concern: str, step: str) -> str:
    return " ".join(whole(preview_sheet(desk, concern, step)).split())


@pytest.fixture
def concern(desk: Desk, clock: PracticeClock) -> str:
    """Two children of one family, looked back at."""
    found = recorded(desk)
    clock.later(5)
    take(desk, found, "urgency", urgency("social_care"))
    clock.later(5)
    return found


def about(desk: Desk) -> dict[str, dict[str, str]]:
    ids = ids_of(desk)
    return {
        ids["0401"]: {"saw": "Heard it from the stairs.", "needs": "A quiet start."},
        ids["0402"]: {"needs": "Her own place to rest."},
    }  # fmt: skip


@pytest.fixture
def abuse(desk: Desk, concern: str) -> str:
    road_acts.domestic_abuse(desk, concern, about(desk))
    return concern


@pytest.fixture
def between(desk: Desk) -> str:
    """One child harmed, another who may have harmed."""
    ids = ids_of(desk)
    children = [{"child": ids["0401"], "role": "harmed"}, {"child": ids["0403"], "role": "may_have_harmed"}]
    found = recorded(desk, children=children)
    road_acts.child_on_child(desk, found, ids["0401"], ids["0403"])
    return found


def test_the_marac_sheet_holds_what_every_step_says_whichever_step_prints_it(desk: Desk, abuse: str) -> None:
    text = text_of(desk, abuse, "marac_sheet")
    assert text == text_of(desk, abuse, "safe_contact")
    for said in ("01632 960 150, her work", "11", "Her doctor, 15:30 today", "Heard it from the stairs.",
                 "Her own place to rest.", "Eleven ticks", "and does not agree", "Health; Police"):  # fmt: skip
        assert said in text
    assert "MARAC representative for education" in text and "the form itself" not in text


def test_no_number_but_the_safe_one_stands_on_it(desk: Desk, abuse: str) -> None:
    """Content 4.2, domestic abuse: contact shown "safe number only"."""
    text = text_of(desk, abuse, "marac_sheet")
    assert "Safe number only, at the safe time" in text


def test_nobody_reads_that_the_person_of_worry_may_be_rung_at_the_safe_number(desk: Desk, abuse: str) -> None:
    """Content 4.2, domestic abuse: a safe number and time for the adult who is hurt."""
    recorded(desk, may_have_caused=[{"name": "darren holt ", "relation": "stepfather", "works_here": "no"}])
    assert re.search("Darren Holt, [a-z ,]+ Left out DO NOT RING", text_of(desk, abuse, "marac_sheet"))


def test_the_referral_says_at_every_number_that_only_the_safe_one_may_be_used(
    desk: Desk, clock: PracticeClock, abuse: str
) -> None:
    """Content 4.2, domestic abuse; by any concern of the family: the next referral may be about something else."""
    other = recorded(desk, children=[{"child": ids_of(desk)["0402"], "role": "at_risk"}])
    for concern in (abuse, other):
        made = take(desk, concern, "referral_made", referral(desk)).id
        text = pages(preview(desk, made))
        safe = (
            "Use only the safe number, at the safe time. Who is hurt or afraid at home, apart from the children? "
            "Mother, Magda. Safe number: 01632 960 150, her work."
        )
        assert safe in text[0] and any(safe in page for page in text[1:])
        assert "DO NOT USE: safe number only · 07700 900101" in text[0]
        assert "safe to ring" not in " ".join(text[:1])
        assert any("safe number" in one for one in check_page(desk, made).warnings)


def test_the_safe_number_itself_is_marked_as_the_safe_one(desk: Desk, abuse: str) -> None:
    mother = next(one for one in child_page(desk, ids_of(desk)["0401"]).people if one.phone)
    people.change_adult(desk, mother.person_id, replace(mother.adult, other_phone="+44 1632 960150"))
    text = whole(preview(desk, take(desk, abuse, "referral_made", referral(desk)).id))
    assert "07700 900101 (DO NOT USE) or +44 1632 960150 (the safe number)" in text


def test_the_child_file_and_the_forms_say_it_too(desk: Desk, abuse: str) -> None:
    page = child_page(desk, ids_of(desk)["0402"])
    assert "01632 960 150" in page.safe_contact
    assert {one.ring for one in page.people if one.person_kind == "adult"} == {"Safe number only"}
    form = step_form(desk, abuse, "parents")
    assert "01632 960 150" in " ".join(form.guidance)
    assert all("900101" not in str(row) for row in form.options["adults"])


def test_a_later_lower_score_stands_beside_the_first_and_takes_no_step_away(
    desk: Desk, clock: PracticeClock, abuse: str
) -> None:
    clock.later(60 * 24)
    road_acts.dash(desk, abuse, dash_total="4", high_risk="no", escalating="no", strangled="no")
    text = text_of(desk, abuse, "marac_sheet")
    assert "The checklist, 13 Nov" in text and "The checklist, 14 Nov" in text
    standing = {one.step.id: str(one.standing) for one in file_of(desk, abuse).steps}
    assert standing["marac_call"] == "asked"


def test_what_is_asked_for_and_not_written_yet_is_named_and_nothing_else_is(desk: Desk, concern: str) -> None:
    start_road(desk, concern, "domestic_abuse")
    road_acts.seal(desk, concern, "safe_contact", {
        "adult_harmed": "not_known", "safe_to_talk": "no", "safe_number": "not_known", "safe_times": "not_known",
        "who_sees_messages": "not_known", "where_other_is": "not_known",
    })  # fmt: skip
    text = text_of(desk, concern, "safe_contact")
    assert "Asked for and not written yet" in text and "DASH and judgement" in text
    assert "Health check" not in text, "nobody was strangled as far as is known"


def test_the_family_reads_its_plan_so_it_holds_neither_numbers_nor_prompts_nor_another_roads_lines(
    desk: Desk, abuse: str
) -> None:
    road_acts.family_help(desk, abuse)
    road_acts.seal(desk, abuse, "support", {
        "what": "Watch the gate at collection", "who": "DSL", "by": "not_known", "next_review": "2026-11-30",
    })  # fmt: skip
    follow_up.add_task(desk, abuse, "Ring the representative again")
    pdf = preview_sheet(desk, abuse, "family_team")
    text = " ".join(whole(pdf).split())
    for said in ("Breakfast club, five days", "On time and fed", "In school by 08:50"):
        assert said in text
    for never in ("Watch the gate", "Ring the representative", "Safe to ring", "01632 960 150", "MARAC", "Do not"):
        assert never not in text, never
    assert b"strangled" not in all_bytes(pdf)


def test_what_came_of_a_line_and_the_look_at_it_stand_on_the_plan(
    desk: Desk, clock: PracticeClock, concern: str
) -> None:
    road_acts.family_help(desk, concern)
    (line,) = file_of(desk, concern).standing("plan")
    clock.later(60 * 24 * 3)
    follow_up.finish(desk, f"{line.header.root}:task", helped="yes")
    road_acts.seal(desk, concern, "family_review", {
        "happened": road_acts.just_now(desk), "found": "On time four days.", "helped": "yes",
        "next_review": "2026-12-04",
        "review_child_says": "I like the toast.", "review_parents_say": "not_known", "where_next": "go_on",
        "where_next_why": "It works.",
    })  # fmt: skip
    text = text_of(desk, concern, "family_agreement")
    assert "Is it done: Done" in text and "On time four days." in text and "I like the toast." in text


def test_both_children_stand_on_the_assessment_each_with_their_own_part(desk: Desk, between: str) -> None:
    text = text_of(desk, between, "peer_risk")
    assert "Their part in it, as known today: Harmed" in text
    assert "Their part in it, as known today: May have harmed" in text
    who = text.partition("Each child")[0]
    assert "Kacper" in who and "Tyler" in who, "whatever their part, both are children here"
    assert "mother of Kacper" in who and "Karen Marsh, mother of Tyler" in who


def test_each_childs_answers_are_told_with_what_was_asked(desk: Desk, between: str) -> None:
    rows = [row for entry in concern_page(desk, between).entries for row in entry.rows]
    told = next(answer for label, answer in rows if label == "For each child" and "part in it" in answer)
    assert "Their part in it, as known today: Harmed. What they said" in told and ".." not in told


def test_a_step_with_a_time_stands_on_today(desk: Desk, clock: PracticeClock, abuse: str) -> None:
    """The conference meets: school asks that day what was decided."""
    take(desk, abuse, "referral_made", referral(desk, to="marac_representative"))
    take(desk, abuse, "reply", {
        "heard_from": "The representative", "happened": at(2026, 11, 13, 18, 28), "outcomes": "not_known",
        "reason": "not_known", "agree": "yes", "marac_uploaded": "yes", "marac_uploaded_on": "2026-11-13",
        "marac_reference": "M 211", "marac_meets": "2026-11-17",
    }, referral=file_of(desk, abuse).referrals[-1].id)  # fmt: skip
    clock.later(60 * 24 * 3)
    rows = [row for _, shown in today_page(desk).lists for row in shown if row.step == "marac_meeting"]
    asked = "The day of the meeting: ask the representative what was decided (not verified)"
    assert [row.line for row in rows] == [asked]


def test_a_step_without_a_time_does_not_crowd_today(desk: Desk, concern: str) -> None:
    road_acts.family_help(desk, concern)
    shown = {row.step for _, rows in today_page(desk).lists for row in rows}
    assert not shown & {"family_needs", "family_team", "family_plan"}
