"""What is asked about a child, and the child that the answers make. Plain Python."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dsl_desk.domain.entries.people import Child, ChildStatus, SocialWorker
from dsl_desk.domain.questions import Answers, Choice, Condition, Question, QuestionType

_TEXT, _CHOICE = QuestionType.TEXT, QuestionType.CHOICE
_NAME, _SCHOOL, _HOME = "Who", "In school", "Home and health"
_CARE, _MORE = "Social worker, plan, orders", "Background"


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label) for value, label in pairs)


def _text(id: str, label: str, group: str, hint: str = "") -> Question:
    return Question(id=id, label=label, type=_TEXT, group=group, hint=hint)


_HAS_WORKER: Condition = ({"worker_kind": ("social_worker", "family_help")},)
QUESTIONS = (
    Question(id="status", label="This child is", type=_CHOICE, group=_NAME, choices=_choices(
        ("on_roll", "On roll here"), ("not_on_roll", "Not on roll here"), ("left", "No longer here"),
        ("unborn", "Not yet born"), ("name_not_known", "Name not known"))),
    Question(id="description", label="Who is meant, so that others know", type=_TEXT, group=_NAME,
             hint="For example: the boy in the red coat at the gate, or the baby of Ms A.",
             show_when=({"status": ("unborn", "name_not_known")},)),
    _text("legal_forename", "Legal forename", _NAME),
    _text("legal_surname", "Legal surname", _NAME),
    _text("preferred_name", "Known as", _NAME, "The forename people use, where it is another."),
    _text("other_names", "Other or earlier names", _NAME),
    Question(id="born", label="Date of birth, or when due", type=QuestionType.DATE, group=_NAME),
    Question(id="born_status", label="How sure is that date?", type=_CHOICE, group=_NAME, choices=_choices(
        ("verified", "Papers seen"), ("estimated", "Estimated"), ("disputed", "Disputed"), ("due", "When due"),
        ("not_known", "Not known"))),
    Question(id="sex", label="Sex", type=_CHOICE, group=_NAME, choices=_choices(("F", "Female"), ("M", "Male"))),
    _text("year_group", "Year group", _SCHOOL, "4, R for Reception, N1 or N2 for Nursery"),
    _text("class_group", "Class or form", _SCHOOL),
    _text("upn", "UPN (unique pupil number)", _SCHOOL),
    _text("admission_number", "Admission number", _SCHOOL),
    _text("school", "School, if it is another", _SCHOOL),
    _text("send_status", "Special educational needs", _SCHOOL, "N none, K support, E plan"),
    _text("address", "Address", _HOME),
    _text("postcode", "Postcode", _HOME),
    _text("authority", "Council of that address", _HOME, "Blank: your own council."),
    _text("phone", "Child’s own telephone", _HOME),
    _text("gp", "GP (family doctor)", _HOME),
    Question(id="worker_kind", label="Has a worker?", type=_CHOICE, group=_CARE, choices=_choices(
        ("none", "No"), ("social_worker", "Social worker"), ("family_help", "Family worker"))),
    *(Question(id=f"worker_{name}", label=label, type=_TEXT, group=_CARE, show_when=_HAS_WORKER) for name, label in (
        ("name", "Worker’s name"), ("team", "Team"), ("phone", "Worker’s telephone"), ("authority", "Their council"))),
    _text("plan", "Plan", _CARE, "For example: child protection plan since 3 March 2026"),
    _text("orders", "Court orders, and who may not collect", _CARE),
    _text("first_language", "First language", _MORE),
    Question(id="interpreter", label="Interpreter needed?", type=_CHOICE, group=_MORE, choices=_choices(
        ("yes", "Yes"), ("no", "No"))),
    _text("ethnicity", "Ethnicity", _MORE),
    _text("religion", "Religion", _MORE),
    _text("nationality", "Nationality", _MORE),
    _text("disability", "Disability", _MORE),
    Question(id="note", label="Anything else", type=QuestionType.LONG_TEXT, group=_MORE),
)  # fmt: skip

_WORKER = ("name", "team", "authority", "phone")
_PLAIN = tuple(one.id for one in QUESTIONS if not one.id.startswith("worker_") and one.id not in ("status", "born"))


def answers_of(child: Child) -> Answers:
    """What the form shows for this child."""
    answers: Answers = {name: getattr(child, name) for name in _PLAIN if getattr(child, name)}
    answers["status"] = child.status.value
    if child.born:
        answers["born"] = child.born.isoformat()
    if child.worker is not None:
        answers["worker_kind"] = child.worker.kind
        answers |= {f"worker_{name}": getattr(child.worker, name) for name in _WORKER}
    return {key: value for key, value in answers.items() if value}


def child_of(answers: Answers, base: Child | None = None) -> Child:
    """The child these answers describe; what the form does not ask about stays as it is in `base`."""
    values: dict[str, Any] = {name: str(answers.get(name) or "").strip() for name in _PLAIN}
    born = answers.get("born")
    return replace(
        base or Child(), **values, status=ChildStatus(answers.get("status") or "on_roll"),
        born=date.fromisoformat(born) if born else None, worker=_worker(answers),
    )  # fmt: skip


def problems(answers: Answers) -> list[tuple[str, str]]:
    """What is missing before casework looks at it."""
    return [] if answers.get("status") else [("status", "Say whether the child is on roll here.")]


def _worker(answers: Answers) -> SocialWorker | None:
    kind = answers.get("worker_kind")
    if kind not in ("social_worker", "family_help"):
        return None
    return SocialWorker(kind=kind, **{name: str(answers.get(f"worker_{name}") or "") for name in _WORKER})
