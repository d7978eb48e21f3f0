"""An answer that does not fit its question is refused before anything is sealed, with the focus on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as changed

from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.fitting import unfit
from dsl_desk.casework.follow_up import agree, review
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.roads import start_road
from dsl_desk.casework.sealing import by_id
from dsl_desk.casework.take_step import leave_out, take_step
from dsl_desk.demo.school import PracticeClock
from dsl_desk.domain.entries.follow_up import Review
from dsl_desk.domain.questions import NOT_KNOWN, Choice, Question, QuestionType
from dsl_desk.domain.when import LONDON, When
from dsl_desk.errors import CannotSeal
from dsl_desk.store.work import open_read
from tests.casework.acts import advice, at, decision, file_of, recorded, take, urgency

NOW = datetime(2026, 11, 13, 19, 0, tzinfo=LONDON)
CHOICES = (Choice(value="yes", label="Yes"), Choice(value="no", label="No"))
FIELDS = (
    Question(id="where", label="Where", type=QuestionType.TEXT),
    Question(id="safe", label="Safe?", type=QuestionType.CHOICE, choices=CHOICES),
)
A_CHILD = "0b6f3f0e-4a0e-4b0e-9a53-2f7f1c1d2e3f"


def refused(kind: QuestionType, value: Any, kept: Any = None, name: str = "ask") -> str:
    """The sentence, "" when it fits."""
    fields = FIELDS if kind is QuestionType.PER_CHILD else ()
    question = Question(id=name, label="Ask", type=kind, choices=() if fields else CHOICES, fields=fields)
    found = unfit((question,), {name: value}, frozenset({"physical"}), NOW, {name: kept})
    assert [spot for spot, _ in found] in ([], [name])
    return found[0][1] if found else ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionType.CHOICE, "yes"), (QuestionType.CHOICE, NOT_KNOWN), (QuestionType.CHOICES, ["yes", "no"]),
        (QuestionType.TEXT, "It’s 12:30 — “no”"), (QuestionType.TICK, False), (QuestionType.DATE, "2026-11-27"),
        (QuestionType.WHEN, at(2026, 11, 13, 18, 20)),
        (QuestionType.NATURES, {"main": "physical", "all": ["physical"]}),
        (QuestionType.CHILDREN, [{"child": A_CHILD, "role": "yes"}, {"child": A_CHILD}]),
        (QuestionType.PEOPLE_OF_WORRY, [{"name": "Somebody"}]), (QuestionType.ADULTS, [A_CHILD]),
        (QuestionType.PROMISE, {"what": "Rings back", "who": "", "by": at(2026, 11, 20, 9, 0)}),
        (QuestionType.PROMISE, {"what": "Rings back", "who": "", "by": None}),
        (QuestionType.PER_CHILD, {A_CHILD: {"where": "Here", "safe": "yes"}}),
    ],
)  # fmt: skip
def test_what_fits_is_taken(kind: QuestionType, value: Any) -> None:
    assert refused(kind, value) == ""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionType.CHOICE, "none_seen"), (QuestionType.CHOICES, ["yes", "perhaps"]),
        (QuestionType.CHILDREN, [{"child": A_CHILD, "role": "villain"}]),
        (QuestionType.PER_CHILD, {A_CHILD: {"safe": "perhaps"}}),
        (QuestionType.NATURES, {"main": "hexes", "all": ["physical"]}),
    ],
)  # fmt: skip
def test_a_choice_that_the_question_does_not_offer_is_refused(kind: QuestionType, value: Any) -> None:
    sentence = refused(kind, value)
    assert sentence.startswith("“Ask” holds a choice") and sentence.endswith("Nothing was lost.")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionType.CHOICE, ["yes"]), (QuestionType.CHOICE, 1), (QuestionType.CHOICES, "yes"),
        (QuestionType.CHOICES, [1]), (QuestionType.TEXT, 12), (QuestionType.LONG_TEXT, {"a": "b"}),
        (QuestionType.TICK, "yes"), (QuestionType.DATE, 20261127), (QuestionType.WHEN, "2026-11-13"),
        (QuestionType.CHILDREN, [A_CHILD]), (QuestionType.CHILDREN, [{"child": 7}]),
        (QuestionType.PEOPLE_OF_WORRY, ["Somebody"]), (QuestionType.ENTRIES, A_CHILD),
        (QuestionType.NATURES, ["physical"]), (QuestionType.NATURES, {"main": 1, "all": ["physical"]}),
        (QuestionType.PROMISE, "Rings back"), (QuestionType.PROMISE, {"what": 1, "who": "", "by": None}),
        (QuestionType.PER_CHILD, {A_CHILD: "Here"}), (QuestionType.PER_CHILD, {A_CHILD: {"where": 3}}),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_refused_and_never_a_crash(kind: QuestionType, value: Any) -> None:
    assert "Nothing was lost" in refused(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (QuestionType.DATE, "27/11/2026"), (QuestionType.DATE, "2026-02-30"),
        (QuestionType.WHEN, {"start": "rubbish", "precision": "exact"}),
        (QuestionType.WHEN, {"start": "2026-11-13T18:20:00", "precision": "exact"}),
        (QuestionType.WHEN, {"start": None, "precision": "roughly"}),
        (QuestionType.PROMISE, {"what": "Rings back", "who": "", "by": {"start": "soon", "precision": "exact"}}),
    ],
)  # fmt: skip
def test_a_date_or_time_that_is_none_is_refused(kind: QuestionType, value: Any) -> None:
    assert "is not a " in refused(kind, value)


def test_people_of_the_file_are_offered_beside_the_choices_where_a_form_offers_them() -> None:
    assert refused(QuestionType.CHOICES, ["no", A_CHILD], name="other_children") == ""
    assert refused(QuestionType.CHOICES, ["no", A_CHILD]) != ""
    assert refused(QuestionType.CHOICES, ["no", "Baby"], name="other_children") != ""


def test_what_was_chosen_under_an_older_edition_may_stay() -> None:
    assert refused(QuestionType.CHOICE, "none_seen", kept="none_seen") == ""
    assert refused(QuestionType.CHOICES, ["yes", "old"], kept=("old",)) == ""
    assert refused(QuestionType.PER_CHILD, {A_CHILD: {"safe": "old"}}, kept={A_CHILD: {"safe": "old"}}) == ""
    assert refused(QuestionType.CHOICE, "other", kept="none_seen") != ""


def test_a_step_is_not_sealed_with_a_choice_nobody_offers(desk: Desk, clock: PracticeClock) -> None:
    with pytest.raises(CannotSeal) as caught:
        recorded(desk, injury="none_seen")
    assert caught.value.spot == "injury" and "Choose from the list again" in caught.value.sentence
    concern = recorded(desk)
    clock.later(30)
    for kind, answers in (("urgency", urgency("grave")), ("advice", advice(view="shrugs"))):
        with pytest.raises(CannotSeal):
            take(desk, concern, kind, answers)
    assert [line.entry.header.kind for line in file_of(desk, concern).lines if line.entry.header.author] == [
        "concern", "road_started"
    ]  # fmt: skip


def test_a_reason_of_another_step_is_kept_as_the_sentence_it_came_with(desk: Desk) -> None:
    concern = recorded(desk)
    leave_out(desk, concern, desk.pack.step_of_kind("parents").id, "hacked", "The head asked me to wait.")
    (left,) = file_of(desk, concern).standing("left_out")
    assert (left.body.reason, left.body.note) == ("other", "The head asked me to wait.")


def test_an_entry_sealed_with_a_choice_of_an_older_edition_is_read_counts_and_can_be_amended(
    desk: Desk, clock: PracticeClock
) -> None:
    """The record outlives its editions: nothing sealed before is refused when it is read."""
    road = desk.pack.pathways["child_on_child"]
    step = road.step("peer_at_once")
    assert step is not None
    asks = tuple(
        replace(one, choices=(*one.choices, Choice(value="long_gone", label="Long gone")))
        if one.id == "at_once" else one for one in step.questions
    )  # fmt: skip
    steps = tuple(changed(one, questions=asks) if one is step else one for one in road.steps)
    older = replace(desk, pack=replace(desk.pack, pathways={**desk.pack.pathways, road.id: changed(road, steps=steps)}))
    concern = recorded(older)
    clock.later(30)
    start_road(older, concern, road.id)
    sealed = take_step(
        older, concern, "peer_at_once", new_id(), {"at_once": ["long_gone"], "at_once_why": "Said then."}
    ).id
    (entry,) = file_of(desk, concern).standing("assessment")
    assert entry.body.answers["at_once"] == ["long_gone"] and concern_page(desk, concern).entries
    form = amend_form(desk, sealed)
    amend(desk, sealed, new_id(), form.answers | {"at_once_why": "In other words."})
    (entry,) = file_of(desk, concern).standing("assessment")
    assert entry.body.answers == {"at_once": ["long_gone"], "at_once_why": "In other words."}
    with pytest.raises(CannotSeal):
        take_step(desk, concern, "peer_at_once", new_id(), {"at_once": ["long_gone"]})


def spots(*verbs: Callable[[], object]) -> list[str]:
    """The question that each of these small acts is refused for."""
    found = []
    for verb in verbs:
        with pytest.raises(CannotSeal) as problem:
            verb()
        found.append(problem.value.spot or "")
    return found


def test_a_small_act_is_not_sealed_with_what_does_not_fit_either(desk: Desk, clock: PracticeClock) -> None:
    concern = recorded(desk)
    clock.later(40)
    take(desk, concern, "urgency", urgency())
    decided = take(desk, concern, "decision", decision(
        "watch", why_not_referring="police lead", change_my_mind="anything new", review="2026-11-20",
        second_person="Helen Castellan")).id  # fmt: skip
    found: dict[str, Any] = {
        "found": "He came in.",
        "happened": NOT_KNOWN,
        "helped": NOT_KNOWN,
        "next_review": NOT_KNOWN,
    }
    tomorrow = at(2026, 11, 14, 9, 0)
    by_phone = {"by_phone_with": "R Whitlock", "by_role": "la_adviser"}
    assert spots(
        lambda: review(desk, decided, {}), lambda: review(desk, decided, found | {"helped": "perhaps"}),
        lambda: review(desk, decided, found | {"happened": tomorrow}),
        lambda: review(desk, decided, found | {"next_review": "soon"}),
        lambda: agree(desk, decided, True, "", **by_phone | {"by_role": "neighbour"}),
        lambda: agree(desk, decided, True, "", **by_phone, happened=msgspec.convert(tomorrow, When)),
        lambda: withdraw(desk, decided, "I was told to"),
    ) == ["happened", "helped", "happened", "next_review", "by_role", "happened", "why"]  # fmt: skip
    with open_read(desk.vault) as read:
        body = by_id(read, review(desk, decided, found).id).body
    assert isinstance(body, Review) and body.found == "He came in."
    assert not body.happened.start and body.not_known == dict.fromkeys(("happened", "helped", "next_review"), NOT_KNOWN)
