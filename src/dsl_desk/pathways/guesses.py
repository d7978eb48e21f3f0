"""Random answers to any form: valid, some of them "not known", what was never chosen before first."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from dsl_desk.domain.questions import NOT_KNOWN, Answers, Choice, Need, Question, QuestionType, holds, needed
from dsl_desk.pathways.pack import Pack

CHILD = "child-1"
_OPTIONAL_ANSWERED = 0.5
_NEW_FIRST = 0.6  # how often a choice that nobody made yet is taken


class Guesses:
    """`chosen` collects every choice made, as "question=value"."""

    def __init__(self, pack: Pack, dice: random.Random, chosen: set[str]) -> None:
        self._pack, self._dice, self._chosen = pack, dice, chosen

    def answers(self, questions: tuple[Question, ...], now: datetime) -> Answers:
        """Answers with which a form of these questions can be sealed at this moment."""
        answers: Answers = {}
        for question in questions:
            if not holds(question.show_when, answers):
                continue
            need = needed(question, answers)
            if need is Need.OPTIONAL and self._dice.random() > _OPTIONAL_ANSWERED:
                continue
            value = self._value(question, now)
            if need is Need.REQUIRED_OR_NOT_KNOWN and self._dice.random() < 0.2:
                value = NOT_KNOWN
            answers[question.id] = value
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str) and question.choices:
                    self._chosen.add(f"{question.id}={one}")
        return answers

    def _value(self, question: Question, now: datetime) -> Any:
        """A random valid answer: plain JSON of the question's type."""
        match question.type:
            case QuestionType.CHOICE | QuestionType.CHOICES | QuestionType.CHILDREN:
                return self._picked(question)
            case QuestionType.CONTACT:
                return self._dice.choice([*self._pack.contacts, "Another council"])
            case QuestionType.TICK:
                return True
            case QuestionType.NATURES:
                found = self._dice.sample(list(self._pack.natures), self._dice.randint(1, 3))
                return {"main": found[0], "all": found}
            case QuestionType.WHEN:
                return self._when(now)
            case QuestionType.DATE:
                return (now + timedelta(days=self._dice.randrange(30))).date().isoformat()
            case QuestionType.PEOPLE_OF_WORRY:
                return [{"name": "Somebody", "works_here": self._dice.choice(("yes", "no", ""))}]
            case QuestionType.PROMISE:
                return {"what": "Rings back", "who": "Duty worker", "by": self._when(now)}
            case QuestionType.PER_CHILD:
                return {CHILD: {one.id: self._value(one, now) for one in question.fields}}
            case QuestionType.ENTRIES | QuestionType.CONCERNS | QuestionType.ADULTS:
                return ["one"]
            case _:
                return "Some words"

    def _picked(self, question: Question) -> Any:
        if question.type is QuestionType.CHOICES:
            return self._several(question)
        value = self._one(question).value
        return [{"child": CHILD, "role": value}] if question.type is QuestionType.CHILDREN else value

    def _one(self, question: Question) -> Choice:
        new = [one for one in question.choices if f"{question.id}={one.value}" not in self._chosen]
        return self._dice.choice(new if new and self._dice.random() < _NEW_FIRST else question.choices)

    def _several(self, question: Question) -> list[str]:
        more = self._dice.sample(question.choices, self._dice.randint(0, min(2, len(question.choices))))
        return list(dict.fromkeys((self._one(question).value, *(one.value for one in more))))

    def _when(self, now: datetime) -> dict[str, Any]:
        at = now + timedelta(hours=self._dice.randrange(-5, 60))
        return {"start": at.isoformat(), "end": None, "precision": "exact", "as_said": ""}
