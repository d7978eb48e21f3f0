"""A notice from outside as a short form of the concern: what it asks, and what is answered beforehand."""

from __future__ import annotations

from dataclasses import replace

from dsl_desk.domain.questions import Answers, Question, is_blank
from dsl_desk.pathways.model import Notice
from dsl_desk.pathways.pack import Pack

KIND = "noticed_by_kind"  # the question whose answer says which notice it was


def notice_questions(pack: Pack, notice: Notice) -> tuple[Question, ...]:
    """The few questions of this notice, in its order; one that depends on them alone follows as it would."""
    whole = {one.id: one for one in pack.questions("concern", pack.step_of_kind("concern"))}
    named = [_worded(whole[name], notice) for name in notice.ask if name in whole]
    asked = set(notice.ask)
    follow = [one for one in whole.values() if one.id not in asked and one.show_when and _needs(one) <= asked]
    found: list[Question] = []
    for one in named:
        found += [one, *(late for late in follow if one.id in _needs(late))]
    return tuple({one.id: one for one in found}.values())


def with_preset(notice: Notice, answers: Answers) -> Answers:
    """These answers, with what the notice answers by itself and its role for each child that has none."""
    given = {name: value for name, value in answers.items() if not is_blank(value)}
    children = [
        {**one, "role": one.get("role") or notice.role} for one in given.get("children", []) if isinstance(one, dict)
    ]
    return {**notice.preset, **given, "children": children} if children else {**notice.preset, **given}


def notice_of(pack: Pack, answers: Answers) -> Notice | None:
    """Which notice a sealed concern was made from, by its own answers; None for any other concern."""
    return pack.notices.get(str(answers.get(KIND) or ""))


def _worded(question: Question, notice: Notice) -> Question:
    """In the notice's words, and shown whatever else was answered: what it hung on may be preset."""
    hangs = () if not _needs(question) <= set(notice.ask) else question.show_when
    return replace(question, label=notice.labels.get(question.id, question.label), show_when=hangs)


def _needs(question: Question) -> set[str]:
    return {name.removeprefix("only ") for table in question.show_when for name in table}
