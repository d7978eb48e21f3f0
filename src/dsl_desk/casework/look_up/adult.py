"""The file of an adult who works with children: every matter about them in one chronology, so that a pattern shows."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.answer_words import answer_in_words
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.chronology import ChronologyRow, chronology_rows
from dsl_desk.casework.look_up.lists import role_of
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.people import answers_of_adult
from dsl_desk.casework.seen import seal_opened
from dsl_desk.domain.entries.people import Adult
from dsl_desk.domain.lists import ConcernRow
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import KnownProblem
from dsl_desk.store import adults, children, chronology, concerns
from dsl_desk.store.work import open_read

PART = 60  # entries told at a time


@dataclass(frozen=True, kw_only=True)
class AdultPage:
    """`view`: summary, full, evidence. `rows`: the newest first, PART of them; `later` are the places of those that
    follow. `tags`: what makes a pattern, counted. `answers`: what the form of details begins with."""

    id: str
    adult: Adult
    heading: str
    about: str
    tags: tuple[tuple[str, str], ...]
    view: str
    rows: tuple[ChronologyRow, ...]
    later: tuple[int, ...]
    concerns: tuple[tuple[str, str, str, str], ...]  # (id, reference, level in words, state)
    access: tuple[ChronologyRow, ...]
    details: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    answers: Answers


def adult_page(desk: Desk, adult_id: str, *, view: str = "full") -> AdultPage:
    """Everything the adult's screen shows. Opening it is noted once per unlock.

    KnownProblem when there is no such adult, or everything about them is for other people to see.
    """
    with open_read(desk.vault) as read:
        adult = children.adult(read, adult_id)
        if adult is None or adult_id not in {row.id for row in adults.rows(read)}:
            raise KnownProblem("This adult's file is not here. Open the list of adults again. Nothing was lost.")
        names = names_of(read)
        mine = concerns.of_adult(read, adult_id)
        places = [seq for seq, _, _ in chronology.places_of_child(read, adult_id, evidence=view == "evidence")]
        rows = chronology_rows(desk, desk.pack, chronology.at_places(read, places[:PART]), names)
        access = chronology_rows(desk, desk.pack, chronology.access_log(read, adult_id), names)
        questions = desk.pack.questions("adult")
        answers = answers_of_adult(desk, adult)
        told = ((one.label, answer_in_words(one, answers.get(one.id), desk.pack, names)) for one in questions)
        details = tuple((label, words) for label, words in told if words)
    seal_opened(desk, "adult", adult_id)
    return AdultPage(
        id=adult_id, adult=adult, heading=adult.name, about=role_of(adult), tags=_tags(desk, mine), view=view,
        rows=tuple(rows), later=tuple(places[PART:]), access=tuple(access), details=details, questions=questions,
        concerns=tuple((one.id, one.reference, _level(desk, one), one.state) for one in mine), answers=answers,
    )  # fmt: skip


def later_rows(desk: Desk, page: AdultPage, begin: int) -> tuple[ChronologyRow, ...]:
    """The next PART of the rows that follow those of the page, from the one numbered `begin` (0 is the first)."""
    with open_read(desk.vault) as read:
        lines = chronology.at_places(read, page.later[begin : begin + PART])
        return tuple(chronology_rows(desk, desk.pack, lines, names_of(read)))


def _level(desk: Desk, row: ConcernRow) -> str:
    return desk.pack.label("levels", row.level) if row.level else desk.pack.lists["levels"].unset


def _tags(desk: Desk, mine: list[ConcernRow]) -> tuple[tuple[str, str], ...]:
    """How many matters of each level: "3 × low-level concern". Several make a pattern to look at together."""
    counted: dict[str, int] = {}
    for row in mine:
        counted[row.level] = counted.get(row.level, 0) + 1
    order = [item.value for item in desk.pack.lists["levels"].items]
    known = sorted((one for one in counted if one in order), key=order.index)
    tags = [(f"{counted[one]} × {desk.pack.label('levels', one).lower()}", desk.pack.tone(one)) for one in known]
    return (*tags, *((("Look at these together: a pattern?", "warn"),) if len(mine) > 1 else ()))
