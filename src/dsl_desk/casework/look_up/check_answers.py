"""Check your answers: what a form would seal, in words, before it is sealed."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.answer_words import Names, answer_in_words
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.record_concern import filled_concern, refuse_before_birth
from dsl_desk.casework.restricting import keeping_questions, named_in
from dsl_desk.casework.take_step import ready_step
from dsl_desk.domain.questions import Answers, Question, asked
from dsl_desk.pathways.notices import with_preset
from dsl_desk.pathways.pack import Pack
from dsl_desk.store.work import open_read


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """`id` is the question to go back to; empty `text`: left blank."""

    id: str
    label: str
    text: str
    words: bool = False


def check_concern(desk: Desk, answers: Answers, notice: str = "") -> tuple[CheckRow, ...]:
    """What would be sealed as a concern. Raises CannotSeal as sealing it would. `notice`: whose short form it is."""
    filled = filled_concern(desk, answers, notice)
    if notice:
        answers = with_preset(desk.pack.notices[notice], answers)
    step = desk.pack.step_of_kind("concern")
    with open_read(desk.vault) as read:
        refuse_before_birth(read, filled)
        kept = keeping_questions(read, desk) if named_in(read, desk, answers) is not None else ()
        questions = (*desk.pack.questions("concern", step), *kept)
        return _rows(questions, answers, desk.pack, names_of(read))


def told_concern(desk: Desk, answers: Answers) -> tuple[CheckRow, ...]:
    """What was written, in words, whether or not it could be sealed: for the one who must get it on paper."""
    step = desk.pack.step_of_kind("concern")
    with open_read(desk.vault) as read:
        return _rows(desk.pack.questions("concern", step), answers, desk.pack, names_of(read))


def check_step(
    desk: Desk,
    concern_id: str,
    step_id: str,
    draft_id: str,
    answers: Answers,
    *,
    kind: str = "",
    referral: str = "",
    despite: str = "",
    reasons: dict[str, str] | None = None,
) -> tuple[CheckRow, ...]:
    """What this step would seal. Raises CannotSeal as sealing it would."""
    ready = ready_step(
        desk, concern_id, step_id, draft_id, answers, kind=kind, referral=referral, despite=despite, reasons=reasons
    )
    with open_read(desk.vault) as read:
        return _rows(ready.questions, answers, ready.file.pack, names_of(read))


def _rows(questions: tuple[Question, ...], answers: Answers, pack: Pack, names: Names) -> tuple[CheckRow, ...]:
    return tuple(
        CheckRow(
            id=question.id, label=question.label, words=question.type == "words",
            text=answer_in_words(question, answers.get(question.id), pack, names),
        )
        for question in asked(questions, answers)
    )  # fmt: skip
