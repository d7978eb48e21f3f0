"""The FGM road: the teacher's own report, seen to and never done by the lead (FGM Act 2003, 5B; practice 1.5)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing, progress
from tests.pathways.roads import CALENDAR, Road, at, card_of, questions, when

BOTH = ("told", "seen")


@pytest.fixture
def fgm(road: Road) -> Road:
    road.begin("fgm", "significant")
    return road


@pytest.mark.parametrize("known", BOTH)
def test_what_a_teacher_was_told_or_saw_is_reported_by_them_by_the_close_of_the_next_working_day(
    fgm: Road, known: str
) -> None:
    """Friday is counted from when the teacher was told, not from when it was written: Monday 17:00 (assumed close)."""
    fgm.assess("fgm_known", at(9, 8), fgm_how_known=known, fgm_discovered=when(at(6, 11)))
    report = fgm.states(at(9, 9), "fgm")["fgm_teacher_report"]
    assert report.standing is Standing.ASKED and report.due is not None
    assert report.due.at == at(9, 17) and report.due.statutory
    assert (report.due.source, report.due.confidence) == ("fgm-act", "H")


@pytest.mark.parametrize(("day", "hour"), [(6, 18), (7, 12), (8, 20)])
def test_an_evening_or_a_weekend_gives_the_teacher_no_day_more(fgm: Road, day: int, hour: int) -> None:
    """The next working day is Monday 9 November, however late on Friday or at the weekend it was said."""
    fgm.assess("fgm_known", at(day, hour), fgm_how_known="told", fgm_discovered=when(at(day, hour)))
    due = fgm.states(at(9, 8), "fgm")["fgm_teacher_report"].due
    assert due is not None and due.at == at(9, 17)


def test_when_nobody_knows_the_hour_the_clock_runs_from_what_was_written(fgm: Road) -> None:
    fgm.assess("fgm_known", at(3, 9), fgm_how_known="told", fgm_discovered="not_known")
    due = fgm.states(at(3, 10), "fgm")["fgm_teacher_report"].due
    assert due is not None and due.at == at(4, 17)


def test_it_stays_asked_until_the_teacher_says_it_is_reported(fgm: Road) -> None:
    fgm.assess("fgm_known", at(2, 10), fgm_how_known="told", fgm_discovered=when(at(2, 9)))
    fgm.assess("fgm_teacher_report", at(2, 11), fgm_reported="not_yet")
    assert fgm.states(at(2, 12), "fgm")["fgm_teacher_report"].standing is Standing.ASKED
    assert "fgm_report" in fgm.cards(at(2, 12), "fgm")
    fgm.assess("fgm_teacher_report", at(2, 15), fgm_reported="yes", fgm_reference="a reference")
    assert fgm.states(at(2, 16), "fgm")["fgm_teacher_report"].standing is Standing.DONE
    assert "fgm_report" not in fgm.cards(at(2, 16), "fgm"), "nobody is told again what was done"


@pytest.mark.parametrize("known", ["feared", "second_hand", "adult"])
def test_at_risk_or_second_hand_goes_the_usual_way_and_asks_no_teacher(fgm: Road, known: str) -> None:
    fgm.assess("fgm_known", at(2, 10), fgm_how_known=known)
    states = fgm.states(at(2, 11), "fgm")
    assert states["fgm_teacher_report"].standing is Standing.LATER
    assert states["refer"].standing is Standing.ASKED and states["refer"].hold is None


def test_social_care_is_told_whoever_rings_the_police(fgm: Road) -> None:
    fgm.assess("fgm_known", at(2, 10), fgm_how_known="told", fgm_discovered=when(at(2, 9)))
    fgm.assess("fgm_teacher_report", at(2, 11), fgm_reported="yes")
    assert fgm.states(at(2, 12), "fgm")["refer"].standing is Standing.ASKED


def test_the_family_waits_for_advice_and_the_referral_does_not(fgm: Road) -> None:
    fgm.assess("fgm_known", at(2, 10), fgm_how_known="feared")
    states = fgm.states(at(2, 11), "fgm")
    assert states["parents"].hold is not None and states["parents"].hold.card == "stop_before_family"
    fgm.spoke(at(2, 12))
    assert fgm.states(at(2, 13), "fgm")["parents"].hold is None


def test_the_app_never_reports_for_the_teacher_and_says_the_outside_limit(pack: Pack) -> None:
    step = pack.pathways["fgm"].step("fgm_teacher_report")
    assert step is not None and step.kind == "assess" and step.document == ""
    assert "Ring 101 for the teacher." in step.do_not
    assert any("one month is the outside limit" in line for line in step.guidance)
    asked = questions(pack, "fgm", "fgm_known")
    assert [card_of(asked["fgm_how_known"], one) for one in BOTH] == ["fgm_report", "fgm_report"]
    assert card_of(asked["fgm_travel"], "soon") == "taken_abroad"


def test_the_duty_of_2026_is_shown_and_not_asked_for_until_somebody_verified_its_day(fgm: Road, pack: Pack) -> None:
    """Crime and Policing Act 2026: Royal Assent is known, the commencement of this duty is not (practice.md 0)."""
    duty = fgm.states(at(2, 11), "fgm")["abuse_report_duty"]
    assert duty.standing is Standing.LATER and duty.line == "Commencement not verified: shown, not asked for"
    verified = replace(duty.step, not_in_force="", in_force=at(4).date())
    begun = replace(pack.pathways["general"], steps=(*pack.pathways["general"].steps, verified))

    def standing(day: int) -> Standing:
        found = progress((begun,), fgm.record, fgm.facts(at(day)), CALENDAR, at(day))
        return next(one.standing for one in found if one.step.id == verified.id)

    assert (standing(3), standing(4)) == (Standing.LATER, Standing.ASKED)
