"""A recovery code survives handwriting, a telephone and a keyboard; a mistake is found, and mostly where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.errors import WrongSecret
from dsl_desk.store.recovery_code import ALPHABET, RecoveryCode, parse

CODES = st.binary(min_size=16, max_size=16).map(RecoveryCode)
PLACES = st.integers(0, 27)


@given(CODES)
def test_a_code_is_seven_groups_of_four_without_letters_that_are_mistaken(code: RecoveryCode) -> None:
    assert [len(group) for group in code.groups] == [4] * 7
    assert not set(code.text) & set("ILOU")
    assert parse(code.text) == code


@given(CODES, st.data())
def test_a_code_is_read_in_any_case_with_o_for_0_and_i_or_l_for_1_however_it_is_spaced(
    code: RecoveryCode, data: st.DataObject
) -> None:
    typed = ""
    for character in "".join(code.groups):
        alike = {"0": "0Oo", "1": "1IiLl"}.get(character, character + character.lower())
        between = ["", " ", "-", "–", "\u00a0", "\n", " - "]
        typed += data.draw(st.sampled_from(alike)) + data.draw(st.sampled_from(between))
    assert parse(typed) == code


@given(CODES, PLACES, st.integers(1, 31))
def test_one_wrong_character_is_found_with_its_group(code: RecoveryCode, place: int, by: int) -> None:
    characters = list("".join(code.groups))
    characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + by) % 32]
    with pytest.raises(WrongSecret) as caught:
        parse("".join(characters))
    assert caught.value.sentence.startswith(f"Group {place // 4 + 1} looks wrong")


@given(CODES, st.lists(st.tuples(PLACES, st.integers(1, 31)), min_size=2, max_size=2, unique_by=lambda pair: pair[0]))
def test_any_two_wrong_characters_are_found(code: RecoveryCode, changes: list[tuple[int, int]]) -> None:
    characters = list("".join(code.groups))
    for place, by in changes:
        characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + by) % 32]
    with pytest.raises(WrongSecret):
        parse("".join(characters))


@given(CODES, st.integers(0, 26))
def test_two_neighbours_swapped_are_found(code: RecoveryCode, place: int) -> None:
    characters = list("".join(code.groups))
    if characters[place] == characters[place + 1]:
        return
    characters[place], characters[place + 1] = characters[place + 1], characters[place]
    with pytest.raises(WrongSecret):
        parse("".join(characters))


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_code_or_a_sentence(typed: str) -> None:
    try:
        parse(typed)
    except WrongSecret as problem:
        assert problem.sentence.endswith("Nothing was changed.")


def test_a_code_cut_short_says_how_many_there_should_be() -> None:
    code = RecoveryCode(bytes(16))
    with pytest.raises(WrongSecret) as caught:
        parse(code.text[:-1])
    assert "28 letters and digits; this has 27" in caught.value.sentence


def test_a_letter_no_code_has_is_named_by_its_group() -> None:
    with pytest.raises(WrongSecret) as caught:
        parse("0000-00U0" + "-0000" * 5)
    assert caught.value.sentence.startswith("Group 2 holds a character")


def test_the_key_is_bound_to_the_vault_and_the_salt() -> None:
    code = RecoveryCode.new()
    keys = {code.key(vault, salt) for vault in ("a", "b") for salt in (bytes(16), bytes(15) + b"1")}
    assert len(keys) == 4


def test_the_code_does_not_show_in_a_repr() -> None:
    code = RecoveryCode.new()
    assert code.secret.hex() not in repr(code) and str(code.secret) not in repr(code)
