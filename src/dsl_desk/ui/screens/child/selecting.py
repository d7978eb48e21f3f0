"""The questions that narrow a child's file, and the selection their answers are. Plain Python."""

from __future__ import annotations

from datetime import date

from dsl_desk.casework.look_up.selecting import Choices
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType
from dsl_desk.domain.selection import Selection


def questions(choices: Choices) -> tuple[Question, ...]:
    """One question for each way to narrow the file; what leaves no choice is not asked."""
    several = (
        ("groups", "Kind of entry", choices.groups), ("concerns", "Concern", choices.concerns),
        ("natures", "Nature of the concern", choices.natures), ("authors", "Written by", choices.authors),
    )  # fmt: skip
    asked = [
        Question(
            id=name, label=label, type=QuestionType.CHOICES,
            choices=tuple(Choice(value=value, label=words) for value, words in offered),
        )
        for name, label, offered in several
        if len(offered) > 1
    ]  # fmt: skip
    return (
        *asked,
        Question(id="since", label="From this day", type=QuestionType.DATE),
        Question(id="until", label="To this day", type=QuestionType.DATE),
        Question(id="amended", label="Only what was amended or withdrawn", type=QuestionType.TICK),
    )


def selection_of(answers: Answers, words: str, known_on: date | None) -> Selection:
    return Selection(
        groups=_values(answers, "groups"), concerns=_values(answers, "concerns"), natures=_values(answers, "natures"),
        authors=_values(answers, "authors"), since=_day(answers, "since"), until=_day(answers, "until"),
        amended=answers.get("amended") is True, words=words.strip(), known_on=known_on,
    )  # fmt: skip


def _values(answers: Answers, name: str) -> tuple[str, ...]:
    return tuple(answers.get(name) or ())


def _day(answers: Answers, name: str) -> date | None:
    value = answers.get(name)
    return date.fromisoformat(value) if value else None
