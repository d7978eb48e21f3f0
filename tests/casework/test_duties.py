"""The lead's own dates: what the pack names, the day is theirs; they never block, and never push a child aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dsl_desk.casework import duties
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.opening import unlock
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.domain.today import TodayList
from dsl_desk.errors import CannotSeal
from tests.casework.conftest import DEPUTY, HEAD


def own(desk: Desk, name: str = "lead_training") -> duties.DutyLine:
    return next(one for one in duties.duties(desk) if one.id == name)


def shown(desk: Desk) -> list[tuple[str, str, str]]:
    return [
        (str(name), row.title, row.tag)
        for name, rows in today_page(desk).lists
        for row in rows
        if row.id.startswith("duty:")
    ]


def test_what_and_how_often_come_from_the_pack_with_their_source(desk: Desk) -> None:
    """Practice 1.2: the lead every two years with yearly updates (H); seed B18: Luton's meetings each term."""
    assert own(desk).often == "At least every two years" and "not verified" not in own(desk).source
    assert own(desk, "lead_update").often == "At least once a year"
    meeting = own(desk, "network_meeting")
    assert meeting.often == "Every academic term" and "Luton School Support" in meeting.what
    assert "not verified" in own(desk, "multi_agency_training").source


def test_a_date_comes_up_on_today_when_it_is_near_and_never_before_home_time(desk: Desk, clock: PracticeClock) -> None:
    assert any("dates of your own are not set" in note for note in today_page(desk).notes)
    duties.set_next(desk, "lead_training", date(2026, 12, 18))
    assert shown(desk) == []
    duties.set_next(desk, "lead_training", date(2026, 11, 13))
    assert (
        shown(desk) == [(TodayList.DECIDE, "Training as designated safeguarding lead", "Due today")]
        or clock().hour > 17
    )
    duties.set_next(desk, "lead_training", date(2026, 11, 10))
    ((name, _, tag),) = shown(desk)
    assert name == TodayList.DECIDE and tag == "3 days late"


def test_done_is_kept_with_its_day_and_the_next_one_proposed_where_a_source_says_how_often(desk: Desk) -> None:
    assert duties.proposed(own(desk), date(2026, 11, 12)) == date(2028, 11, 12)
    assert duties.proposed(own(desk, "network_meeting"), date(2026, 11, 12)) is None
    with pytest.raises(CannotSeal):
        duties.say_done(desk, "lead_training", date(2026, 11, 14), None)
    duties.say_done(desk, "lead_training", date(2026, 11, 12), date(2028, 11, 12))
    dates = own(desk).dates
    assert (dates.done, dates.next) == (date(2026, 11, 12), date(2028, 11, 12))
    assert shown(desk) == []


def test_they_are_each_persons_own_and_the_head_has_none(desk: Desk, folder: Path, clock: PracticeClock) -> None:
    duties.set_next(desk, "lead_training", date(2026, 11, 10))
    desk.vault.close()
    deputy = unlock(folder, DEPUTY, passphrase_of(DEPUTY), clock)
    assert own(deputy).dates.next is None and shown(deputy) == []
    duties.set_next(deputy, "lead_training", date(2027, 2, 1))
    deputy.vault.close()
    head = unlock(folder, HEAD, passphrase_of(HEAD), clock)
    assert duties.duties(head) == () and shown(head) == []
    head.vault.close()
    lead = unlock(folder, "Joanna Pryce-Okafor", passphrase_of("Joanna Pryce-Okafor"), clock)
    assert own(lead).dates.next == date(2026, 11, 10)
    lead.vault.close()
