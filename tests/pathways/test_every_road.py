"""Every shipped road, whatever it is called: walked through every branch to an end, alone and beside each other one.

Issue "every pathway": each step, stop card, deadline and document is met; closing is reached from every state met
(content.md 4.0, rule 3: only closing waits for anything); roads add up (rule 8).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from msgspec.structs import replace as changed

from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.questions import Choice, Question, QuestionType
from dsl_desk.pathways.archive import read_folder
from dsl_desk.pathways.check_beside import check_beside
from dsl_desk.pathways.checks import check
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.model import Due, Hold, Pathway, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.side_by_side import merged_steps
from dsl_desk.pathways.walker import side_by_side, walk
from tests.pathways.roads import ENGLAND, LUTON

ARCHIVE = read_folder(ENGLAND, LUTON)
PACKS = {vault: load(ARCHIVE, vault) for vault in VaultKind}
PACK = PACKS[VaultKind.CHILDREN]
ROADS = sorted(PACK.pathways)
EVERY = sorted((vault, name) for vault, seen in PACKS.items() for name in seen.pathways)  # each as its vault sees it
BESIDE = sorted(name for name, road in PACK.pathways.items() if road.beside)


def test_every_road_that_a_nature_names_is_shipped_or_noted(pack: Pack) -> None:
    noted = {one.where.removeprefix("pathways/") for one in check(pack) if "not shipped yet" in one.sentence}
    assert {road for nature in pack.natures.values() for road in nature.roads} <= set(ROADS) | noted
    assert set(pack.pathways) <= set(pack.roads), "every road has words on screen"


# What no walk comes to, each with its reason.
NEVER_ASKED = {"abuse_report_duty": "a duty that is not in force: shown, never asked for"}
BESIDE_THE_ROADS = {"chronology": "printed from a file, not by a step"}


@pytest.mark.parametrize("vault", list(VaultKind))
def test_everything_a_road_holds_is_met_and_closing_is_reached_from_every_state(vault: str) -> None:
    """Issue "every pathway": every branch to an end, each stop, deadline and document, all of them.

    A step is asked for, a choice made, a card shown, a hold stands, a deadline counts (the first that holds), a clock
    of a referral runs, a document is made, a second word is asked for, leaving out is refused.
    """
    pack = PACKS[VaultKind(vault)]
    seen = walk(pack, max(300, 45 * len(pack.pathways)), seed=1)
    assert seen.stuck == ()
    assert {sort: names for sort, names in seen.never.items() if names} == {}
    held = {sort: set(names) for sort, names in seen.wanted.items()}
    assert all(held.values()), "nothing of a sort proves nothing about it"
    steps = [step for road in pack.pathways.values() for step in road.steps]
    shown_only = {step.id for step in steps if step.not_in_force}
    assert shown_only == (set(NEVER_ASKED) if vault == VaultKind.CHILDREN else set())
    assert held["step"] == {step.id for step in steps} - shown_only
    assert held["card"] == set(pack.cards)
    assert held["document"] == {step.document for step in steps} - {""}
    assert held["hold"] == {f"{step.id}: {hold.card}" for step in steps for hold in step.hold}
    assert held["choice"] >= {f"{one.id}={choice.value}" for step in steps for one in step.questions
                              if one.type in ("choice", "choices") for choice in one.choices}  # fmt: skip


def test_every_document_of_the_pack_is_made_by_a_step_of_some_vault() -> None:
    made = {step.document for seen in PACKS.values() for road in seen.pathways.values() for step in road.steps}
    assert set(PACK.documents) - made == set(BESIDE_THE_ROADS)


def test_any_two_roads_are_walked_together_to_an_end(pack: Pack) -> None:
    pairs = list(combinations(BESIDE, 2))
    seen = walk(pack, 2 * len(pairs), seed=5, together=pairs)
    assert seen.stuck == () and seen.never["step"] == ()


def test_all_roads_are_walked_at_once(pack: Pack) -> None:
    """Natures add up: a concern may walk several roads, and no step of any of them is lost."""
    every = tuple(BESIDE)
    steps = {step.id for step, _ in merged_steps(side_by_side(pack, every))}
    assert steps == {step.id for road in pack.pathways.values() for step in road.steps}
    assert walk(pack, 6, seed=6, together=[every]).stuck == ()


def test_every_vault_walks_its_own_roads_and_each_is_walked() -> None:
    assert {vault for vault, _ in EVERY} == set(VaultKind)
    assert all(seen.base in seen.pathways for seen in PACKS.values())


@pytest.mark.parametrize(("vault", "name"), EVERY)
def test_a_road_holds_no_referral_and_asks_no_second_decision(vault: VaultKind, name: str) -> None:
    """Content 4.0, rules 3 and 4: nothing gates a referral; only closing waits for a decision."""
    steps = [step for step, _ in merged_steps(PACKS[vault].walked(name))]
    assert not [step.id for step in steps if step.hold and "referral_made" in step.entry_kinds]
    assert len([step for step in steps if "decision" in step.entry_kinds]) == 1
    assert "closed" in steps[-1].entry_kinds


@pytest.mark.parametrize(("vault", "name"), EVERY)
def test_every_document_named_exists_and_has_somebody_to_go_to(vault: VaultKind, name: str) -> None:
    pack = PACKS[vault]
    for step in pack.pathways[name].steps:
        if step.document:
            document = pack.documents[step.document]
            assert document.title and document.recipient in pack.contacts


@pytest.mark.parametrize("name", BESIDE)
def test_a_step_of_its_own_says_what_it_is_for_and_may_be_left_out_with_a_reason(name: str) -> None:
    general = {step.id for step in PACK.pathways["general"].steps}
    for step in PACK.pathways[name].steps:
        if step.id not in general:
            assert step.leave_out, step.id
            if step.kind == "assess":
                assert step.guidance and any(one.need in ("R", "R?") for one in step.questions), step.id


@pytest.mark.parametrize(("vault", "name"), EVERY)
def test_a_time_that_no_source_gives_is_said_to_be_unverified(vault: VaultKind, name: str) -> None:
    """Practice.md: a number nobody could verify ships as "set your own", never as a fact."""
    for step in PACKS[vault].pathways[name].steps:
        for due in step.due:
            if not due.units:
                assert due.confidence == "L" and "set " in due.note.casefold(), step.id
            if due.source == "practice" and due.days != 0:  # 0 days: a day that somebody set themselves
                assert due.confidence in ("L", "M"), step.id


@pytest.mark.parametrize(("vault", "name"), EVERY)
def test_what_the_road_says_is_plain_and_asks_for_nothing_that_must_not_be_asked(vault: VaultKind, name: str) -> None:
    """Content 4.0, "Never asked, anywhere"."""
    road = PACKS[vault].pathways[name]
    words = [text for step in road.steps for text in _words(step)]
    for never in ("credible", "is it true", "percentage", "GDPR consent", "!", "please", "cannot start"):
        assert not [text for text in words if never.casefold() in text.casefold()]
    for step in road.steps:
        for question in step.questions:
            offered = {choice.value for choice in question.choices}
            children = vault is VaultKind.CHILDREN
            assert not children or question.need != "R?" or "not_known" not in offered, question.id


def _words(step: Step) -> list[str]:
    asked = [text for one in step.questions for text in (one.label, one.hint, *(c.label for c in one.choices))]
    return [step.title, step.usually, step.afterwards, *step.guidance, *step.do_not, *step.say, *asked]


def _road(name: str, **fields: object) -> Pathway:
    step = PACK.pathways["general"].step("chase")
    assert step is not None
    own = changed(step, **fields)  # type: ignore[arg-type]
    return changed(PACK.pathways["prevent"], id=name, steps=(own,))


def test_two_roads_that_use_one_id_for_two_things_are_found(pack: Pack) -> None:
    """Control of the checker: walked together, one of the two would be lost."""
    one = Question(id="how_far", label="How far?", type=QuestionType.TEXT)
    other = Question(id="how_far", label="How many miles?", type=QuestionType.TEXT)
    clash = {"a": _road("a", questions=(one,)), "b": _road("b", questions=(other,))}
    found = list(check_beside(replace(pack, pathways={**pack.pathways, **clash})))
    assert [finding.where for finding in found] == ["pathways/b: chase.how_far"]
    kinds = {"a": _road("a"), "b": _road("b", kind="task")}
    general = {"general": pack.pathways["general"]}
    assert any("another kind" in finding.sentence for finding in check_beside(replace(pack, pathways=general | kinds)))


def test_a_deadline_that_gives_no_moment_and_a_choice_nobody_can_make_are_found(pack: Pack) -> None:
    """Control of the walker."""
    never = Due(
        start="chase.with_whom", hours=1, when=({"chase.rung": ("senior",)},), source="practice", confidence="L"
    )
    ghost = Question(
        id="ghost", label="?", type=QuestionType.CHOICE, choices=(Choice(value="a", label="A"),),
        show_when=({"with_whom": ("nobody says this",)},),
    )  # fmt: skip
    pathways = {"general": pack.pathways["general"], "a": _road("a", due=(never,), questions=(ghost,))}
    seen = walk(replace(pack, pathways=pathways), 60, seed=1)
    assert "ghost=a" in seen.never["choice"] and "chase: " in seen.never["due"]


def test_what_nobody_can_ever_meet_is_found(pack: Pack) -> None:
    """Control of the walker: a deadline behind one that always holds, a hold and a card that never stand."""
    always, behind = (Due(note=note, hours=1, source="practice", confidence="L") for note in ("always", "behind"))
    nobody = ({"chase.rung": ("nobody says this",)},)
    hold = Hold(when=nobody, until=(), card="danger_now", source="practice", confidence="L")
    lonely = changed(pack.cards["danger_now"], id="lonely", when=nobody, steps=())
    road = _road("a", when=(), due=(always, behind), hold=(hold,), document="nowhere", agree=None)
    pathways = {"general": pack.pathways["general"], "a": road}
    seen = walk(replace(pack, pathways=pathways, cards={**pack.cards, "lonely": lonely}), 60, seed=1)
    assert seen.never["due"] == ("chase: behind",) and seen.never["hold"] == ("chase: danger_now",)
    assert "lonely" in seen.never["card"] and seen.never["document"] == ()
