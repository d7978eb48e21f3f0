"""Natures add up: all their cards, everything they refuse, the strictest rule about parents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.natures import rule_of, together, told_when_chosen
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
    rules = together(pack, ["cce"])
    assert rules.roads == ("general",) and rules.not_shipped == ("exploitation",)
    assert pack.pathway("exploitation").id == "general" and not pack.shipped("exploitation")


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


# Practice of the field (KCSIE's annex of specific harms and what schools add to it): each is found among the leaves.
ASKED_FOR = (
    "physical", "emotional", "sexual", "neglect",
    "abduction", "community safety", "CCE", "CSE", "county lines", "court", "absence", "prison", "cybercrime",
    "domestic abuse", "teenage relationship", "homeless", "mental health", "modern slavery", "NRM", "Prevent",
    "sexual harassment", "serious violence", "honour", "FGM", "forced marriage", "breast ironing", "bullying", "drugs",
    "fabricated", "faith", "gang", "hate", "private fostering", "missing", "VAWG", "trafficking", "young carer",
    "upskirting", "initiation", "hazing", "sextortion", "deepfake", "grooming", "livestream", "gambling", "self-harm",
    "suicidal", "eating", "alcohol", "parental conflict", "poverty", "housing", "attendance", "CME", "EHE", "SEND",
    "bereavement", "immigration", "UASC", "NRPF", "financial exploitation", "misogyny", "incel", "gender questioning",
    "HSB", "bruise", "disguised compliance", "content", "contact", "commerce", "misinformation",
)  # fmt: skip


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_every_harm_the_field_names_is_found_among_the_natures(pack: Pack, asked: str) -> None:
    """practice.md 1.6, after KCSIE's own list: nobody has to know under which leaf a harm lies."""
    categories = {
        one.id: " ".join(pack.label("categories", c) for c in one.categories) for one in pack.natures.values()
    }
    texts = [f"{one.label} {' '.join(one.words)} {categories[one.id]}" for one in pack.natures.values()]
    assert any(asked.casefold() in text.casefold() for text in texts)


def test_every_nature_says_what_to_bear_in_mind_when_it_is_chosen(pack: Pack) -> None:
    assert [one.id for one in pack.natures.values() if not told_when_chosen(pack, one)] == []


def test_the_rule_that_is_shown_for_several_natures_is_the_strictest(pack: Pack) -> None:
    for pair in (("bullying", "trafficking"), ("domestic_abuse", "basic_needs"), ("radicalisation", "absence")):
        rule = together(pack, pair).parents
        assert rule is not None
        assert min(rule_of(pack, pack.natures[one]) for one in pair)[1] == rule.sentence
