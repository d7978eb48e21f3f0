"""What is asked before two files are read as one, and before they are parted. Plain Python."""

from __future__ import annotations

from dsl_desk.domain.questions import Answers, Choice, Need, Question, QuestionType

_ONE = "Choose one other child."
SAME_QUESTIONS = (
    Question(id="other", label="Which other file is the same child?", type=QuestionType.CHILDREN),
    Question(
        id="keep", label="Which file is kept?", type=QuestionType.CHOICE, need=Need.REQUIRED,
        hint="Its name, date of birth and numbers stand. The other file opens it.",
        choices=(Choice(value="this", label="This file"), Choice(value="other", label="The other file")),
    ),
    Question(
        id="why", label="How do you know that it is the same child?", type=QuestionType.TEXT, need=Need.REQUIRED,
        hint="For example: the same UPN, the office confirmed it.",
    ),
)  # fmt: skip
PART_QUESTIONS = (
    Question(id="why", label="How do you know that they are two children?", type=QuestionType.TEXT, need=Need.REQUIRED),
)


def other_of(answers: Answers, child: str) -> str:
    """The one other child that is chosen; "" as long as there is none, or more than one."""
    chosen = [row["child"] for row in answers.get("other") or []]
    return chosen[0] if len(chosen) == 1 and chosen[0] != child else ""


def problems(answers: Answers, child: str) -> list[tuple[str, str]]:
    return [] if other_of(answers, child) else [("other", _ONE)]


def kept_and_gone(answers: Answers, child: str) -> tuple[str, str]:
    """(the file that is kept, the one that is read as it)."""
    other = other_of(answers, child)
    return (other, child) if answers.get("keep") == "other" else (child, other)
