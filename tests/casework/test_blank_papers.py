"""The call sheet and the blank form: everything in the pack, nothing of the record, nothing assumed told as a fact."""

from __future__ import annotations

from dsl_desk.casework.blank_papers import call_sheet, call_sheet_facts, concern_form, concern_form_facts
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.school_desk import check_contact, edit_contact
from dsl_desk.domain.entries.desk import ContactEdited
from tests.casework.acts import WORDS, recorded
from tests.reports.paper import pages, whole


def test_the_call_sheet_holds_every_settled_number_on_one_sheet_danger_first(desk: Desk) -> None:
    """One sheet of paper, both sides: what is rung first stands on the first."""
    pdf = call_sheet(desk)
    text = whole(pdf)
    assert len(pages(pdf)) <= 2
    for role in desk.pack.title.call_now:
        assert desk.pack.contacts[role].number in pages(pdf)[0]
    for contact in desk.pack.contacts.values():
        settled = contact.number and contact.confidence != "L"
        assert contact.from_file or not settled or (contact.name in text and contact.number in text)
    assert desk.pack.contacts["family_help"].name in text, "whom the general road rings has a line to write on"


def test_a_number_nobody_verified_is_on_the_wall_only_once_somebody_rang_it(desk: Desk) -> None:
    """Seed inventory D: never ship unverified numbers as verified."""
    doubtful = desk.pack.contacts["police_luton"]
    assert doubtful.confidence == "L" and doubtful.number not in whole(call_sheet(desk))
    check_contact(desk, doubtful.id, doubtful.number, works=True)
    assert doubtful.number in whole(call_sheet(desk))
    facts = call_sheet_facts(desk)
    assert [line.number for line in facts.groups[0][1]] == ["999"]
    assert facts.groups[-1][0] == "No number yet: add yours"
    assert all(not line.number for line in facts.groups[-1][1])


def test_assumed_hours_are_never_printed_as_a_fact(desk: Desk) -> None:
    """Content 4.4: no source states the office hours."""
    headings = [heading for heading, _ in call_sheet_facts(desk).groups]
    assert "In office hours (which ones is assumed: no source states them)" in headings
    assert "09:00" not in whole(call_sheet(desk))


def test_the_sheet_says_which_numbers_were_rung_and_carries_the_schools_own(desk: Desk) -> None:
    check_contact(desk, "mash", desk.pack.contacts["mash"].number, works=True)
    edit_contact(desk, ContactEdited(role="family_help", number="01632 960321"))
    text = whole(call_sheet(desk))
    assert "Works, checked 13 November 2026 by Joanna Pryce-Okafor" in text
    assert "01632 960321" in text


def test_the_blank_form_asks_staff_the_reporters_questions_only_on_one_page(desk: Desk) -> None:
    """Content 4.1: nature, level and road are the lead's; nobody asks for proof, belief or percentages."""
    pdf = concern_form(desk)
    text = whole(pdf)
    assert len(pages(pdf)) == 1
    for question in desk.pack.core["concern"].questions:
        if question.need.value.startswith("R") and not question.show_when:
            assert question.label in text
    assert "How urgent" not in text and "What kind of worry" not in text
    assert "999" in text and "Do not promise secrecy." in text
    room = {row.label: row.room for row in concern_form_facts(desk).rows}
    assert room["What happened, what was seen?"] >= 5


def test_neither_paper_holds_a_word_of_the_record(desk: Desk) -> None:
    recorded(desk)
    for pdf in (call_sheet(desk), concern_form(desk)):
        assert "Kacper" not in whole(pdf) and WORDS[:20] not in whole(pdf)
