"""Concerns that follow on from one another: linked by a person, shown both ways, undone in the open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dsl_desk.casework.amend import standing
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.sealing import new_id, seal_act
from dsl_desk.domain.entries.concern import Concern
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.store import concerns
from dsl_desk.store.work import Read, open_read


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Another concern of these children. `follows`: this one follows on from it; `followed`: the other way."""

    id: str
    label: str
    follows: bool
    followed: bool


def others(read: Read, desk: Desk, file: ConcernFile) -> tuple[Linked, ...]:
    """The other concerns of its children that this person may see, newest first, linked or not."""
    children = [child for child, _, _ in file.row.children]
    pairs = {pair for child in children for pair in concerns.follow_ons(read, child)}
    rows = {row.id: row for child in children for row in concerns.of_child(read, child) if row.id != file.row.id}
    return tuple(
        Linked(
            id=row.id, label=f"{row.reference}, {desk.pack.label('levels', row.level)}".rstrip(", "),
            follows=(file.row.id, row.id) in pairs, followed=(row.id, file.row.id) in pairs,
        )
        for row in sorted(rows.values(), key=lambda row: row.reference, reverse=True)
    )  # fmt: skip


def in_words(read: Read, child: str, references: Mapping[str, str]) -> dict[str, str]:
    """Concern -> "Follows on from C-0012. C-0031 follows on from it.": for the child's file.

    `references`: of the child's concerns that this person may see, by id.
    """
    said: dict[str, list[str]] = {}
    for later, earlier in concerns.follow_ons(read, child):
        if later in references and earlier in references:
            said.setdefault(later, []).append(f"Follows on from {references[earlier]}.")
            said.setdefault(earlier, []).append(f"{references[later]} follows on from it.")
    return {concern: " ".join(sorted(words)) for concern, words in said.items()}


def follow_on(desk: Desk, concern_id: str, earlier: tuple[str, ...]) -> Sealed:
    """Say from which concerns this one follows on, all at once: a new version of its record. None: from none."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
        offered = {one.id for one in others(read, desk, file)}
    entry = standing(desk, concern_id)
    if not isinstance(entry.body, Concern):
        raise KnownProblem("This concern was removed under the school's retention rules. Nothing was linked.")
    unseen = tuple(one for one in entry.body.follows_on if one not in offered)  # stays as it is
    if set(earlier) - offered:
        raise CannotSeal([("earlier", "Choose among the other concerns of these children.")])
    if set(earlier) | set(unseen) == set(entry.body.follows_on):
        raise CannotSeal([("earlier", "Nothing was changed. Tick another, or leave it.")])
    body = replace(entry.body, follows_on=(*unseen, *earlier))
    header = entry.header
    return seal_act(
        desk, body, draft_id=new_id(), concerns=header.concerns, subjects=header.subjects, amends=header.root,
        blobs=header.blobs,
    )  # fmt: skip
