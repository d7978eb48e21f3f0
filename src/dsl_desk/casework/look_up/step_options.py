"""What a step's form can choose from: people, contacts, entries, concerns and natures of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import year_of
from dsl_desk.casework.safe_contact import SAFE_ONLY, SafeContact, holds_for
from dsl_desk.pathways.natures import rule_of, told_when_chosen
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import children, concerns, merges
from dsl_desk.store.work import Read

if TYPE_CHECKING:
    from dsl_desk.casework.look_up.step import StepForm

# value, label, note, group; a nature has more: its card, what else it is found by, what is said when it is chosen, and
# (place, sentence) of its rule about parents.
OptionRow = tuple[Any, ...]


def options_of(
    read: Read, desk: Desk, file: ConcernFile, names: Names, safe: tuple[SafeContact, ...]
) -> dict[str, list[OptionRow]]:
    """Lists that come from the file: children, adults, contacts, entries, concerns, natures, other children."""
    ids = [child_id for child_id, _, _ in file.children]
    around = {**dict.fromkeys(ids), **{one: None for child in ids for one in near(read, child)}}
    snapshots = {one: children.child(read, one) for one in around}
    kids = [(one, c.known_as, year_of(c.year_group), "") for one, c in snapshots.items() if c is not None]
    adults = _adults(read, ids, safe)
    entries = [
        (line.entry.header.id, _reference(file, line.entry.header.id), "", "")
        for line in file.lines
        if line.entry.header.kind in ("advice", "parents", "concern", "reply")
    ]
    others = [row for child in ids for row in concerns.of_child(read, child)]
    contacts = [(one.id, one.name, one.number, "") for one in file.pack.contacts.values() if not one.top]
    return {
        "children": kids,
        "other_children": [*(row for row in kids if row[0] not in ids), ("none", "None", "", "")],
        "adult": [*((one, label, note, "") for one, label, note, _ in adults), ("other", "Somebody else", "", "")],
        "adults": adults, "entries": entries, "natures": _natures(file.pack), "contact": contacts,
        "concerns": list(
            {row.id: (row.id, row.reference, file.pack.label("levels", row.level), "") for row in others}.values()
        ),
    }  # fmt: skip


def _natures(pack: Pack) -> list[OptionRow]:
    groups = {group.id: group.label for group in pack.groups}
    return [
        (one.id, one.label, "", groups.get(one.group, ""), None, " ".join(one.words), told_when_chosen(pack, one),
         rule_of(pack, one))
        for one in pack.natures.values()
    ]  # fmt: skip


def _adults(read: Read, ids: list[str], safe: tuple[SafeContact, ...]) -> list[OptionRow]:
    """With the number to ring; only the safe one where no other may be used."""
    found: dict[str, OptionRow] = {}
    for child in ids:
        for _, relation in children.relations(read, child):
            adult = children.adult(read, relation.person) if relation.person_kind == "adult" else None
            if adult is not None:
                only = holds_for(safe, merges.kept(read, relation.person))
                note = SAFE_ONLY if only is not None else adult.phone
                found[relation.person] = (relation.person, f"{adult.name}, {relation.relation}", note, "")
    return list(found.values())


def near(read: Read, child: str) -> list[str]:
    """Brothers, sisters and children at the same address."""
    mine = merges.family(read, child)
    related = [
        r.person if r.child in mine else r.child for _, r in children.relations(read, child) if r.person_kind == "child"
    ]
    return [*related, *children.same_address(read, child)]


def own_options(file: ConcernFile, form: StepForm) -> dict[str, list[OptionRow]]:
    """What the form's children are called, and which of them are asked about one by one: a referral's own."""
    options = dict(form.options)
    options["children"] = [(one, label, "", "") for one, label in form.finder.labels.items()]
    theirs = next((one.children for one in file.referrals if one.id == form.referral), ())
    mine = theirs or tuple(child for child, _, _ in file.children)
    names = form.finder.labels | {adult: body.name for adult, body in file.adults}
    mine = tuple(adult for adult, _ in file.adults) or mine  # about adults: what came back is about each of them
    asks_who = any(question.type == "children" for question in form.questions)
    for question in form.questions:
        if question.type == "per_child" and not asks_who:
            options[f"{question.id}:children"] = [(one, names.get(one, ""), "", "") for one in mine]
    return options


def _reference(file: ConcernFile, entry_id: str) -> str:
    return next((one.reference for one in file.record.entries if one.id == entry_id), "")
