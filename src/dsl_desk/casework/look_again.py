"""Open concerns whose guidance changed since they began: what changed for each, looked at, or gone on with."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.concern_file import ConcernFile, concern_file, kept_pack
from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.editions import named
from dsl_desk.casework.sealing import seal_act, seal_in, sealed
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.concern import EditionLooked, RoadStarted
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.differences import Difference, concerning, differences
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.what_is_known import natures_of
from dsl_desk.store import concerns
from dsl_desk.store.work import Read, open_read, open_work


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What the edition in use says otherwise for one concern. `stays`: the edition it began with, by name.

    `looked`: somebody of this desk has looked at it.
    """

    concern: str
    reference: str
    stays: str
    now: str
    differences: tuple[Difference, ...]
    looked: bool


def changed_for(read: Read, desk: Desk, file: ConcernFile) -> Changed | None:
    """What changed for this concern since the editions its roads are pinned to; None when nothing that touches it."""
    pins = dict(concerns.roads(read, file.row.id))
    old = {road: digest for road, digest in pins.items() if digest != desk.pack.digest}
    if not old:
        return None
    natures = frozenset(natures_of(file.record))
    found: dict[Difference, None] = {}
    for digest in dict.fromkeys(old.values()):
        before = kept_pack(read, digest)
        roads = frozenset(road for road, pinned in old.items() if pinned == digest)
        kinds = frozenset(kind for state in file.steps for kind in state.step.entry_kinds)
        found |= dict.fromkeys(concerning(_between(before, desk.pack), desk.pack, roads, natures, kinds))
    if not found:
        return None
    return Changed(
        concern=file.row.id, reference=file.row.reference, stays=named(file.pack, desk.pack),
        now=named(desk.pack, file.pack), differences=tuple(found),
        looked=_looked(file, desk.pack.digest),
    )  # fmt: skip


def to_look_at(desk: Desk) -> tuple[Changed, ...]:
    """Every open concern of which something changed and that nobody has looked at since, the oldest first."""
    with open_read(desk.vault) as read:
        found = [changed_for(read, desk, concern_file(read, desk, row.id)) for row in concerns.open_rows(read)]
    return tuple(sorted((one for one in found if one and not one.looked), key=lambda one: one.reference))


def looked(desk: Desk, concern_id: str) -> Sealed:
    """Somebody looked at what changed, and the concern stays with the edition it began with."""
    return seal_act(desk, EditionLooked(digest=desk.pack.digest, edition=named(desk.pack)), concerns=(concern_id,))


def go_on_with_new(desk: Desk, concern_id: str) -> Sealed:
    """Its roads go on with the edition in use. What was sealed before keeps the edition and the words it was sealed
    under. KnownProblem: it is there already, or the edition in use does not hold its road."""
    allow(desk, Act.CASEWORK)
    with open_work(desk.vault, desk.clock()) as work:
        pins = dict(concerns.roads(work, concern_id))
        old = [road for road, digest in pins.items() if digest != desk.pack.digest]
        gone = [road for road in old if not desk.pack.shipped(road)]
        if not old or gone:
            raise KnownProblem(
                "This concern cannot go on with the newer edition: it is there already, or that edition does not hold "
                "its road. Nothing was changed."
            )
        why = f"Goes on with {named(desk.pack)}"
        begun = [seal_in(work, desk, RoadStarted(pathway=road, why=why), concerns=(concern_id,)) for road in old]
        work.commit()
    return sealed(begun[-1])


def _between(before: Pack, after: Pack) -> tuple[Difference, ...]:
    """Two editions are compared once, however many concerns rest on them."""
    key = (before.digest, after.digest, after.vault)  # the same files say something else in each vault
    if key not in _COMPARED:
        _COMPARED.clear()  # one pair at a time is what a desk needs
        _COMPARED[key] = differences(before, after)
    return _COMPARED[key]


_COMPARED: dict[tuple[str, str, str], tuple[Difference, ...]] = {}


def _looked(file: ConcernFile, digest: str) -> bool:
    return any(
        isinstance(entry.body, EditionLooked) and entry.body.digest == digest
        for entry in file.standing("edition_looked")
    )
