"""Whether a passphrase is hard enough to guess, in words that help; and passphrases made of plain words."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from dsl_desk.errors import Bug

LEAST_CHARACTERS = 12
LEAST_GUESSES = 10**10
MOST_CHARACTERS = 256
WORDS = 5  # of 7,772: about 64 bits
FEWEST_WORDS = 7_700
_JUDGED = 100  # characters: judging takes longer than linear, and a longer passphrase is not easier than its beginning


def too_weak(passphrase: str, own_words: Sequence[str] = ()) -> str | None:
    """None when it may be used, else a sentence that says what to do.

    `own_words` are words a thief would try first: the person's name, the school's.
    """
    normal = unicodedata.normalize("NFC", passphrase)
    if len(normal) > MOST_CHARACTERS:
        return f"Use at most {MOST_CHARACTERS} characters. Four or five words are plenty."
    if not normal.isprintable():
        return "Use letters, digits, spaces and signs only. Something invisible was pasted with it."
    if len(normal) < LEAST_CHARACTERS:
        return (
            f"Use at least {LEAST_CHARACTERS} characters. Four words that have nothing to do with each other work well."
        )
    from zxcvbn import zxcvbn

    judged = zxcvbn(normal[:_JUDGED], user_inputs=[word for word in own_words if word], max_length=MOST_CHARACTERS)
    if judged["guesses"] >= LEAST_GUESSES:
        return None
    return f"{_reason(judged)} Add another word or two that have nothing to do with it, or use the one suggested."


def suggest(words: int = WORDS) -> str:
    """Words drawn at random, with hyphens between: easy to say on the telephone, about 13 bits each."""
    return "-".join(secrets.choice(_word_list()) for _ in range(words))


def _reason(judged: dict[str, object]) -> str:
    patterns = {match["pattern"] for match in judged["sequence"]}  # type: ignore[attr-defined]
    if patterns == {"dictionary"}:
        return "This is made of words or names that are guessed first."
    if "repeat" in patterns or "sequence" in patterns:
        return "This repeats itself or runs in a row, and such are guessed first."
    if "spatial" in patterns:
        return "This runs along the keyboard, and such are guessed first."
    if "date" in patterns:
        return "This holds a date, and dates are guessed first."
    return "This could be guessed in a few days."


def _word_list() -> list[str]:
    """The English list made for this by the Electronic Frontier Foundation, without words that hold a hyphen."""
    from diceware import wordlist

    lines = (Path(wordlist.get_wordlists_dir()) / "wordlist_en_eff.txt").read_text(encoding="ascii").splitlines()
    words = [word for word in (line.split()[-1] for line in lines if line.strip()) if word.isalpha()]
    if len(set(words)) < FEWEST_WORDS:
        raise Bug("word_list")
    return words
