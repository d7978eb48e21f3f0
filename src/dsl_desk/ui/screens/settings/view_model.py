"""What can be set: the school, its people, backups, and how the desk looks. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dsl_desk.casework.back_up import BackupState, backup_state
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.desk_people import people
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.domain.access import ROLE_NAMES, TABLE, Act, Role, VaultKind, may, roles_in
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType
from dsl_desk.domain.school_settings import SchoolSettings
from dsl_desk.errors import CannotSeal
from dsl_desk.ui.widgets.form.typed_times import NotATime, read_date, read_time, write_date

PANELS = [("school", "School"), ("people", "People"), ("duties", "Your own dates"), ("times", "Your own times"),
          ("backup", "Backups and check"),
          ("pack", "Guidance pack"), ("look", "This computer")]  # fmt: skip
_TEXTS = ("school_name", "school_address", "policy_place", "ring_back_who", "ring_back_number", "ring_back_until",
          "then_who", "then_number")  # fmt: skip
_BACK = "Whom the council rings back"


def _text(id: str, label: str, group: str, hint: str = "") -> Question:
    return Question(id=id, label=label, type=QuestionType.TEXT, group=group, hint=hint)


SCHOOL_QUESTIONS = (
    _text("school_name", "Name of the school", "The school"),
    _text("school_address", "Address", "The school"),
    _text("policy_place", "Where your safeguarding policy is", "The school",
          "Its address on the school’s website, where parents find it too. It stands above the guidance."),
    _text("school_end", "When does the school day end?", "The school",
          "Hours and minutes, for example 15:15. What must be done before children go home is counted from it."),
    Question(id="terms", label="Terms", type=QuestionType.LONG_TEXT, group="The school",
             hint="One on each line: 01/09/2026 to 18/12/2026. School days are counted by them."),
    _text("ring_back_who", "Who", _BACK),
    _text("ring_back_number", "Number", _BACK),
    _text("ring_back_until", "Until when", _BACK, "For example 16:30 on school days"),
    _text("then_who", "After that, who", _BACK),
    _text("then_number", "Their number", _BACK),
)  # fmt: skip
_WHAT_THEY_DO = (
    (Act.ADMIT, "Does everything, and admits and removes people."),
    (Act.RECORD, "Records and works on every concern."),
    (Act.READ, "Reads, and agrees or not. Changes nothing."),
)


def admit_questions(vault: str) -> tuple[Question, ...]:
    """Who may be admitted there: each role that may do something in that vault, those who may least first."""
    roles = sorted(roles_in(vault), key=lambda role: len(TABLE[VaultKind(vault)][role]))
    choices = tuple(Choice(value=role, label=ROLE_NAMES[role], note=_what_they_do(role, vault)) for role in roles)
    return (
        Question(id="name", label="Name", type=QuestionType.TEXT),
        Question(id="role", label="What they do here", type=QuestionType.CHOICE, choices=choices),
        Question(id="post", label="Their post", type=QuestionType.TEXT),
    )


def _what_they_do(role: Role, vault: str) -> str:
    return next((words for act, words in _WHAT_THEY_DO if may(role, act, vault)), "")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who may sign in. `removable`: by the person at the desk, now."""

    id: str
    name: str
    line: str
    left: bool
    removable: bool


@dataclass(frozen=True, kw_only=True)
class SettingsState:
    school: SchoolSettings = field(default_factory=SchoolSettings)
    people: tuple[Person, ...] = ()
    backup: BackupState | None = None
    read_only: str = ""
    warnings: tuple[str, ...] = ()
    sets: bool = False
    admits: bool = False
    cares: bool = False


def load(desk: Desk) -> SettingsState:
    """Everything the settings show, for the person at the desk."""
    role, vault = desk.me.role, desk.vault.kind
    return SettingsState(
        school=desk.school, people=tuple(_person(desk, one) for one in people(desk) if one.role != Role.RECOVERY_KIT),
        backup=backup_state(desk), read_only=desk.vault.read_only, warnings=tuple(desk.vault.warnings),
        sets=may(role, Act.SETTINGS, vault), admits=may(role, Act.ADMIT, vault), cares=may(role, Act.CARE, vault),
    )  # fmt: skip


