"""Names found as people type them: without accents, misspelt, in any order."""

from __future__ import annotations

from dsl_desk.domain.spelling import without_accents

_ENOUGH = 62  # of 100: how near a misspelt name must come


def nearest(text: str, names: list[tuple[str, str, str]], limit: int) -> list[str]:
    """Ids of the names nearest to `text`: every word near some word of the name, spelling and accents forgiven."""
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
    return list(dict.fromkeys([*exact[:limit], *(one for _, _, one in found)]))[:limit]
