"""Domestic abuse and MARAC: safe contact first, children as victims, no score takes anything away (practice 5, B16)."""

from __future__ import annotations

import pytest

from dsl_desk.domain.questions import QuestionType
from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing
from dsl_desk.pathways.referrals import referrals
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.walker import walk
from tests.pathways.beside import NOW, asked, assessed, begun, cards, never_waits, own_steps, questions, states, words
from tests.pathways.roads import CALENDAR, ENGLAND, Road, at

ROAD = "domestic_abuse"
MARAC = {"marac_call", "marac_sheet"}


def started(road: Road, **answers: str) -> None:
    begun(road, "domestic_abuse", **answers)


def scored(road: Road, total: str, high: str = "no", **answers: str) -> None:
    said = {"escalating": "no", "repeat_marac": "no", "strangled": "no", "judgement": "x", "dash_done": "yes"} | answers
    assessed(road, "dash", dash_total=total, high_risk=high, **said)


def uploaded(road: Road, **answers: str) -> None:
    road.add("referral_made", NOW, referral="R1", to="marac_representative", how="phone", happened=NOW)
    road.add("reply", NOW, referral="R1", heard_from="x", agree="yes", marac_uploaded="yes", **answers)


def test_safe_contact_is_asked_before_anything_else_and_nothing_waits_for_it(road: Road) -> None:
    started(road)
    found = states(road, ROAD)["safe_contact"]
    assert found.standing is Standing.ASKED and found.first
    assert found.due is not None and found.due.at == at(3, 9), "now: since the concern"
    never_waits(road, ROAD)


def test_a_road_begun_later_is_not_late_from_its_first_minute(road: Road) -> None:
    started(road)
    road.add("road_started", at(6, 14), pathway=ROAD)
    due = states(road, ROAD, at(6, 15))["safe_contact"].due
    assert due is not None and due.at == at(6, 14)


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_where_it_may_not_be_safe_the_safe_number_card_is_shown(road: Road, answer: str) -> None:
    begun(road, "fighting")
    assert "domestic_abuse" not in cards(road, ROAD)
    assessed(road, "safe_contact", safe_to_talk=answer)
    assert "domestic_abuse" in cards(road, ROAD)


def test_telling_parents_is_held_until_advice_though_the_nature_does_not_say_so(road: Road) -> None:
    """Content 4.2: no letter, text, e-mail or voicemail home; advice before the family (information sharing)."""
    begun(road, "young_relationship")
    hold = states(road, ROAD)["parents"].hold
    assert hold is not None and hold.card == "domestic_abuse"
    road.add("advice", NOW, result="spoke", view="refer")
    assert states(road, ROAD)["parents"].hold is None


@pytest.mark.parametrize("why", ["high_risk", "escalating", "repeat_marac"])
def test_score_judgement_escalation_or_repeat_each_ask_for_the_representative(road: Road, why: str) -> None:
    """Practice 5: 14 ticks or more, or judgement below it, escalation, or a new incident within 12 months."""
    started(road)
    scored(road, "3")
    assert not MARAC & asked(road, ROAD)
    scored(road, "3", **{"high" if why == "high_risk" else why: "yes"})
    assert asked(road, ROAD) >= MARAC and "marac_ring" in cards(road, ROAD)


@pytest.mark.parametrize("total", ["0", "9", "13", "not_known"])
def test_a_score_below_14_never_takes_anything_away(road: Road, total: str) -> None:
    """Practice 5: a score helper must not downgrade below 14."""
    started(road)
    scored(road, "16", high="yes", strangled="yes")
    before, shown = asked(road, ROAD), cards(road, ROAD)
    scored(road, total)
    assert asked(road, ROAD) == before and cards(road, ROAD) == shown


def test_a_slip_of_the_pen_can_still_be_put_right(road: Road) -> None:
    started(road)
    first = road.add("assessment", NOW, step="dash", dash_total="2", high_risk="yes", judgement="x")
    assert asked(road, ROAD) >= MARAC
    road.add("assessment", NOW, step="dash", amends=first.id, dash_total="2", high_risk="no", judgement="x")
    assert not MARAC & asked(road, ROAD)


def test_no_number_of_the_checklist_is_asked_as_a_choice_or_stands_in_a_condition(pack: Pack) -> None:
    total = next(one for one in questions(pack, ROAD) if one.id == "dash_total")
    assert total.type is QuestionType.TEXT and not total.choices
    for step in pack.pathways[ROAD].steps:
        tables = [*step.when, *step.done_when, *step.mandatory_when, *(one for due in step.due for one in due.when)]
        assert not [key for table in tables for key in table if "total" in key]


def test_the_checklist_itself_is_not_printed_here(pack: Pack) -> None:
    """It is copyright (practice 5): total, yes list and judgement are recorded, the official form is attached."""
    asked_for = {one.id for one in pack.steps["dash"].questions}
    assert {"dash_total", "dash_yes", "judgement", "dash_attached"} <= asked_for and len(asked_for) < 12
    assert "official form" in words(pack, ROAD)


@pytest.mark.parametrize("where", ["dash", "look_back"])
def test_strangling_means_a_health_check_today_and_police_or_social_care_whatever_the_score(
    road: Road, where: str
) -> None:
    """Content 4.2, strangling or choking."""
    started(road, **({"strangling": "yes"} if where == "look_back" else {}))
    if where == "dash":
        scored(road, "2", strangled="yes")
    found = states(road, ROAD)
    assert {"strangling_check", "refer", "marac_call"} <= asked(road, ROAD) and "strangling" in cards(road, ROAD)
    check, refer = found["strangling_check"].due, found["refer"].due
    assert check is not None and check.at is not None and check.at.date() == NOW.date()
    assert refer is not None and refer.at is not None and refer.at.date() == NOW.date()


