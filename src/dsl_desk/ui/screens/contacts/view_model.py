"""The directory, in words. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dsl_desk.casework.blank_papers import call_sheet
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.look_up.contacts import CallLine, ContactRow, contacts_page
from dsl_desk.casework.school_desk import check_contact, edit_contact
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.questions import Answers, Question, QuestionType
from dsl_desk.errors import CannotSeal

__all__ = ["QUESTIONS", "ContactsState", "Line", "call_sheet", "load"]

QUESTIONS = (
    Question(id="name", label="Name", type=QuestionType.TEXT),
    Question(id="number", label="Number", type=QuestionType.TEXT),
    Question(id="out_of_hours", label="Number after office hours, if it is another", type=QuestionType.TEXT),
    Question(id="note", label="Note", type=QuestionType.TEXT, hint="Whom to ask for, when they answer"),
)
_STATUS = {
    "check": ("Check before you rely on it", "warn"), "missing": ("No number yet", "danger"),
    "own": ("Your school’s own line", "accent"), "disagrees": ("The pack now says another number", "warn"),
}  # fmt: skip
_SURE = {"H": "well sourced", "M": "one source, or an older one", "L": "weakly sourced"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One contact in words. `checked_tone`: ok, warn or neutral. `own`: the school's line over it, or None."""

    role: str
    name: str
    number: str
    when: str
    note: str
    email: str
    tag: str
    tone: str
    checked: str
    checked_tone: str
    source: str
    more: tuple[str, ...]
    urgent: bool
    own: ContactEdited | None


@dataclass(frozen=True, kw_only=True)
class ContactsState:
    lines: tuple[Line, ...] = ()
    hours: str = ""
    unchecked: int = 0
    conflicts: tuple[tuple[str, str], ...] = ()
    changes: bool = False


def load(desk: Desk) -> ContactsState:
    """The whole directory as it stands at this moment."""
    page = contacts_page(desk)
    urgent = {role for role, one in desk.pack.contacts.items() if one.top}
    lines = tuple(_line(row, page.sources, urgent=row.line.role in urgent) for row in page.rows)
    return ContactsState(
        lines=lines, hours=page.hours_note,
        unchecked=sum(1 for line in lines if line.number and not line.urgent and line.checked_tone != "ok"),
        conflicts=tuple((one.title, f"{one.says} {one.resolved}") for one in page.conflicts),
        changes=may(desk.me.role, Act.CONTACTS, desk.vault.kind),
    )  # fmt: skip


def answers_of(line: Line | None) -> Answers:
    """What the form shows: the school's own line, or the pack's."""
    if line is None:
        return {}
    own = line.own
    found = {
        "name": own.name if own and own.name else line.name, "number": own.number if own else line.number,
        "out_of_hours": own.out_of_hours if own else "", "note": own.note if own else "",
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def save(desk: Desk, role: str, answers: Answers) -> Sealed:
    """The school's own line over a contact, or a new contact (no role). Raises CannotSeal."""
    if not role and not str(answers.get("name") or "").strip():
        raise CannotSeal([("name", "Write the name.")])
    values: dict[str, Any] = {
        name: str(answers.get(name) or "").strip() for name in ("name", "number", "out_of_hours", "note")
    }
    return edit_contact(desk, ContactEdited(role=role or f"own-{new_id()}", **values))


def take_away(desk: Desk, line: Line) -> Sealed:
    """This line is not used here: it goes from the directory; what was said of it stays in the record."""
    return edit_contact(desk, ContactEdited(role=line.role, name=line.name, removed=True))


def rang(desk: Desk, line: Line, works: bool) -> Sealed:
    return check_contact(desk, line.role, line.number, works)


def unchecked_words(state: ContactsState) -> str:
    count = state.unchecked
    if not count:
        return "Every number here was rung by your school and works."
    return f"{count} {'number was' if count == 1 else 'numbers were'} not yet rung and found to work by your school."


def _line(row: ContactRow, sources: dict[str, str], *, urgent: bool) -> Line:
    call = row.line
    tag, tone = _STATUS.get(call.status, ("", "neutral"))
    works, broken = row.checked.startswith("Works"), row.checked.startswith("Did not")
    return Line(
        role=call.role, name=call.name, number=call.number, when=_when(call), note=call.note, email=call.email, tag=tag,
        tone=tone, checked=row.checked, checked_tone="ok" if works else "danger" if broken else "neutral",
        source=_source(call, sources), more=(*call.lines, *_also(call)), urgent=urgent, own=row.edited,
    )  # fmt: skip


def _also(call: CallLine) -> tuple[str, ...]:
    return (f"Also called: {', '.join(call.also)}",) if call.also else ()


def _when(call: CallLine) -> str:
    return " · ".join(part for part in (call.when_to_ring, call.why_now) if part)


def _source(call: CallLine, sources: dict[str, str]) -> str:
    if not call.source:
        return ""
    sure = _SURE.get(call.confidence, "")
    return f"Source: {sources.get(call.source, call.source)}{f' ({sure})' if sure else ''}"
