"""Closing without a referral at a high level takes effect with a second person's word (issue text; content.md 4.0)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl_desk.casework import follow_up
from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.look_up.concern import ConcernPage, concern_page
from dsl_desk.casework.look_up.lists import concern_lines
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.look_up.today_row import TodayRow
from dsl_desk.casework.opening import unlock
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.domain.today import TodayList
from dsl_desk.errors import CannotSeal, KnownProblem, NotAllowed
from dsl_desk.store.work import open_read
from tests.casework.acts import at, decision, recorded, referral, take, urgency
from tests.casework.conftest import DEPUTY, DSL, HEAD

CLOSED = {"outcome": "need_met", "summary": "He is with his aunt.", "child_view": "not_known"}


def closed(desk: Desk, level: str = "significant", *, referred: str = "") -> tuple[str, str, str]:
    """(concern, its closure, what was said afterwards)."""
    concern = recorded(desk)
    take(desk, concern, "urgency", urgency(level))
    take(desk, concern, "decision", decision("watch", why_not_referring="the aunt", review="2026-12-01",
                                             change_my_mind="a new mark"))  # fmt: skip
    if referred:
        take(desk, concern, "referral_made", referral(desk, to=referred, happened=at(2026, 11, 13, 18, 10)))
    reasons = {one: "it stays open" for one, _ in step_form(desk, concern, close_step(desk)).still_open}
    done = take(desk, concern, "closed", CLOSED, reasons=reasons)
    return concern, done.id, done.afterwards


def close_step(desk: Desk) -> str:
    return desk.pack.step_of_kind("closed").id


def state(desk: Desk, concern: str) -> str:
    return next(line.state for line in concern_lines(desk) if line.id == concern)


def listed(desk: Desk, name: TodayList, concern: str) -> list[TodayRow]:
    return [
        row for row in dict(today_page(desk).lists)[name] if row.concern == concern and row.id.endswith("agreement")
    ]


def asked_on(page: ConcernPage) -> list[tuple[str, bool]]:
    return [(one.standing, one.closing) for one in page.agreements]


@pytest.fixture
def as_head(desk: Desk, folder: Path, clock: PracticeClock):  # type: ignore[no-untyped-def]
    """Leaves the lead's desk and signs the head in."""
    opened = []

    def sign_in(who: str = HEAD) -> Desk:
        for one in (desk, *opened):
            one.vault.close()
        opened.append(unlock(folder, who, passphrase_of(who), clock))
        return opened[-1]

    yield sign_in
    for one in opened:
        one.vault.close()


def test_it_stays_open_until_the_head_agrees_and_stands_on_the_heads_today(desk: Desk, as_head) -> None:  # type: ignore[no-untyped-def]
    concern, closure, said = closed(desk)
    assert said.startswith("Closing without a referral") and "Today" in said
    assert state(desk, concern) == "open"
    assert asked_on(concern_page(desk, concern)) == [("waiting", True)]
    assert [row.title.rpartition(" · ")[2] for row in listed(desk, TodayList.DECIDE, concern)] == [
        "closing: agree or not"
    ]
    assert [row.concern for _, rows in today_page(desk).lists for row in rows].count(concern) == 1
    head = as_head()
    (row,) = listed(head, TodayList.FOR_THE_HEAD, concern)
    assert row.line.startswith("Closing without a referral")
    follow_up.agree(head, closure, True, "The aunt has him.")
    assert state(head, concern) == "closed"
    assert listed(head, TodayList.FOR_THE_HEAD, concern) == []
    assert asked_on(concern_page(head, concern)) == []


def test_a_refusal_says_why_and_asks_the_lead_again(desk: Desk, as_head, clock: PracticeClock) -> None:  # type: ignore[no-untyped-def]
    concern, closure, _ = closed(desk)
    head = as_head()
    with pytest.raises(CannotSeal):
        follow_up.agree(head, closure, False, "")
    follow_up.agree(head, closure, False, "Not before the plan was looked at.")
    assert state(head, concern) == "open"
    lead = as_head("Joanna Pryce-Okafor")
    (row,) = listed(lead, TodayList.DECIDE, concern)
    assert row.title.endswith("closing was not agreed")
    assert row.line == f"{HEAD}: Not before the plan was looked at."
    assert step_form(lead, concern, close_step(lead)).refused
    assert asked_on(concern_page(lead, concern)) == [("disagreed", True)]
    follow_up.reopen(lead, concern, "The plan goes on.")
    assert not [row for row in listed(lead, TodayList.DECIDE, concern) if "closing" in row.title]
    assert asked_on(concern_page(lead, concern)) == [("waiting", False)]  # the decision not to refer still stands


