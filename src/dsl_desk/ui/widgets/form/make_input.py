"""Which input draws which type of question."""

from __future__ import annotations

from collections.abc import Callable

from dsl_desk.domain.questions import NOT_KNOWN, Choice, Need, Question, QuestionType
from dsl_desk.domain.spelling import without_accents
from dsl_desk.ui.widgets.form.choices import (
    ChildTicksInput,
    ChoiceInput,
    ChoicesInput,
    ContactInput,
    TickInput,
)
from dsl_desk.ui.widgets.form.date_input import DateInput
from dsl_desk.ui.widgets.form.inputs import AreaInput, Input, LineInput
from dsl_desk.ui.widgets.form.natures import NaturesInput
from dsl_desk.ui.widgets.form.options import Option, Surroundings, of_choice
from dsl_desk.ui.widgets.form.people import AdultsInput, ChildrenInput, PromiseInput
from dsl_desk.ui.widgets.form.sub_forms import SubFormsInput
from dsl_desk.ui.widgets.form.when_input import WhenInput

MakeForm = Callable[[tuple[Question, ...]], Input]

_NOTHING = {
    QuestionType.ADULTS: "No adults are in the file yet",
    QuestionType.ENTRIES: "Nothing is in the file yet",
    QuestionType.CONCERNS: "No other concerns are open",
}

# Who may have caused it, where a pack does not ask it in its own way: the fields of PersonOfWorry.
PERSON_OF_WORRY = (
    Question(id="name", label="Name, or who they are", type=QuestionType.TEXT),
    Question(id="born_or_age", label="Born, or age", type=QuestionType.TEXT),
    Question(id="relation", label="Relation to the child", type=QuestionType.TEXT),
    Question(
        id="works_here",
        label="Works or volunteers here?",
        type=QuestionType.CHOICE,
        choices=(
            Choice(value="no", label="No"),
            Choice(value="yes", label="Yes"),
            Choice(value="not_known", label="Not known"),
        ),
    ),
    Question(id="where_now", label="Where are they now?", type=QuestionType.TEXT),
    Question(id="reaches", label="Which children can they reach?", type=QuestionType.TEXT),
    Question(id="next_contact", label="When will they next see the child?", type=QuestionType.TEXT),
)


def make_input(question: Question, around: Surroundings, make_form: MakeForm) -> Input:
    """The input for a question; `make_form` makes a small form inside it where the type needs one."""
    options = around.of(question)
    match question.type:
        case QuestionType.TEXT | QuestionType.STAFF:
            return LineInput([option.label for option in options])
        case QuestionType.LONG_TEXT | QuestionType.WORDS:
            return AreaInput(words=question.type is QuestionType.WORDS)
        case QuestionType.TICK:
            return TickInput(question.label)
        case QuestionType.WHEN:
            return WhenInput(around.now, may_be_unknown=question.need is not Need.REQUIRED)
        case QuestionType.DATE:
            return DateInput(around.now)
        case QuestionType.PROMISE:
            return PromiseInput(around.now)
        case QuestionType.CHILDREN:
            return _children(question, around)
        case QuestionType.ABOUT_ADULTS:
            return _about_adults(around.options.get(question.type.value, []))
        case QuestionType.PEOPLE_OF_WORRY:
            fields = question.fields or PERSON_OF_WORRY
            return SubFormsInput(lambda: make_form(fields), "Person", "Add a person")
        case _:
            return _of_options(question, options)


def _of_options(question: Question, options: list[Option]) -> Input:
    match question.type:
        case QuestionType.CHOICE:
            return ChoiceInput(_with_not_known(question, options))
        case QuestionType.CONTACT:
            return ContactInput(options)
        case QuestionType.NATURES:
            return NaturesInput(options)
        case _:
            return ChoicesInput(options, _NOTHING.get(question.type, ""))


def fields_per_child(question: Question) -> tuple[Question, ...]:
    """What is asked for each child. Choices of the question itself are one field called "choice"."""
    if not question.choices:
        return question.fields
    choice = Question(
        id="choice", label=question.label, type=QuestionType.CHOICE, need=question.need, choices=question.choices
    )
    return (choice, *question.fields)


def _children(question: Question, around: Surroundings) -> Input:
    own = around.own(question)
    if own is not None:
        return ChildTicksInput(own, "No children are in the file yet")

    def label(id: str) -> str:
        known = around.options.get("children", [])
        return next((option.label for option in known if option.value == id), "A child in the file")

    return ChildrenInput(around.search, [of_choice(choice) for choice in question.choices], label)


def _about_adults(known: list[Option]) -> Input:
    """Adults on file, found by any part of their name or job."""

    def search(text: str) -> list[tuple[str, str]]:
        words = without_accents(text).split()
        found = [one for one in known if all(word in without_accents(one.label) for word in words)]
        return [(one.value, one.label) for one in found[:12]]

    labels = {one.value: one.label for one in known}
    return AdultsInput(search, [], lambda some: labels.get(some, "An adult in the file"))


def _with_not_known(question: Question, options: list[Option]) -> list[Option]:
    if question.need is Need.REQUIRED_OR_NOT_KNOWN and all(option.value != NOT_KNOWN for option in options):
        return [*options, Option(NOT_KNOWN, "Not known")]
    return options
