"""Papers without anybody's record in them: the call sheet, the ring round, helplines, the blank form for staff."""

from __future__ import annotations

from dataclasses import replace

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.front_door import Place, sheet_facts
from dsl_desk.casework.look_up.contacts import ContactRow, contacts_page
from dsl_desk.domain.questions import Need, Question, QuestionType
from dsl_desk.domain.when import long_date, long_moment
from dsl_desk.pathways.model import Contact
from dsl_desk.reports import call_sheet as call_sheets
from dsl_desk.reports import concern_form as concern_forms
from dsl_desk.reports.blocks import Document
from dsl_desk.reports.call_sheet import CallSheetFacts, Line
from dsl_desk.reports.concern_form import ConcernFormFacts, FormRow

_GROUPS = (
    ("danger", "Anyone in danger now"), ("office", "In office hours"),
    ("out_of_hours", "Evenings, weekends and bank holidays"), ("always", "At any time"),
    ("missing", "No number yet: add yours"),
)  # fmt: skip
_CHECKED = "A number with a date under it was rung by this school on that day. The others were not rung yet."
_NOT_IN_ANGER = (
    "Ring, or look at the service’s own page. Say at once that it is a check and nobody is in danger. Then enter it on "
    "Contacts: still right, or wrong."
)
_TO_TICK = "☐ still right   ☐ wrong, it is:"
_HELPLINES = {"children": "Somebody to talk to", "parents": "Help for parents and carers"}
_ROOM = {QuestionType.LONG_TEXT: 3, QuestionType.WORDS: 3, QuestionType.PEOPLE_OF_WORRY: 2}  # empty lines
_MOST_ROOM = "what_happened"
_NOT_ON_PAPER = ("noticed_by_kind", "told_dsl", "collects_when")
_NO_ROOM = (QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.TICK)


def call_sheet(desk: Desk) -> bytes:
    """Every number this desk would ring, by when it is for; no personal data, so nothing goes into the register."""
    return _rendered(call_sheets.compose(call_sheet_facts(desk)))


def call_sheet_facts(desk: Desk) -> CallSheetFacts:
    lines: dict[str, list[Line]] = {}
    for row in contacts_page(desk).rows:
        if row.line.role not in _front_line(desk) and not _on_the_wall(row):
            continue
        contact = desk.pack.contacts.get(row.line.role)
        lines.setdefault(_group(contact, row), []).append(_line(contact, row))
    return replace(
        _sheet(desk),
        groups=tuple((_heading(desk, name, heading), tuple(lines[name])) for name, heading in _GROUPS if name in lines),
        hints=(_CHECKED, f"{desk.pack.title.prompt}."),
    )  # fmt: skip


def ring_round_sheet(desk: Desk) -> bytes:
    """The numbers nobody here has rung this term, to walk through with a pencil."""
    page = contacts_page(desk)
    lines = tuple(Line(name=row.line.name, number=row.line.number, when=_TO_TICK, note=row.checked) for row in page.due)
    since = f"Not rung since {long_date(page.since)}" if page.since else "Not rung yet"
    facts = replace(
        _sheet(desk), title="Ring round", under="Does each number still reach whom it names?",
        groups=((since, lines),) if lines else (("Every number was rung this term", ()),),
        hints=(_NOT_IN_ANGER, f"{desk.pack.title.prompt}."),
    )  # fmt: skip
    return _rendered(call_sheets.compose(facts))


def helplines(desk: Desk, whom: str) -> bytes:
    """A sheet for a wall, or to hand out, for "children" or "parents"."""
    return _rendered(call_sheets.compose(helplines_facts(desk, whom)))


def helplines_facts(desk: Desk, whom: str) -> CallSheetFacts:
    """What is well sourced, or the school's own; what is not is left out, and the sheet says which."""
    rows = [row for row in contacts_page(desk).rows if whom in _helps(desk, row)]
    sure = [row for row in rows if row.line.number and _is_sure(row)]
    doubtful = [row.line.name for row in rows if row not in sure]
    left_out = (f"Left out until somebody has checked the number: {', '.join(doubtful)}.",) if doubtful else ()
    lines = tuple(
        Line(name=row.line.name, number=row.line.number, when=row.line.when_to_ring, note=_besides(desk, row))
        for row in sure
    )
    return replace(
        _sheet(desk), title=_HELPLINES[whom], under="", groups=(("", lines),), hints=left_out, large=True,
    )  # fmt: skip