def test_a_word_taken_back_opens_it_again_and_the_question_cannot_be_set_aside(desk: Desk, as_head) -> None:  # type: ignore[no-untyped-def]
    concern, closure, _ = closed(desk)
    with open_read(desk.vault) as read:
        asked = read.cursor.execute("SELECT id FROM line WHERE kind = 'agreement_asked'").fetchone()[0]
    with pytest.raises(KnownProblem):
        withdraw(desk, asked, "duplicate")
    word = follow_up.agree(desk, closure, True, "", by_phone_with="R Whitlock", by_role="la_adviser").id
    assert state(desk, concern) == "closed"
    withdraw(desk, word, "duplicate")
    assert state(desk, concern) == "open"
    assert asked_on(concern_page(desk, concern)) == [("waiting", True)]


def test_nobody_closes_by_agreeing_with_themselves(desk: Desk, as_head) -> None:  # type: ignore[no-untyped-def]
    """Not under their own name by telephone, nor after somebody else has put a word of theirs right."""
    concern, closure, _ = closed(desk)
    for by_phone in ("", f" {DSL.upper()} "):
        with pytest.raises(CannotSeal):
            follow_up.agree(desk, closure, True, "", by_phone_with=by_phone)
    deputy = as_head(DEPUTY)
    with pytest.raises(CannotSeal) as refused:  # nor by somebody else's hand
        follow_up.agree(deputy, closure, True, "", by_phone_with=f" {DSL.lower()}", by_role="dsl")
    assert "nobody agrees with themselves" in refused.value.sentence
    reasons = {one: "it stays open" for one, _ in step_form(deputy, concern, close_step(deputy)).still_open}
    amend(deputy, closure, new_id(), CLOSED | {"summary": "He is with his aunt Ola."} | {"reasons": reasons})
    lead = as_head(DSL)
    with pytest.raises(CannotSeal):
        follow_up.agree(lead, closure, True, "")
    assert state(lead, concern) == "open"


def test_a_second_persons_word_is_theirs_alone_and_given_where_it_is_asked(desk: Desk, as_head) -> None:  # type: ignore[no-untyped-def]
    """Else whoever closed it could unsay the head's no, and an earlier yes would close it."""
    concern, closure, _ = closed(desk)
    note = follow_up.add_note(desk, concern, "x").id
    head = as_head()
    with pytest.raises(KnownProblem):
        follow_up.agree(head, note, True, "")
    follow_up.agree(head, closure, True, "")
    word = follow_up.agree(head, closure, False, "Not before the plan was looked at.").id
    lead = as_head(DSL)
    with pytest.raises(KnownProblem) as problem:
        withdraw(lead, word, "duplicate")
    assert HEAD in problem.value.sentence
    with pytest.raises(KnownProblem):
        amend(lead, word, new_id(), {"agrees": "agree"})
    assert state(lead, concern) == "open"


@pytest.mark.parametrize(("level", "referred"), [("significant", "mash"), ("family_help", ""), ("school", "")])
def test_nothing_else_waits_for_anybody(desk: Desk, level: str, referred: str) -> None:
    concern, _, said = closed(desk, level, referred=referred)
    assert state(desk, concern) == "closed"
    assert "second person" not in said


def test_a_referral_to_family_help_at_significant_harm_is_not_the_one_that_level_calls_for(desk: Desk) -> None:
    """KCSIE, part one: harm or its likelihood goes to children's social care (and if appropriate the police)."""
    concern, _, said = closed(desk, referred="family_help")
    assert state(desk, concern) == "open" and "second person" in said


def test_a_concern_that_was_opened_again_can_be_closed_again(desk: Desk) -> None:
    concern, _, _ = closed(desk, "school")
    follow_up.reopen(desk, concern, "New words.")
    assert state(desk, concern) == "open"
    assert not step_form(desk, concern, close_step(desk)).made
    reasons = {one: "x" for one, _ in step_form(desk, concern, close_step(desk)).still_open}
    take(desk, concern, "closed", CLOSED, reasons=reasons)
    assert state(desk, concern) == "closed"


def test_the_head_opens_every_concern_that_is_not_kept_from_them_and_changes_none(desk: Desk, as_head) -> None:  # type: ignore[no-untyped-def]
    concern = recorded(desk)
    ids = ids_of(desk)
    head = as_head()
    for line in concern_lines(head):
        assert concern_page(head, line.id).entries
    for attempt in (
        lambda: follow_up.add_note(head, concern, "x"), lambda: follow_up.reopen(head, concern, "x"),
        lambda: take(head, concern, "urgency", urgency()), lambda: withdraw(head, concern, "duplicate"),
        lambda: take(head, concern, "referral_made", {"to": "mash", "how": "phone", "spoke_to": "x",
                                                      "children": [{"child": ids["0401"], "role": "harmed"}],
                                                      "happened": at(2026, 11, 13, 18, 10)}),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            attempt()
