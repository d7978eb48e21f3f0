"""A weak passphrase is refused with words that help; a suggested one is strong."""

from __future__ import annotations

import pytest

from dsl_desk.store.passphrase import WORDS, suggest, too_weak


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("Tr0ub4dor&3", "at least 12 characters"),
        ("", "at least 12 characters"),
        ("x" * 257, "at most 256"),
        ("passwordpassword", "Add another word"),
        ("123456789012345", "Add another word"),
        ("qwertyuiopasdf", "Add another word"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", "repeats itself"),
        ("Safeguarding2026", "Add another word"),
        ("correct horse\x00 battery", "invisible"),
        ("half \ud800 of a character", "invisible"),
    ],
)
def test_a_weak_passphrase_gets_a_sentence_that_says_what_to_do(passphrase: str, words: str) -> None:
    assert words in (too_weak(passphrase) or "")


@pytest.mark.parametrize("passphrase", ["tulip gravel anthem seven", "ñandú brisa café lumbre", "vK8#pQz2!mWx9"])
def test_a_strong_passphrase_is_let_through(passphrase: str) -> None:
    assert too_weak(passphrase) is None


def test_the_persons_and_the_schools_own_words_count_for_little() -> None:
    assert too_weak("Quillbrook Pryce-Okafor", ["Quillbrook", "Pryce-Okafor", "Joanna"]) is not None


def test_every_suggestion_is_another_and_strong() -> None:
    suggestions = {suggest() for _ in range(50)}
    assert len(suggestions) == 50
    assert all(len(suggestion.split("-")) == WORDS for suggestion in suggestions)
    assert all(too_weak(suggestion) is None for suggestion in list(suggestions)[:10])
