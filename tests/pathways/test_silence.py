"""Silence is counted whatever the calendar does, and never only for the front door.

Source: Working Together (decision and acknowledgement within one working day); content.md 4.0, rules 6 and 7, and 4.1
step 7; issue 4: over weekends, bank holidays, the change of the clocks and school holidays.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from dsl_desk.domain.calendar import Calendar, Term, fixed
from dsl_desk.domain.today import OpenItem, OpenKind, TodayList, today
from dsl_desk.domain.when import LONDON
from dsl_desk.pathways.archive import Archive
from dsl_desk.pathways.calendars import calendar_for
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.referrals import ReferralState, referrals
from tests.pathways.roads import Road, when

TERMS = (Term(date(2026, 9, 7), date(2026, 10, 23)), Term(date(2026, 11, 2), date(2026, 12, 18)))


def at(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=LONDON, fold=fold)  # type: ignore[arg-type,misc]


@pytest.fixture(scope="module")
def calendar(pack: Pack) -> Calendar:
    """As a desk has it: the bank holidays of England, this school's terms."""
    return calendar_for(pack, years=range(2026, 2028), terms=TERMS, school_end=time(15, 15))


def state(
    pack: Pack, calendar: Calendar, made: datetime, to: str = "mash", *, later: int = 0, **said: object
) -> ReferralState:
    road = Road(pack)
    road.add("referral_made", made, referral="R1", to=to, how="phone", happened=made, **said)
    (found,) = referrals(pack, road.record, calendar, made + timedelta(days=later))
    return found


@pytest.mark.parametrize(
    ("made", "due"),
    [
        (at(2026, 12, 24, 10), at(2026, 12, 29, 17)),  # Christmas Day, the weekend, the substitute day of 28 December
        (at(2026, 12, 24, 18, 30), at(2026, 12, 30, 17)),  # after hours: counted from the next working day
        (at(2026, 12, 28, 11), at(2026, 12, 30, 17)),  # made on the bank holiday itself
        (at(2026, 12, 31, 9), at(2027, 1, 4, 17)),  # New Year's Day and the weekend
        (at(2026, 4, 2, 14), at(2026, 4, 7, 17)),  # Good Friday to Easter Monday
        (at(2026, 3, 27, 15), at(2026, 3, 30, 17)),  # the clocks go forward in between
        (at(2026, 10, 23, 15), at(2026, 10, 26, 17)),  # half term and the clocks go back: the council works on
        (at(2026, 8, 12, 11), at(2026, 8, 13, 17)),  # the summer holidays stop no council's clock
        (at(2026, 11, 14, 11), at(2026, 11, 17, 17)),  # made on a Saturday
    ],
)  # fmt: skip
def test_an_acknowledgement_falls_due_on_the_next_working_day(
    pack: Pack, calendar: Calendar, made: datetime, due: datetime
) -> None:
    found = state(pack, calendar, made)
    assert found.due is not None and found.due.at == due and found.due.statutory
    for elsewhere in ("other_council", "social_care_bedford"):
        same = state(pack, calendar, made, elsewhere)
        assert same.due is not None and same.due.at == due


@pytest.mark.parametrize(
    ("made", "again"),
    [
        (at(2026, 11, 13, 23, 40), at(2026, 11, 14, 0, 40)),
        (at(2026, 12, 28, 3, 0), at(2026, 12, 28, 4, 0)),
        (at(2026, 3, 29, 0, 30), at(2026, 3, 29, 2, 30)),  # an hour later by the wall, two by its face
        (at(2026, 10, 25, 1, 30), at(2026, 10, 25, 1, 30, fold=1)),  # the hour that comes twice
    ],
)
def test_the_night_team_is_rung_again_an_hour_after_the_call(
    pack: Pack, calendar: Calendar, made: datetime, again: datetime
) -> None:
    found = state(pack, calendar, made, "edt")
    assert found.due is not None and found.due.at == fixed(again)
    assert found.written_due is not None and found.written_due.at == fixed(made) + timedelta(hours=24)
    assert state(pack, calendar, made, "edt", later=1).overdue


@pytest.mark.parametrize(
    "to", ["mash", "edt", "designated_officer", "prevent_lead", "marac_representative", "", "police"]
)
@pytest.mark.parametrize("earlier", [True, False])
def test_what_they_promised_beats_every_rule_sooner_or_later(
    pack: Pack, calendar: Calendar, to: str, earlier: bool
) -> None:
    made = at(2026, 12, 24, 10)
    by = at(2026, 12, 24, 10, 20) if earlier else at(2027, 1, 11, 12)
    found = state(pack, calendar, made, to, later=5, promised={"what": "Rings", "who": "", "by": when(by)})
    assert found.due is not None and found.due.promised and found.due.at == by and found.overdue is earlier


@pytest.mark.parametrize("vault", ["children", "staff", "governors"])
def test_whoever_it_goes_to_there_is_a_time_or_the_question_by_when_and_silence_is_seen(
    archive: Archive, calendar: Calendar, vault: str
) -> None:
    """Each service of the pack, and somebody it does not know: none is waited for in silence."""
    pack = load(archive, vault)
    for to in (*pack.contacts, ""):
        found = state(pack, calendar, at(2026, 11, 18, 10), to)
        assert found.due is not None, to
        assert found.due.at is not None or "when" in found.due.note.casefold(), to
        item = OpenItem(id="r", kind=OpenKind.REFERRAL, due=found.due.at, since=found.made_at)
        (line,) = today((item,), calendar, at(2026, 12, 2, 10)).of(TodayList.WAITING)
        assert line.silent and line.days_silent == 14, to


def test_what_was_sent_in_writing_alone_is_waited_for_like_a_call(pack: Pack, calendar: Calendar) -> None:
    """The paper of the step says whom it goes to; nobody has to ring for the law's time to run."""
    road = Road(pack)
    sent = at(2026, 12, 24, 10)
    road.add("referral_written", sent, referral="R1", written_copy="sent", happened=sent)
    (found,) = referrals(pack, road.record, calendar, at(2026, 12, 30, 10))
    assert found.due is not None and found.due.at == at(2026, 12, 29, 17) and found.statutory_overdue
