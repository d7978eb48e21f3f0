"""The papers a pack names: what each is for, which edition, and how sure the field is of it."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.desk import Desk
from dsl_desk.domain.spelling import without_accents
from dsl_desk.domain.when import long_date


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`now`: what took whose place. `found_by`: everything it can be looked for by."""

    id: str
    title: str
    what: str
    edition: str
    now: str
    link: str
    source: str
    confidence: str
    found_by: str


def papers(desk: Desk) -> tuple[Paper, ...]:
    """Every paper of this desk's edition, by title."""
    pack = desk.pack
    found = [
        Paper(
            id=one.id, title=one.title, what=one.what, edition=one.edition, now=one.now, link=one.link,
            source=f"{pack.sources[one.source].title}, checked {long_date(one.checked)}", confidence=one.confidence,
            found_by=_plain(
                " ".join((one.title, one.what, one.edition, one.now, *one.words, *pack.also_called(one.title)))
            ),
        )
        for one in pack.guidance
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: without_accents(one.title)))


def matching(found: tuple[Paper, ...], text: str) -> tuple[Paper, ...]:
    """Those in which every word that was typed stands, or begins a word."""
    words = _plain(text).split()
    return tuple(one for one in found if all(word in one.found_by for word in words))


def _plain(text: str) -> str:
    """Without accents and marks of punctuation: a title copied whole finds its paper."""
    return "".join(letter if letter.isalnum() else " " for letter in without_accents(text))
