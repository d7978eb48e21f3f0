from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.ui.widgets.form.typed_times import NotATime, happens_twice, moment, read_date, read_time, write_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    ["13/11/2026", "13.11.2026", "13-11-26", "13 11 2026", "13 Nov 2026", "13 november 2026", "13/11", " 13/11/26 "],
)
def test_a_day_may_be_typed_in_the_usual_ways(text):
    assert read_date(text, TODAY) == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("18:20", time(18, 20)), ("18.20", time(18, 20)), ("1820", time(18, 20)), ("6.20pm", time(18, 20)), ("9", time(9)),
     ("12am", time(0)), ("12:05pm", time(12, 5))],
)  # fmt: skip
def test_a_time_may_be_typed_in_the_usual_ways(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["31/02/2026", "29/02/2027", "0/1/2026", "12/13/2026", "yesterday", "13/2026"])
def test_an_impossible_day_gives_a_sentence_that_says_how(text):
    with pytest.raises(NotATime) as raised:
        read_date(text, TODAY)
    assert len(raised.value.sentence) > 20
    assert text not in str(raised.value)


@pytest.mark.parametrize("text", ["25:10", "18:75", "noon", "13pm", "1:2:3"])
def test_an_impossible_time_gives_a_sentence(text):
    with pytest.raises(NotATime):
        read_time(text)


def test_the_hour_that_the_clocks_skip_is_refused_and_the_repeated_one_told_apart():
    with pytest.raises(NotATime, match="not_a_time"):
        moment(date(2026, 3, 29), time(1, 30))
    first = moment(date(2026, 10, 25), time(1, 30))
    second = moment(date(2026, 10, 25), time(1, 30), second_time_round=True)
    assert (first.isoformat(), second.isoformat()) == ("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00")
    assert happens_twice(date(2026, 10, 25), time(1, 30))
    assert not happens_twice(date(2026, 11, 13), time(18, 20))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_written_can_be_read_back(day):
    assert read_date(write_date(day)) == day


@given(st.text(max_size=12))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text):
    for read in (lambda: read_date(text, TODAY), lambda: read_time(text)):
        try:
            read()
        except NotATime as problem:
            assert problem.sentence
