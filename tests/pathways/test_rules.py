"""Rules of the sources that no road's own tests prove (seed rules B2 to B19): what is asked, shown, rung and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.contacts import who_to_call
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from dsl_desk.pathways.referrals import referrals
from tests.pathways.roads import CALENDAR, Road, at


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (datetime(2026, 11, 16, 10, tzinfo=LONDON), "mash"),
        (datetime(2026, 11, 16, 20, tzinfo=LONDON), "edt"),
        (datetime(2026, 11, 14, 10, tzinfo=LONDON), "edt"),  # a Saturday
        (datetime(2026, 12, 28, 10, tzinfo=LONDON), "edt"),  # a bank holiday, Monday
        (datetime(2026, 10, 28, 10, tzinfo=LONDON), "mash"),  # school holidays stop nobody there
    ],
)
def test_by_day_the_front_door_and_out_of_hours_the_duty_team_is_rung_after_danger(
    pack: Pack, moment: datetime, first: str
) -> None:
    """B2: not immediate, MASH; an emergency out of normal hours, the Emergency Duty Team."""
    lines = who_to_call(pack, ("mash", "edt"), moment, CALENDAR)
    assert next(line.role for line in lines if line.role in ("mash", "edt")) == first
    assert next(line for line in lines if line.role == first).number


def test_advice_is_open_from_the_first_minute_and_says_for_which_worries_above_all(road: Road) -> None:
    """B3, B4: any professional may ring to talk it over; above all long, borderline, unusual or complex cases."""
    road.add("concern", at(2, 9), what_happened="x")
    state = road.states(at(2, 9, 1))["advice"]
    assert state.hold is None and "mash" in state.step.call
    words = " ".join(state.step.guidance).casefold()
    for case in ("long", "borderline", "unusual", "complex"):
        assert case in words, case
    road.spoke(at(2, 9, 20), view="school_can_manage")
    assert road.states(at(2, 9, 21))["advice"].standing is Standing.DONE


def test_police_are_told_beside_the_front_door_each_by_itself_and_no_council_clock_runs_for_them(
    road: Road, pack: Pack
) -> None:
    """B6: a referral to the police is a phone route of its own."""
    road.begin("physical", "significant")
    road.referred(at(2, 9, 30))
    road.add("referral_made", at(2, 9, 40), referral="R2", to="police", how="phone", happened=at(2, 9, 40))
    council, police = referrals(pack, road.record, CALENDAR, at(4, 17))
    assert (council.to, council.statutory_overdue) == ("mash", True)
    assert (police.to, police.statutory_overdue, police.written_due) == ("police", False, None)
    assert pack.contacts["police"].number and "police" in pack.steps["refer"].call


def test_help_is_offered_at_any_age_and_level_as_soon_as_a_problem_shows(pack: Pack) -> None:
    """B19: early help as soon as a problem emerges, at any age; also after a return home from care."""
    asking = [nature for nature in pack.natures.values() if "family_help" in nature.roads]
    assert len(asking) > 5
    for nature in asking:
        for level in ("school", "family_help", "social_care"):
            road = Road(pack)
            road.begin(nature.id, level)
            assert road.states(at(2, 10), "family_help")["family_agreement"].standing is Standing.ASKED
    step = pack.pathways["family_help"].step("family_agreement")
    assert step is not None and step.when == () and not pack.pathways["family_help"].suggested_when
    assert any("any age" in line and "home from care" in line for line in step.guidance)


@pytest.mark.parametrize("words", ["Syria", "far right", "Islamist", "extremism", "terrorism"])
def test_extremism_of_any_kind_is_one_kind_of_worry_on_one_road(pack: Pack, words: str) -> None:
    """B10: the letter names travel to Syria or Iraq and the far right; no kind of extremism has a rule of its own."""
    found = [one.id for one in pack.natures.values() if words in one.words]
    assert found == ["radicalisation"] and pack.natures["radicalisation"].roads == ("prevent",)
    assert any("no sign by themselves" in line for line in pack.natures["radicalisation"].prompts)


@pytest.mark.parametrize(
    ("road", "step", "said", "first"),
    [
        ("immediate_danger", "danger_done", {"rung": "yes", "hub_told": "not_yet"}, "police"),
        ("fgm", "fgm_known", {"fgm_how_known": "told"}, "police"),
        ("exploitation", "exploitation_signs", {"trafficking_signs": "yes"}, "police"),
        ("domestic_abuse", "dash", {"strangled": "yes"}, "marac_representative"),
        ("non_mobile_mark", "mark_seen", {"moves_alone": "no"}, "family_help"),
        ("private_fostering", "living_with", {"close_family": "no"}, "family_help"),
        ("honour_based", "honour_risk", {"honour_danger": ["marriage"]}, "police"),
    ],
)
@pytest.mark.parametrize("level", ["significant", "family_help"])
def test_no_other_call_stands_in_for_telling_social_care(
    pack: Pack, road: str, step: str, said: dict[str, Any], first: str, level: str
) -> None:
    """999 is no referral, nor is the teacher's 101; strangling goes there whatever the score (practice.md 5)."""
    walked = Road(pack)
    walked.begin("physical", level)
    walked.assess(step, at(2, 10), **said)
    walked.add("referral_made", at(2, 11), referral="R1", to=first, how="phone", happened=at(2, 11))
    assert walked.states(at(2, 12), road)["refer"].standing is Standing.ASKED
    walked.add("referral_made", at(2, 13), referral="R2", to="mash", how="phone", happened=at(2, 13))
    assert walked.states(at(2, 14), road)["refer"].standing is Standing.DONE


def test_a_prevent_referral_and_social_care_are_two_calls(pack: Pack) -> None:
    """Prevent never replaces the welfare road (practice.md 4)."""
    walked = Road(pack)
    walked.begin("radicalisation", "family_help")
    walked.add("decision", at(2, 10), step="decide", anything_left="yes", prevent_decision="prevent_and_mash")
    walked.add("referral_made", at(2, 11), referral="R1", to="prevent_lead", how="secure_email", happened=at(2, 11))
    assert walked.states(at(2, 12), "prevent")["refer"].standing is Standing.ASKED
    walked.add("referral_made", at(2, 13), referral="R2", to="mash", how="phone", happened=at(2, 13))
    assert walked.states(at(2, 14), "prevent")["refer"].standing is Standing.DONE
