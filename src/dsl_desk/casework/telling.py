"""An entry told in words: its kind, one summary, the child's words, and every question with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from dsl_desk.casework.answer_words import UNKNOWN, Names, answer_words, sentence
from dsl_desk.casework.selection_words import kept_in_words, out_of
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.domain.entries.desk import ExportContents
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import Need, Question, QuestionType
from dsl_desk.domain.when import When, in_words, long_moment
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.pack import Pack

__all__ = ["Names", "Told", "questions_of", "rows", "step_of", "tell", "when_of", "written_late"]

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
_CHOICES, _CHOICES_TOLD = (QuestionType.CHOICE, QuestionType.CHOICES), 2
_NAMED = {"written_copy": "Written copy", "spoke_to": "Spoke to", "helped": "Helped", "by": "By"}


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
    parts += _chosen(flat, questions, pack, names) if kind == "assessment" else []
    parts += _held(entry.body, pack, names) if isinstance(entry.body, ExportContents) else []
    parts += _summed_up({name: answer_words(flat.get(name), questions.get(name), pack, names)
                               for name in _SUMMARY.get(kind, ())})  # fmt: skip
    if kind == "attachment" and flat.get("whose"):
        parts.append(f"About {', '.join(names(child) for child in flat['whose'])}")
    body = entry.body
    return Told(
        kind_label=label,
        summary=" ".join(sentence(part) for part in parts if part),
        words=body.child_words if isinstance(body, Concern) else "",
        speaker=body.words_speaker if isinstance(body, Concern) else "",
        rows=tuple(rows(entry, pack, names)),
    )


def _summed_up(fields: dict[str, str]) -> list[str]:
    """What is not known is left to the full view, and what says nothing by itself has its name before it."""
    known = {name: said for name, said in fields.items() if said not in UNKNOWN.values()}
    return [f"{_NAMED[name]}: {said}" if name in _NAMED else said for name, said in known.items()
            if said]  # fmt: skip


def _chosen(flat: dict[str, Any], questions: dict[str, Question], pack: Pack, names: Names) -> list[str]:
    """What a set of answers comes to: its first choices that are needed, each with its question."""
    chosen = [
        (one, flat[one.id]) for one in questions.values()
        if one.type in _CHOICES and one.need is not Need.OPTIONAL and _offered(one, flat.get(one.id))
    ]  # fmt: skip
    first = sorted(chosen, key=lambda pair: pair[0].need is not Need.REQUIRED)[:_CHOICES_TOLD]
    told = ((one.label, answer_words(value, one, pack, names)) for one, value in first)
    return [f"{label}{'' if label.endswith('?') else ':'} {said}" for label, said in told]


def _offered(question: Question, value: Any) -> bool:
    """Whether the pack itself has words for it: no name, and nothing that is not known."""
    labels = {choice.value for choice in question.choices} - UNKNOWN.keys()
    return bool(value) and labels.issuperset([value] if isinstance(value, str) else value)


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
        text = answer_words(flat.get(question.id), question, pack, names)
        if text:
            told.append((question.label, text))
    return told


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
