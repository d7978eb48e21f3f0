"""Puts a form's value into the field of its question, by hand: what each type of question takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from dsl_desk.casework.look_up.step_options import OptionRow
from dsl_desk.demo.cast import called
from dsl_desk.demo.hands import Hands
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Answers, Question, QuestionType
from dsl_desk.domain.when import LONDON
from dsl_desk.ui.widgets.form import QuestionForm
from dsl_desk.ui.widgets.form.make_input import PERSON_OF_WORRY, fields_per_child

Options = dict[str, list[OptionRow]]


class Answering:
    """`form`: the one on screen, looked at and never set. `name`: what its fields' names begin with.

    `options`: what the form can choose from, as the file gives it.
    """

    def __init__(self, hands: Hands, form: QuestionForm, name: str = "q", options: Options | None = None) -> None:
        self._hands, self._form, self._name = hands, form, name
        self._options = options or {}

    def fill(self, answers: Answers) -> None:
        """Every answer, in the order the questions stand in."""
        for question in self._form.questions:
            if question.id in answers:
                self.answer(f"{self._name}_{question.id}", question, answers[question.id])

    def answer(self, name: str, question: Question, value: Any) -> None:
        if value in (NOT_KNOWN, NOT_APPLICABLE):
            self._tick(f"{name}_{value}")
            return
        match question.type:
            case QuestionType.TICK:
                self._tick(name)
            case QuestionType.CHOICE:
                self._tick(f"{name}_{value}")
            case QuestionType.CHOICES | QuestionType.CONCERNS | QuestionType.ADULTS | QuestionType.ENTRIES:
                self._ticks(name, value)
            case QuestionType.NATURES:
                self._natures(name, value)
            case QuestionType.CONTACT:
                self._contact(name, value)
            case _:
                self._typed(name, question, value)

    def _typed(self, name: str, question: Question, value: Any) -> None:
        match question.type:
            case QuestionType.WHEN:
                self._when(name, value)
            case QuestionType.DATE:
                self._hands.type(name, f"{date.fromisoformat(value):%d/%m/%Y}")
            case QuestionType.ABOUT_ADULTS:
                self._about_adults(name, value)
            case QuestionType.PROMISE:
                self._hands.type(f"{name}_what", value["what"])
                self._hands.type(f"{name}_who", value["who"])
                self._when(f"{name}_by", value["by"])
            case QuestionType.CHILDREN:
                self._children(name, question, value)
            case QuestionType.PER_CHILD:
                self._per_child(name, question, value)
            case QuestionType.PEOPLE_OF_WORRY:
                self._people(name, value)
            case _:
                self._hands.type(name, value)

    def _tick(self, name: str) -> None:
        """On, if it is not."""
        button = self._hands.need(name)
        if not (isinstance(button, QAbstractButton) and button.isChecked()):
            self._hands.click(name)

    def _ticks(self, name: str, values: list[str]) -> None:
        """These and no others."""
        for value in values:
            self._tick(f"{name}_{value}")
        held = [one for one in self._form.findChildren(QAbstractButton) if one.objectName().startswith(f"{name}_")]
        for one in held:
            if one.isVisible() and one.isChecked() and one.objectName().removeprefix(f"{name}_") not in values:
                self._hands.click(one.objectName())

    def _natures(self, name: str, value: dict[str, Any]) -> None:
        for one in value["all"]:
            self._hands.type(name, self._label("natures", one))
            self._hands.settle()
            self._tick(f"{name}_{one}")
        if len(value["all"]) > 1:
            self._tick(f"{name}_main_{value['main']}")

    def _contact(self, name: str, value: str) -> None:
        if self._hands.find(f"{name}_{value}") is not None:
            self._tick(f"{name}_{value}")
        else:
            self._tick(f"{name}_other")
            self._hands.type(f"{name}_text", value)

    def _when(self, name: str, value: dict[str, Any]) -> None:
        if value["precision"] == NOT_KNOWN:
            self._tick(f"{name}_not_known")
            return
        start = datetime.fromisoformat(value["start"]).astimezone(LONDON)
        self._hands.type(f"{name}_date", f"{start:%d/%m/%Y}")
        self._hands.type(f"{name}_time", "" if value["precision"] == "day" else f"{start:%H:%M}")

    def _children(self, name: str, question: Question, rows: list[dict[str, Any]]) -> None:
        """By name; whoever stands there already gets their part only."""
        roles = {choice.value: choice.label for choice in question.choices}
        for row in rows:
            held = [one["child"] for one in self._form.fields[question.id].input.value() or []]
            if row["child"] in held:
                number, role = held.index(row["child"]), roles[row["role"]]
            else:
                if held:
                    self._hands.click(f"{name}_another")
                self._find(name, row["child"])
                number, role = len(held), roles[row["role"]]
            box = self._hands.need(f"{name}_role_{number}")
            if getattr(box, "currentText", str)() != role:
                self._hands.choose(f"{name}_role_{number}", role)

    def _find(self, name: str, child: str | dict[str, str]) -> None:
        """Somebody on file is the first of what is found; whoever is not stands last, to be added."""
        if isinstance(child, str):
            self._hands.type(name, self._label("children", child).partition(",")[0])
            self._hands.settle()
            self._hands.keys("Return")
            return
        self._not_on_file(name, called(child))
        self._tick(f"new_child_status_{child['status']}")
        if "description" in child:
            self._hands.type("new_child_description", child["description"])
        self._hands.click("add_child")

    def _not_on_file(self, name: str, words: str) -> None:
        self._hands.type(name, words)
        self._hands.settle()
        self._hands.keys("Up")
        self._hands.keys("Return")

    def _about_adults(self, name: str, adults: list[dict[str, str]]) -> None:
        """Adults who work with children and are not on file yet: the name, then what its small form asks."""
        for adult in adults:
            self._not_on_file(name, adult["name"])
            for key, said in adult.items():
                if self._hands.find(f"new_{key}_{said}") is not None:
                    self._tick(f"new_{key}_{said}")
                elif key != "name":
                    self._hands.type(f"new_{key}", said)
            self._hands.click("add_adult")

    def _label(self, kind: str, value: str) -> str:
        return next(str(row[1]) for row in self._options[kind] if row[0] == value)

    def _per_child(self, name: str, question: Question, value: dict[str, dict[str, Any]]) -> None:
        order = [row[0] for row in self._options[f"{question.id}:children"]]
        fields = {field.id: field for field in fields_per_child(question)}
        for child, said in value.items():
            for key, one in said.items():
                self.answer(f"{name}_{order.index(child)}_{key}", fields[key], one)

    def _people(self, name: str, people: list[dict[str, str]]) -> None:
        fields = {field.id: field for field in PERSON_OF_WORRY}
        for number, person in enumerate(people):
            self._hands.click(f"{name}_add")
            for key, one in person.items():
                self.answer(f"{name}_{number}_{key}", fields[key], one)
