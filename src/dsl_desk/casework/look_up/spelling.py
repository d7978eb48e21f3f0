"""Names found as people type them: without accents, misspelt, in any order, a first name alone."""

from __future__ import annotations

import re

from dsl_desk.domain.spelling import without_accents

_ENOUGH = 62  # of 100: how near a misspelt name must come as a whole
_ENOUGH_OF_A_WORD, _ENOUGH_OF_A_SHORT_ONE = 75, 60
_SHORTEST = 3  # letters: of fewer, everything is near
_SOFT, _TWICE = re.compile(r"c(?=[ei])"), re.compile(r"(.)\1+")
_LETTERS = str.maketrans({"c": "k", "y": "i", "z": "s", "w": "v"})


def nearest(text: str, names: list[tuple[str, str, str]], limit: int, *, by_sound: bool = True) -> list[str]:
    """Ids of the names nearest to `text`: every word near some word of the name, spelling and accents forgiven.

    `by_sound`: where no name comes near as a whole, those that sound like it word by word, which takes longer.
    """
    from rapidfuzz import fuzz, process, utils

    def plain(value: str) -> str:
        return utils.default_process(without_accents(value).replace("'", "").replace("’", ""))

    choices: dict[str, str] = {}
    for one, legal, known in names:  # one that stands there twice is found by any of its names
        choices[one] = f"{choices.get(one, '')} {plain(f'{legal} {known}')}".strip()
    scorer = fuzz.partial_token_sort_ratio if len(text.strip()) < 4 else fuzz.token_set_ratio
    wanted = plain(text)
    exact = [
        one for one, name in choices.items() if all(any(w.startswith(p) for w in name.split()) for p in wanted.split())
    ]
    found = process.extract(wanted, choices, scorer=scorer, limit=limit, score_cutoff=_ENOUGH)
    near = [*exact[:limit], *(one for _, _, one in found)]
    if not near and by_sound:
        near = _word_by_word(wanted.split(), choices)
    return list(dict.fromkeys(near))[:limit]


def _word_by_word(words: list[str], choices: dict[str, str]) -> list[str]:
    """Those in whose names every word has one that sounds like it, the nearest first."""
    from rapidfuzz import fuzz, process

    if not words or min(map(len, words)) < _SHORTEST:
        return []
    holders: dict[str, set[str]] = {}
    for one, name in choices.items():
        for part in set(name.split()):
            holders.setdefault(_sound(part), set()).add(one)
    sounds, scores = list(holders), dict.fromkeys(choices, 0.0)
    for word in words:
        enough = _ENOUGH_OF_A_WORD if len(word) > _SHORTEST else _ENOUGH_OF_A_SHORT_ONE
        here: dict[str, float] = {}
        for sound, score, _ in process.extract(
            _sound(word), sounds, scorer=fuzz.ratio, score_cutoff=enough, limit=None
        ):
            for one in holders[sound]:
                here[one] = max(score, here.get(one, 0.0))
        scores = {one: scores[one] + score for one, score in here.items() if one in scores}
    return sorted(scores, key=lambda one: -scores[one])


def _sound(word: str) -> str:
    """Letters that are taken for one another made one: Reese and Reece, Mariah and Mariyah, Leila and Leyla."""
    return _TWICE.sub(r"\1", _SOFT.sub("s", word).replace("ph", "f").replace("ck", "k").translate(_LETTERS))
