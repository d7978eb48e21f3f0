"""Times that no source gives: the school's own is kept with who set it, followed at once and after a newer pack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dsl_desk.casework import editions, own_times
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.step import StepForm, step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.look_up.today_row import TodayRow
from dsl_desk.casework.opening import unlock
from dsl_desk.casework.own_times import OwnTimeLine, own_time_lines, set_own_time, take_back
from dsl_desk.casework.roads import start_road
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.errors import CannotSeal, NotAllowed
from tests.casework.acts import at, disagreed, recorded, referral, take, urgency
from tests.casework.conftest import DSL, HEAD


@pytest.fixture
def concern(desk: Desk, clock: PracticeClock) -> str:
    found = recorded(desk, danger_now="no")
    clock.later(30)
    return found


@pytest.fixture
def refused(desk: Desk, clock: PracticeClock, concern: str) -> str:
    """Referred to MASH on Friday evening, answered an hour later, and we do not agree: the ladder is walked."""
    take(desk, concern, "urgency", urgency())
    made = take(desk, concern, "referral_made", referral(desk))
    clock.later(60)
    take(desk, concern, "reply", disagreed(at(2026, 11, 13, 19, 10)), referral=made.id)
    start_road(desk, concern, "escalation")
    return made.id


def line(lines: tuple[OwnTimeLine, ...], name: str) -> OwnTimeLine:
    return next(one for one in lines if one.id == name)


def row(desk: Desk, **wanted: str) -> TodayRow:
    rows = [one for _, rows in today_page(desk).lists for one in rows]
    return next(one for one in rows if all(getattr(one, key) == value for key, value in wanted.items()))


def chase(desk: Desk, concern: str, referral: str) -> StepForm:
    return step_form(desk, concern, "chase", kind="chase", referral=referral)


def test_a_rung_says_set_yours_and_then_who_set_it_and_follows_it(desk: Desk, concern: str, refused: str) -> None:
    unset = line(chase(desk, concern, refused).times, "ladder_ring_again")
    assert (unset.words, unset.own, unset.by) == ("Not verified, set yours", None, "")
    assert row(desk, step="chase", concern=concern).tag == "No date"

    desk = set_own_time(desk, "ladder_ring_again", "1", "working_days")
    mine = line(chase(desk, concern, refused).times, "ladder_ring_again")
    assert mine.words == "Your school's own time: 1 working day" and mine.by == f"Set by {DSL}, 13 November 2026"
    today = row(desk, step="chase", concern=concern)
    assert today.tag == "Due Tue", "Friday after hours counts from Monday"
    assert "Your school's own time: 1 working day" in today.line and "verified" not in today.line

    again = take_back(desk, "ladder_ring_again")
    gone = line(own_time_lines(again), "ladder_ring_again")
    assert gone.words == "Not verified, set yours" and gone.by.startswith(f"Taken back by {DSL}")
    assert row(again, step="chase", concern=concern).tag == "No date"


def test_it_is_there_after_signing_in_again_and_after_a_newer_pack(
    desk: Desk, clock: PracticeClock, folder: Path, concern: str, refused: str
) -> None:
    set_own_time(desk, "ladder_ring_again", "1", "working_days")
    desk.vault.close()
    again = unlock(folder, DSL, passphrase_of(DSL), clock)
    newer = replace(again.pack, title=replace_title(again), digest="f" * 64)
    taken = replace(again, pack=newer)
    assert editions.named(newer) != editions.named(again.pack)
    for one in (again, taken):
        assert line(own_time_lines(one), "ladder_ring_again").own is not None
        assert row(one, step="chase", concern=concern).tag == "Due Tue"
    again.vault.close()


def replace_title(desk: Desk):  # type: ignore[no-untyped-def]
    from msgspec.structs import replace as with_other

    return with_other(desk.pack.title, edition="2027.1")


def test_everything_the_guidance_gives_no_time_for_can_be_set_and_nothing_else(desk: Desk) -> None:
    """“Set yours” that cannot be set is a promise not kept; what the law expects is nobody's to put off."""
    lines = own_time_lines(desk)
    ids = {one.id for one in lines}
    without = {
        due.id for road in desk.pack.pathways.values() for step in road.steps for due in step.due if not due.units
    }
    assert without <= ids and "" not in ids and len(ids) == len(lines)
    assert {"answer:prevent_lead", "answer:family_help", "answer:marac_representative", "answer:somebody_else"} <= ids
    assert "answer:mash" not in ids and "answer:emergency" not in ids


