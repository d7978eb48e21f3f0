"""The Friday evening on paper: what page one says, and that every line of it comes from a question or the file."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from dsl_desk.casework import people
from dsl_desk.casework.check_page import CheckPage, check_page
from dsl_desk.casework.export_pack import preview
from dsl_desk.casework.pack_facts.compose import digest_of
from dsl_desk.casework.prefill import prefill
from dsl_desk.domain.entries.people import Child
from dsl_desk.domain.questions import NOT_KNOWN
from dsl_desk.reports.mash_pack.facts import PackFacts
from tests.casework.friday_evening import URGENCY, WORDS, Evening, at, evening, when, write
from tests.reports.paper import pages

# A field of page one -> the question that fills it ("kind.question"), or where on file it stands ("child.field").
FILLED_BY = {
    "marking": ("pack.title.marking",), "school": ("setting.school_name",), "to": ("pack.documents",),
    "number": ("register",), "made": ("clock",), "practice": ("setting.practice",),
    "kind": ("referral_written.status",),
    "first_made": ("referral_made.to", "referral_made.how", "referral_made.happened", "referral_made.spoke_to"),
    "urgency": ("referral_written.urgency_line",), "worry": ("referral_written.worry",),
    "words_label": ("child.sex",),
    "words": ("concern.child_words", "concern.words_how", "concern.noticed_by", "referral_written.child_words_short"),
    "no_words": ("concern.words_how",),
    "people_of_worry": ("concern.may_have_caused",), "no_person_of_worry": ("referral_written.persons_of_worry",),
    "adults": ("adult.phone", "relation.parental_responsibility", "relation.safe_to_ring"),
    "safe_contact": ("pack.cards",),
    "collects": ("referral_written.who_collects", "concern.collects"),
    "parents_know": ("parents.outcome", "parents.why_not_told", "referral_written.parents_because"),
    "steps_taken": ("referral_written.steps_taken", "referral_written.medical"),
    "risk_to_staff": ("referral_written.staff_risk",), "we_ask_you_to": ("referral_written.asking_for",),
    "ring_back": ("referral_written.ring_back", "referral_written.ring_back_number", "referral_written.then_who"),
    "why": ("referral_written.why_threshold", "referral_written.history"),
    "children": ("referral_made.children", "referral_written.tonight", "child.born", "child.address",
                 "child.disability", "child.first_language", "urgency.social_worker"),
}  # fmt: skip
ON_FILE = {"pack.title.marking", "pack.cards", "pack.documents", "register", "clock"}


@pytest.fixture(scope="module")
def friday(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    built = evening(tmp_path_factory.mktemp("friday"))
    write(built)
    return built


@pytest.fixture(scope="module")
def page(friday: Evening) -> CheckPage:
    return check_page(friday.desk, friday.referral)


def test_the_urgency_line_says_how_bad_what_was_agreed_and_by_when(page: CheckPage) -> None:
    assert page.facts.urgency == URGENCY


def test_the_childs_words_are_nineteen_and_unchanged_with_who_heard_them_and_when(page: CheckPage) -> None:
    (words,) = page.facts.words
    assert words.text == WORDS
    assert len(words.text.split()) == 19
    assert page.facts.words_label == "His own words"
    assert (words.speaker, words.how, words.to) == ("Kacper", "without being asked", "Callum Tuohy, after-school club")
    assert (words.said, words.written, words.written_by) == ("13 November, 18:20", "19:05", "Joanna Pryce-Okafor")


def test_both_children_are_in_it_with_where_they_are_tonight(page: CheckPage) -> None:
    kacper, zofia = page.facts.children
    assert (kacper.name, kacper.age, kacper.sex.text, kacper.role.text) == (
        "Kacper Wiśniewski", "8 years", "boy", "harmed",
    )  # fmt: skip
    assert (zofia.known_as, zofia.role.text) == ("Zosia", "sister")
    assert kacper.where_now.text == "With aunt, Bramble Close"
    assert zofia.safe_tonight.text == "Safe, agreed by EDT until Monday"
    assert kacper.social_worker.text == "No social worker"


def test_nobody_is_to_ring_the_stepfather_and_the_reason_is_beside_it(page: CheckPage) -> None:
    (answer,) = page.facts.parents_know
    assert (answer.who, answer.answer) == ("Mother, stepfather", "NO. Do not contact")
    assert "raises the risk" in answer.because
    assert "on the advice of Emergency Duty Team" in answer.because
    darren = next(adult for adult in page.facts.adults if adult.name == "Darren Holt")
    assert darren.safe_to_ring.text == "DO NOT RING: must not be told"
    assert not darren.on_page_one
    assert page.facts.people_of_worry[0].relation.text == "stepfather, no parental responsibility, lives in the home"
    assert any("Darren Holt" in warning for warning in page.warnings)


def test_a_parent_who_was_told_since_no_longer_counts_as_not_told(tmp_path: Path) -> None:
    built = evening(tmp_path)
    built.now(at(11, 13, 19, 30))
    mother = next(adult.id for adult in _family(built) if adult.body.name == "Dorota Wiśniewska")
    built.step("parents", {"outcome": "told_by_others", "adult": mother, "how": "not_by_us"})
    write(built)
    answers = {one.who: one.answer for one in check_page(built.desk, built.referral).facts.parents_know}
    assert answers == {"Mother": "Told by police or social care", "Stepfather": "NO. Do not contact"}


def test_what_is_not_known_says_when_it_was_asked_and_what_was_not_asked_says_so(
    page: CheckPage, friday: Evening
) -> None:
    assert page.facts.people_of_worry[0].where_now.in_words == "Not known (asked 13 November, 19:05)"
    assert page.facts.children[0].disability.in_words == "Not asked"
    assert {(gap.label, gap.words) for gap in page.gaps} >= {
        ("Kacper Wiśniewski: disability", "Not asked"),
        ("Darren Holt: where now", "Not known (asked 13 November, 19:05)"),
        ("Darren Holt: number", "No number held"),
    }
    text = pages(preview(friday.desk, friday.referral))
    assert "Not known (asked 12 October, 09:00)" in text[2]  # the GP, asked when the child was added


def test_every_line_of_page_one_has_a_question_or_a_field_that_fills_it(friday: Evening) -> None:
    names = [field.name for field in fields(PackFacts)]
    shared, own = names[: names.index("accounts")], names[names.index("proof") + 1 : names.index("details")]
    on_page_one = [*shared, *own]
    assert set(FILLED_BY) == set(on_page_one)
    from dsl_desk.domain.entries.people import Adult, Relation
    from dsl_desk.domain.school_settings import KEYS

    onfile = {"child": Child, "adult": Adult, "relation": Relation}
    for sources in FILLED_BY.values():
        for source in set(sources) - ON_FILE:
            where, _, name = source.partition(".")
            if where in onfile:
                assert name in {field.name for field in fields(onfile[where])}, source
            elif where == "setting":
                assert name in KEYS, source
            else:
                assert friday.desk.pack.question(where, name) is not None, source


def test_page_one_never_shows_a_blank_even_when_nothing_was_written(tmp_path: Path) -> None:
    built = evening(tmp_path)
    page = check_page(built.desk, built.referral)
    assert page.facts.worry.in_words == "Not asked"
    assert page.facts.urgency.startswith("SIGNIFICANT HARM.")
    assert any("has not been written" in warning for warning in page.warnings)
    assert "Not asked" in pages(preview(built.desk, built.referral))[0]


def test_the_form_begins_with_what_the_file_knows(friday: Evening) -> None:
    known = prefill(friday.desk, friday.referral)
    assert known["child_words_short"] == WORDS
    assert known["ring_back_number"] == "01632 960111"
    assert known["parents_know"] == "no_do_not_contact"
    assert known["history"] == "2 concerns in 12 months. No earlier referral."
    assert "18:26 rang Emergency Duty Team" in known["steps_taken"]
    assert set(known["tonight"]) == {friday.kacper, friday.zofia}


def test_a_new_referral_goes_to_whoever_answers_at_that_hour(tmp_path: Path) -> None:
    built = evening(tmp_path)
    assert prefill(built.desk, built.notice, "referral_made")["to"] == "edt"  # Friday, 19:05
    built.now(at(11, 16, 10, 0))
    made = prefill(built.desk, built.notice, "referral_made")
    assert made["to"] == "mash"
    assert built.leyla not in {one["child"] for one in made["children"]}


def test_what_was_done_says_on_which_day(page: CheckPage) -> None:
    steps = page.facts.steps_taken.text or ""
    assert steps.startswith("13 November, 18:26 rang Emergency Duty Team: Do not hand over"), (
        "it is written on the 16th"
    )
    assert "13 November, 19:05 Darren arrives." in steps


def test_the_chronology_holds_each_entry_of_either_child_once_oldest_first(page: CheckPage) -> None:
    kinds = [entry.what for entry in page.facts.chronology]
    assert kinds.count("Concern") == 2
    assert kinds[0] == "Concern"
    assert page.facts.chronology[0].when == "13 October 2026, 22:10"
    assert len({(entry.when, entry.what, entry.text) for entry in page.facts.chronology}) == len(kinds)


def test_the_same_facts_give_the_same_digest_and_any_change_another(page: CheckPage) -> None:
    assert digest_of(page.facts) == page.facts.proof.digest
    assert digest_of(replace(page.facts, urgency="Nothing")) != page.facts.proof.digest


def test_a_merged_record_is_read_as_the_one_that_is_kept(tmp_path: Path) -> None:
    built = evening(tmp_path)
    again = people.add_child(built.desk, Child(legal_forename="Kacper", legal_surname="Wisniewski"), sure=True).id
    people.merge_children(built.desk, kept=again, gone=built.kacper, why="entered twice")
    facts = check_page(built.desk, built.referral).facts
    assert facts.children[0].name == "Kacper Wisniewski"
    assert len(facts.children) == 2
    assert [entry.what for entry in facts.chronology].count("Concern") == 2


def test_the_written_copy_can_say_that_nothing_is_known_of_tonight(tmp_path: Path) -> None:
    built = evening(tmp_path)
    write(built, {"tonight": NOT_KNOWN})
    child = check_page(built.desk, built.referral).facts.children[0]
    assert child.safe_tonight.in_words == "Not known (asked 08:36)"


def _family(built: Evening):  # type: ignore[no-untyped-def]
    from dsl_desk.casework.pack_facts import read_sources
    from dsl_desk.store.work import open_read

    with open_read(built.desk.vault) as read:
        return read_sources(read, built.desk, built.referral, built.clock[0]).family.adults


def test_what_a_child_wants_stays_on_paper_when_a_later_conversation_does_not_ask(tmp_path: Path) -> None:
    built = evening(tmp_path)
    built.now(at(11, 13, 19, 40))
    built.step("parents", {
        "outcome": "told_by_others", "happened": when(at(11, 13, 18, 50)), "adult": "other", "adult_name": "mother",
        "how": "not_by_us", "right_adult": "yes", "child_knows": "not_known", "child_wants": "not_known",
    })  # fmt: skip
    write(built)

    facts = check_page(built.desk, built.referral).facts

    assert facts.views[0].wants.text == "Not to go home while Darren is there"


def test_what_one_child_wants_is_not_said_of_another_whose_parent_was_not_spoken_with(tmp_path: Path) -> None:
    built = evening(tmp_path)
    made = built.step("referral_made", {
        **prefill(built.desk, built.concern, "referral_made"), "how": "phone",
        "concerns": [built.notice, built.concern],
        "children": [{"child": built.kacper, "role": "harmed"}, {"child": built.leyla, "role": "named_only"}],
    })  # fmt: skip
    selin = next(one.id for one in _family(replace(built, referral=made)) if one.body.name == "Selin Demirel")
    built.now(at(11, 13, 19, 40))
    built.step("parents", {
        "outcome": "told_agrees", "happened": when(at(11, 13, 19, 20)), "adult": selin, "how": "phone",
        "said": "that she was named", "their_words": "Yes",
        "child_knows": "yes", "child_wants": "To be left in peace",
    })  # fmt: skip

    facts = check_page(built.desk, made).facts

    assert isinstance(facts, PackFacts)
    wants = {view.name: view.wants.text for view in facts.views}
    assert wants == {"Kacper": "Not to go home while Darren is there", "Lolo": "To be left in peace"}
    assert [one.relation for one in facts.adults][:2] == ["mother of Kacper", "mother of Lolo"]
