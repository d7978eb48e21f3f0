"""Who and what a story means: its names and numbers as the ids and values a form holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.step import StepForm, record_form, step_form
from dsl_desk.casework.look_up.step_options import OptionRow
from dsl_desk.demo.stories import Act
from dsl_desk.domain.lists import OpenItem
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Answers, Need, Question, QuestionType, asked, is_blank
from dsl_desk.domain.when import LONDON
from dsl_desk.store import adults, children
from dsl_desk.store.work import open_read

UNKNOWN_TIME = {"start": None, "end": None, "precision": "not_known", "as_said": ""}


@dataclass
class Cast:
    """`concerns`: a story's number -> the id of its concern, as they are sealed."""

    concerns: dict[int, str] = field(default_factory=dict)

    def concern(self, act: Act) -> str:
        return self.concerns[act.story]

    def file(self, desk: Desk, act: Act) -> ConcernFile:
        with open_read(desk.vault) as read:
            return concern_file(read, desk, self.concern(act))

    def form(self, desk: Desk, act: Act) -> StepForm:
        """The form this act fills, with what the file already knows in it."""
        if act.seal == "concern":
            return record_form(desk, act.notice)
        step = step_of(desk, act)
        return step_form(desk, self.concern(act), step, kind=act.seal, referral=self.referral(desk, act))

    def referral(self, desk: Desk, act: Act) -> str:
        """The referral the act names by its recipient; "" when it names none."""
        if not act.referral:
            return ""
        states = self.file(desk, act).referral_states
        return next(one.referral for one in states if act.referral in (one.to, one.to_name))

    def item(self, desk: Desk, act: Act) -> OpenItem:
        """The newest open item of the kind the act is about."""
        found = [one for one in self.file(desk, act).open_items if act.of in (one.kind, one.what)]
        return found[-1]

    def about(self, desk: Desk, act: Act) -> str:
        """The newest entry of the kind the act is about; for a review, the newest that waits to be looked at."""
        file = self.file(desk, act)
        waiting = [one.root for one in file.open_items if one.kind == "review" and one.source_kind == act.of]
        return waiting[-1] if act.seal == "review" else file.standing(act.of)[-1].header.root

    def answers(
        self, desk: Desk, act: Act, questions: tuple[Question, ...], adults: Sequence[OptionRow] = ()
    ) -> Answers:
        """What the act answers, as a form holds it. `adults`: those this form can choose from."""
        by_id = {question.id: question for question in questions}
        return {key: self._value(desk, by_id[key], value, adults) for key, value in act.answers.items()}

    def _value(self, desk: Desk, question: Question, value: Any, adults: Sequence[OptionRow]) -> Any:
        if value in (NOT_KNOWN, NOT_APPLICABLE):
            return UNKNOWN_TIME if question.type is QuestionType.WHEN else value
        match question.type:
            case QuestionType.WHEN:
                return time_value(value)
            case QuestionType.DATE:
                return value.isoformat()
            case QuestionType.PROMISE:
                return {**value, "by": time_value(value["by"])}
            case QuestionType.CHILDREN:
                return [{"child": self._child(desk, row["child"]), "role": row["role"]} for row in value]
            case QuestionType.ABOUT_ADULTS:
                return [self._about(desk, one) for one in value]
            case QuestionType.PER_CHILD:
                whose = self._about if desk.pack.about_adults else self._child
                return {whose(desk, key): held for key, held in value.items()}
            case QuestionType.CONCERNS:
                return [self.concerns[number] for number in value]
            case QuestionType.NATURES:
                return {"main": value[0], "all": value}
            case QuestionType.CHOICES:
                return [one if _offers(question, one) else self._child(desk, one) for one in value]
            case QuestionType.CHOICE if not _offers(question, value):
                return next(row[0] for row in adults if row[1].startswith(f"{value}, "))
        return value

    def _child(self, desk: Desk, name: Any) -> Any:
        """By admission number or by the name they are known by; a table, who is not in the file yet, stays one."""
        with open_read(desk.vault) as read:
            rows = children.rows(read)
        wanted = called(name)
        for row in rows:
            if wanted in (row.admission_number, row.known_as, row.name):
                return row.id
        assert isinstance(name, dict), name
        return name

    def _about(self, desk: Desk, name: Any) -> Any:
        """An adult who works with children, by name; a table, who is not in the file yet, stays one."""
        with open_read(desk.vault) as read:
            rows = adults.rows(read)
        wanted = name["name"] if isinstance(name, dict) else name
        return next((row.id for row in rows if row.name == wanted), name)


def called(child: str | dict[str, str]) -> str:
    """The words by which somebody is looked for in a form, on file or not."""
    if isinstance(child, str):
        return child
    return child.get("description") or f"{child['legal_forename']} {child['legal_surname']}"


def step_of(desk: Desk, act: Act) -> str:
    """The step the act names, or the one that makes its kind of entry."""
    return act.step or desk.pack.step_of_kind(act.seal).id


def _offers(question: Question, value: str) -> bool:
    return any(choice.value == value for choice in question.choices)


def with_rest(questions: tuple[Question, ...], answers: Answers) -> Answers:
    """What "Mark the rest not known" makes of them."""
    found = dict(answers)
    for question in asked(questions, answers):
        if question.need is Need.REQUIRED_OR_NOT_KNOWN and is_blank(answers.get(question.id)):
            found[question.id] = UNKNOWN_TIME if question.type is QuestionType.WHEN else NOT_KNOWN
    return found


def time_value(moment: Any) -> dict[str, Any]:
    """A local time, or a day, as a form gives it."""
    if isinstance(moment, datetime):
        return {**UNKNOWN_TIME, "start": moment.replace(tzinfo=LONDON).isoformat(), "precision": "exact"}
    assert isinstance(moment, date)
    start = datetime(moment.year, moment.month, moment.day, tzinfo=LONDON)
    return {**UNKNOWN_TIME, "start": start.isoformat(), "precision": "day"}
