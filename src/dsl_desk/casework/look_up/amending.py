"""The form of an entry that was sealed, filled with what it says, so that a whole new version can be sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dsl_desk.casework.amend import questions_amending, standing
from dsl_desk.casework.concern_file import concern_file, road_entry
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.finding import finder_of
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.look_up.step import StepForm, adult_options, choice_cards
from dsl_desk.casework.look_up.step_options import options_of, own_options
from dsl_desk.casework.safe_contact import safe_contacts
from dsl_desk.casework.telling import step_of
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.questions import Answers, Need, Question, QuestionType, is_blank
from dsl_desk.errors import KnownProblem
from dsl_desk.store.work import open_read


def amend_form(desk: Desk, root: str) -> StepForm:
    """The form of this entry as it stands. KnownProblem when it is not amended by a form."""
    entry = standing(desk, root)
    if not isinstance(entry.body, StepBody) or not entry.header.concerns:
        raise KnownProblem("This cannot be amended here. Change it where it was entered. Nothing was changed.")
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, entry.header.concerns[0])
        safe = safe_contacts(read, desk, [child for child, _, _ in file.children])
        options, finder = options_of(read, desk, file, names_of(read), safe), finder_of(read)
    options |= adult_options(desk)
    kind, pack = entry.header.kind, file.pack
    questions, step = questions_amending(file, kind, entry.body), step_of(entry, pack)
    flat = road_entry(entry, pack).answers | {"concerns": list(entry.header.concerns)}
    form = StepForm(
        concern=entry.header.concerns[0], step=step.id if step else "", kind=kind, kinds=(), questions=questions,
        title=f"Amend: {pack.label('entry_kinds', kind).lower()}", answers=form_answers(questions, flat),
        options=options, finder=finder, referral=str(flat.get("referral") or ""),
        choice_cards=choice_cards(questions, pack), edition=f"{pack.title.title} {pack.edition}",
    )  # fmt: skip
    return replace(form, options=own_options(file, form))


def form_answers(questions: tuple[Question, ...], flat: dict[str, Any]) -> Answers:
    """A body's flat fields as a form holds them: the way back from filling."""
    held = {question.id: _held(question, flat) for question in questions}
    return {key: value for key, value in held.items() if not is_blank(value)}


def _held(question: Question, flat: dict[str, Any]) -> Any:
    value = flat.get(question.id)
    match question.type:
        case QuestionType.WHEN:
            return _when(value, question)
        case QuestionType.NATURES:
            listed = list(flat.get("natures") or ())
            return (
                {"main": flat.get("main_nature") or None, "all": listed}
                if listed
                else value
                if value == "not_known"
                else None
            )
        case QuestionType.CONTACT:
            return value or flat.get(f"{question.id}_name")
        case QuestionType.PER_CHILD if [one.id for one in question.fields] == [question.id]:
            return {child: {question.id: list(part)} for child, part in (value or {}).items()}
        case QuestionType.PROMISE if isinstance(value, dict):
            return {**value, "by": _when(value.get("by"), None)}
        case QuestionType.TICK:
            return value or None
        case _:
            return list(value) if isinstance(value, tuple) else value


def _when(value: Any, question: Question | None) -> Any:
    """Not asked for and not known look alike once sealed: where a time was needed, it is not known."""
    if not isinstance(value, dict) or value.get("start") or value.get("as_said"):
        return value
    return value if question is not None and question.need is not Need.OPTIONAL else None