def school_answers(school: SchoolSettings) -> Answers:
    """What the form about the school shows."""
    answers: Answers = {name: getattr(school, name) for name in _TEXTS if getattr(school, name)}
    if school.school_end is not None:
        answers["school_end"] = f"{school.school_end:%H:%M}"
    if school.terms:
        answers["terms"] = "\n".join(f"{write_date(first)} to {write_date(last)}" for first, last in school.terms)
    return answers


def save_school(desk: Desk, answers: Answers) -> Desk:
    """Seals what differs; gives the desk with the new settings. Raises CannotSeal naming what cannot be read."""
    values: dict[str, Any] = {name: str(answers.get(name) or "").strip() for name in _TEXTS}
    problems: list[tuple[str, str]] = []
    values["school_end"] = _time(str(answers.get("school_end") or ""), problems)
    values["terms"] = _terms(str(answers.get("terms") or ""), problems)
    if problems:
        raise CannotSeal(problems)
    before = _stored(desk.school)
    return change_settings(desk, {key: value for key, value in values.items() if value != before.get(key)})


def name_folder(desk: Desk, folder: str) -> Desk:
    """From here on backups go there ("" for nowhere)."""
    return change_settings(desk, {"backup_folder": folder})


def refreshed(desk: Desk) -> Desk:
    """The desk with its settings read anew."""
    return change_settings(desk, {})


def kit_words(state: SettingsState) -> str:
    if state.school.kit_confirmed:
        return "The code of the recovery kit was typed back: it can be read."
    return "The code of the recovery kit has not been typed back yet. Until then nobody knows whether it can be read."


def backup_words(state: SettingsState) -> str:
    """ "Backed up 10:00. 3 entries since."."""
    if state.backup is None:
        return ""
    waiting = state.backup.waiting
    if state.backup.at is None:
        return f"{state.backup.line}: {waiting} {'entry is' if waiting == 1 else 'entries are'} in no backup."
    since = "Nothing since." if not waiting else f"{waiting} {'entry' if waiting == 1 else 'entries'} since."
    return f"{state.backup.line}. {since}"


def folder_words(state: SettingsState) -> str:
    if not state.school.backup_folder:
        return "No folder is named yet. Name a folder on another disk or on a stick."
    return state.school.backup_folder


def _person(desk: Desk, one: DeskPerson) -> Person:
    role = ROLE_NAMES[Role(one.role)] if one.role in set(Role) else one.role
    line = " · ".join(part for part in (role, one.post if one.post != role else "") if part)
    removable = not one.left and one.id != desk.me.id and may(desk.me.role, Act.ADMIT, desk.vault.kind)
    return Person(id=one.id, name=one.name, line=line, left=one.left, removable=removable)


def _stored(school: SchoolSettings) -> dict[str, Any]:
    """The settings as they are sealed, so that only differences are."""
    end = school.school_end.isoformat("minutes") if school.school_end else ""
    terms = [[first.isoformat(), last.isoformat()] for first, last in school.terms]
    return {name: getattr(school, name) for name in _TEXTS} | {"school_end": end, "terms": terms}


def _time(text: str, problems: list[tuple[str, str]]) -> str:
    try:
        found = read_time(text)
    except NotATime as problem:
        problems.append(("school_end", problem.sentence))
        return ""
    return found.isoformat("minutes") if found else ""


def _terms(text: str, problems: list[tuple[str, str]]) -> list[list[str]]:
    found: list[tuple[date, date]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        first, between, last = line.partition(" to ")
        try:
            pair = (read_date(first), read_date(last)) if between else (None, None)
        except NotATime as problem:
            problems.append(("terms", problem.sentence))
            return []
        if pair[0] is None or pair[1] is None or pair[1] < pair[0]:
            problems.append(("terms", f"“{line}” is not a term. Write its first day, “to”, and its last day."))
            return []
        found.append((pair[0], pair[1]))
    return [[first.isoformat(), last.isoformat()] for first, last in sorted(found)]
