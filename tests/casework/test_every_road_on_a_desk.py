"""Every shipped road on a real desk: suggested with its reason, begun, each own step sealed, told and printed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from dsl_desk.casework.amend import amend
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.export_pack import preview_sheet
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.roads import leave_road_out, offered, start_road
from dsl_desk.casework.take_step import leave_out, take_step
from dsl_desk.demo.school import PracticeClock, ids_of
from dsl_desk.errors import CannotSeal
from dsl_desk.pathways.guesses import Guesses
from dsl_desk.pathways.progress import Standing
from tests.casework.acts import at, decision, disagreed, file_of, recorded, referral, take, urgency
from tests.pathways.test_every_road import BESIDE
from tests.reports.paper import whole


def because(desk: Desk, concern: str) -> dict[str, str]:
    return {one.road: one.because for one in offered(file_of(desk, concern), desk.pack) if one.because}


@pytest.fixture
def concern(desk: Desk, clock: PracticeClock) -> str:
    found = recorded(desk, danger_now="no")
    clock.later(30)
    return found


@pytest.mark.parametrize("road", BESIDE)
def test_each_step_of_the_road_is_sealed_told_in_words_and_printed(desk: Desk, concern: str, road: str) -> None:
    start_road(desk, concern, road)
    general = {step.id for step in desk.pack.pathways["general"].steps}
    guesses = Guesses(desk.pack, random.Random(road), set())
    for step in desk.pack.pathways[road].steps:
        if step.id in general:
            continue
        form = step_form(desk, concern, step.id)
        answers = {
            key: value
            for key, value in guesses.answers(form.questions, desk.clock()).items()
            if not (isinstance(value, dict) and "precision" in value)  # a time of its own is not the matter here
        }
        left = {one.id: "not_known" for one in form.questions if one.need == "R?" and one.id not in answers}
        take_step(desk, concern, step.id, new_id(), left | answers, despite="It was rung already.")
        if step.document:
            assert desk.pack.documents[step.document].title in whole(preview_sheet(desk, concern, step.id))
    page = concern_page(desk, concern)
    assert desk.pack.pathways[road].tag in page.roads
    told = [row for row in page.entries if row.kind == "assessment"]
    assert told and all(row.rows for row in told), "every answer stands in the story, in words"
    if road == "fgm":
        assert any("What does the teacher say?" in row.summary for row in told), "and what it came to, at a glance"


def test_danger_suggests_writing_down_what_was_done_and_the_reason_names_the_entry(desk: Desk, concern: str) -> None:
    assert "immediate_danger" not in because(desk, concern)
    take(desk, concern, "urgency", urgency("danger"))
    assert because(desk, concern)["immediate_danger"].startswith("Danger now was said: How urgent")
    assert offered(file_of(desk, concern), desk.pack)[0].road == "immediate_danger", "danger stands first"


def test_a_reply_nobody_agrees_with_suggests_the_ladder_and_a_later_one_suggests_it_again(
    desk: Desk, clock: PracticeClock, concern: str
) -> None:
    made = take(desk, concern, "referral_made", referral(desk))
    reply = {
        "heard_from": "MASH", "happened": at(2026, 11, 13, 18, 30), "outcomes": "not_known", "reason": "Not above",
        "agree": "no", "disagree_because": "His words, and the mark",
    }  # fmt: skip
    clock.later(60)
    take(desk, concern, "reply", reply, referral=made.id)
    assert because(desk, concern)["escalation"].startswith("You do not agree with what came back")
    leave_road_out(desk, concern, "escalation", "They rang back and changed their mind.")
    assert "escalation" not in because(desk, concern)
    clock.later(60)
    take(desk, concern, "reply", reply, referral=made.id)
    assert "escalation" in because(desk, concern)
    start_road(desk, concern, "escalation")
    form = step_form(desk, concern, "disagreement")
    assert form.answers == {"they_decided": "Not above", "we_think": "His words, and the mark"}


def test_a_pupil_of_18_suggests_the_adult_road_without_an_entry(desk: Desk) -> None:
    grown = next(child for child in ids_of(desk).values() if _born(desk, child) < date(2008, 11, 1))
    found = recorded(desk, children=[{"child": grown, "role": "at_risk"}], danger_now="no")
    assert because(desk, found)["adult_at_risk"] == "18 or over"
    start_road(desk, found, "adult_at_risk")


def _born(desk: Desk, child: str) -> date:
    from dsl_desk.casework.look_up.child import child_page

    born = child_page(desk, child).child.born
    return born or date.max


def test_the_teachers_report_stands_on_today_until_it_is_done(desk: Desk, clock: PracticeClock, concern: str) -> None:
    """FGM Act 2003, section 5B: by the close of the next working day; Friday evening, so Monday."""
    start_road(desk, concern, "fgm")
    known = {
        "fgm_how_known": "told", "fgm_teacher": "A teacher", "fgm_discovered": at(2026, 11, 13, 18, 0),
        "fgm_rests_on": "Her words", "fgm_sisters": "not_known", "fgm_travel": "not_known",
    }  # fmt: skip
    take_step(desk, concern, "fgm_known", new_id(), known)

    def waiting() -> list[str]:
        return [row.line for _, rows in today_page(desk).lists for row in rows if row.step == "fgm_teacher_report"]

    assert waiting() == ["By the teacher, by the close of the next working day"]
    clock.later(60)
    done = {"fgm_reported": "yes", "fgm_reported_when": "not_known", "fgm_reference": "not_known"}
    take_step(desk, concern, "fgm_teacher_report", new_id(), done)
    assert waiting() == []


def test_a_referral_that_was_begun_and_not_made_stays_on_today(desk: Desk, concern: str) -> None:
    """Nobody was told: it must not look as if somebody had been."""
    take(desk, concern, "urgency", urgency())
    refer = desk.pack.step_of_kind("referral_made").id

    def asked() -> list[str]:
        rows = [row for _, rows in today_page(desk).lists for row in rows if row.id.startswith("step:")]
        return [row.step for row in rows if row.step == refer]

    assert asked() == [refer]
    made = take(desk, concern, "referral_made", referral(desk, how="not_yet", happened=None, spoke_to=""))
    assert asked() == [refer]
    take(desk, concern, "referral_made", referral(desk), referral=made.id)
    assert asked() == []


@pytest.mark.parametrize("road", BESIDE)
def test_a_time_that_nobody_set_is_asked_for_on_today(desk: Desk, concern: str, road: str) -> None:
    """“Set yours” that nobody reads is a time that never comes."""
    take(desk, concern, "urgency", urgency())
    start_road(desk, concern, road)
    unset = [
        one.step.id
        for one in file_of(desk, concern).steps
        if one.standing is Standing.ASKED and one.due is not None and one.due.at is None
    ]
    lines = {row.step: row.line for _, rows in today_page(desk).lists for row in rows if row.concern == concern}
    assert set(unset) <= lines.keys()
    assert all("not verified" in lines[step] for step in unset), "and it says that nobody verified one"


def test_a_disagreement_stands_on_today_with_the_day_of_the_next_rung(
    desk: Desk, clock: PracticeClock, concern: str
) -> None:
    made = take(desk, concern, "referral_made", referral(desk))
    clock.later(60)
    take(desk, concern, "reply", disagreed(at(2026, 11, 13, 18, 30)), referral=made.id)

    def rungs() -> list[tuple[str, str]]:
        rows = [row for _, rows in today_page(desk).lists for row in rows if row.step == "chase"]
        return [(row.tag, row.line) for row in rows]

    ((tag, line),) = rungs()
    assert tag == "No date" and "set yours" in line, "nobody has begun the ladder, and it is not silent"
    start_road(desk, concern, "escalation")
    leave_out(desk, concern, "disagreement", "other", "It was said on the telephone.")
    ((tag, line),) = rungs()
    assert tag == "No date" and "set yours" in line
    rung = {"rung": "team_manager", "happened": "not_known", "result": "spoke", "promised": "not_known"}
    rung |= {"settled": "no", "next_rung_by": "2026-11-16"}
    take(desk, concern, "chase", rung, referral=made.id)
    assert [line for _, line in rungs()] == ["The day you set for the next rung"]


def test_a_nature_the_edition_does_not_know_is_refused_with_a_sentence(desk: Desk, concern: str) -> None:
    for natures in ({"main": "hexes", "all": ["physical"]}, {"main": "physical", "all": ["physical", "hexes"]}):
        with pytest.raises(CannotSeal) as refused:
            take(desk, concern, "urgency", urgency(natures=natures))
        ((spot, sentence),) = refused.value.problems
        assert spot == "natures" and "does not know" in sentence and "Nothing was lost" in sentence


def test_an_amendment_keeps_the_nature_of_an_older_edition(desk: Desk, concern: str) -> None:
    older = replace(desk.pack, natures={**desk.pack.natures, "hexes": desk.pack.natures["physical"]})
    with_older = replace(desk, pack=older)
    sealed = take(with_older, concern, "urgency", urgency(natures={"main": "hexes", "all": ["hexes"]}))
    form = amend_form(desk, sealed.id)
    amend(desk, sealed.id, new_id(), form.answers | {"why": "In other words."})
    (entry,) = file_of(desk, concern).standing("urgency")
    assert entry.body.natures == ("hexes",) and entry.body.why == "In other words."
    with pytest.raises(CannotSeal):
        amend(desk, sealed.id, new_id(), form.answers | {"natures": {"main": "curses", "all": ["curses"]}})


def test_what_goes_to_adult_safeguarding_is_a_sheet_with_every_answer(desk: Desk, concern: str) -> None:
    start_road(desk, concern, "adult_at_risk")
    sheet = {
        "adult_who": "parent", "adult_name": "not_known", "care_needs": "yes", "care_needs_why": "A stroke",
        "abuse_or_risk": "yes", "abuse_or_risk_why": "Money is taken", "cannot_protect": "not_known",
        "cannot_protect_why": "Nobody could ask alone", "wishes": "I want him to stop", "capacity": "doubt",
        "capacity_why": "He answers for her", "adult_agrees": "not_asked", "override": ["pressed", "others"],
        "override_why": "Decided by the lead", "younger": "yes", "younger_who": "Two at home",
    }  # fmt: skip
    take_step(desk, concern, "adult_sheet", new_id(), sheet)
    text = " ".join(whole(preview_sheet(desk, concern, "adult_sheet")).split())
    assert "Adult at risk: what to tell adult safeguarding" in text and "Luton Adult Safeguarding" in text
    for words in ("A stroke", "Money is taken", "I want him to stop", "They are pressed or controlled"):
        assert words in text
    states = {one.step.id: str(one.standing) for one in file_of(desk, concern).steps}
    assert states["refer"] == "asked" and states["younger_told"] == "asked"


def test_a_decision_on_a_road_of_its_own_is_the_general_roads_decision(desk: Desk, concern: str) -> None:
    for road in ("refugee", "self_harm", "absence"):
        start_road(desk, concern, road)
    take(desk, concern, "decision", decision("support_in_school", why_not_referring="x", change_my_mind="y",
                                             review="2026-11-20"))  # fmt: skip
    assert [one.step.id for one in file_of(desk, concern).steps if str(one.standing) == "done"] == [
        "record_concern", "decide"
    ]  # fmt: skip
