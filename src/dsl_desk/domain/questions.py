"""The shape of a question on a form, whatever pack it comes from. A pack fills it; a form draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# What a form holds while it is being filled: question id -> plain JSON value (see QuestionType).
Answers = dict[str, Any]

NOT_KNOWN = "not_known"
NOT_APPLICABLE = "not_applicable"


class Need(StrEnum):
    """R: needed to seal. R?: needed, but "Not known" / "Not applicable" is a full answer. o: optional."""

    REQUIRED = "R"
    REQUIRED_OR_NOT_KNOWN = "R?"
    OPTIONAL = "o"


class QuestionType(StrEnum):
    """The plain JSON value each type of question gives."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long_text"  # str
    WORDS = "words"  # str, somebody's exact words, never changed
    CHOICE = "choice"  # str, a choice's value
    CHOICES = "choices"  # list[str]
    TICK = "tick"  # bool
    WHEN = "when"  # {"start": ISO with offset or null, "end": ..., "precision": Precision, "as_said": str}
    DATE = "date"  # str, ISO date
    CHILDREN = "children"  # list of {"child": id, "role": role value}
    PEOPLE_OF_WORRY = "people_of_worry"  # list of dicts: fields of domain.entries.concern.PersonOfWorry
    ADULTS = "adults"  # list[str]: ids of adults around the children of the concern
    ABOUT_ADULTS = "about_adults"  # list[str]: ids of adults who work with children, whom the matter is about
    STAFF = "staff"  # str, free text with suggestions ("C. Tuohy, after-school club")
    CONTACT = "contact"  # str: a contact role of the pack, or free text for another
    NATURES = "natures"  # {"main": id or null, "all": [ids]}
    ENTRIES = "entries"  # list[str]: ids of entries ticked
    PROMISE = "promise"  # {"what": str, "who": str, "by": when or null}
    PER_CHILD = "per_child"  # {child id: {field: value}}; the fields come from the question's `choices` and `fields`
    CONCERNS = "concerns"  # list[str]: ids of concerns ticked


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that can be chosen. `card` names a stop card shown when it is; `note` is a line under the label."""

    value: str
    label: str
    card: str | None = None
    note: str = ""


# Several tables: any of them. Several keys in one: all of them. A list of values: any of them.
# "only decisions" holds when something was chosen there and every choice is one of the values.
Condition = tuple[dict[str, tuple[str, ...]], ...]
ONLY = "only "


@dataclass(frozen=True, kw_only=True)
class Question:
    """`show_when` looks at other answers of the same form; `need_when` makes an optional question needed."""

    id: str
    label: str
    type: QuestionType
    need: Need = Need.OPTIONAL
    hint: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    fields: tuple[Question, ...] = ()  # PER_CHILD: what is asked for each child
    show_when: Condition = ()
    need_when: Condition = ()
    max_words: int | None = None
    group: str = ""  # questions of one group stand in one card on the form
    source: str = ""
    confidence: str = ""
    fill_from: str = ""  # "step.question": begins with what was sealed there


def holds(condition: Condition, answers: Answers) -> bool:
    """True when the condition is empty or any of its tables matches these answers."""
    return not condition or any(_all_match(table, answers) for table in condition)


def asked(questions: tuple[Question, ...], answers: Answers) -> tuple[Question, ...]:
    """The questions that are shown with these answers, in order. A hidden question's answer counts for nothing."""
    shown: list[Question] = []
    visible: Answers = {}
    for question in questions:
        if holds(question.show_when, visible):
            shown.append(question)
            if question.id in answers:
                visible[question.id] = answers[question.id]
    return tuple(shown)


def needed(question: Question, answers: Answers) -> Need:
    """The need of a shown question, raised by `need_when` where that matches."""
    if question.need_when and holds(question.need_when, answers):
        return Need.REQUIRED
    return question.need


def is_blank(value: Any) -> bool:
    """True for no answer at all; "not known" is an answer, an empty text or list is not."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict) and set(value) == {"what", "who", "by"}:
        return not (value["what"] or value["who"])
    if isinstance(value, (list, dict)):
        return not value
    return False


def problems(questions: tuple[Question, ...], answers: Answers) -> list[tuple[str, str]]:
    """What still has to be answered before sealing: (question id, sentence), in the order asked. Empty: it can be."""
    found: list[tuple[str, str]] = []
    for question in asked(questions, answers):
        value = answers.get(question.id)
        need = needed(question, answers)
        if value in (NOT_KNOWN, NOT_APPLICABLE) and need is Need.REQUIRED:
            found.append((question.id, f"Answer “{question.label}”. It is needed here"))
        elif is_blank(value) and need is Need.REQUIRED:
            found.append((question.id, f"Answer “{question.label}”"))
        elif is_blank(value) and need is Need.REQUIRED_OR_NOT_KNOWN:
            found.append((question.id, f"Answer “{question.label}”, or choose “Not known”"))
    return found


def _all_match(table: dict[str, tuple[str, ...]], answers: Answers) -> bool:
    return all(_key_matches(key, wanted, answers) for key, wanted in table.items())


def _key_matches(key: str, wanted: tuple[str, ...], answers: Answers) -> bool:
    if key.startswith(ONLY):
        chosen = answers.get(key.removeprefix(ONLY))
        return isinstance(chosen, (list, tuple)) and bool(chosen) and all(item in wanted for item in chosen)
    return matches(answers.get(key), wanted)


def matches(value: Any, wanted: tuple[str, ...]) -> bool:
    """True when an answer is, or holds, one of the wanted values."""
    if isinstance(value, bool):
        return ("true" if value else "false") in wanted
    if isinstance(value, (list, tuple)):
        return any(item in wanted for item in value)
    if isinstance(value, dict):
        return any(item in wanted for item in value.get("all", ()))
    return value in wanted
