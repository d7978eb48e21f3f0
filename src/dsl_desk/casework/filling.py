"""From what a form held to a body that can be sealed: the one way, for every kind of entry and every pack."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import msgspec

from dsl_desk.casework.fitting import unfit
from dsl_desk.domain.entries import KINDS, Body
from dsl_desk.domain.entry import Subject
from dsl_desk.domain.questions import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    Answers,
    Question,
    QuestionType,
    asked,
    is_blank,
    problems,
)
from dsl_desk.domain.when import Precision
from dsl_desk.errors import CannotSeal
from dsl_desk.pathways.pack import Pack

# Answers that belong to the header, or are folded into another field: they are no body fields of their own.
_HEADER = frozenset({"children", "concerns", "adults"})
_NO_WHEN = {"start": None, "end": None, "precision": str(Precision.NOT_KNOWN), "as_said": ""}


@dataclass(frozen=True)
class Filled:
    """A body with what goes into its header. `concerns` are those ticked on the form, if it asks."""

    body: Body
    subjects: tuple[Subject, ...] | None
    concerns: tuple[str, ...] | None


def fill(
    kind: str, questions: tuple[Question, ...], answers: Answers, pack: Pack, now: datetime,
    kept: Answers | None = None, **fixed: Any,
) -> Filled:  # fmt: skip
    """Check the answers and make the body. `fixed` are fields the form does not ask (step, road, referral, …).

    `kept`: what was sealed before; what was chosen then may stay, whatever edition knows it. Raises CannotSeal with
    every problem found: what is missing first, then what does not fit, each in the order the questions are asked.
    """
    _refuse(questions, answers, pack, now, kept or {})
    known = {field.name for field in fields(KINDS[kind].body)}
    core: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    not_known: dict[str, str] = {}
    for question in asked(questions, answers):
        value = answers.get(question.id)
        if question.id in _HEADER or is_blank(value):
            continue
        if value in (NOT_KNOWN, NOT_APPLICABLE) and not _offers(question, value):
            not_known[question.id] = value
            continue
        plain = _plain(question, value)
        if question.id in known:
            core.update(_core(kind, question, plain, pack))
        else:
            extras[question.id] = plain
    core |= {"answers": extras, "not_known": not_known, **fixed}
    if kind == "concern" and answers.get("adults"):  # whoever it is about works with children here
        core["may_have_caused"] = [{"adult": one, "works_here": "yes"} for one in answers["adults"]]
    body: Body = msgspec.convert(core, KINDS[kind].body)
    return Filled(body, _subjects(questions, answers), _ticked(answers))


def _offers(question: Question, value: str) -> bool:
    """True when "not known" is one of the question's own choices, and so an answer like any other."""
    return any(choice.value == value for choice in question.choices)


def _plain(question: Question, value: Any) -> Any:
    if question.type is QuestionType.WHEN:
        return value or _NO_WHEN
    if question.type is QuestionType.PROMISE:
        return {**value, "by": value.get("by") or _NO_WHEN}
    if question.type is QuestionType.PEOPLE_OF_WORRY:
        return [{key: part for key, part in person.items() if part is not None} for person in value]
    if question.type is QuestionType.PER_CHILD and [field.id for field in question.fields] == [question.id]:
        return {child: part.get(question.id, []) for child, part in value.items()}
    return value


def _core(kind: str, question: Question, value: Any, pack: Pack) -> dict[str, Any]:
    """The body fields one answer fills: most often itself; a nature or a contact fills several."""
    if question.type is QuestionType.NATURES:
        return {"natures": value.get("all", []), "main_nature": value.get("main") or ""}
    if question.type is QuestionType.CONTACT:
        contact = pack.contact_called(str(value))
        role, name = (contact.id, contact.name) if contact else ("", str(value))
        if kind == "advice":
            return {"contact": role, "contact_name": name, "number": contact.number if contact else ""}
        return {question.id: role, f"{question.id}_name": name}
    return {question.id: value}


def _subjects(questions: tuple[Question, ...], answers: Answers) -> tuple[Subject, ...] | None:
    """Whom the form names; None where it does not ask: then it is about the people of its concern."""
    asks = {"children", "adults"} & {question.id for question in questions}
    if not any(name in answers for name in asks):
        return None
    return tuple(Subject(id=one, kind="adult") for one in answers.get("adults") or ()) + tuple(
        Subject(id=one["child"], role=one.get("role") or "not_yet_known")
        for one in answers.get("children") or ()
        if one.get("child")
    )


def _ticked(answers: Answers) -> tuple[str, ...] | None:
    return tuple(answers["concerns"] or ()) if "concerns" in answers else None


def refuse_unfit(kind: str, answers: Answers, pack: Pack, now: datetime) -> None:
    """CannotSeal with every answer that does not fit its question; what is missing is the verb's affair."""
    found = unfit(pack.questions(kind), answers, frozenset(pack.natures), now, {})
    if found:
        raise CannotSeal(found)


def _refuse(questions: tuple[Question, ...], answers: Answers, pack: Pack, now: datetime, kept: Answers) -> None:
    """CannotSeal with every problem: what is missing, and what does not fit its question."""
    found = problems(questions, answers) + unfit(questions, answers, frozenset(pack.natures), now, kept)
    if found:
        raise CannotSeal(found)
