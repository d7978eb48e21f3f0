"""Order is advice: what is asked for, because of which entry, until when; and nothing gates a referral."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dsl_desk.domain.facts import ChildOnFile
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.closing import OpenThing, asks_second_person, closing_problems
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import Standing, progress
from dsl_desk.pathways.side_by_side import merged_steps
from tests.pathways.roads import CALENDAR, Road, at, when

FRIDAY = at(13, 18, 20)


def triaged(road: Road, level: str = "significant", natures: tuple[str, ...] = ("physical",)) -> None:
    road.add("concern", at(13, 11), noticed=when(at(13, 10, 30)), where_now="in_school", what_happened="x")
    road.add("urgency", at(13, 11, 20), level=level, natures=list(natures), why="x")


def test_at_the_start_only_the_record_is_asked_for_and_a_referral_is_open_at_any_time(road: Road) -> None:
    states = road.states(at(13))
    assert states["record_concern"].standing is Standing.ASKED
    assert states["refer"].standing is Standing.ANY_TIME
    assert states["refer"].line == "At any time; phone first"
    assert states["close"].standing is Standing.LATER
    assert states["close"].line == "Needs a decision"


def test_no_step_ever_says_that_it_cannot_be_begun(road: Road) -> None:
    triaged(road)
    for state in road.states(at(13, 12)).values():
        assert "cannot" not in state.line.lower()


def test_a_step_names_the_entry_that_asks_for_it(road: Road) -> None:
    triaged(road)
    refer = road.states(at(13, 12))["refer"]
    assert refer.standing is Standing.ASKED
    assert refer.because is not None and refer.because.entry == "e2"
    assert refer.line == "Asked now: entry 2"


def test_significant_harm_is_before_home_time_today_not_one_working_day(road: Road) -> None:
    triaged(road)
    due = road.states(at(13, 12))["refer"].due
    assert due is not None and due.at == at(13, 15, 15)
    assert not due.overdue(at(13, 15)) and due.overdue(at(13, 15, 16))


def test_after_home_time_before_home_time_means_now(road: Road) -> None:
    road.add("concern", FRIDAY, what_happened="x")
    road.add("urgency", at(13, 19, 5), level="significant", natures=[])
    due = road.states(at(13, 19, 6))["refer"].due
    assert due is not None and due.at == at(13, 19, 5)


def test_what_means_at_once_carries_no_mark_and_a_counted_time_of_the_same_step_does(road: Road) -> None:
    """Beside "now" a mark of doubt reads as a reason to wait (practice.md: act on the same day)."""
    triaged(road)
    states = road.states(at(13, 12))
    for name in ("refer", "advice"):
        due = states[name].due
        assert due is not None and due.confidence == "L" and due.at_once and due.mark == "", name
    lower = Road(road.pack)
    triaged(lower, "social_care")
    due = lower.states(at(13, 12))["refer"].due
    assert due is not None and due.mark == " (not verified)"
    road.add("advice", at(13, 11, 50), result="spoke", view="we_insist")
    now = road.states(at(13, 12))["refer"].due
    assert now is not None and now.confidence == "M" and now.mark == ""


def test_a_referral_made_before_anything_else_counts(road: Road) -> None:
    road.add("referral_made", at(13, 9), referral="R1", to="mash", how="phone", happened=at(13, 8, 50))
    states = road.states(at(13, 9, 1))
    assert states["refer"].standing is Standing.DONE
    assert states["answer"].standing is Standing.ASKED


def test_a_call_nobody_answered_never_counts_as_advice_taken(road: Road) -> None:
    triaged(road)
    road.add("advice", at(13, 11, 40), result="no_answer", contact="mash")
    assert road.states(at(13, 12))["advice"].standing is Standing.ASKED
    road.add("advice", at(13, 11, 50), result="spoke", contact="mash", view="refer")
    assert road.states(at(13, 12))["advice"].standing is Standing.DONE


def test_insisting_takes_leaving_the_referral_out_away_and_makes_it_due_now(road: Road) -> None:
    triaged(road, "school")
    road.add("left_out", at(13, 11, 30), step="refer", reason="other", note="not needed")
    assert road.states(at(13, 12))["refer"].standing is Standing.LEFT_OUT
    road.add("advice", at(13, 11, 50), result="spoke", view="we_insist")
    refer = road.states(at(13, 12))["refer"]
    assert refer.standing is Standing.ASKED and refer.mandatory and not refer.may_leave_out
    assert refer.due is not None and refer.due.at == at(13, 11, 50)


def test_a_step_asked_for_once_says_because_of_which_entry_it_is_no_longer(road: Road) -> None:
    triaged(road, "school")
    road.add("decision", at(13, 12), decisions=["support_in_school"], why_not_referring="x")
    assert road.states(at(13, 13))["support"].standing is Standing.ASKED
    road.add("decision", at(16, 9), decisions=["not_a_worry"], why_not_referring="x")
    support = road.states(at(16, 10))["support"]
    assert support.standing is Standing.NO_LONGER
    assert support.line == "No longer asked, because entry 4"


def test_support_is_not_done_by_a_note_or_a_promise_that_was_kept(road: Road) -> None:
    triaged(road, "school")
    road.add("decision", at(13, 12), decisions=["support_in_school"], why_not_referring="x")
    for kind in ("note", "task_done"):
        road.add(kind, at(13, 13))
        assert road.states(at(13, 14))["support"].standing is Standing.ASKED
    road.add("plan", at(13, 15), what="Breakfast")
    road.add("note", at(13, 16))
    support = road.states(at(13, 17))["support"]
    assert support.standing is Standing.DONE and support.line == "Done 13 Nov 15:00"


def test_an_amended_answer_is_the_answer(road: Road) -> None:
    triaged(road, "school")
    road.add("urgency", at(13, 14), amends="e2", level="significant", natures=["physical"])
    refer = road.states(at(13, 14, 1))["refer"]
    assert refer.standing is Standing.ASKED
    assert refer.because is not None and refer.because.entry == "e3"


def test_amending_an_entry_does_not_start_its_clock_again_nor_make_an_old_one_the_one_that_stands(road: Road) -> None:
    triaged(road)
    road.add("urgency", at(13, 12), level="school", natures=[])
    road.add("urgency", at(16, 9), amends="e2", level="significant", natures=["physical"], why="a spelling put right")
    assert road.states(at(16, 9, 1))["refer"].standing is Standing.NO_LONGER
    road.add("urgency", at(16, 10), amends="e3", level="significant", natures=[])
    refer = road.states(at(16, 10, 1))["refer"]
    assert refer.due is not None and refer.due.at == at(13, 15, 15)


def test_a_withdrawn_entry_counts_no_more(road: Road) -> None:
    triaged(road)
    road.add("withdrawn", at(13, 14), root="e2")
    assert road.states(at(13, 14, 1))["look_back"].standing is Standing.ASKED
    assert road.states(at(13, 14, 1))["refer"].standing is Standing.NO_LONGER


def test_leaving_out_with_one_click_shows_its_reason(road: Road) -> None:
    triaged(road)
    road.add("left_out", at(13, 12), step="advice", reason="referring_now")
    assert road.states(at(13, 12, 1))["advice"].line == "Left out: Clear-cut, referring now"


def test_the_parents_step_is_held_until_advice_and_held_again_when_advice_says_wait(road: Road) -> None:
    triaged(road, natures=("forced_marriage",))
    held = road.states(at(13, 12))["parents"].hold
    assert held is not None and held.card == "stop_before_family"
    road.add("advice", at(13, 12), result="spoke", view="parents_first")
    assert road.states(at(13, 12, 1))["parents"].hold is None
    road.add("advice", at(13, 13), result="spoke", view="not_parents_yet")
    again = road.states(at(13, 13, 1))["parents"].hold
    assert again is not None and again.card == "do_not_tell_yet"
    road.add("advice", at(13, 14), result="spoke", view="parents_first")
    assert road.states(at(13, 14, 1))["parents"].hold is None


def test_a_second_person_is_asked_for_only_at_high_levels_without_a_referral(road: Road) -> None:
    triaged(road, "social_care")
    road.add("decision", at(13, 12), decisions=["watch"], why_not_referring="because")
    asked = road.states(at(13, 12, 1))["decide"].agreement
    assert asked is not None and asked.standing == "waiting" and asked.of == "e3"
    road.add("agreement", at(13, 13), of="e3", agrees="agree", how="by_phone", by_role="chair")
    agreed = road.states(at(13, 13, 1))["decide"].agreement
    assert agreed is not None and agreed.standing == "agreed"


def test_no_second_person_is_asked_for_when_it_was_referred(road: Road) -> None:
    triaged(road)
    road.add("decision", at(13, 12), decisions=["refer_social_care", "support_in_school"])
    assert road.states(at(13, 12, 1))["decide"].agreement is None


def test_closing_waits_for_a_decision_and_for_nothing_that_was_merely_not_done(road: Road) -> None:
    triaged(road)
    now = at(13, 12)
    (problem,) = closing_problems(tuple(road.states(now).values()))
    assert "Nobody has decided yet" in problem.sentence and not problem.reason_allowed
    road.add("decision", now, decisions=["refer_social_care"])
    assert closing_problems(tuple(road.states(at(13, 13)).values())) == ()


def test_closing_waits_for_what_is_unanswered_unless_a_reason_is_given(road: Road) -> None:
    triaged(road)
    road.add("decision", at(13, 12), decisions=["refer_social_care"])
    states = tuple(road.states(at(13, 13)).values())
    still_open = (OpenThing(id="p1", kind="promise", title="Rings back by 15:00"),)
    (problem,) = closing_problems(states, still_open)
    assert problem.reason_allowed and "Rings back by 15:00" in problem.sentence
    assert closing_problems(states, still_open, {"p1": "  "})
    assert closing_problems(states, still_open, {"p1": "They rang the head instead"}) == ()


def test_a_closure_without_a_referral_at_a_high_level_asks_a_second_person_and_nothing_else_does(road: Road) -> None:
    """Issue text and content.md 4.0, rule 3 b: it waits for their word; writing it waits for nothing."""
    triaged(road)
    road.add("decision", at(13, 12), decisions=["refer_social_care"])  # and then nobody referred
    states = tuple(road.states(at(13, 13)).values())
    assert closing_problems(states) == ()
    assert "without a referral" in asks_second_person(states)
    road.add("referral_made", at(13, 14), how="phone", referral="r1", to="mash")
    assert asks_second_person(tuple(road.states(at(13, 15)).values())) == ""


@pytest.mark.parametrize("level", ["family_help", "school"])
def test_at_lower_levels_nobody_is_asked(road: Road, level: str) -> None:
    triaged(road, level)
    road.add("decision", at(13, 12), decisions=["watch"], why_not_referring="because")
    assert asks_second_person(tuple(road.states(at(13, 13)).values())) == ""


def test_whoever_agreed_to_the_decision_that_stands_is_not_asked_again(road: Road) -> None:
    triaged(road, "social_care")
    decision = road.add("decision", at(13, 12), decisions=["watch"], why_not_referring="because")
    road.add("agreement", at(13, 13), of=decision.id, agrees="agree", how="by_phone")
    assert asks_second_person(tuple(road.states(at(13, 14)).values())) == ""
    road.add("decision", at(13, 15), decisions=["watch"], why_not_referring="still")
    assert asks_second_person(tuple(road.states(at(13, 16)).values()))


def test_a_closure_that_was_not_agreed_to_is_asked_for_again_and_says_what_they_said(road: Road) -> None:
    triaged(road)
    road.add("decision", at(13, 12), decisions=["watch"], why_not_referring="because")
    closed = road.add("closed", at(13, 13), outcome="need_met")
    assert road.states(at(13, 13, 5))["close"].agreement is None  # nobody was asked as it was sealed
    road.add("agreement_asked", at(13, 13), of=closed.id)
    state = road.states(at(13, 13, 10))["close"]
    assert state.standing is Standing.DONE
    assert state.agreement is not None and (state.agreement.standing, state.agreement.of) == ("waiting", closed.id)
    word = road.add("agreement", at(13, 14), of=closed.id, agrees="disagree", comment="Not yet", how="here")
    state = road.states(at(13, 14, 5))["close"]
    assert state.standing is Standing.ASKED and state.because is not None and state.because.entry == word.id
    assert state.agreement is not None and state.agreement.word == word
    road.add("reopened", at(13, 15), why="going on")
    again = road.states(at(13, 15, 5))["close"]
    assert again.agreement is None and again.made == () and again.standing is Standing.ASKED


def test_what_somebody_insisted_on_holds_a_closure_up_until_done_or_reasoned(road: Road) -> None:
    triaged(road, "school")
    road.add("advice", at(13, 12), result="spoke", view="we_insist")
    road.add("decision", at(13, 13), decisions=["refer_social_care"])
    states = tuple(road.states(at(13, 14)).values())
    (problem,) = closing_problems(states)
    assert problem.reason_allowed and problem.id == "refer"


def test_cards_stand_because_of_an_entry_and_end_with_the_packs_last_line(road: Road, pack: Pack) -> None:
    road.add("concern", at(13, 11), where_now="in_school", what_happened="x")
    road.add("urgency", at(13, 11, 20), level="significant", natures=["forced_marriage", "nudes"])
    steps = pack.pathway("general").steps
    shown = cards_in_force(pack, road.record, road.facts(at(13, 12)), CALENDAR, at(13, 12), steps)
    assert {"not_home_yet", "stop_before_family", "nudes"} <= {one.card.id for one in shown}
    assert all(one.lines[-1] == "This is a prompt, not the whole guidance" for one in shown)
    assert all(one.because.entry for one in shown)


def test_the_timed_card_stands_half_an_hour_before_home_time_until_somebody_answers(road: Road, pack: Pack) -> None:
    triaged(road)
    road.add("advice", at(13, 14), result="no_answer")
    steps = pack.pathway("general").steps

    def shown(hour: int, minute: int) -> bool:
        now = at(13, hour, minute)
        return "no_answer_before_home_time" in {
            one.card.id for one in cards_in_force(pack, road.record, road.facts(now), CALENDAR, now, steps)
        }

    assert not shown(14, 30) and shown(14, 45) and shown(16, 0)
    road.add("advice", at(13, 14, 50), result="spoke", view="refer")
    assert not shown(15, 0)


def test_a_child_with_a_social_worker_and_an_adult_each_bring_their_card(road: Road, pack: Pack) -> None:
    triaged(road)
    road.children = (ChildOnFile(id="c", born=at(1, month=1).date().replace(year=2008), worker="social_worker"),)
    now = at(13, 12)
    steps = pack.pathway("general").steps
    shown = {one.card.id for one in cards_in_force(pack, road.record, road.facts(now), CALENDAR, now, steps)}
    assert {"has_social_worker", "adult_18"} <= shown


def test_two_roads_on_one_concern_are_one_list_and_an_entry_counts_for_both(road: Road, pack: Pack) -> None:
    general = pack.pathway("general")
    other = replace(general, id="other", steps=(general.steps[0], replace(general.steps[2], id="check", when=())))
    merged = merged_steps((general, other))
    assert {step.id: roads for step, roads in merged}["record_concern"] == ("general", "other")
    triaged(road)
    states = progress((general, other), road.record, road.facts(at(13, 12)), CALENDAR, at(13, 12))
    by_id = {state.step.id: state for state in states}
    assert by_id["record_concern"].standing is Standing.DONE and by_id["record_concern"].roads == ("general", "other")
    assert by_id["check"].standing is Standing.ASKED


def test_a_duty_not_yet_in_force_is_shown_and_not_asked_for(road: Road, pack: Pack) -> None:
    general = pack.pathway("general")
    duty = replace(general.steps[0], id="duty", in_force=at(1, month=12).date())
    later = replace(general, steps=(*general.steps, duty))
    states = progress((later,), road.record, road.facts(at(13)), CALENDAR, at(13))
    assert states[-1].standing is Standing.LATER and states[-1].due is None