@pytest.mark.parametrize(("what", "left"), [("refused", True), ("on_the_way", True), ("done", False)])
def test_the_health_check_stays_to_be_done_until_somebody_has_looked(road: Road, what: str, left: bool) -> None:
    started(road)
    scored(road, "2", strangled="yes")
    assessed(road, "strangling_check", who_strangled="x", health_check=what)
    assert ("strangling_check" in asked(road, ROAD)) is left


def test_each_child_is_asked_about_as_a_victim_of_their_own(road: Road, pack: Pack) -> None:
    """Domestic Abuse Act 2021, section 3."""
    started(road)
    assert "children_as_victims" in asked(road, ROAD)
    each = next(one for one in pack.steps["children_as_victims"].questions if one.type is QuestionType.PER_CHILD)
    assert each.need == "R" and "needs" in {one.id for one in each.fields}
    assert "Ask the child what happened at home." in pack.steps["children_as_victims"].do_not


def test_no_answer_from_the_representative_is_no_call(road: Road) -> None:
    started(road)
    scored(road, "14", high="yes")
    road.add("advice", NOW, step="marac_call", contact="marac_representative", result="no_answer")
    assert "marac_call" in asked(road, ROAD)
    road.add("advice", NOW, step="marac_call", contact="marac_representative", result="spoke", view="refer")
    assert "marac_call" not in asked(road, ROAD) and "marac_sheet" in asked(road, ROAD)


def test_what_is_with_the_representative_is_open_without_an_invented_deadline(road: Road, pack: Pack) -> None:
    started(road)
    road.add("referral_made", NOW, referral="R1", to="marac_representative", how="phone", happened=NOW)
    (state,) = referrals(pack, road.record, CALENDAR, at(20, 12))
    assert not state.answered and not state.overdue and state.due is not None and state.due.at is None
    assert "by when" in state.due.note


def test_the_day_of_the_conference_is_when_school_asks_what_was_decided(road: Road) -> None:
    started(road)
    uploaded(road, marac_uploaded_on="2026-11-03", marac_meets="2026-11-12")
    due = states(road, ROAD)["marac_meeting"].due
    assert due is not None and due.at == at(12, 17)
    road.add("reply", at(4), referral="R2", heard_from="MASH", agree="yes")
    again = states(road, ROAD, at(4))["marac_meeting"].due
    assert again is not None and again.at == at(12, 17), "another answer does not take the day away"


@pytest.mark.parametrize(("on", "day"), [("2026-11-04", 25), ("not_known", 24)])
def test_where_no_day_was_given_lutons_three_weeks_are_counted(road: Road, on: str, day: int) -> None:
    """Seed B16: Luton's MARAC meets every three weeks."""
    started(road)
    uploaded(road, marac_uploaded_on=on, marac_meets="not_known")
    due = states(road, ROAD)["marac_meeting"].due
    assert due is not None and due.at == at(day, 17) and due.source == "luton-council"


def test_three_weeks_and_modus_are_lutons_own_and_the_base_has_roles_without_numbers() -> None:
    base = load(read_folder(ENGLAND))
    meeting = base.pathways[ROAD].step("marac_meeting")
    assert meeting is not None and all(due.days in (None, 0) for due in meeting.due)
    for role in ("marac_representative", "idva"):
        assert base.contacts[role].number == "" and base.contacts[role].missing
    assert "three weeks" not in words(base, ROAD)


def test_the_services_of_the_road_by_role(pack: Pack) -> None:
    """Seed A10, A21, A22, A23, A33."""
    contacts = pack.contacts
    assert contacts["marac_representative"].number == contacts["education_safeguarding"].number == "01582 548984"
    assert contacts["marac_representative"].status == "check" and "Modus" in contacts["marac_representative"].note
    assert contacts["da_helpline"].number == "0808 2000 247" and contacts["da_helpline"].hours == "always"
    assert contacts["idva"].number == "" and contacts["sexual_abuse_line"].status == "check"
    assert not [one for one in contacts.values() if one.number.replace(" ", "").startswith("0845")]


def test_a_child_may_be_harmed_so_social_care_is_rung_first(pack: Pack) -> None:
    for step, _ in merged_steps(pack.walked(ROAD)):
        if step.id in ("advice", "refer"):
            assert step.call[:2] == ("mash", "edt") and "marac_representative" in step.call


def test_a_decision_against_marac_has_its_reason(pack: Pack) -> None:
    asked_for = {one.id: one for one in pack.pathways[ROAD].step("decide").questions}  # type: ignore[union-attr]
    assert asked_for["marac_decision"].need == "R" and asked_for["marac_not_because"].need == "R"
    assert "no reason by itself" in asked_for["marac_not_because"].hint


def test_the_sheet_is_made_of_everything_the_representative_needs(pack: Pack) -> None:
    papers = [step.id for step, _ in merged_steps(pack.walked(ROAD)) if step.document == "marac-sheet"]
    assert papers == ["safe_contact", "dash", "strangling_check", "children_as_victims", "marac_sheet"]
    assert pack.documents["marac-sheet"].recipient == "marac_representative"
    agencies = next(one for one in pack.steps["marac_sheet"].questions if one.id == "marac_agencies")
    assert {"housing", "health", "idva"} <= {choice.value for choice in agencies.choices}, "seed A37"


def test_the_road_can_be_walked_any_way_to_its_end(pack: Pack) -> None:
    walked = walk(pack, 300, 5)
    assert not walked.stuck
    assert not {step.id for step in own_steps(pack, ROAD)} & set(walked.never["step"])
