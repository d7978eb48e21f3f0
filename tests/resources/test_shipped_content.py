"""The shipped pack asks what a safeguarding lead signed off, and never what must not be asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsl_desk.domain.entries import KINDS
from dsl_desk.domain.questions import Answers, Need, Question, asked, needed, problems
from dsl_desk.pathways.archive import read_folder
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack

RESOURCES = Path(__file__).parents[2] / "resources"
PACK = load(read_folder(RESOURCES / "england", RESOURCES / "localities" / "luton"))

R, N, O = Need.REQUIRED, Need.REQUIRED_OR_NOT_KNOWN, Need.OPTIONAL  # noqa: E741

# Kind -> answers already given -> what is then needed, in words of the content.
NEEDED: list[tuple[str, Answers, dict[str, Need]]] = [
    (
        "concern",
        {"injury": "seen", "hurt_now": "yes"},
        {"children": R, "what_happened": R, "noticed_by": R, "noticed": N, "injury": N, "hurt_now": N, "where_now": N}
        | {"next_place": N, "next_with": N, "next_when": N, "child_words": O, "may_have_caused": O, "danger_now": O},
    ),
    (
        "urgency",
        {"social_worker": "yes"},
        {"looked_back": R, "level": R, "why": R, "natures": N, "other_children": N, "social_worker": N}
        | {"must_not_be_told": N, "worker_name": N, "worker_phone": N, "change_my_mind": O},
    ),
    (
        "advice",
        {"result": "spoke", "will_follow": "no"},
        {"contact": R, "result": R, "adviser": N, "call_reference": N, "advised": R, "view": R, "promised": N}
        | {"will_follow": R, "why_not": R, "asked": O},
    ),
    (
        "parents",
        {"outcome": "not_told"},
        {"outcome": R, "why_not_told": R, "decided_by": R, "review": R, "child_wants": N},
    ),
    (
        "parents",
        {"outcome": "told_disagrees", "adult": "other"},
        {"adult": R, "adult_name": R, "how": R, "said": R, "their_words": R, "safe_to_ring": N, "agreed_to": O},
    ),
    (
        "decision",
        {"decisions": ["watch"]},
        {"why_not_referring": R, "change_my_mind": R, "review": R, "knew": R, "weighed": R},
    ),
    ("decision", {"decisions": ["ring_999"]}, {"knew": R, "weighed": R, "review": O}),
    ("decision", {"decisions": ["refer_social_care", "support_in_school"]}, {"knew": R, "review": O}),
    ("decision", {"decisions": ["watch"], "against_advice": "yes"}, {"against_because": R}),
    (
        "referral_made",
        {"how": "phone"},
        {"to": R, "children": R, "how": R, "happened": N, "spoke_to": N, "promised": O},
    ),
    (
        "referral_written",
        {"parents_know": "no_do_not_contact", "written_copy": "not_needed"},
        {"concerns": R, "worry": R, "urgency_line": R, "why_threshold": R, "if_nothing_changes": R, "asking_for": R}
        | {"ring_back": R, "ring_back_number": R, "tonight": N, "staff_risk": N, "steps_taken": N, "parents_know": N}
        | {"parents_because": R, "not_needed_because": R, "written_copy": N},
    ),
    (
        "reply",
        {"agree": "no"},
        {"heard_from": R, "happened": R, "outcomes": N, "reason": N, "agree": R, "disagree_because": R},
    ),
    ("closed", {}, {"outcome": R, "summary": R, "child_view": N, "reporter_told": O}),
    ("note", {}, {"text": R, "who": O, "happened": O}),
    ("agreement", {"how": "by_phone"}, {"agrees": R, "how": R, "by_name": R, "by_role": R, "happened": R}),
]


def every_question() -> Iterator[tuple[str, Question]]:
    for kind, core in PACK.core.items():
        for question in core.questions:
            yield kind, question
            yield from ((kind, one) for one in question.fields)
    for step in PACK.pathway("general").steps:
        yield from ((step.id, one) for one in step.questions)


def all_words(pack: Pack) -> Iterator[str]:
    for _, question in every_question():
        yield from (question.label, question.hint, question.why, *(choice.label for choice in question.choices))
    for card in pack.cards.values():
        yield from (card.title, *card.lines)
    for step in pack.pathway("general").steps:
        yield from (step.title, step.usually, step.afterwards, *step.guidance, *step.do_not, *step.say)


@pytest.mark.parametrize(("kind", "given", "wanted"), NEEDED)
def test_what_is_needed_to_seal_is_what_was_signed_off(kind: str, given: Answers, wanted: dict[str, Need]) -> None:
    shown = {one.id: one for one in asked(PACK.questions(kind), given)}
    assert {name: needed(shown[name], given) for name in wanted} == wanted


def test_a_call_nobody_answered_seals_with_who_and_result_only() -> None:
    call = {"contact": "mash", "happened": "not_known", "result": "no_answer"}
    assert problems(PACK.questions("advice"), call) == []


def test_a_referral_made_by_phone_seals_with_to_children_when_and_spoke_to() -> None:
    made = {"to": "mash", "children": [{"child": "c", "role": "harmed"}], "how": "phone"}
    made |= {"happened": "not_known", "spoke_to": "duty worker"}
    assert problems(PACK.questions("referral_made"), made) == []


def test_every_core_question_is_a_field_of_its_kind_of_entry() -> None:
    to_header = {"children", "concerns"}
    for kind, core in PACK.core.items():
        fields = {one.name for one in dataclasses.fields(KINDS[kind].body)}
        for question in core.questions:
            assert question.id in fields | to_header, f"{kind}.{question.id}: make it a step's extra question"


def test_one_level_list_everywhere_and_it_starts_as_not_yet_assessed() -> None:
    levels = PACK.lists["levels"]
    assert levels.unset == "Not yet assessed"
    asked_for = next(one for one in PACK.questions("urgency") if one.id == "level")
    assert [choice.label for choice in asked_for.choices] == [item.label for item in levels.items]
    assert "not_assessed" not in {choice.value for choice in asked_for.choices}


def test_forty_four_natures_in_ten_groups_numbered_in_order() -> None:
    assert [nature.number for nature in PACK.natures.values()] == list(range(1, 45))
    assert len(PACK.groups) == 10
    assert not {"prevent", "send", "disability", "poverty"} & set(PACK.natures)


def test_the_stop_rules_about_parents_are_those_that_were_signed_off() -> None:
    stop = {rule.id for rule in PACK.parents_rules if rule.stop}
    stopped = {nature.number for nature in PACK.natures.values() if nature.parents in stop}
    assert stopped == {1, 4, 5, 6, 11, 34, 36, 37, 38, 41}


@pytest.mark.parametrize(
    "never",
    [
        "proof of",
        "credible",
        "is it true",
        "per cent",
        "percentage",
        "GDPR consent",
        "why it was late",
        "photograph the",
    ],
)
def test_what_must_never_be_asked_is_not_asked(never: str) -> None:
    assert not [text for text in all_words(PACK) if never.casefold() in text.casefold()]


def test_the_words_are_plain_without_please_exclamation_marks_or_blame() -> None:
    for text in all_words(PACK):
        assert "!" not in text and "please" not in text.casefold() and "cannot start" not in text.casefold(), text


def test_every_choice_with_not_known_beside_it_offers_it_once() -> None:
    for kind, question in every_question():
        offered = {choice.value for choice in question.choices}
        assert question.need is Need.OPTIONAL or "not_known" not in offered, (kind, question.id)


def test_the_emergency_card_and_numbers_are_there_without_any_locality() -> None:
    base = load(read_folder(RESOURCES / "england"))
    assert base.cards["danger_now"].effect == "opens"
    assert base.contacts["emergency"].number == "999" and base.contacts["emergency"].top


def test_numbers_that_were_found_wrong_are_not_shipped_and_stand_in_the_conflict_log() -> None:
    shipped = {contact.number.replace(" ", "") for contact in PACK.contacts.values()}
    assert not shipped & {"111", "01525405109", "0808168911", "01234846960"}
    assert len(PACK.conflicts) == 20
    assert PACK.contacts["family_help"].number == "" and "Early Help Hub" in PACK.contacts["family_help"].aliases


def test_assumed_hours_are_marked_assumed() -> None:
    assert PACK.calendar.office_hours_assumed and PACK.calendar.close_of_day_assumed
    assert PACK.calendar.confidence == "L"
