"""The directory, in words. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dsl_desk.casework.blank_papers import call_sheet, helplines, ring_round_sheet
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.look_up.contacts import CallLine, ContactRow, contacts_page
from dsl_desk.casework.school_desk import check_contact, edit_contact, right_number
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.questions import Answers, Question, QuestionType
from dsl_desk.domain.when import long_date
from dsl_desk.errors import CannotSeal
from dsl_desk.pathways.contacts import is_rung
from dsl_desk.pathways.pack import Pack

__all__ = ["QUESTIONS", "ContactsState", "Line", "call_sheet", "helplines", "load", "ring_round_sheet"]

QUESTIONS = (
    Question(id="name", label="Name", type=QuestionType.TEXT),
    Question(id="number", label="Number", type=QuestionType.TEXT),
    Question(id="out_of_hours", label="Number after office hours, if it is another", type=QuestionType.TEXT),
    Question(id="note", label="Note", type=QuestionType.TEXT, hint="Whom to ask for, when they answer"),
)
_STATUS = {
    "check": ("Check before you rely on it", "warn"), "missing": ("No number yet", "danger"),
    "wrong": ("Found wrong: look for the right number", "danger"),
    "own": ("Your school’s own line", "accent"), "disagrees": ("The pack now says another number", "warn"),
}  # fmt: skip
_SURE = {"H": "well sourced", "M": "one source, or an older one", "L": "weakly sourced"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One contact in words. `checked_tone`: ok, warn or neutral. `own`: the school's line over it, or None.

    `rings`: a school would ring it to see that it is right; `due`: this term it has not.
    """

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
    due: bool = False
    rings: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactsState:
    lines: tuple[Line, ...] = ()
    hours: str = ""
    since: str = ""
    conflicts: tuple[tuple[str, str], ...] = ()
    changes: bool = False

    @property
    def due(self) -> tuple[Line, ...]:
        """To be rung this term."""
        return tuple(line for line in self.lines if line.due)


def load(desk: Desk) -> ContactsState:
    """The whole directory as it stands at this moment."""
    page = contacts_page(desk)
    lines = tuple(_line(row, page.sources, desk.pack) for row in page.rows)
    return ContactsState(
        lines=lines, hours=page.hours_note,
        since=long_date(page.since) if page.since else "",
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


def editing_words(line: Line | None, *, wrong: bool) -> str:
    """The heading of the form."""
    if line is None:
        return "Add a number"
    return (
        f"{line.number} is marked as wrong. The right number: {line.name}"
        if wrong
        else f"Your school’s own line: {line.name}"
    )


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


def better(desk: Desk, line: Line, number: str) -> Sealed:
    """The right number, over the one that was found wrong."""
    return right_number(desk, line.role, number)


def acts_on(line: Line, *, may_change: bool) -> list[tuple[str, str]]:
    """(name, words) of what can be done with a line."""
    found = [("copy", "Copy number")] if line.number else []
    if may_change and not line.urgent:
        found += [("works", "I rang it: works"), ("wrong", "This number is wrong")] if line.rings else []
        found += [("change", "Change" if line.number else "Add the number")]
    return found


def unchecked_words(state: ContactsState) -> str:
    count, since = len(state.due), f" since {state.since}" if state.since else ""
    if not count:
        return f"Every number here was found right by your school{since}."
    are = "number is" if count == 1 else "numbers are"
    return f"{count} {are} still to be checked: nobody here has found them right{since}."


def _line(row: ContactRow, sources: dict[str, str], pack: Pack) -> Line:
    call = row.line
    tag, tone = _STATUS.get(call.status, ("", "neutral"))
    checked = row.checked if row.rung or is_rung(call, pack) else ""
    works, broken = row.checked.startswith("Works"), row.checked.startswith("Did not")
    return Line(
        role=call.role, name=call.name, number=call.number, when=_when(call), note=call.note, email=call.email, tag=tag,
        tone=tone, checked=checked, checked_tone="ok" if works else "danger" if broken else "neutral",
        source=_source(call, sources), more=(*call.lines, *_also(call)), urgent=call.urgent, own=row.edited,
        due=row.due, rings=is_rung(call, pack),
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
