from __future__ import annotations

import pytest

from dsl_desk.casework import follow_up
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.lists import concern_lines
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.prefill import prefill
from dsl_desk.casework.take_step import leave_out
from dsl_desk.demo.school import PracticeClock, ids_of
from dsl_desk.domain.today import TodayList
from dsl_desk.errors import CannotSeal, KnownProblem
from tests.casework.acts import advice, at, decision, file_of, recorded, referral, standing, take, urgency, written


def test_a_referral_can_be_the_very_first_step_and_nothing_stands_before_it(desk: Desk, clock: PracticeClock) -> None:
    """Content rule 1 and 4: nothing gates a referral."""
    concern = recorded(desk)
    clock.later(40)
    sealed = take(desk, concern, "referral_made", referral(desk))

    assert sealed.reference == "R-0001"
    assert standing(desk, concern, "referral_made") == "done"


def test_a_worker_who_does_not_answer_gives_way_until_somebody_speaks_to_them(desk: Desk, clock: PracticeClock) -> None:
    """Practice school, scenario 13: rung 09:55, 10:05, 10:15; MASH 10:25."""
    clock.set(2026, 11, 10, 9, 50)
    child = [{"child": ids_of(desk)["0407"], "role": "harmed"}]
    concern = recorded(desk, children=child, noticed=at(2026, 11, 10, 9, 25), next_when="not_known")
    step = desk.pack.step_of_kind("advice").id

    def first() -> list[str]:
        return [line.role for line in step_form(desk, concern, step).calls][1:2]

    for minute in (55, 65, 75):
        clock.set(2026, 11, 10, 9 + minute // 60, minute % 60)
        assert first() == ["social_worker"]
        tried = at(2026, 11, 10, 9 + minute // 60, minute % 60)
        take(desk, concern, "advice", {"contact": "social_worker", "result": "no_answer", "happened": tried})
    clock.set(2026, 11, 10, 10, 25)
    assert first() == ["mash"] and prefill(desk, concern, "referral_made")["to"] == "mash"
    spoke = advice(contact="social_worker", happened=at(2026, 11, 10, 10, 40), promised="not_known")
    clock.set(2026, 11, 10, 10, 45)
    take(desk, concern, "advice", spoke)
    assert first() == ["social_worker"]


def test_the_whole_general_road_can_be_walked_and_closed(desk: Desk, clock: PracticeClock) -> None:
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency())
    take(desk, concern, "advice", advice())
    take(desk, concern, "parents", {
        "telling_adds_risk": "yes", "loses_evidence": "yes", "special_nature": "no", "told_to_wait": "yes",
        "right_adult": "no", "outcome": "not_told", "why_not_told": ["raises_risk", "evidence_or_enquiry"],
        "decided_by": "DSL", "on_advice_note": "EDT", "review": "2026-11-16", "child_knows": "not_known",
        "child_wants": "not_known", "happened": "not_known",
    }, despite="EDT advised: told by police.")  # fmt: skip
    take(desk, concern, "decision", decision("refer_social_care"))
    made = take(desk, concern, "referral_made", referral(desk))
    take(desk, concern, "reply", {
        "heard_from": "MASH", "happened": at(2026, 11, 13, 18, 55), "outcomes": "not_known",
        "reason": "not_known", "agree": "yes",
    }, referral=made.id)  # fmt: skip
    closing = {"outcome": "with_another_agency", "summary": "police", "child_view": "not_known"}
    with pytest.raises(CannotSeal) as caught:
        take(desk, concern, "closed", closing)
    reasons = {spot: "social care lead now" for spot, _ in caught.value.problems}
    take(desk, concern, "closed", closing, reasons=reasons)

    assert file_of(desk, concern).row.state == "closed"
    follow_up.reopen(desk, concern, "new words")
    assert file_of(desk, concern).row.state == "open"


def test_a_stop_card_comes_first_and_a_written_reason_goes_past_it(desk: Desk, clock: PracticeClock) -> None:
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency(natures={"main": "sexual", "all": ["sexual"]}))
    answers = {
        "telling_adds_risk": "no", "loses_evidence": "no", "special_nature": "no", "told_to_wait": "no",
        "right_adult": "yes", "outcome": "not_yet", "waiting_for": "advice", "waiting_until": "not_known",
        "why_not_told": ["told_to_wait"], "decided_by": "DSL", "on_advice_note": "not_known", "review": "2026-11-16",
        "child_knows": "not_known", "child_wants": "not_known", "happened": "not_known",
    }  # fmt: skip
    with pytest.raises(CannotSeal) as caught:
        take(desk, concern, "parents", answers)
    assert caught.value.spot == "despite"

    take(desk, concern, "parents", answers, despite="Recording why not.")
    assert file_of(desk, concern).standing("parents")[0].body.despite == "Recording why not."


def test_we_insist_makes_the_referral_due_now_and_it_cannot_be_left_out(desk: Desk, clock: PracticeClock) -> None:
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency("school"))
    take(desk, concern, "advice", advice("we_insist"))

    refer = desk.pack.step_of_kind("referral_made").id
    state = next(one for one in file_of(desk, concern).steps if one.step.id == refer)
    assert state.mandatory and state.due is not None and state.due.at is not None
    assert state.due.at <= clock()
    with pytest.raises(KnownProblem):
        leave_out(desk, concern, refer, "", "no need")


