"""Whether an answer fits its question: the shape its type gives, one of its choices, a time that can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Answers, Question, QuestionType, asked, is_blank
from dsl_desk.domain.when import Precision, local, long_moment

_NOT_IN_EDITION = (
    "holds a choice that this edition of the guidance does not know. Choose from the list again. Nothing was lost."
)
_NO_TIME = "is not a time. Write it as 21/11/2026 and 10:14."
_NOT_READ = "cannot be read as it stands. Answer it again. Nothing was lost."
_SLACK = timedelta(minutes=5)  # "now" typed by hand may be a little ahead of the clock
_ABOUT_THE_FUTURE = frozenset(
    {"next_when", "collects_when", "waiting_until", "decision_by", "to_do_by", "next_date", "by"}
)
# Core questions that offer people of the file beside their own choices.
_OF_THE_FILE = frozenset({"adult", "other_children"})
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def unfit(
    questions: tuple[Question, ...], answers: Answers, natures: frozenset[str], now: datetime, kept: Answers
) -> list[tuple[str, str]]:
    """(question id, sentence) of every answer that does not fit, in the order asked.

    `natures`: those the pack knows. `kept`: answers that were sealed before under whatever edition; a choice of theirs
    may stay.
    """
    found = []
    for question in asked(questions, answers):
        value = answers.get(question.id)
        if is_blank(value) or value in (NOT_KNOWN, NOT_APPLICABLE):
            continue
        sentence = _sentence(question, value, natures, now, kept.get(question.id))
        if sentence:
            found.append((question.id, f"“{question.label}” {sentence}"))
    return found


def _sentence(question: Question, value: Any, natures: frozenset[str], now: datetime, kept: Any) -> str:
    if not _SHAPES[question.type](value):
        return _NOT_READ
    match question.type:
        case QuestionType.WHEN:
            return _impossible_when(question.id, value, now)
        case QuestionType.DATE:
            return "" if _is_date(value) else "is not a date. Write it as 21/11/2026."
        case QuestionType.PROMISE:
            return _impossible_when("by", value.get("by") or {}, now)
        case QuestionType.NATURES:
            known = natures | _values(kept)
            return "" if _values([*(value.get("all") or ()), value.get("main") or ""]) <= known else _NOT_IN_EDITION
        case QuestionType.CHILDREN:
            return "" if _offered(question, [row.get("role") for row in value], kept) else _NOT_IN_EDITION
        case QuestionType.PER_CHILD:
            return _of_each(question, value, natures, now, kept)
        case QuestionType.CHOICE | QuestionType.CHOICES:
            return "" if _offered(question, value, kept) else _NOT_IN_EDITION
    return ""


def _offered(question: Question, value: Any, kept: Any) -> bool:
    """Whether everything chosen is one of the choices, was sealed before, or is somebody of the file."""
    more = _values(value) - {choice.value for choice in question.choices} - _values(kept)
    return not more or (question.id in _OF_THE_FILE and all(_ID.fullmatch(one) for one in more))


def _of_each(question: Question, value: dict[str, Any], natures: frozenset[str], now: datetime, kept: Any) -> str:
    """The first thing that does not fit in what is said of each child; `kept` as it was sealed."""
    before = kept if isinstance(kept, dict) else {}
    for child, said in value.items():
        was = before.get(child)
        for field in question.fields:
            part = said.get(field.id)
            held = was.get(field.id) if isinstance(was, dict) else was
            if not is_blank(part) and part not in (NOT_KNOWN, NOT_APPLICABLE):
                sentence = _sentence(field, part, natures, now, held)
                if sentence:
                    return sentence
    return ""


def _values(value: Any) -> frozenset[str]:
    return frozenset(one for one in (value if isinstance(value, (list, tuple)) else [value]) if one)


def _impossible_when(question: str, value: dict[str, Any], now: datetime) -> str:
    """What has happened lies in the future, a period ends before it begins."""
    try:
        start = datetime.fromisoformat(value["start"]) if value.get("start") else None
        end = datetime.fromisoformat(value["end"]) if value.get("end") else None
        Precision(value.get("precision") or Precision.NOT_KNOWN)
        if any(one and one.tzinfo is None for one in (start, end)):
            return _NO_TIME
    except (ValueError, TypeError):
        return _NO_TIME
    if start and end and local(end) < local(start):
        return "ends before it begins. Change one of the two times."
    day_only = value.get("precision") == Precision.DAY
    late = start and (local(start).date() > local(now).date() if day_only else start > now + _SLACK)
    if late and question not in _ABOUT_THE_FUTURE:
        return f"lies in the future. It is now {long_moment(now)}."
    return ""


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_is_text, value))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value))


def _is_rows(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_is_table, value))


def _is_natures(value: Any) -> bool:
    return _is_table(value) and _is_list(value.get("all") or ()) and _is_text(value.get("main") or "")


def _is_children(value: Any) -> bool:
    return _is_rows(value) and all(
        _is_text(row.get("child") or "") and _is_text(row.get("role") or "") for row in value
    )


def _is_promise(value: Any) -> bool:
    by = value.get("by") if _is_table(value) else 0
    return (by is None or _is_table(by)) and all(_is_text(value.get(part) or "") for part in ("what", "who"))


def _is_per_child(value: Any) -> bool:
    return _is_table(value) and all(map(_is_table, value.values()))


_SHAPES: dict[QuestionType, Callable[[Any], bool]] = {
    QuestionType.TEXT: _is_text, QuestionType.LONG_TEXT: _is_text, QuestionType.WORDS: _is_text,
    QuestionType.STAFF: _is_text, QuestionType.CONTACT: _is_text, QuestionType.CHOICE: _is_text,
    QuestionType.DATE: _is_text, QuestionType.TICK: lambda value: isinstance(value, bool),
    QuestionType.CHOICES: _is_list, QuestionType.ADULTS: _is_list, QuestionType.ABOUT_ADULTS: _is_list,
    QuestionType.ENTRIES: _is_list, QuestionType.CONCERNS: _is_list, QuestionType.WHEN: _is_table,
    QuestionType.NATURES: _is_natures, QuestionType.PROMISE: _is_promise, QuestionType.CHILDREN: _is_children,
    QuestionType.PEOPLE_OF_WORRY: _is_rows, QuestionType.PER_CHILD: _is_per_child,
}  # fmt: skip
