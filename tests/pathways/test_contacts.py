"""Who to ring now, by the clock; an assumed hour always says so; a line without a number is last, never first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.calendars import bank_holidays, calendar_for
from dsl_desk.pathways.contacts import CallLine, OwnWorker, everyone, who_to_call
from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.pack import Pack
from tests.pathways.roads import CALENDAR, ENGLAND, LUTON, at

ROLES = ("mash", "edt", "police", "family_help")


def lines(pack: Pack, moment: datetime, roles: tuple[str, ...] = ROLES, **more: object) -> list[CallLine]:
    return list(who_to_call(pack, roles, moment, CALENDAR, **more))  # type: ignore[arg-type]


def roles(found: list[CallLine]) -> list[str]:
    return [line.role for line in found]


def test_in_office_hours_the_front_door_is_rung_first_after_danger(pack: Pack) -> None:
    found = lines(pack, at(20, 10, 15))
    assert roles(found) == ["emergency", "mash", "police", "edt", "family_help"]
    assert [line.number for line in found[:2]] == ["999", "01582 547653"]


@pytest.mark.parametrize(
    "moment",
    [at(13, 18, 20), at(14, 11), at(25, 11, month=12), at(28, 11, month=12), at(20, 17), at(20, 8, 59)],
    ids=["evening", "Saturday", "Christmas", "substitute bank holiday", "five o'clock", "before nine"],
)
def test_after_hours_the_duty_team_is_rung_first(pack: Pack, moment: datetime) -> None:
    found = lines(pack, moment)
    assert roles(found)[:2] == ["emergency", "edt"]
    assert found[1].number == "0300 300 8123"
    assert not next(line for line in found if line.role == "mash").open_now


def test_an_assumed_hour_is_never_printed_as_a_fact(pack: Pack) -> None:
    for moment in (at(20, 10), at(20, 20)):
        for line in everyone(pack, moment, CALENDAR):
            if "hours" in line.why_now:
                assert line.assumed_hours and "assumed" in line.why_now


def test_a_line_without_a_number_is_last_and_says_what_to_add(pack: Pack) -> None:
    found = lines(pack, at(20, 10), ("family_help", "mash"))
    assert roles(found) == ["emergency", "mash", "family_help"]
    assert found[-1].number == "" and found[-1].status == "missing" and "Add yours" in found[-1].note


BETH = OwnWorker(name="Beth Ansah, Luton", number="01632 960207")


@pytest.mark.parametrize(
    ("tried", "now", "first"),
    [
        (at(10, 9, 55), at(10, 10, 24), "social_worker"),  # scenario 13: three tries in twenty minutes, then MASH
        (at(10, 9, 55), at(10, 10, 25), "mash"),
        (at(10, 14, 55), at(10, 15, 14), "social_worker"),
        (at(10, 14, 55), at(10, 15, 15), "mash"),  # home time comes before the half hour is over
    ],
)
def test_a_social_worker_not_reached_in_half_an_hour_or_by_home_time_gives_way_to_the_front_door(
    pack: Pack, tried: datetime, now: datetime, first: str
) -> None:
    """Content 4.4, "Has a social worker": not reached in 30 minutes or before home time, MASH as for any child."""
    found = lines(pack, now, worker=replace(BETH, unanswered=tried))
    assert roles(found)[:2] == ["emergency", first]
    (line,) = (one for one in found if one.role == "social_worker")
    assert ("not reached since" in line.why_now) == (first == "mash") and line.number == BETH.number


def test_the_childs_own_worker_comes_before_the_front_door_in_office_hours(pack: Pack) -> None:
    found = lines(pack, at(20, 10), worker=BETH)
    assert roles(found)[:3] == ["emergency", "social_worker", "mash"]
    assert found[1].name == "Beth Ansah, Luton"
    assert roles(lines(pack, at(20, 20), worker=BETH))[1] == "edt"
    no_number = lines(pack, at(20, 10), worker=OwnWorker(name="Beth Ansah", number=""))
    assert roles(no_number)[-1] in ("social_worker", "family_help")
    assert "social_worker" not in roles(lines(pack, at(20, 10), (*ROLES, "social_worker")))


def test_a_schools_own_line_wins_and_a_pack_that_disagrees_is_shown(pack: Pack) -> None:
    own = ContactEdited(role="mash", number="01632 960500", pack_said="01582 547653")
    line = next(one for one in lines(pack, at(20, 10), edits=(own,)) if one.role == "mash")
    assert (line.number, line.status, line.name) == ("01632 960500", "own", "Luton MASH")
    older = ContactEdited(role="mash", number="01632 960500", pack_said="01582 000000")
    assert next(one for one in lines(pack, at(20, 10), edits=(older,)) if one.role == "mash").status == "disagrees"


def test_a_number_the_school_adds_brings_a_missing_line_up(pack: Pack) -> None:
    own = ContactEdited(role="family_help", number="01632 960501")
    assert roles(lines(pack, at(20, 10), ("family_help", "mash"), edits=(own,)))[1] == "family_help"


def test_a_new_line_of_the_schools_own_and_one_taken_away(pack: Pack) -> None:
    new = ContactEdited(
        role="prevent_lead", name="Prevent lead, council", number="01632 960502", out_of_hours="01632 960503"
    )
    gone = ContactEdited(role="police_luton", removed=True)
    found = {line.role: line for line in everyone(pack, at(20, 20), CALENDAR, (new, gone))}
    assert found["prevent_lead"].number == "01632 960503"
    assert "police_luton" not in found


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.permutations(ROLES))  # noqa: DTZ001
def test_danger_is_always_on_top_and_no_missing_number_stands_above_one_that_rings(
    moment: datetime, wanted: list[str]
) -> None:
    found = lines(_PACK, moment.replace(tzinfo=LONDON), tuple(wanted))
    assert found[0].role == "emergency"
    numbers = [bool(line.number) for line in found]
    assert numbers == sorted(numbers, reverse=True)
    assert sorted(roles(found)) == sorted(("emergency", *ROLES))


_PACK = load(read_folder(ENGLAND, LUTON))


def test_bank_holidays_of_england_with_the_substitutes_and_the_packs_own_corrections(pack: Pack) -> None:
    days = bank_holidays(range(2026, 2029))
    for day in ("2026-12-25", "2026-12-28", "2027-03-26", "2027-03-29", "2027-12-27", "2027-12-28", "2028-01-03"):
        assert datetime.fromisoformat(day).date() in days
    calendar = calendar_for(pack, years=range(2026, 2028))
    assert not calendar.is_working_day(datetime.fromisoformat("2026-12-28").date())
    assert calendar.close_of_day.hour == 17
