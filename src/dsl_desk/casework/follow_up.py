"""Small acts on a concern: a note, a task, its end, a review, reopening, a second person's word."""

from __future__ import annotations

from datetime import date

from dsl_desk.casework.amend import standing
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.sealing import new_id, seal_act
from dsl_desk.domain.entries.concern import Agreement, Closed, Decision, Note, Reopened
from dsl_desk.domain.entries.follow_up import Review, Task, TaskDone
from dsl_desk.domain.when import NOT_KNOWN, When
from dsl_desk.errors import CannotSeal, KnownProblem
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


def review(
    desk: Desk,
    of: str,
    found: str,
    *,
    helped: str = "",
    how_known: str = "",
    next_review: date | None = None,
    happened: When | None = None,
) -> Sealed:
    """Look at whether it helped. `of` is the plan, decision or parents entry whose review date this is."""
    _need(found, "found", "Write what you found.")
    entry = standing(desk, of)
    body = Review(
        of=of, found=found, helped=helped, how_known=how_known, next_review=next_review,
        happened=happened or When.at(desk.clock()),
    )  # fmt: skip
    return seal_act(desk, body, concerns=entry.header.concerns)


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

    Nobody agrees with themselves: raises CannotSeal when any version of the entry is one's own and no other person is
    named. KnownProblem for an entry on which nobody's word is asked.
    """
    entry = standing(desk, of)
    if not isinstance(entry.body, (Decision, Closed)):
        raise KnownProblem("A second person's word is asked on decisions and closings only. Nothing was changed.")
    if _wrote(desk, entry.header.root) and by_phone_with.strip().casefold() in ("", desk.me.name.casefold()):
        raise CannotSeal([("by_phone_with", "This is your own entry. Name the person you agreed it with by phone.")])
    if not agrees:
        _need(comment, "comment", "Say why not, so that it can be put right.")
    body = Agreement(
        of=entry.header.root, agrees="agree" if agrees else "disagree", comment=comment,
        how="by_phone" if by_phone_with else "here", by_name=by_phone_with or desk.me.name,
        by_role=by_role or desk.me.role, happened=happened or When.at(desk.clock()),
    )  # fmt: skip
    return seal_act(desk, body, draft_id=new_id(), concerns=entry.header.concerns)


def _wrote(desk: Desk, root: str) -> bool:
    """Whether any version of it is by whoever is at the desk."""
    with open_read(desk.vault) as read:
        return any(one.header.author == desk.me.id for one in versions(read, root))


def _need(text: str, spot: str, sentence: str) -> None:
    if not text.strip():
        raise CannotSeal([(spot, sentence)])