def _sheet(desk: Desk) -> CallSheetFacts:
    return CallSheetFacts(
        school=desk.school.school_name or "Your school", made=long_moment(desk.clock()),
        edition=f"{desk.pack.title.title} {desk.pack.edition}", practice=desk.school.practice, groups=(),
    )  # fmt: skip


def _helps(desk: Desk, row: ContactRow) -> tuple[str, ...]:
    contact = desk.pack.contacts.get(row.line.role)
    return contact.helps if contact is not None else ()


def _is_sure(row: ContactRow) -> bool:
    """Well sourced and not doubted since, the school's own, or rung by this school and found right."""
    if row.line.status in ("wrong", "disagrees"):
        return False
    return row.line.status == "own" or (row.rung) or (row.line.status == "" and row.line.confidence == "H")


def _besides(desk: Desk, row: ContactRow) -> str:
    """What else there is; hours that nobody has checked are said not to be."""
    contact = desk.pack.contacts[row.line.role]
    doubt = ("We have not checked when they answer",) if contact.hours_note or contact.hours_assumed else ()
    return ". ".join((*row.line.lines, *doubt))


def _on_the_wall(row: ContactRow) -> bool:
    """Empty lines for every service would bury those that are rung; a number nobody verified is rung first."""
    return bool(row.line.number) and (row.rung or row.edited is not None or row.line.confidence != "L")


def _front_line(desk: Desk) -> set[str]:
    """Whom the general road rings."""
    return {
        *desk.pack.title.call_now,
        *(role for step in desk.pack.pathways[desk.pack.base].steps for role in step.call),
    }


def _heading(desk: Desk, name: str, heading: str) -> str:
    """Hours that no source states are never printed as a fact."""
    assumed = name == "office" and desk.pack.calendar.office_hours_assumed
    return f"{heading} (which ones is assumed: no source states them)" if assumed else heading


def concern_form(desk: Desk) -> bytes:
    """The reporter's questions as a form to fill in by hand. In a vault about adults: the sheet of the front door."""
    return _rendered(concern_forms.compose(concern_form_facts(desk)))


def concern_form_facts(desk: Desk) -> ConcernFormFacts:
    if desk.pack.about_adults:
        return sheet_facts(Place(desk.vault.folder, desk.clock, desk=desk))
    step = desk.pack.step_of_kind("concern")
    top = [one for one in desk.pack.contacts.values() if one.top]
    danger = "; ".join(f"{one.when_to_ring}: {one.number}" for one in top)
    return ConcernFormFacts(
        school=desk.school.school_name or "Your school", made=long_moment(desk.clock()),
        marking=desk.pack.title.marking, danger=f"{danger}. Ring first, write after.", hints=step.guidance,
        do_not=step.do_not, practice=desk.school.practice,
        rows=_rows(tuple(one for one in desk.pack.questions("concern", step) if _for_staff(one))),
    )  # fmt: skip


def _rows(questions: tuple[Question, ...]) -> tuple[FormRow, ...]:
    """Each question that is needed on a row of its own; short ones that are not, together on the last."""
    also = [one for one in questions if one.need is Need.OPTIONAL and one.type is QuestionType.TEXT]
    rows = tuple(_row(one) for one in questions if one not in also)
    return (*rows, FormRow(label="Also, where you know it", hint=" ".join(one.label for one in also), room=3))


def _for_staff(question: Question) -> bool:
    """What only a screen asks, or the lead answers, is not on the form."""
    return not question.show_when and question.id not in _NOT_ON_PAPER


def _row(question: Question) -> FormRow:
    choices = tuple(one.label for one in question.choices) if question.type in _NO_ROOM else ()
    room = 0 if choices else _ROOM.get(question.type, 1)
    return FormRow(label=question.label, choices=choices, room=room + 3 if question.id == _MOST_ROOM else room)


def _group(contact: Contact | None, row: ContactRow) -> str:
    if contact is not None and contact.top:
        return "danger"
    if not row.line.number:
        return "missing"
    return contact.hours if contact is not None else "always"


def _line(contact: Contact | None, row: ContactRow) -> Line:
    line = row.line
    doubts = [f"{line.doubt}."] if line.doubt else []
    return Line(
        name=line.name, number=line.number, when=line.when_to_ring,
        note=" ".join((*doubts, "; ".join(line.lines))).strip() if line.number else line.note,
        checked=row.checked if row.rung else "",
    )  # fmt: skip


def _rendered(document: Document) -> bytes:
    from dsl_desk.reports.pdf import render  # heavy: loaded when somebody prints

    return render(document)
