"""Amend or withdraw an entry in the open: the old text stays readable."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.filling import fill, refuse_unfit
from dsl_desk.casework.record_concern import refuse_staff_matter
from dsl_desk.casework.restricting import restrict
from dsl_desk.casework.sealing import kept_from, new_id, seal_act
from dsl_desk.casework.whose import subjects_of, whose_questions
from dsl_desk.domain.entries.concern import Agreement, AgreementAsked, Withdrawn
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.questions import Answers, Need, Question
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.store import chronology
from dsl_desk.store import concerns as stored_concerns
from dsl_desk.store.work import open_read

ATTACHMENT = "attachment"
# Fields that no form asks for: a new version keeps them.
_NOT_ASKED = (
    "referral", "looked_back_at", "from_entry", "of", "task", "masks", "name", "sort", "media", "size", "digest",
    "follows_on", "which", "reasons", "because",
)  # fmt: skip


def amend(desk: Desk, root: str, draft_id: str, answers: Answers) -> Sealed:
    """Seal a whole new version of an entry; it replaces the old one wherever the record is read as it stands."""
    entry = _mine_to_change(desk, root)
    body, header = entry.body, entry.header
    if not isinstance(body, StepBody) or not header.concerns:
        raise KnownProblem("This cannot be amended here. Change it where it was entered. Nothing was changed.")
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, header.concerns[0])
    fixed = {"step": body.step, "road": body.road, "cards": body.cards, "despite": body.despite}
    for name in _NOT_ASKED:
        if hasattr(body, name):
            fixed[name] = getattr(body, name)
    roles = [one.role for one in header.subjects]
    kept = {**msgspec.to_builtins(body), **body.answers, "children": roles}
    questions = questions_amending(file, header.kind, body)
    filled = fill(header.kind, questions, answers, file.pack, desk.clock(), kept, **fixed)
    if header.kind == "concern":
        refuse_staff_matter(desk, filled.body)
        _keep_from(desk, root, str(answers.get("kept_from") or ""))
    about = subjects_of(file, filled.body.answers) if header.kind == ATTACHMENT else filled.subjects
    return seal_act(
        desk, filled.body, draft_id=draft_id, concerns=filled.concerns or header.concerns, amends=root,
        subjects=about or header.subjects, blobs=header.blobs,
    )  # fmt: skip


def _keep_from(desk: Desk, concern: str, role: str) -> None:
    """An answer given only now keeps the concern from that role, before its new words are sealed."""
    with open_read(desk.vault) as read:
        allowed = kept_from(read, role)
        before = stored_concerns.viewers(read, concern)
    if allowed is not None and before is None:
        restrict(desk, concern, allowed, "the adult signs in at this desk")


def questions_amending(file: ConcernFile, kind: str, body: StepBody) -> tuple[Question, ...]:
    """What a new version asks: the form of its step as this concern walks it now.

    A road that was begun since may ask more there. That is offered, not demanded: a word can be put right without it.
    """
    step = next((one.step for one in file.steps if one.step.id == body.step), file.pack.steps.get(body.step))
    core = {one.id for one in file.pack.core[kind].questions}
    given = core | set(body.answers) | set(body.not_known)
    asked = file.pack.questions(kind, step) + (whose_questions(file) if kind == ATTACHMENT else ())
    return tuple(one if one.id in given else replace(one, need=Need.OPTIONAL, need_when=()) for one in asked)


def withdraw(desk: Desk, root: str, why: str, note: str = "") -> Sealed:
    """Say that an entry does not count (wrong child, duplicate). It stays readable in the evidence view."""
    entry = _mine_to_change(desk, root)
    if isinstance(entry.body, AgreementAsked):
        raise KnownProblem("A second person answers this; it is not set aside. Open the concern again instead.")
    if not why.strip():
        raise CannotSeal([("why", "Say why this entry does not count.")])
    if entry.header.concerns:  # that two files are not one child's is said in words of one's own
        refuse_unfit("withdrawn", {"why": why, "note": note}, desk.pack, desk.clock())
    body = Withdrawn(root=entry.header.root, why=why, note=note)
    return seal_act(desk, body, draft_id=new_id(), concerns=entry.header.concerns, subjects=entry.header.subjects)


def _mine_to_change(desk: Desk, root: str) -> Entry:
    """The entry as `standing`. KnownProblem for a second person's own word: nobody else changes or unsays it."""
    entry = standing(desk, root)
    if isinstance(entry.body, Agreement) and entry.header.author != desk.me.id:
        raise KnownProblem(f"This is the word of {entry.body.by_name}. Ask them for another. Nothing was changed.")
    return entry


def standing(desk: Desk, root: str) -> Entry:
    """The newest version of an entry. KnownProblem when there is none, or this person may not see it."""
    with open_read(desk.vault) as read:
        entry = chronology.newest_seen(read, root)
    if entry is None:
        raise KnownProblem("This entry can be changed only by whoever wrote it, or it is gone. Nothing was lost.")
    return entry