def test_no_answer_never_counts_as_advice_taken(desk: Desk, clock: PracticeClock) -> None:
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency())
    take(desk, concern, "advice", {"contact": "mash", "happened": "not_known", "result": "no_answer"})

    assert standing(desk, concern, "advice") == "asked"


def test_a_second_person_who_agreed_to_not_referring_is_not_asked_again_at_the_end(
    desk: Desk, clock: PracticeClock
) -> None:
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency())
    decided = take(desk, concern, "decision", decision(
        "watch", why_not_referring="police lead", change_my_mind="anything new", review="2026-11-20",
        second_person="Helen Castellan"))  # fmt: skip
    take(desk, concern, "referral_made", referral(desk, how="not_yet"))  # all other work goes on
    with pytest.raises(CannotSeal):
        follow_up.agree(desk, decided.id, True, "fine")  # nobody agrees with themselves
    follow_up.agree(desk, decided.id, True, "agreed", by_phone_with="Helen Castellan", by_role="head")

    closing = {"outcome": "other", "summary": "s", "child_view": "not_known"}
    with pytest.raises(CannotSeal) as caught:
        take(desk, concern, "closed", closing, reasons={})
    reasons = {one: "it may stay" for one, _ in caught.value.problems}
    assert "second person" not in take(desk, concern, "closed", closing, reasons=reasons).afterwards
    assert [line.state for line in concern_lines(desk) if line.id == concern] == ["closed"]


def test_closing_waits_for_a_decision(desk: Desk) -> None:
    concern = recorded(desk)
    with pytest.raises(CannotSeal) as caught:
        take(desk, concern, "closed", {"outcome": "need_met", "summary": "s", "child_view": "not_known"})

    assert "decided" in caught.value.sentence


def test_a_step_is_left_out_with_one_click_where_a_sentence_adds_nothing(desk: Desk, clock: PracticeClock) -> None:
    concern = recorded(desk)
    take(desk, concern, "urgency", urgency("school"))
    step = desk.pack.step_of_kind("advice").id
    leave_out(desk, concern, step, "school_can_manage")

    state = next(one for one in file_of(desk, concern).steps if one.step.id == step)
    assert str(state.standing) == "left_out"
    assert "school can manage" in state.line.lower()
    with pytest.raises(CannotSeal):
        leave_out(desk, concern, step, "no such reason")


def test_what_they_promised_beats_the_packs_own_deadline_on_today(desk: Desk, clock: PracticeClock) -> None:
    """Content rule 7."""
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency())
    take(desk, concern, "advice", advice())
    take(desk, concern, "referral_made", referral(
        desk, promised={"what": "decision", "who": "MASH", "by": at(2026, 11, 13, 20, 0)}))  # fmt: skip

    state = file_of(desk, concern).referral_states[0]
    assert state.due is not None and state.due.promised
    clock.set(2026, 11, 13, 20, 30)
    rows = dict(today_page(desk).lists)
    assert any(row.referral for row in (*rows[TodayList.WAITING], *rows[TodayList.RING_NOW]))


def test_two_concerns_about_one_child_are_told_apart_by_their_references(desk: Desk) -> None:
    two = {file_of(desk, recorded(desk)).row.reference for _ in range(2)}
    rows = [row for _, rows in today_page(desk).lists for row in rows if row.step]
    alike = [row for row in rows if [one.title for one in rows].count(row.title) > 1]
    assert {row.line.partition(" · ")[0] for row in alike} >= two


def test_each_open_thing_stands_on_today_once_and_leaves_only_when_its_work_is_done(
    desk: Desk, clock: PracticeClock
) -> None:
    concern = recorded(desk)
    follow_up.add_task(desk, concern, "ring the aunt")
    before = [row.id for _, rows in today_page(desk).lists for row in rows]
    item = next(one for one in before if one.endswith(":task"))
    assert len(before) == len(set(before))

    today_page(desk)  # reading it makes nothing vanish
    assert item in [row.id for _, rows in today_page(desk).lists for row in rows]
    follow_up.finish(desk, item)
    assert item not in [row.id for _, rows in today_page(desk).lists for row in rows]


def test_a_referral_that_rests_on_two_concerns_is_one_referral_on_both_and_one_line_on_today(
    desk: Desk, clock: PracticeClock
) -> None:
    """Content rule 9."""
    first = concern_lines(desk)[0].id
    concern = recorded(desk)
    clock.later(40)
    made = take(desk, concern, "referral_made", referral(desk))
    file = file_of(desk, concern)
    assert [state.to_name for state in file.referral_states] != [""]
    take(desk, concern, "referral_written", written(first, concern), referral=made.id)

    assert [state.made_at for state in file_of(desk, first).referral_states] == [
        state.made_at for state in file_of(desk, concern).referral_states
    ]
    rows = [row for _, rows in today_page(desk).lists for row in rows if row.referral]
    assert len(rows) == 1 and file.referral_states[0].to_name in rows[0].line
