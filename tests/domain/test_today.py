"""Today as it should stand at the practice school on Friday 20 November 2026, 10:15."""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.domain.calendar import Calendar, Term
from dsl_desk.domain.today import OpenItem, OpenKind, TodayList, today
from dsl_desk.domain.when import LONDON

CALENDAR = Calendar(
    bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}),
    terms=(Term(date(2026, 9, 7), date(2026, 10, 23)), Term(date(2026, 11, 2), date(2026, 12, 18))),
    school_end=time(15, 15),
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


NOW = at(20, 10, 15)


def close(day: int, month: int = 11) -> datetime:
    return at(day, 17, 0, month)


SCHOOL = (
    OpenItem(id="04", kind=OpenKind.REVIEW, due=close(13), since=at(30, 10, 30, 9)),
    OpenItem(id="06", kind=OpenKind.PROMISE, due=close(23), since=at(12, 12, 0, 10)),
    OpenItem(id="07", kind=OpenKind.REVIEW, due=close(4, 12)),
    OpenItem(id="08", kind=OpenKind.PROMISE, due=close(27)),
    OpenItem(id="09", kind=OpenKind.PROMISE, due=close(24), since=at(22, 12, 0, 10)),
    OpenItem(id="10", kind=OpenKind.REFERRAL, since=at(5, 9)),
    OpenItem(id="11", kind=OpenKind.PROMISE, due=close(30)),
    OpenItem(id="12", kind=OpenKind.PROMISE, due=close(1, 12)),
    OpenItem(id="13", kind=OpenKind.PROMISE, due=close(30)),
    OpenItem(id="14", kind=OpenKind.PROMISE, due=close(27)),
    OpenItem(id="15", kind=OpenKind.REFERRAL, due=close(19), since=at(18, 9, 30), statutory=True),
)


def ids(items: tuple[OpenItem, ...], now: datetime = NOW) -> dict[str, list[str]]:
    lists = today(items, CALENDAR, now)
    return {name.value: [line.item.id for line in lists.of(name)] for name in TodayList}


def test_today_of_the_practice_school_is_as_its_lead_would_write_it() -> None:
    assert ids(SCHOOL) == {
        "before_home_time": [],
        "ring_now": ["15"],
        "to_decide": [],
        "waiting": ["10", "06", "09"],
        "nobody_did_this": ["04"],
        "for_the_head": [],
    }


def test_silence_and_lateness_are_counted_in_days() -> None:
    lists = today(SCHOOL, CALENDAR, NOW)
    (nobody,) = lists.of(TodayList.NOBODY_DID_THIS)
    assert nobody.days_late == 7
    assert lists.of(TodayList.WAITING)[0].days_silent == 15
    assert [line.silent for line in lists.of(TodayList.WAITING)] == [True, False, False]


def test_an_acknowledgement_the_law_expects_waits_until_it_is_late_and_then_is_ring_now() -> None:
    (referral,) = (one for one in SCHOOL if one.id == "15")
    assert ids((referral,), at(19, 16, 59))["waiting"] == ["15"]
    assert ids((referral,), at(19, 17, 1))["ring_now"] == ["15"]


def test_what_must_be_settled_before_the_child_goes_home_stands_on_top() -> None:
    safety = OpenItem(id="s", kind=OpenKind.SAFETY, due=at(20, 15, 15))
    triage = OpenItem(id="u", kind=OpenKind.URGENCY, due=at(20, 11), before_home_time=True)
    assert ids((safety, triage))["before_home_time"] == ["u", "s"]
    assert ids((safety,), at(20, 16))["before_home_time"] == ["s"]


def test_a_decision_nobody_made_is_under_decide_and_the_heads_under_the_head() -> None:
    late = OpenItem(id="d", kind=OpenKind.DECISION, due=at(18, 17))
    head = OpenItem(id="h", kind=OpenKind.AGREEMENT, for_head=True)
    shown = ids((late, head))
    assert shown["to_decide"] == ["d"] and shown["for_the_head"] == ["h"]


def test_home_time_is_said_and_is_now_once_it_has_passed() -> None:
    assert today((), CALENDAR, NOW).home_time == at(20, 15, 15)
    assert today((), CALENDAR, at(20, 16, 30)).home_time == at(20, 16, 30)


# Hypothesis draws naive local times between these.
EARLIEST, LATEST = datetime(2026, 9, 1), datetime(2026, 12, 20)  # noqa: DTZ001
moments = st.datetimes(EARLIEST, LATEST).map(lambda one: one.replace(tzinfo=LONDON))
items = st.builds(
    OpenItem,
    id=st.sampled_from("abcdefgh"),
    kind=st.sampled_from(OpenKind),
    due=st.none() | moments,
    since=st.none() | moments,
    statutory=st.booleans(),
    before_home_time=st.booleans(),
    for_head=st.booleans(),
)


@given(st.lists(items))
def test_every_item_stands_once_and_nothing_late_is_ever_dropped(given_items: list[OpenItem]) -> None:
    lists = today(given_items, CALENDAR, NOW)
    shown = [line.item.id for name in TodayList for line in lists.of(name)]
    assert len(shown) == len(set(shown)) == lists.count
    late = {item.id for item in given_items if item.due is None or item.due < NOW}
    assert late <= set(shown)
