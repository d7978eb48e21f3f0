"""An entry told in words: its kind, one summary, the child's words, and every question with its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from dsl_desk.casework.selection_words import kept_in_words, out_of
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.entries.desk import ExportContents
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Question, QuestionType
from dsl_desk.domain.when import When, in_words, local, long_date, long_moment
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.pack import Pack

Names = Callable[[str], str]  # the id of a child, an adult or a person of the desk -> a name

# What a summary is made of, in order: core fields, each in words. Anything else is in the full view.
_SUMMARY = {
    "concern": ("what_happened",),
    "urgency": ("level", "why"),
    "advice": ("contact_name", "result", "advised", "promised"),
    "assessment": (),
    "parents": ("outcome", "said", "agreed_to", "why_not_told", "waiting_for"),
    "decision": ("decisions", "weighed", "why_not_referring", "change_my_mind"),
    "agreement": ("by_name", "agrees", "comment"),
    "agreement_asked": ("why",),
    "left_out": ("reason", "note"),
    "closed": ("outcome", "summary"),
    "reopened": ("why",),
    "note": ("text",),
    "attachment": ("name", "what", "given_by"),
    "withdrawn": ("why", "note"),
    "referral_made": ("to_name", "how", "spoke_to", "promised"),
    "referral_written": ("worry", "written_copy"),
    "reply": ("heard_from", "outcomes", "reason"),
    "chase": ("with_whom", "result", "said", "promised"),
    "task": ("what", "who", "by"),
    "task_done": ("done", "why", "helped"),
    "plan": ("what", "who", "by"),
    "review": ("found", "helped"),
    "exported": ("number", "recipient", "reason"),
    "printed": ("reason",),
    "merged": ("why",),
}
_NAMED = {"written_copy": "Written copy", "spoke_to": "Spoke to"}
_UNKNOWN = {NOT_KNOWN: "Not known", NOT_APPLICABLE: "Not applicable"}


@dataclass(frozen=True, kw_only=True)
class Told:
    """`kind_label`: "Parent conversation". `rows`: (label, answer) for every question that was answered."""

    kind_label: str
    summary: str
    words: str = ""
    speaker: str = ""
    rows: tuple[tuple[str, str], ...] = ()


def tell(entry: Entry, pack: Pack, names: Names) -> Told:
    """The entry in words. What was lawfully removed says so."""
    kind = entry.header.kind
    label = pack.label("entry_kinds", kind)
    if entry.body is None:
        return Told(
            kind_label=label, summary="Removed under the school's retention rules. That it was here stays known."
        )
    flat = _flat(entry)
    questions = {question.id: question for question in questions_of(entry, pack)}
    parts = [_what_of(entry, pack)] if kind in ("assessment", "left_out") else []
    parts += _held(entry.body, pack, names) if isinstance(entry.body, ExportContents) else []
    parts += _summed_up({name: _field(kind, name, flat.get(name), questions.get(name), pack, names)
                               for name in _SUMMARY.get(kind, ())})  # fmt: skip
    if kind == "attachment" and flat.get("whose"):
        parts.append(f"About {', '.join(names(child) for child in flat['whose'])}")
    body = entry.body
    return Told(
        kind_label=label,
        summary=" ".join(_sentence(part) for part in parts if part),
        words=body.child_words if isinstance(body, Concern) else "",
        speaker=body.words_speaker if isinstance(body, Concern) else "",
        rows=tuple(rows(entry, pack, names)),
    )


def _summed_up(fields: dict[str, str]) -> list[str]:
    """What is not known is left to the full view, and what says nothing by itself has its name before it."""
    known = {name: said for name, said in fields.items() if said not in _UNKNOWN.values()}
    return [f"{_NAMED[name]}: {said}" if name in _NAMED else said for name, said in known.items()
            if said]  # fmt: skip


def _held(body: ExportContents, pack: Pack, names: Names) -> list[str]:
    """What of the file left, and which files with it."""
    said = kept_in_words(body.selection, pack, names) if body.selection else ""
    narrowed = [f"A selection: {out_of(body.shown, body.total, said)}"] if said else []
    return narrowed + [f"With it {one.name}, SHA-256 {one.digest}" for one in body.files]


def _what_of(entry: Entry, pack: Pack) -> str:
    """Which step it was, or, where no step is named, which road."""
    step = step_of(entry, pack)
    if step is not None:
        return step.short or step.title
    road = pack.pathways.get(getattr(entry.body, "road", ""))
    return f"The {road.title} road, not walked" if road is not None else ""


def rows(entry: Entry, pack: Pack, names: Names) -> list[tuple[str, str]]:
    """(label, answer in words) of every question answered, "not known" included, in the order of the form."""
    flat = _flat(entry)
    told = []
    for question in questions_of(entry, pack):
        text = _field(entry.header.kind, question.id, flat.get(question.id), question, pack, names)
        if text:
            told.append((question.label, text))
    return told


def answer_in_words(kind: str, question: Question, value: Any, pack: Pack, names: Names) -> str:
    """One answer of a form in words: "Not known" too; empty where nothing was answered."""
    unknown = isinstance(value, dict) and value.get("precision") == NOT_KNOWN and not value.get("as_said")
    return "Not known" if unknown else _field(kind, question.id, value, question, pack, names)


def questions_of(entry: Entry, pack: Pack) -> tuple[Question, ...]:
    """The questions of the form that made it. A kind without a form has none."""
    kind = entry.header.kind
    if kind not in pack.core:
        return ()
    return pack.questions(kind, step_of(entry, pack))


def step_of(entry: Entry, pack: Pack) -> Step | None:
    """The step that made it, in whichever road of this edition has it."""
    return pack.steps.get(getattr(entry.body, "step", ""))


def when_of(entry: Entry) -> str:
    """When it happened, in words; when it was written, where nothing else is known."""
    when = event_time(entry.body) if entry.body is not None else When()
    return in_words(when) if when.known else long_moment(entry.header.recorded_at)


def written_late(entry: Entry) -> str:
    """ "written up on …" for what was entered more than a day after it happened; never a telling-off."""
    happened = event_time(entry.body).moment if entry.body is not None else None
    recorded = entry.header.recorded_at
    if happened is None or (recorded - happened).total_seconds() <= 86_400:
        return ""
    return f"written up on {long_moment(recorded)}"


def _flat(entry: Entry) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(entry.body)
    flat = {**plain, **plain.pop("answers", {})}
    flat.update(flat.pop("not_known", {}) or {})
    flat["children"] = [{"child": one.id, "role": one.role} for one in entry.header.subjects if one.kind == "child"]
    flat["adults"] = [one.id for one in entry.header.subjects if one.kind == "adult"]
    flat["concerns"] = list(entry.header.concerns)
    if "natures" in plain:
        flat["natures"] = {"main": plain.get("main_nature"), "all": plain["natures"]}
    return flat


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith((".", "?", "!", "…", ":", "”")) else f"{text.rstrip()}."


def _field(kind: str, name: str, value: Any, question: Question | None, pack: Pack, names: Names) -> str:
    value = list(value) if isinstance(value, tuple) else value
    if value in (None, "", [], {}, False):
        return ""
    labels = {choice.value: choice.label for choice in question.choices} if question else {}
    if isinstance(value, str):
        return _text(name, value, labels, question, pack, names)
    if value is True:
        return "Yes"
    if isinstance(value, list):
        return ", ".join(filter(None, (_item(one, labels, pack, names) for one in value)))
    return _compound(value, question, pack, names) if isinstance(value, dict) else str(value)


def _text(name: str, value: str, labels: dict[str, str], question: Question | None, pack: Pack, names: Names) -> str:
    if value in labels:
        return labels[value]
    if value in _UNKNOWN:
        return _UNKNOWN[value]
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
    parts = [said.get(text, text) for key, text in one.items() if key != "adult" and isinstance(text, str)]
    return ", ".join(part for part in parts if part)


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
        told.append(_sentence(f"{fields[name].label.rstrip('?')}: {words}") if several else words)
    return " ".join(filter(None, told))


def _when(value: dict[str, Any]) -> str:
    when = msgspec.convert(value, When)
    return in_words(
        When(start=_local(when.start), end=_local(when.end), precision=when.precision, as_said=when.as_said)
    )


def _local(moment: datetime | None) -> datetime | None:
    return local(moment) if moment else None
