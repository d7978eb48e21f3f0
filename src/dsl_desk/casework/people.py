"""Children, the adults around them, and how they belong together: add, change, say how we know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.filling import fill
from dsl_desk.casework.sealing import new_id, sealed
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.people import Adult, Child, ChildStatus, Merged, Relation
from dsl_desk.domain.entry import Entry, NewEntry, Subject
from dsl_desk.domain.questions import Answers, is_blank
from dsl_desk.domain.when import local, long_date
from dsl_desk.errors import CannotSeal
from dsl_desk.store import adults, children, merges
from dsl_desk.store.work import Work, open_read, open_work


def add_child(desk: Desk, child: Child, *, sure: bool = False, draft_id: str = "") -> Sealed:
    """Add a child. Raises CannotSeal for a name that says nothing, an impossible date, or (unless `sure`) a likely
    duplicate, which the sentence names."""
    allow(desk, Act.PEOPLE)
    _check(desk, child)
    child_id = draft_id or new_id()
    with open_work(desk.vault, desk.clock()) as work:
        if not sure:
            _refuse_duplicate(work, child)
        entry = work.seal(NewEntry(id=child_id, body=_placed(desk, child), subjects=(Subject(id=child_id),)))
        work.commit()
    return sealed(entry)


def child_of_form(answers: Answers) -> Child:
    """The child that a short form describes: status and what is known of name, birth, address, description."""
    born = answers.get("born")
    told: dict[str, Any] = {
        key: str(answers.get(key) or "") for key in ("legal_forename", "legal_surname", "description", "address")
    }
    return Child(
        status=ChildStatus(answers.get("status") or ChildStatus.NOT_ON_ROLL),
        born=date.fromisoformat(born) if born else None, **told,
    )  # fmt: skip


def add_child_of_form(desk: Desk, answers: Answers, sure: bool) -> tuple[Sealed, str]:
    """Adds the child a short form describes; returns what was sealed and what the child is called."""
    child = child_of_form(answers)
    return add_child(desk, child, sure=sure), child.known_as


def change_child(desk: Desk, child_id: str, child: Child) -> Sealed:
    """A new snapshot of a child; the old one stays readable."""
    allow(desk, Act.PEOPLE)
    _check(desk, child)
    with open_work(desk.vault, desk.clock()) as work:
        child_id = merges.kept(work, child_id)
        entry = work.seal(NewEntry(id=new_id(), body=child, amends=child_id, subjects=(Subject(id=child_id),)))
        work.commit()
    return sealed(entry)


def add_adult(desk: Desk, adult: Adult, relations: tuple[Relation, ...] = (), *, draft_id: str = "") -> Sealed:
    """Add an adult and how they belong to each child (`relations` with `person` left empty), in one go."""
    allow(desk, Act.PEOPLE)
    if not adult.name.strip():
        raise CannotSeal([("name", "Write the adult's name, or who they are.")])
    adult_id = draft_id or new_id()
    with open_work(desk.vault, desk.clock()) as work:
        entry = work.seal(NewEntry(id=adult_id, body=adult, subjects=(Subject(id=adult_id, kind="adult"),)))
        for relation in relations:
            _relate(work, replace(relation, person=adult_id))
        work.commit()
    return sealed(entry)


def adult_of_form(desk: Desk, answers: Answers) -> Adult:
    """The adult who works with children that the pack's own form describes. Raises CannotSeal as every form does."""
    found: Adult = fill("adult", desk.pack.questions("adult"), answers, desk.pack, desk.clock()).body
    return replace(found, works_here="yes")


def answers_of_adult(desk: Desk, adult: Adult) -> Answers:
    """What the form shows for this adult."""
    held = {one.id: getattr(adult, one.id, None) or adult.answers.get(one.id) for one in desk.pack.questions("adult")}
    return {name: value for name, value in held.items() if not is_blank(value)} | adult.not_known


