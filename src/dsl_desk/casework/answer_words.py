"""Answers as entries keep them, in words: choices by their labels, times as people say them, children by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Question, QuestionType
from dsl_desk.domain.when import When, in_words, local, long_date
from dsl_desk.pathways.pack import Pack

Names = Callable[[str], str]  # the id of a child, an adult or a person of the desk -> a name
UNKNOWN = {NOT_KNOWN: "Not known", NOT_APPLICABLE: "Not applicable"}
_LABELLED = ("born_or_age", "where_now", "reaches", "next_contact")  # of a person of worry


def sentence(text: str) -> str:
    """With a full stop, where it has no end of its own."""
    return text if text.rstrip().endswith((".", "?", "!", "…", ":", "”")) else f"{text.rstrip()}."


def in_a_row(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def answer_in_words(question: Question, value: Any, pack: Pack, names: Names) -> str:
    """One answer of a form in words: "Not known" too; empty where nothing was answered."""
    unknown = isinstance(value, dict) and value.get("precision") == NOT_KNOWN and not value.get("as_said")
    return "Not known" if unknown else answer_words(value, question, pack, names)


def answer_words(value: Any, question: Question | None, pack: Pack, names: Names) -> str:
    """One answer as it is kept, in words; empty where nothing was answered."""
    value = list(value) if isinstance(value, tuple) else value
    if value in (None, "", [], {}, False):
        return ""
    labels = {choice.value: choice.label for choice in question.choices} if question else {}
    if isinstance(value, str):
        return _text(value, labels, question, pack, names)
    if value is True:
        return "Yes"
    if isinstance(value, list):
        said = [words for one in value if (words := _item(one, labels, pack, names))]
        return ("; " if labels and any(" " in words for words in said) else ", ").join(said)
    return _compound(value, question, pack, names) if isinstance(value, dict) else str(value)


def _text(value: str, labels: dict[str, str], question: Question | None, pack: Pack, names: Names) -> str:
    if value in labels:
        return labels[value]
    if value in UNKNOWN:
        return UNKNOWN[value]
    if question and question.type is QuestionType.DATE:
        return long_date(date.fromisoformat(value))
    if question and question.type is QuestionType.CONTACT and value in pack.contacts:
        return pack.contacts[value].name
    return names(value) if question and question.type is QuestionType.CHOICE else value


def _item(one: Any, labels: dict[str, str], pack: Pack, names: Names) -> str:
    if isinstance(one, str):
        return labels.get(one) or (pack.natures[one].label if one in pack.natures else names(one))
    if isinstance(one, dict) and "child" in one:
        role = pack.label("roles", one["role"]) if one.get("role") else ""
        return f"{names(one['child'])} ({role.lower()})" if role else names(one["child"])
    said = {"yes": "works or volunteers here", "no": "", "not_known": ""}
    parts = {key: said.get(text, text) for key, text in one.items() if key != "adult" and isinstance(text, str)}
    told = (
        f"; {key.replace('_', ' ')}: {part}" if key in _LABELLED else f", {part}" for key, part in parts.items() if part
    )
    return "".join(told).lstrip(",; ")


def _compound(value: dict[str, Any], question: Question | None, pack: Pack, names: Names) -> str:
    if set(value) == {"start", "end", "precision", "as_said"}:
        return _when(value) if value["start"] else ""
    if set(value) == {"what", "who", "by"}:
        by = _when(value["by"]) if value["by"] and value["by"].get("start") else ""
        return ", ".join(part for part in (value["what"], value["who"], f"by {by}" if by else "") if part)
    if set(value) == {"main", "all"}:
        chosen = [pack.natures[one].label if one in pack.natures else one for one in value["all"]]
        return ", ".join(chosen)
    fields = {field.id: field for field in question.fields} if question else {}
    told = [f"{names(child)}: {_each(part, fields)}" for child, part in value.items()]
    return ("\n" if len(fields) > 1 else "; ").join(one for one in told if not one.endswith(": "))


def _each(part: Any, fields: dict[str, Question]) -> str:
    """One child's answers: {field: value}, or the bare value where there is one field only."""
    only = next(iter(fields), "")
    values = part if isinstance(part, dict) else {only: part}
    told = []
    for name, value in values.items():
        labels = {choice.value: choice.label for choice in fields[name].choices} if name in fields else {}
        items = value if isinstance(value, (list, tuple)) else [value]
        words = ", ".join(labels.get(item, str(item)) for item in items if item)
        several = len(fields) > 1 and name in fields and words
        told.append(sentence(f"{fields[name].label.rstrip('?')}: {words}") if several else words)
    return " ".join(filter(None, told))


def _when(value: dict[str, Any]) -> str:
    when = msgspec.convert(value, When)
    return in_words(
        When(start=_local(when.start), end=_local(when.end), precision=when.precision, as_said=when.as_said)
    )


def _local(moment: datetime | None) -> datetime | None:
    return local(moment) if moment else None
