"""Where a referral stands, what its clocks say, what came back for each child."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.look_up.lists import search
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.opening import keep_pack, shipped_pack
from dsl_desk.casework.referral import Standing, offered_children, referral_page, referrals_page, withdraw_referral
from dsl_desk.casework.take_step import waiting
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.paths import resources
from dsl_desk.pathways.archive import Archive, read_folder
from dsl_desk.pathways.loader import load
from dsl_desk.store.work import open_read, open_work
from tests.casework.friday_evening import Evening, at, evening, when, write


@pytest.fixture
def friday(tmp_path: Path) -> Evening:
    return evening(tmp_path)


def test_a_referral_goes_from_phoned_to_sent_to_acknowledged_to_decided_child_by_child(friday: Evening) -> None:
    page = referral_page(friday.desk, friday.referral)
    assert page.standing is Standing.MADE
    assert [clock.label for clock in page.clocks] == ["Written copy", "Answer"]
    assert page.clocks[0].at == at(11, 14, 18, 26)
    assert page.clocks[0].source
    write(friday, {"written_copy": "sent", "happened": when(at(11, 16, 8, 30)), "sent_how": "secure_email"})
    assert referral_page(friday.desk, friday.referral).standing is Standing.SENT
    friday.now(at(11, 16, 12, 0))
    answered = {"heard_from": "Duty", "happened": when(at(11, 16, 11, 0)), "agree": "not_decided_yet"}
    friday.step("reply", answered, referral=friday.referral)
    page = referral_page(friday.desk, friday.referral)
    assert page.standing is Standing.ACKNOWLEDGED
    assert dict(page.outcomes) == {"Kacper Wiśniewski": "", "Zosia Wiśniewska": ""}
    outcomes = {friday.kacper: {"outcomes": ["strategy_discussion"]}, friday.zofia: {"outcomes": ["child_in_need"]}}
    friday.step(
        "reply", answered | {"agree": "yes", "outcomes": outcomes, "next_date": when(at(11, 27, 10, 0))},
        referral=friday.referral,
    )  # fmt: skip
    page = referral_page(friday.desk, friday.referral)
    assert page.standing is Standing.DECIDED
    assert dict(page.outcomes)["Kacper Wiśniewski"] == "Strategy discussion"
    assert [(clock.label, clock.at) for clock in page.clocks] == [("Next date", at(11, 27, 10, 0))]


def test_the_written_copy_adds_no_child_of_its_concerns_to_the_referral(friday: Evening) -> None:
    write(friday)
    assert {child for child, _ in referral_page(friday.desk, friday.referral).children} == {
        friday.kacper, friday.zofia,
    }  # fmt: skip


def test_what_a_search_shows_of_an_entry_are_words_people_read_and_never_stored_marks(friday: Evening) -> None:
    friday.step("chase", {"with_whom": "duty", "rung": "ring_again", "result": "no_answer"}, referral=friday.referral)
    notes = [hit.note for typed in ("answer", "no_answer", "phone", "ring_again") for hit in search(friday.desk, typed)
             if hit.what == "concern"]  # fmt: skip
    assert any("phone" in note for note in notes), notes
    assert notes and not any("_" in note for note in notes)


def test_silent_referrals_stand_on_top(friday: Evening) -> None:
    friday.now(at(11, 13, 19, 10))
    other = friday.step(
        "referral_made",
        {"to": "mash", "children": [{"child": friday.zofia, "role": "at_risk"}], "how": "phone", "spoke_to": "duty",
         "happened": when(at(11, 13, 19, 8))},
        concern=friday.notice,
    )  # fmt: skip
    friday.now(at(11, 13, 20, 0))
    lines = referrals_page(friday.desk)
    assert [(line.id, line.silent) for line in lines] == [(friday.referral, True), (other, False)]


def test_a_referral_that_rests_on_two_concerns_stands_on_today_once_and_opens_the_one_it_was_made_on(
    friday: Evening,
) -> None:
    rows = [row for _, rows in today_page(friday.desk).lists for row in rows if row.referral]
    assert [(row.act, row.referral, row.concern) for row in rows] == [
        (act, friday.referral, friday.concern) for act in ("Write it", "Chase")
    ]


def test_the_written_copy_waits_until_it_is_sent_or_said_to_be_not_needed(friday: Evening) -> None:
    """By the pack's own clock when nobody set a time; a copy that is written and lies here still waits."""

    def waits() -> list[tuple[str, str]]:
        rows = [row for _, rows in today_page(friday.desk).lists for row in rows]
        return [(row.act, row.screen) for row in rows if row.id == f"{friday.referral}:written_copy"]

    assert waits() == [("Write it", "concern")]
    write(friday, {})
    friday.now(at(11, 15, 9, 0))
    assert waits() == [("Send it", "referral")]
    page = referral_page(friday.desk, friday.referral)
    assert [clock.overdue for clock in page.clocks if clock.label == "Written copy"] == [True]
    write(friday, {"written_copy": "not_needed", "not_needed_because": "they wrote it down themselves"})
    assert waits() == []