def add_adult_of_form(desk: Desk, answers: Answers, sure: bool, draft_id: str = "") -> tuple[Sealed, str]:
    """Adds the adult a form describes; returns what was sealed and the name. `sure`: another of the same name."""
    allow(desk, Act.PEOPLE)
    adult = adult_of_form(desk, answers)
    with open_read(desk.vault) as read:
        same = [one for one in adults.rows(read) if one.name.casefold() == adult.name.strip().casefold()]
    if same and not sure:
        sentence = f"{same[0].name} is already on file here. Choose that record, or add this person anyway."
        raise CannotSeal([("duplicate", sentence)])
    return add_adult(desk, adult, draft_id=draft_id), adult.name


def change_adult(desk: Desk, adult_id: str, adult: Adult) -> Sealed:
    allow(desk, Act.PEOPLE)
    with open_work(desk.vault, desk.clock()) as work:
        subjects = (Subject(id=adult_id, kind="adult"),)
        entry = work.seal(NewEntry(id=new_id(), body=adult, amends=adult_id, subjects=subjects))
        work.commit()
    return sealed(entry)


def relate(desk: Desk, relation: Relation, *, amends: str | None = None) -> Sealed:
    """Say how a person belongs to a child, or say it anew (`amends`)."""
    allow(desk, Act.PEOPLE)
    with open_work(desk.vault, desk.clock()) as work:
        entry = _relate(work, relation, amends)
        work.commit()
    return sealed(entry)


def merge_children(desk: Desk, kept: str, gone: str, why: str) -> Sealed:
    """Two records of one child: `gone` is read as `kept` from here on. Nothing is moved or lost.

    Where either is read as another already, that one is meant. `withdraw` of what was sealed parts them again.
    """
    allow(desk, Act.PEOPLE)
    with open_work(desk.vault, desk.clock()) as work:
        kept, gone = merges.kept(work, kept), merges.kept(work, gone)
        if kept == gone:
            raise CannotSeal([("other", "Choose another file: these two are read as one already.")])
        if not why.strip():
            raise CannotSeal([("why", "Say how you know that it is the same child.")])
        body = Merged(kept=kept, gone=gone, why=why.strip())
        entry = work.seal(NewEntry(id=new_id(), body=body, subjects=(Subject(id=kept), Subject(id=gone))))
        work.commit()
    return sealed(entry)


def _relate(work: Work, relation: Relation, amends: str | None = None) -> Entry:
    subjects = (Subject(id=relation.child), Subject(id=relation.person, kind=relation.person_kind))
    return work.seal(NewEntry(id=new_id(), body=relation, amends=amends, subjects=subjects))


def _placed(desk: Desk, child: Child) -> Child:
    """Every address belongs to a council: the pack's own unless another is named."""
    return child if child.authority else replace(child, authority=desk.pack.authority)


def _check(desk: Desk, child: Child) -> None:
    if child.status is ChildStatus.NAME_NOT_KNOWN and not child.description.strip():
        raise CannotSeal([("description", "Describe the child, so that others know who is meant.")])
    named = child.legal_surname.strip() or child.legal_forename.strip() or child.preferred_name.strip()
    if child.status is not ChildStatus.NAME_NOT_KNOWN and not named and not child.description.strip():
        raise CannotSeal([("legal_surname", "Write at least one name, or choose “name not known”.")])
    today = local(desk.clock()).date()
    if child.born and child.status is not ChildStatus.UNBORN and child.born > today:
        raise CannotSeal([("born", f"The date of birth, {long_date(child.born)}, lies in the future. Check the year.")])


def _refuse_duplicate(work: Work, child: Child) -> None:
    if child.status is ChildStatus.NAME_NOT_KNOWN:
        return
    found = children.matching(
        work, upn=child.upn, admission=child.admission_number, surname=child.legal_surname,
        forename=child.legal_forename, born=child.born.isoformat() if child.born else "",
    )  # fmt: skip
    if found:
        sentence = f"{child.known_as} is already on file. Open that record, or add this child anyway if it is another."
        raise CannotSeal([("duplicate", sentence)])
