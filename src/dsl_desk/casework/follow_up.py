"""Small acts on a concern: a note, a task, its end, a review, reopening, a second person's word."""

from __future__ import annotations

import msgspec

from dsl_desk.casework.amend import standing
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.filling import fill, refuse_unfit
from dsl_desk.casework.sealing import new_id, seal_act
from dsl_desk.domain.entries.concern import Agreement, Closed, Decision, Note, Reopened
from dsl_desk.domain.entries.follow_up import Task, TaskDone
from dsl_desk.domain.questions import Answers
from dsl_desk.domain.when import NOT_KNOWN, When
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.store import desk_tables
from dsl_desk.store.rows import versions
from dsl_desk.store.work import open_read


def add_note(desk: Desk, concern_id: str, text: str, *, who: str = "", happened: When | None = None) -> Sealed:
    """A quick note: date, who, text; nothing else is needed, one press seals it."""
    _need(text, "text", "Write the note first.")
    return seal_act(desk, Note(text=text, who=who, happened=happened or When.at(desk.clock())), concerns=(concern_id,))


def add_task(desk: Desk, concern_id: str, what: str, *, who: str = "", by: When = NOT_KNOWN) -> Sealed:
    _need(what, "what", "Write what is to be done.")
    return seal_act(desk, Task(what=what, who=who, by=by, happened=When.at(desk.clock())), concerns=(concern_id,))


def finish(desk: Desk, item: str, *, done: bool = True, why: str = "", helped: str = "") -> Sealed:
    """End an open item (task, promise, waiting): done, or not done with a reason."""
    if not done:
        _need(why, "why", "Say why it was not done.")
    entry = standing(desk, item.partition(":")[0])
    body = TaskDone(
        task=item, done="done" if done else "not_done", why=why, helped=helped, happened=When.at(desk.clock())
    )
    return seal_act(desk, body, concerns=entry.header.concerns)


def review(desk: Desk, of: str, answers: Answers) -> Sealed:
    """Look at whether it helped. `of` is the plan, decision or parents entry whose review date this is."""
    entry = standing(desk, of)
    filled = fill("review", desk.pack.questions("review"), answers, desk.pack, desk.clock(), of=of)
    return seal_act(desk, filled.body, concerns=entry.header.concerns)


def reopen(desk: Desk, concern_id: str, why: str) -> Sealed:
    _need(why, "why", "Say why it is opened again.")
    return seal_act(desk, Reopened(why=why, happened=When.at(desk.clock())), concerns=(concern_id,))


def agree(
    desk: Desk,
    of: str,
    agrees: bool,
    comment: str,
    *,
    by_phone_with: str = "",
    by_role: str = "",
    happened: When | None = None,
) -> Sealed:
    """A second person's own word on a decision or closure; or written down for them: "agreed by phone with … at …".

    Nobody agrees with themselves, by whose hand ever: raises CannotSeal when whoever's word it is wrote any version of
    the entry. KnownProblem for an entry on which nobody's word is asked.
    """
    entry = standing(desk, of)
    if not isinstance(entry.body, (Decision, Closed)):
        raise KnownProblem("A second person's word is asked on decisions and closings only. Nothing was changed.")
    whose = by_phone_with.strip() or desk.me.name
    if whose.casefold() in _writers(desk, entry.header.root):
        mine = whose.casefold() == desk.me.name.casefold()
        says = "This is your own entry." if mine else f"{whose} wrote this, and nobody agrees with themselves."
        raise CannotSeal([("by_name", f"{says} Name the person it was agreed with by phone.")])
    if not agrees:
        _need(comment, "comment", "Say why not, so that it can be put right.")
    body = Agreement(
        of=entry.header.root, agrees="agree" if agrees else "disagree", comment=comment,
        how="by_phone" if by_phone_with.strip() else "here", by_name=whose, by_role=by_role or desk.me.role,
        happened=happened or When.at(desk.clock()),
    )  # fmt: skip
    refuse_unfit("agreement", msgspec.to_builtins(body), desk.pack, desk.clock())
    return seal_act(desk, body, draft_id=new_id(), concerns=entry.header.concerns)


def _writers(desk: Desk, root: str) -> frozenset[str]:
    """The names, caseless, of everybody who wrote a version of it."""
    with open_read(desk.vault) as read:
        names = {person.id: person.name.casefold() for person in desk_tables.people(read)}
        return frozenset(names[one.header.author] for one in versions(read, root))


def _need(text: str, spot: str, sentence: str) -> None:
    if not text.strip():
        raise CannotSeal([(spot, sentence)])