def test_closing_waits_for_the_written_copy_as_for_any_task(friday: Evening) -> None:
    """content.md 4.0, rule 3 b: a task still unanswered, unless it is given a reason."""
    with open_read(friday.desk.vault) as read:
        waits = waiting(concern_file(read, friday.desk, friday.concern))
    assert [(one.kind, one.id) for one in waits if "written" in one.id] == [("task", f"{friday.referral}:written_copy")]


def test_a_council_named_in_ones_own_words_is_the_council(friday: Evening) -> None:
    told = {"children": [{"child": friday.kacper, "role": "harmed"}], "how": "phone", "happened": when(friday.clock[0])}
    friday.step("referral_made", {"to": "mash team (duty  desk)", **told}, concern=friday.notice)
    friday.step("referral_made", {"to": "A charity", **told}, concern=friday.notice)
    with open_read(friday.desk.vault) as read:
        states = concern_file(read, friday.desk, friday.notice).referral_states[-2:]
    assert [(one.to, one.to_name) for one in states] == [("mash", "Luton MASH"), ("", "A charity")]
    assert states[0].due is not None and states[0].due.statutory
    assert states[1].due is not None and states[1].due.at is None


def test_a_withdrawn_referral_stays_readable_with_its_reason(friday: Evening) -> None:
    with pytest.raises(CannotSeal):
        withdraw_referral(friday.desk, friday.referral, "  ")
    withdraw_referral(friday.desk, friday.referral, "mistake")
    assert referral_page(friday.desk, friday.referral).standing is Standing.WITHDRAWN


def test_brothers_and_sisters_not_in_it_are_offered(friday: Evening) -> None:
    referral = friday.step(
        "referral_made",
        {"to": "mash", "children": [{"child": friday.kacper, "role": "harmed"}], "how": "phone", "spoke_to": "duty"},
        concern=friday.notice,
    )  # fmt: skip
    assert offered_children(friday.desk, referral) == [(friday.zofia, "Zosia Wiśniewska", "sister")]


def test_there_is_no_page_for_what_was_never_referred(friday: Evening) -> None:
    with pytest.raises(KnownProblem):
        referral_page(friday.desk, "01a20046-0000-7000-8000-000000000000")


def test_title_and_recipient_come_from_the_pack(friday: Evening) -> None:
    pack, _ = shipped_pack("luton")
    page = check_page(friday.desk, friday.referral)
    document = pack.documents[page.document]
    assert page.title == document.title
    assert page.recipient == pack.contacts[document.recipient].name
    assert page.facts.marking == pack.title.marking
    assert page.pages > 1


def test_a_referral_of_an_older_edition_still_opens_and_prints_after_the_pack_was_renewed(friday: Evening) -> None:
    archive = read_folder(resources() / "england", resources() / "localities" / "luton")
    newer = Archive.of({path: content + b"\n# renewed\n" for path, content in archive.files})
    with open_work(friday.desk.vault, friday.clock[0]) as work:
        keep_pack(work, load(newer), newer.to_bytes())
        work.commit()
    friday.desk = replace(friday.desk, pack=load(newer))
    assert referral_page(friday.desk, friday.referral).standing is Standing.MADE
    assert check_page(friday.desk, friday.referral).pages > 1
    write(friday)
