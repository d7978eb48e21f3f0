"""Which of a concern's children a file is about: all of them, unless somebody says so."""

from __future__ import annotations

from typing import Any

from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.domain.entry import Subject
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType

WHOSE = "whose"  # in `answers`: ids of children
WHOSE_FILES = "whose_files"  # in a new record's answers: digest of a file -> ids of children
_HINT = "Nobody ticked: all of them. Otherwise it stands in the files of these children only."


def whose_questions(file: ConcernFile) -> tuple[Question, ...]:
    """Asked where there is more than one child."""
    children = tuple((child, name) for child, name, _ in file.row.children)
    return (_question(WHOSE, "Which child is it about?", children),) if len(children) > 1 else ()


def whose_files(files: tuple[tuple[str, str], ...], children: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    """The same of each file of a record that is being written. `files`: (digest, name); `children`: (id, name)."""
    if len(children) < 2:
        return ()
    return tuple(_question(digest, f"Which child is “{name}” about?", children) for digest, name in files)


def subjects_of(file: ConcernFile, answers: Answers) -> tuple[Subject, ...]:
    """The children it is about, each with their part in the concern, after the adults the concern is about."""
    adults = tuple(Subject(id=adult, kind="adult") for adult, _ in file.row.adults)
    children = tuple(Subject(id=child, role=role) for child, _, role in file.row.children)
    return those_ticked((*adults, *children), answers.get(WHOSE))


def those_ticked(subjects: tuple[Subject, ...], said: Any) -> tuple[Subject, ...]:
    """Without the children who are not ticked; all of them where none is."""
    chosen = set(said) if isinstance(said, (list, tuple)) else set()
    mine = tuple(one for one in subjects if one.kind != "child" or one.id in chosen)
    return mine if any(one.kind == "child" for one in mine) else subjects


def _question(name: str, label: str, children: tuple[tuple[str, str], ...]) -> Question:
    choices = tuple(Choice(value=child, label=called) for child, called in children)
    return Question(id=name, label=label, type=QuestionType.CHOICES, choices=choices, hint=_HINT)
