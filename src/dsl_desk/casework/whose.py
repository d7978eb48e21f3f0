"""Which of a concern's children a file is about: all of them, unless somebody says so."""

from __future__ import annotations

from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.domain.entry import Subject
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType

WHOSE = "whose"  # in `answers`: ids of children


def whose_questions(file: ConcernFile) -> tuple[Question, ...]:
    """Asked where there is more than one child."""
    if len(file.row.children) < 2:
        return ()
    choices = tuple(Choice(value=child, label=name) for child, name, _ in file.row.children)
    hint = "Nobody ticked: all of them. Otherwise it stands in the files of these children only."
    return (
        Question(id=WHOSE, label="Which child is it about?", type=QuestionType.CHOICES, choices=choices, hint=hint),
    )


def subjects_of(file: ConcernFile, answers: Answers) -> tuple[Subject, ...]:
    """The children it is about, each with their part in the concern, after the adults the concern is about."""
    said = answers.get(WHOSE)
    chosen = set(said) if isinstance(said, (list, tuple)) else set()
    mine = [(child, role) for child, _, role in file.row.children if child in chosen]
    everybody = [(child, role) for child, _, role in file.row.children]
    adults = tuple(Subject(id=adult, kind="adult") for adult, _ in file.row.adults)
    return (*adults, *(Subject(id=child, role=role) for child, role in mine or everybody))