@pytest.mark.parametrize(("number", "unit"), [("", "days"), ("two", "days"), ("-1", "days"), ("9999", "days"),
                                              ("2", "weeks"), ("0", "hours"), ("²", "days")])  # fmt: skip
def test_what_is_no_time_is_refused(desk: Desk, number: str, unit: str) -> None:
    with pytest.raises(CannotSeal):
        set_own_time(desk, "ladder_senior", number, unit)
    assert line(own_time_lines(desk), "ladder_senior").own is None


def test_the_head_sees_them_and_sets_none(desk: Desk, clock: PracticeClock, folder: Path) -> None:
    desk.vault.close()
    head = unlock(folder, HEAD, passphrase_of(HEAD), clock)
    assert own_time_lines(head) and not own_times.may_set(head)
    with pytest.raises(NotAllowed):
        set_own_time(head, "ladder_senior", "2", "days")
    head.vault.close()


def test_the_words_to_say_name_the_referral_and_nothing_untrue(desk: Desk, clock: PracticeClock, concern: str) -> None:
    """Silence: what was made when, about whom, until when an answer was due, and when somebody tried again."""
    take(desk, concern, "urgency", urgency())
    made = take(desk, concern, "referral_made", referral(desk))
    early = chase(desk, concern, made.id).say
    assert early[0].startswith("On Fri 13 Nov 18:") and not any("{" in one for one in early)
    assert not any("I have not" in one for one in early), "its time has not passed"
    clock.later(5 * 24 * 60)
    tried = {"rung": "ring_again", "happened": at(2026, 11, 18, 9, 10), "result": "no_answer"}
    take(desk, concern, "chase", tried, referral=made.id)
    late = chase(desk, concern, made.id)
    assert "By the end of Tue 17 Nov I should have had an answer, and I have not." in late.say
    assert "I tried again on Wed 18 Nov 09:10." in late.say
    waiting = row(desk, referral=made.id)
    assert "rang again Wed 18 Nov 09:10" in waiting.line and waiting.act == "Chase"


def test_the_next_rung_is_offered_with_its_day(desk: Desk, concern: str, refused: str) -> None:
    desk = set_own_time(desk, "ladder_head_to_service_manager", "2", "working_days")
    assert chase(desk, concern, refused).answers == {"rung": "ring_again"}
    for _ in range(2):
        take(desk, concern, "chase", {"rung": "ring_again", "happened": "not_known", "result": "no_answer"},
             referral=refused)  # fmt: skip
    assert chase(desk, concern, refused).answers == {"rung": "team_manager", "next_rung_by": "2026-11-18"}
    spoke = {"rung": "team_manager", "happened": "not_known", "result": "spoke", "promised": "not_known"}
    take(desk, concern, "chase", spoke, referral=refused)
    assert chase(desk, concern, refused).answers == {"rung": "head_to_service_manager"}


def test_saying_that_a_sheet_was_sent_starts_the_waiting(desk: Desk, clock: PracticeClock, concern: str) -> None:
    """The Prevent sheet: to whom it goes is known; the day counts from when it was sent, and silence is told."""
    desk = set_own_time(desk, "answer:prevent_lead", "2", "working_days")
    take(desk, concern, "urgency", urgency())
    start_road(desk, concern, "prevent")
    form = step_form(desk, concern, "prevent_sheet")
    assert form.sends == "refer" and form.recipient
    said = step_form(desk, concern, form.sends, kind="referral_made", sent="prevent_sheet")
    assert (said.answers["to"], said.answers["what_sent"]) == ("prevent_lead", "Prevent prompt sheet")
    answers = said.answers | {
        "how": "secure_email",
        "happened": at(2026, 11, 13, 18, 30),
        "call_reference": "not_known",
    }
    made = take(desk, concern, "referral_made", answers)
    clock.later(3 * 24 * 60)  # what is due in more than two working days is not on Today yet
    waiting = row(desk, referral=made.id)
    assert waiting.line.startswith("To Prevent") and "due by Wed 18 Nov" in waiting.line
    clock.later(3 * 24 * 60)
    assert row(desk, referral=made.id).tag == "Silent"
