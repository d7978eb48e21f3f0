"""Sealing one act: the draft's id becomes the entry's id, the draft goes, the screens hear what changed."""

from __future__ import annotations

from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.domain.access import ACT_OF_KIND, Role
from dsl_desk.domain.entries import Body, kind_of
from dsl_desk.domain.entries.concern import RoadStarted
from dsl_desk.domain.entry import Entry, NewEntry, Subject
from dsl_desk.errors import KnownProblem
from dsl_desk.store import concerns as stored_concerns
from dsl_desk.store import desk_tables, drafts
from dsl_desk.store.rows import by_id
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import Read, Work, open_work

NOT_HERE = "This concern cannot be opened here: it was withdrawn, or it is for other people to see."

__all__ = ["NOT_HERE", "by_id", "new_id", "seal_act", "seal_in"]


def seal_act(
    desk: Desk,
    body: Body,
    *,
    draft_id: str = "",
    concerns: tuple[str, ...] = (),
    subjects: tuple[Subject, ...] | None = None,
    amends: str | None = None,
    numbered: str | None = None,
    blobs: tuple[str, ...] = (),
    afterwards: str = "",
) -> Sealed:
    """One act in one transaction. Without `subjects`, it is about the people of its concerns, roles left empty."""
    allow(desk, ACT_OF_KIND[kind_of(body).name])
    with open_work(desk.vault, desk.clock()) as work:
        entry = seal_in(
            work, desk, body, draft_id=draft_id, concerns=concerns, subjects=subjects, amends=amends,
            numbered=numbered, blobs=blobs,
        )  # fmt: skip
        work.commit()
    return sealed(entry, afterwards)


def seal_in(
    work: Work,
    desk: Desk,
    body: Body,
    *,
    draft_id: str = "",
    concerns: tuple[str, ...] = (),
    subjects: tuple[Subject, ...] | None = None,
    amends: str | None = None,
    numbered: str | None = None,
    blobs: tuple[str, ...] = (),
    may_see: tuple[str, ...] | None = None,
) -> Entry:
    """The same inside a transaction that holds more than one entry. `may_see`: whom this very entry leaves to see it.

    KnownProblem when it would be on a concern that this person may not see.
    """
    seen_by = _may_see(work, concerns)
    entry = work.seal(
        NewEntry(
            id=draft_id or new_id(), body=body, concerns=concerns, amends=amends, numbered=numbered, blobs=blobs,
            subjects=_people_of(work, concerns) if subjects is None else subjects,
            may_see=seen_by if may_see is None else may_see, pack=_edition(work, desk, body, concerns),
        )
    )  # fmt: skip
    if draft_id:
        drafts.forget(work, draft_id)
    return entry


def sealed(entry: Entry, afterwards: str = "") -> Sealed:
    """What the screens are told about an entry."""
    header = entry.header
    changed = {f"concern:{concern}" for concern in header.concerns}
    changed |= {f"{subject.kind}:{subject.id}" for subject in header.subjects if subject.kind in ("child", "adult")}
    changed |= {"concerns", "today"} if header.concerns else {header.kind}
    return Sealed(header.root, header.reference or "", frozenset(changed), afterwards)


def _edition(work: Work, desk: Desk, body: Body, concerns: tuple[str, ...]) -> str | None:
    """The edition whose words were shown: that of the road it was made on; a road begins with the one in use."""
    if not concerns:
        return None
    pins = {} if isinstance(body, RoadStarted) else dict(stored_concerns.roads(work, concerns[0]))
    return pins.get(getattr(body, "road", "")) or next(iter(pins.values()), desk.pack.digest)


def kept_from(read: Read, role: str) -> tuple[str, ...] | None:
    """Everybody who may sign in here except those of this role, and never without whoever seals it; None for all."""
    here = [person for person in desk_tables.people(read) if not person.left and person.role != Role.RECOVERY_KIT]
    if not any(person.role == role for person in here):
        return None
    return tuple(sorted(person.id for person in here if person.role != role or person.id == read.viewer))


def _people_of(work: Work, concerns: tuple[str, ...]) -> tuple[Subject, ...]:
    found: dict[str, Subject] = {}
    for concern in concerns:
        row = stored_concerns.row(work, concern)
        for adult, _ in row.adults if row else ():
            found[adult] = Subject(id=adult, kind="adult")
        for child, _, _ in row.children if row else ():
            found[child] = Subject(id=child)
    return tuple(found.values())


def _may_see(work: Work, concerns: tuple[str, ...]) -> tuple[str, ...] | None:
    """Who may see an entry is noted in its header as it stood then; None is everyone with a slot."""
    allowed: set[str] | None = None
    for concern in concerns:
        viewers = stored_concerns.viewers(work, concern)
        if viewers is not None and work.viewer not in viewers:
            raise KnownProblem(NOT_HERE)
        if viewers is not None:
            allowed = set(viewers) if allowed is None else allowed & set(viewers)
    return None if allowed is None else tuple(sorted(allowed))
