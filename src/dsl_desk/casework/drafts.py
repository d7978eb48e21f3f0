"""Drafts: kept while typing, offered after a lock or a crash, gone once sealed."""

from __future__ import annotations

from contextlib import suppress

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.sealing import by_id, new_id
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.store import attachments, concerns, drafts
from dsl_desk.store.drafts import Draft
from dsl_desk.store.work import open_read, open_work

__all__ = ["Draft", "discard", "keep", "keep_held", "mine", "new_id"]


def keep(desk: Desk, draft: Draft) -> None:
    """Save a draft over its older state. Where the vault cannot take it, it is held in memory, sealed to its author's
    key, and the problem is raised with a sentence that says so."""
    try:
        with open_work(desk.vault, desk.clock()) as work:
            if by_id(work, draft.id) is None:  # sealed meanwhile: then there is nothing left to keep
                drafts.save(work, draft)
            work.commit()
    except KnownProblem as problem:
        desk.held[draft.id] = drafts.sealed_bytes(desk.vault, draft, desk.clock())
        sentence = "Your draft is kept in memory until it can be saved: leave DSL Desk open. Locking is safe."
        raise type(problem)(f"{sentence} {problem.sentence}") from problem
    desk.held.pop(draft.id, None)


def keep_held(desk: Desk) -> None:
    """Try again to save what the vault could not take. What it still cannot take goes on waiting in memory."""
    held = [drafts.opened_bytes(desk.vault, one, sealed) for one, sealed in list(desk.held.items())]
    with suppress(KnownProblem):
        for draft in held:
            if draft is not None:  # another person's waits until that person is back
                keep(desk, draft)


def discard(desk: Desk, draft_id: str) -> None:
    """The draft goes, with the files kept beside it."""
    desk.held.pop(draft_id, None)
    with suppress(KnownProblem), open_work(desk.vault, desk.clock()) as work:
        drafts.forget(work, draft_id)
        attachments.forget_unsealed(work, draft_id)
        work.commit()


def mine(desk: Desk) -> list[Draft]:
    """This person's drafts, newest first; one held in memory is newer than the one in the vault.

    One on a concern that this person may not see any more is left out. It is not lost: it is there when they may again.
    """
    held = [drafts.opened_bytes(desk.vault, one, sealed) for one, sealed in desk.held.items()]
    found = {draft.id: draft for draft in held if draft is not None}
    with open_read(desk.vault) as read:
        listed = [*found.values(), *(draft for draft in drafts.mine(read) if draft.id not in found)]
        return [one for one in listed if not one.form.get("concern") or concerns.row(read, one.form["concern"])]


def draft_of(form: dict[str, str], answers: Answers, draft_id: str = "") -> Draft:
    """A draft with a new id, or the id it has had."""
    return Draft(id=draft_id or new_id(), form=form, answers=answers)
