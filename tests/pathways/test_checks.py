"""What the checker finds, and that the shipped pack has none of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as with_fields
from typing import Any

import pytest
from msgspec.structs import replace

from dsl_desk.domain.questions import Choice, Need
from dsl_desk.pathways.archive import Archive, read_folder
from dsl_desk.pathways.check_numbers import is_valid
from dsl_desk.pathways.checks import check, check_pack
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.model import Hold
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.walker import walk
from tests.pathways.roads import ENGLAND, LUTON

Change = Callable[[Pack], Pack]


def step(name: str, **fields: Any) -> Change:
    def change(pack: Pack) -> Pack:
        road = pack.pathways["general"]
        steps = tuple(replace(one, **fields) if one.id == name else one for one in road.steps)
        return with_fields(pack, pathways={**pack.pathways, "general": replace(road, steps=steps)})

    return change


def contact(name: str, **fields: Any) -> Change:
    return lambda pack: with_fields(pack, contacts={**pack.contacts, name: replace(pack.contacts[name], **fields)})


def question(kind: str, name: str, **fields: Any) -> Change:
    def change(pack: Pack) -> Pack:
        core = pack.core[kind]
        asked = tuple(with_fields(one, **fields) if one.id == name else one for one in core.questions)
        return with_fields(pack, core={**pack.core, kind: with_fields(core, questions=asked)})

    return change


def errors(pack: Pack) -> list[str]:
    return [f"{one.where}: {one.sentence}" for one in check(pack) if one.level == "error"]


def test_the_shipped_pack_has_no_errors_and_no_warnings() -> None:
    report = check_pack(LUTON, ENGLAND, walks=800)
    assert report.holds and [one for one in report.findings if one.level != "note"] == []
    assert report.counts["natures"] == 44 and report.digest


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (step("refer", when=({"adivce.view": ("refer",)},)), "“adivce.view” names a step that is not there"),
        (step("refer", when=({"advice.veiw": ("refer",)},)), "“advice.veiw” is no question of that step"),
        (step("refer", when=({"advice.view": ("reffer",)},)), "can never be “reffer”"),
        (step("refer", when=({"fact.is_tall": ("yes",)},)), "not one of the facts"),
        (step("refer", when=({"fact.is_adult": ("maybe",)},)), "can never be “maybe”"),
        (step("refer", when=({"fact.parents_rule": ("shout",)},)), "can never be “shout”"),
        (step("refer", when=({"advice": ("finished",)},)), "not “finished”"),
        (step("refer", when=({"advice": ()},)), "names no value"),
        (step("answer", when=({"answer": ("done",)},)), "Nothing can ever ask for this step"),
        (step("close", makes="urgency"), "does not make “urgency”"),
        (step("refer", call=("nobody",)), "the contact “nobody”"),
        (step("refer", document="a poem"), "the document “a poem”"),
        (step("refer", chase="hunt"), "the step “hunt”"),
        (step("refer", source="hearsay"), "sources.toml does not hold"),
        (
            step(
                "decide",
                hold=(Hold(when=(), until=({"advice": ("done",)},), card="nudes", source="x", confidence="L"),),
            ),
            "it could get stuck",
        ),
        (
            step("refer", hold=(Hold(when=(), until=(), card="nudes", source="kcsie", confidence="L"),)),
            "Nothing may hold a referral",
        ),
        (contact("mash", number="0808 168 911"), "not a number that exists"),
        (contact("mash", number="01582 548995/7"), "Write one number"),
        (contact("police", number="1234"), "no short code"),
        (contact("family_help", missing=""), "Has neither a number nor “missing”"),
        (question("advice", "result", need=Need.OPTIONAL), "“result” has to be asked for"),
        (question("advice", "result", id="outcome"), "“result” has to be asked for"),
        (question("advice", "adviser", show_when=({"result": ("shouted",)},)), "which it can never be"),
        (question("advice", "contact", show_when=({"result": ("spoke",)},)), "not asked before it"),
        (question("advice", "view", choices=(Choice(value="a", label="A", card="ace"),)), "the card “ace”"),
    ],
)
def test_a_slip_is_found(pack: Pack, change: Change, says: str) -> None:
    assert any(says in one for one in errors(change(pack))), errors(change(pack))


def test_a_road_that_natures_name_and_nobody_shipped_is_noted(pack: Pack) -> None:
    fewer = with_fields(pack, pathways={name: road for name, road in pack.pathways.items() if name != "exploitation"})
    (found,) = [one for one in check(fewer) if one.where == "pathways/exploitation"]
    assert found.level == "note" and "not shipped yet" in found.sentence


def test_an_overlay_finds_the_base_it_extends_by_itself() -> None:
    assert check_pack(LUTON, walks=1).digest == check_pack(LUTON, ENGLAND, walks=1).digest
    assert check_pack(ENGLAND, walks=1).title == "England"


def test_a_costly_number_is_a_warning(pack: Pack) -> None:
    found = check(contact("mash", number="0845 122 1201")(pack))
    assert [one.level for one in found if "costs the caller money" in one.sentence] == ["warning"]


def test_a_number_with_a_digit_missing_is_found_though_it_is_possible() -> None:
    assert not is_valid("0808 168 911") and is_valid("0808 168 9111")


def test_an_id_that_was_retired_is_never_used_again(pack: Pack) -> None:
    used = with_fields(pack, title=replace(pack.title, retired=("advice",)))
    assert any("“advice” was retired" in one for one in errors(used))


def test_a_step_that_goes_is_retired_and_stays_so(pack: Pack) -> None:
    road = pack.pathways["general"]
    shorter = with_fields(
        pack, pathways={"general": replace(road, steps=tuple(one for one in road.steps if one.id != "chase"))}
    )
    assert any("Step “chase” of the last edition is gone" in one.sentence for one in check(shorter, pack))
    earlier = with_fields(pack, title=replace(pack.title, retired=("ritual",)))
    assert any("“ritual” was retired in the last edition" in one.sentence for one in check(pack, earlier))


def test_a_step_keeps_its_kind_between_editions(pack: Pack) -> None:
    changed = step("support", kind="task")(pack)
    assert any("has another kind" in one.sentence for one in check(changed, pack))


def test_four_hundred_walks_are_never_stuck_and_meet_every_step_choice_and_card(pack: Pack) -> None:
    walks = walk(pack, 400, seed=1)
    assert walks.stuck == ()
    assert walks.never["step"] == () and walks.never["card"] == () and walks.never["choice"] == ()
    assert walks.entries > 2_000


def test_the_same_seed_walks_the_same_way(pack: Pack) -> None:
    assert walk(pack, 20, seed=3) == walk(pack, 20, seed=3)


def test_the_walker_finds_a_road_that_cannot_be_closed(pack: Pack) -> None:
    """Control: a decision that never counts as done."""
    road = pack.pathways["general"]
    steps = tuple(one for one in road.steps if one.id != "decide")
    never = replace(
        next(one for one in road.steps if one.id == "decide"), done_when=({"decide.decisions": ("a miracle",)},)
    )
    stuck = with_fields(pack, pathways={"general": replace(road, steps=(*steps, never))})
    assert any("Closing cannot be reached" in one for one in walk(stuck, 10, seed=1).stuck)


def test_two_roads_never_ask_under_one_id_in_other_words() -> None:
    """Walked together, one of the two questions would be lost."""
    files = dict(read_folder(ENGLAND, LUTON).files)
    name = next(one for one in files if one.endswith("pathways/domestic_abuse.toml") and one.startswith("base"))
    files[name] = files[name].replace(b'id = "marac_decision"', b'id = "prevent_decision"')
    found = [one.sentence for one in check(load(Archive.of(files))) if one.level == "error"]
    assert any("asks something else there under this id" in one for one in found)
