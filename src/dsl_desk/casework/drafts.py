"""Drafts: kept while typing, offered after a lock or a crash, gone once sealed."""

from __future__ import annotations

from contextlib import suppress

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.sealing import by_id, new_id
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.store import drafts
from dsl_desk.store.drafts import Draft
from dsl_desk.store.work import open_read, open_work

__all__ = ["Draft", "discard", "keep", "mine", "new_id"]


def keep(desk: Desk, draft: Draft) -> None:
    """Save a draft over its older state. Raises DiskFull and the like; the caller then holds it in memory."""
    with open_work(desk.vault, desk.clock()) as work:
        if by_id(work, draft.id) is None:  # sealed meanwhile: then there is nothing left to keep
            drafts.save(work, draft)
        work.commit()


def discard(desk: Desk, draft_id: str) -> None:
    with suppress(KnownProblem), open_work(desk.vault, desk.clock()) as work:
        drafts.forget(work, draft_id)
        work.commit()


def mine(desk: Desk) -> list[Draft]:
    """This person's drafts, newest first."""
    with open_read(desk.vault) as read:
        return drafts.mine(read)


def draft_of(form: dict[str, str], answers: Answers, draft_id: str = "") -> Draft:
    """A draft with a new id, or the id it has had."""
    return Draft(id=draft_id or new_id(), form=form, answers=answers)
