"""The silence clock runs from the call, what was promised beats it, and the law's acknowledgement is told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.domain.calendar import fixed
from dsl_desk.domain.own_times import OwnTime
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.clocks import deadline, moment_of
from dsl_desk.pathways.model import Due
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.referrals import ReferralState, referrals
from tests.pathways.roads import CALENDAR, Road, at, on, when


def referral(road: Road, now: datetime) -> ReferralState:
    (state,) = referrals(road.pack, road.record, CALENDAR, now)
    return state


def phoned(road: Road, made: datetime, to: str = "mash", **answers: Any) -> None:
    road.add("referral_made", made, referral="R1", to=to, how="phone", happened=made, **answers)


def test_an_acknowledgement_is_due_by_the_end_of_the_next_working_day_after_the_call(road: Road) -> None:
    phoned(road, at(18, 9, 30))
    state = referral(road, at(19, 16))
    assert state.due is not None and state.due.at == at(19, 17) and state.due.statutory
    assert state.due.source == "working-together" and state.due.confidence == "H"
    assert not state.statutory_overdue
    late = referral(road, at(20, 10, 15))
    assert late.overdue and late.statutory_overdue
    assert road.facts(at(20, 10, 15)).value("reply_overdue") == "yes"
    assert road.states(at(20, 10, 15))["chase"].standing.value == "asked"


def test_a_call_after_hours_counts_from_the_next_working_day(road: Road) -> None:
    phoned(road, at(13, 18, 26))
    due = referral(road, at(13, 19)).due
    assert due is not None and due.at == at(17, 17)


def test_after_hours_service_is_rung_again_after_an_hour_unless_it_promised_a_time(road: Road) -> None:
    phoned(road, at(13, 18, 26), to="edt")
    due = referral(road, at(13, 19)).due
    assert due is not None and due.at == at(13, 19, 26) and not due.statutory


def test_what_was_promised_beats_the_rule(road: Road) -> None:
    promised = {"what": "Rings back", "who": "Duty worker", "by": when(at(13, 18, 45))}
    phoned(road, at(13, 18, 26), to="edt", promised=promised)
    state = referral(road, at(13, 18, 50))
    assert state.due is not None and state.due.promised and state.due.at == at(13, 18, 45)
    assert state.overdue and not state.statutory_overdue


def test_a_broken_promise_is_statutory_only_when_the_laws_own_time_has_passed_too(road: Road) -> None:
    phoned(road, at(18, 9, 30), promised={"what": "Rings", "who": "", "by": when(at(18, 15))})
    assert referral(road, at(18, 16)).overdue
    assert not referral(road, at(18, 16)).statutory_overdue
    assert referral(road, at(20, 10)).statutory_overdue


def test_the_newest_promise_counts_whoever_recorded_it(road: Road) -> None:
    phoned(road, at(18, 9, 30))
    road.add("chase", at(20, 9), referral="R1", result="spoke", promised={"what": "Reads it", "who": "", "by": on(23)})
    state = referral(road, at(20, 10))
    assert state.due is not None and state.due.at == at(23, 17)
    assert not state.overdue


def test_an_acknowledgement_without_a_decision_ends_the_laws_silence_and_stays_open(road: Road) -> None:
    phoned(road, at(18, 9, 30))
    road.add("reply", at(19, 12), referral="R1", heard_from="MASH", agree="not_decided_yet")
    state = referral(road, at(20, 10))
    assert state.answered and not state.decided and not state.overdue
    assert road.facts(at(20, 10)).value("referral_open") == "yes"
    assert road.states(at(20, 10))["answer"].standing.value == "asked"


def test_a_decision_answers_it_and_disagreeing_asks_for_the_ladder(road: Road) -> None:
    phoned(road, at(5, 9, month=10))
    road.add("reply", at(7, 12, month=10), referral="R1", heard_from="MASH", agree="no")
    states = road.states(at(8, month=10))
    assert states["answer"].standing.value == "done"
    assert states["chase"].standing.value == "asked"


def test_no_clock_runs_while_it_is_being_written_or_where_no_guidance_gives_one(road: Road) -> None:
    road.add("referral_made", at(18), referral="R1", to="mash", how="not_yet")
    assert referral(road, at(25)).due is None and referral(road, at(25)).made is None
    other = Road(road.pack)
    phoned(other, at(5), to="police")
    due = referral(other, at(20)).due
    assert due is not None and due.at is None and "by when" in due.note


def test_somebody_the_pack_does_not_know_is_asked_by_when_and_the_law_expects_nothing_of_them(road: Road) -> None:
    """Working Together's one working day is a council's: it is claimed of nobody else."""
    phoned(road, at(5), to="", to_name="A charity")
    state = referral(road, at(20))
    assert state.due is not None and state.due.at is None and not state.due.statutory and "by when" in state.due.note
    assert not state.overdue and not state.statutory_overdue
    promised = Road(road.pack)
    said = {"what": "Rings back", "who": "", "by": when(at(6, 12))}
    phoned(promised, at(5), to="", to_name="A charity", promised=said)
    late = referral(promised, at(20))
    assert late.due is not None and late.due.at == at(6, 12) and late.overdue and not late.statutory_overdue


def test_another_councils_front_door_is_a_front_door(road: Road) -> None:
    phoned(road, at(18, 9, 30), to="other_council")
    due = referral(road, at(18, 10)).due
    assert due is not None and due.at == at(19, 17)


def test_the_written_copy_is_due_a_day_after_the_call_until_it_is_sent_or_not_needed(road: Road) -> None:
    phoned(road, at(13, 18, 26))
    due = referral(road, at(13, 19)).written_due
    assert due is not None and due.at == at(14, 18, 26)
    road.add("referral_written", at(13, 19), referral="R1", written_copy="to_do", to_do_by=when(at(16, 9)))
    own = referral(road, at(13, 20)).written_due
    assert own is not None and own.at == at(16, 9)
    road.add("referral_written", at(16, 8, 40), referral="R1", written_copy="sent")
    assert referral(road, at(16, 9)).written_due is None


def test_what_was_made_in_writing_leaves_no_copy_to_write(road: Road) -> None:
    road.add("referral_made", at(18, 10), referral="R1", to="mash", how="online_form", happened=at(18, 10))
    assert referral(road, at(20)).written_due is None
    other = Road(road.pack)
    phoned(other, at(18), to="police")
    assert referral(other, at(20)).written_due is None


@pytest.mark.parametrize("to", ["mash", "edt", "other_council", "social_worker", "social_care_bedford"])
def test_a_council_waits_for_its_written_copy_a_day_after_the_call(pack: Pack, to: str) -> None:
    """Council procedures: written within 24 hours of the call (practice.md 4, M)."""
    road = Road(pack)
    phoned(road, at(18, 10), to=to)
    due = referral(road, at(18, 11)).written_due
    assert due is not None and due.at == at(19, 10)


@pytest.mark.parametrize("to", ["marac_representative", "prevent_lead", "family_help", "adult_safeguarding", "idva"])
def test_nobody_but_a_council_is_said_to_wait_for_a_written_copy(pack: Pack, to: str) -> None:
    """What councils ask of a referral is claimed of nobody else: ask them by when."""
    road = Road(pack)
    phoned(road, at(18, 10), to=to)
    state = referral(road, at(20))
    assert state.written_due is None
    assert state.due is not None and "by when" in state.due.note and not state.due.statutory
    assert state.due.at is None or state.due.mark == " (not verified)"  # when to ring again, not when they must answer


def test_a_copy_that_is_to_be_done_waits_though_nobody_has_rung_yet(road: Road) -> None:
    road.add("referral_written", at(13, 19), referral="R1", written_copy="to_do", to_do_by=when(at(16, 9)))
    due = referral(road, at(17)).written_due
    assert due is not None and due.at == at(16, 9) and due.overdue(at(17))


def test_sent_without_a_call_its_clock_runs_from_the_sending(road: Road) -> None:
    road.add("referral_written", at(18, 10), referral="R1", written_copy="sent", happened=at(18, 9, 45))
    assert referral(road, at(18, 11)).made_at == at(18, 9, 45)


def test_a_day_means_its_close_and_a_period_its_end() -> None:
    assert moment_of(on(23), CALENDAR, late=True) == at(23, 17)
    period = {"start": at(23).isoformat(), "end": at(24, 9).isoformat(), "precision": "period", "as_said": ""}
    assert moment_of(period, CALENDAR, late=True) == at(24, 9)
    assert moment_of({"start": None, "end": None, "precision": "not_known", "as_said": ""}, CALENDAR) is None
    assert moment_of("2026-11-23", CALENDAR, late=True) == at(23, 17)
    for nonsense in ("soon", {"start": "soon", "precision": "exact"}, 7, None):
        assert moment_of(nonsense, CALENDAR) is None


EARLIEST, LATEST = datetime(2026, 1, 1), datetime(2027, 12, 31)  # noqa: DTZ001  hypothesis draws naive times
moments = st.datetimes(EARLIEST, LATEST).map(lambda one: one.replace(tzinfo=LONDON))
dues = st.one_of(
    st.builds(lambda n: {"hours": n}, st.integers(0, 72)),
    st.builds(lambda n: {"days": n}, st.integers(1, 30)),
    st.builds(lambda n: {"working_days": n}, st.integers(0, 45)),
    st.builds(lambda n: {"school_days": n}, st.integers(1, 10)),
    st.just({"before_home_time": True}),
    st.just({"before_end_of_day": True}),
).map(lambda unit: Due(**unit, source="practice", confidence="L"))


@given(moments, dues)
def test_a_deadline_is_never_before_what_it_counts_from(start: datetime, due: Due) -> None:
    at_latest = deadline(due, start, CALENDAR).at
    assert at_latest is not None
    assert at_latest >= fixed(start).replace(second=0, microsecond=0) - timedelta(minutes=1)


@given(moments, dues, moments)
def test_a_promise_always_beats_the_rule(start: datetime, due: Due, promise: datetime) -> None:
    assert deadline(due, start, CALENDAR, promise).at == fixed(promise)


@given(moments, moments)
def test_a_deadline_without_a_number_is_nobodys(start: datetime, now: datetime) -> None:
    none = deadline(Due(source="practice", confidence="L"), start, CALENDAR)
    assert none.at is None and not none.overdue(now)


def test_every_deadline_of_the_shipped_pack_says_where_it_comes_from(pack: Pack) -> None:
    for step in pack.pathway("general").steps:
        for due in (*step.due, step.written, step.reply):
            if due is not None:
                assert due.source in pack.sources and due.confidence in "HML" and due.note


def test_the_schools_own_time_to_wait_is_followed_where_no_source_gives_one(road: Road) -> None:
    """Sheets go to services of which no source says when they answer (content.md): the school sets its own."""
    own = replace(
        CALENDAR, own={f"answer:{to}": OwnTime(number=3, unit="working_days") for to in ("family_help", "mash")}
    )
    road.begin("physical", "social_care")
    made = road.referred(at(2, 10), to="family_help")
    found = {one.referral: one for one in referrals(road.pack, road.record, CALENDAR, at(9, 10))}["R1"]
    assert found.due is not None and found.due.at is None and found.due.own_id == "answer:family_help"
    (mine,) = referrals(road.pack, road.record, own, at(9, 10))
    assert mine.due is not None and mine.due.own and mine.due.at == at(5, 17) and mine.overdue
    road.add("chase", at(9, 9), referral="R1", result="no_answer")
    (tried,) = referrals(road.pack, road.record, own, at(9, 10))
    assert [one.kind for one in tried.chases] == ["chase"] and made.answers["to"] == "family_help"


def test_what_the_law_expects_cannot_be_put_off_by_a_time_of_ones_own(road: Road) -> None:
    """Working Together: a decision and an acknowledgement within one working day."""
    own = replace(CALENDAR, own={"answer:mash": OwnTime(number=30, unit="days")})
    road.begin("physical", "social_care")
    road.referred(at(2, 10))
    (found,) = referrals(road.pack, road.record, own, at(4, 10))
    assert found.due is not None and not found.due.own and found.due.at == at(3, 17) and found.statutory_overdue
