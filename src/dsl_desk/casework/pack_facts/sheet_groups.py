"""The questions and answers of a sheet, group by group, and the lines of support where the paper prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dsl_desk.casework.answer_words import answer_in_words
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import asked_at
from dsl_desk.casework.telling import rows, when_of
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import NOT_KNOWN, Question, QuestionType, asked, is_blank
from dsl_desk.domain.when import local, short_date
from dsl_desk.pathways.model import Document
from dsl_desk.pathways.progress import Standing, StepState
from dsl_desk.reports.facts import known
from dsl_desk.reports.sheet import SheetGroup, SheetRow

_KIND = "assessment"


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A step of the paper with the entries that are printed of it, oldest first."""

    state: StepState
    entries: tuple[Entry, ...]


def groups(sources: Sources, document: Document, sealed: tuple[Sealed, ...]) -> tuple[SheetGroup, ...]:
    """Every sealed step's groups, the plan where the paper has one, and what is asked for and not written yet."""
    found = [group for one in sealed for group in _of_step(sources, one)]
    if document.support:
        found += _support(sources, {road for one in sealed for road in one.state.roads})
    lacking = [one.state.step for one in sealed if not one.entries and one.state.standing is Standing.ASKED]
    if lacking:
        missing = tuple(SheetRow(label=step.short or step.title) for step in lacking)
        found.append(SheetGroup(title="Asked for and not written yet", rows=missing))
    return tuple(found)


def answered_about(sealed: tuple[Sealed, ...]) -> dict[str, None]:
    """The ids of the children that were asked about one by one, in the order they were answered."""
    return {
        child: None
        for one in sealed
        for entry in one.entries
        for question in one.state.step.questions
        if question.type is QuestionType.PER_CHILD
        for child in _answers(entry).get(question.id) or ()
    }


def _of_step(sources: Sources, one: Sealed) -> Iterator[SheetGroup]:
    for entry in one.entries:
        shown = asked(sources.pack.questions(_KIND, one.state.step), _answers(entry))
        written = short_date(local(entry.header.recorded_at).date())
        for title in dict.fromkeys(question.group for question in shown):
            answers = [row for each in shown if each.group == title for row in _rows(sources, each, entry)]
            again = len(one.entries) > 1
            yield SheetGroup(title=f"{title}, {written}" if again else title, rows=tuple(answers))


def _answers(entry: Entry) -> dict[str, Any]:
    body = entry.body
    return {**body.answers, **body.not_known} if body is not None else {}


def _rows(sources: Sources, question: Question, entry: Entry) -> Iterator[SheetRow]:
    value = _answers(entry).get(question.id)
    if value == NOT_KNOWN:
        yield SheetRow(label=question.label, fact=asked_at(entry, sources.day))
    elif is_blank(value):
        yield SheetRow(label=question.label)
    elif question.type is QuestionType.WORDS:
        yield SheetRow(label=question.label, words=str(value))
    elif question.type is QuestionType.PER_CHILD and isinstance(value, dict):
        yield from (_of_child(sources, question, child, part) for child, part in value.items())
    else:
        words = answer_in_words(question, value, sources.pack, sources.names)
        yield SheetRow(label=question.label, fact=known(words))


def _of_child(sources: Sources, question: Question, child: str, part: dict[str, Any]) -> SheetRow:
    answered = [(one, part.get(one.id)) for one in question.fields]
    told = [
        (one.label, answer_in_words(one, value, sources.pack, sources.names))
        for one, value in answered
        if not is_blank(value)
    ]
    return SheetRow(label=sources.names(child), parts=tuple(told))


def _support(sources: Sources, roads: set[str]) -> Iterator[SheetGroup]:
    """Every line of support of these roads alone with what came of it, then every look at it. Never another road's."""
    steps = {state.step.id for file in sources.files for state in file.steps if set(state.roads) <= roads}
    lines = [one for kind in ("plan", "task") for one in sources.entries(kind) if one.body.step in steps]  # type: ignore[union-attr]
    ended = {one.body.task.partition(":")[0]: one for one in sources.entries("task_done")}  # type: ignore[union-attr]
    yield SheetGroup(
        title="The plan, line by line",
        rows=tuple(
            _line(sources, entry, ended.get(entry.header.root)) for entry in sorted(lines, key=lambda one: one.seq)
        )
        or (SheetRow(label="Lines of support"),),
    )
    written = {entry.header.root for entry in lines}
    looks = [one for one in sources.entries("review") if one.body.step in steps or one.body.of in written]  # type: ignore[union-attr]
    if looks:
        yield SheetGroup(
            title="Looked at again",
            rows=tuple(SheetRow(label=when_of(one), parts=_told(sources, one)) for one in looks),
        )


def _line(sources: Sources, entry: Entry, ended: Entry | None) -> SheetRow:
    told = _told(sources, entry)
    return SheetRow(label=told[0][1], parts=(*told[1:], *(_told(sources, ended) if ended else ())) or told)


def _told(sources: Sources, entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((label.rstrip("?"), text) for label, text in rows(entry, sources.pack, sources.names))
