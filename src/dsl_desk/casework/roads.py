"""The roads a concern walks: what is suggested and why, and beginning one. The designated lead decides."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.sealing import new_id, seal_act
from dsl_desk.domain.entries.concern import LeftOut, RoadStarted
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.pathways.conditions import View
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.what_is_known import natures_of
from dsl_desk.store.work import open_read


@dataclass(frozen=True, kw_only=True)
class RoadOffer:
    """A road that could be walked as well. `because`: why it is suggested, in words; "" when it is not.

    `entry` is the one that suggests it.
    """

    road: str
    label: str
    because: str = ""
    entry: str = ""


def offered(file: ConcernFile, pack: Pack) -> tuple[RoadOffer, ...]:
    """The roads of this edition that the concern does not walk yet, suggested ones first, in the pack's order."""
    walked = {pathway.id for pathway in file.pathways}
    ordered = dict.fromkeys((*(road for road in pack.roads if pack.shipped(road)), *pack.pathways))
    found = [_offer(file, pack, road) for road in ordered if road not in walked]
    return tuple(sorted(found, key=lambda one: not one.because))


def _offer(file: ConcernFile, pack: Pack, road: str) -> RoadOffer:
    label = pack.pathways[road].title
    for because, entry, seq in (_by_nature(file, pack, road), _by_condition(file, pack, road)):
        if because and not _left_out_since(file, road, seq):
            return RoadOffer(road=road, label=label, because=because, entry=entry)
    return RoadOffer(road=road, label=label)


def _by_nature(file: ConcernFile, pack: Pack, road: str) -> tuple[str, str, int]:
    """(why in words, entry, its place) where a nature that was chosen asks for this road; "" where none does."""
    triage = file.record.latest("urgency")
    chosen = [pack.natures[one] for one in natures_of(file.record) if one in pack.natures]
    asking = [f"“{nature.label}”" for nature in chosen if road in nature.roads]
    if triage is None or not asking:
        return "", "", 0
    chose = "was chosen" if len(asking) == 1 else "were chosen"
    return f"{' and '.join(asking)} {chose}: {triage.reference}", triage.id, triage.seq


def _by_condition(file: ConcernFile, pack: Pack, road: str) -> tuple[str, str, int]:
    """The same where the road's own condition holds. A fact that rests on no entry of the concern has no reference."""
    pathway = pack.pathways[road]
    view = View(tuple(state.step for state in file.steps), file.record, file.facts)
    found = view.holds(pathway.suggested_when) if pathway.suggested_when else None
    if found is None:
        return "", "", 0
    words = ": ".join(part for part in (pathway.suggested_because, found.reference) if part)
    return words, found.entry if found.reference and found.entry else "", found.seq


def _left_out_since(file: ConcernFile, road: str, seq: int) -> bool:
    """Somebody wrote why this road is not walked, after the entry that suggests it."""
    return any(
        entry.seq > seq and entry.answers.get("road") == road and not entry.answers.get("step")
        for entry in file.record.of_kind("left_out")
    )


def leave_road_out(desk: Desk, concern_id: str, road: str, why: str) -> Sealed:
    """Say why a suggested road is not walked. It can still be begun, and is suggested again by a later look.

    CannotSeal without a reason; KnownProblem when it is not suggested now.
    """
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
    if not any(one.road == road and one.because for one in offered(file, desk.pack)):
        raise KnownProblem("This road is not suggested here any more. Nothing was lost.")
    if not why.strip():
        raise CannotSeal([("why", "Write why this road is not walked.")])
    return seal_act(desk, LeftOut(road=road, reason="", note=why), draft_id=new_id(), concerns=(concern_id,))


def start_road(desk: Desk, concern_id: str, road: str, why: str = "") -> Sealed:
    """Walk a road as well, pinned to the edition in use. Nothing that was sealed before changes.

    KnownProblem: this edition does not hold it, or the concern walks it already.
    """
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
    offer = next((one for one in offered(file, desk.pack) if one.road == road), None)
    if offer is None:
        raise KnownProblem("This concern walks that road already, or this edition does not hold it. Nothing was lost.")
    body = RoadStarted(pathway=road, because=offer.entry or None, why=why)
    return seal_act(desk, body, draft_id=new_id(), concerns=(concern_id,))
