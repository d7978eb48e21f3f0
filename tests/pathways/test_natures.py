"""Natures add up: all their cards, everything they refuse, the strictest rule about parents."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.natures import together
from dsl_desk.pathways.pack import Pack
from tests.pathways.roads import ENGLAND, LUTON

_PACK = load(read_folder(ENGLAND, LUTON))
natures = st.lists(st.sampled_from(sorted(_PACK.natures)), max_size=5)


def test_the_strictest_rule_about_parents_wins(pack: Pack) -> None:
    rule = together(pack, ["bullying", "forced_marriage"]).parents
    assert rule is not None and rule.stop
    usual = together(pack, ["bullying"]).parents
    assert usual is not None and not usual.stop
    assert together(pack, []).parents is None


def test_an_image_concern_refuses_images_whatever_else_it_is(pack: Pack) -> None:
    assert together(pack, ["nudes", "bullying"]).refuse == {"image", "video"}


def test_a_road_that_is_not_shipped_is_walked_on_the_general_one_and_says_so(pack: Pack) -> None:
    fewer = replace(pack, pathways={name: road for name, road in pack.pathways.items() if name != "exploitation"})
    rules = together(fewer, ["cce"])
    assert rules.roads == ("general",) and rules.not_shipped == ("exploitation",)
    assert fewer.pathway("exploitation").id == "general" and not fewer.shipped("exploitation")
    assert together(pack, ["cce"]).roads == ("exploitation",)


def test_a_nature_of_an_older_edition_adds_nothing_and_breaks_nothing(pack: Pack) -> None:
    assert together(pack, ["hexes", "nudes"]) == together(pack, ["nudes"])


def test_a_mark_on_a_child_who_cannot_move_suggests_referring_now(pack: Pack) -> None:
    rules = together(pack, ["non_mobile_mark"])
    assert rules.suggests == (("refer", "Refer now"),)
    assert "non_mobile_mark" in rules.cards


@given(natures, natures)
def test_adding_a_nature_never_takes_a_card_away_or_softens_the_rule(some: list[str], more: list[str]) -> None:
    before, after = together(_PACK, some), together(_PACK, [*some, *more])
    assert set(before.cards) <= set(after.cards)
    assert before.refuse <= after.refuse
    if before.parents is not None and after.parents is not None:
        order = list(_PACK.parents_rules)
        assert order.index(after.parents) <= order.index(before.parents)
