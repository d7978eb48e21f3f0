"""The guidance pack in words: which edition, since when and by whom, what it is not sure of. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework import editions
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.editions import Offer, Taken
from dsl_desk.casework.look_again import to_look_at
from dsl_desk.casework.look_up.edition_words import Group, doubts, groups, of_wording, only_checked
from dsl_desk.casework.opening import localities
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.when import long_date
from dsl_desk.pathways.unverified import unverified


@dataclass(frozen=True, kw_only=True)
class PackState:
    """`again`: (concern, words) of those to look at. `others`: (id, council) whose pack came with the program.

    `wording`: how many doubts are about the wording of forms, and are not listed. `sets`: this person may take a pack.
    """

    name: str
    checked: str
    digest: str
    taken: str
    older: tuple[Taken, ...]
    again: tuple[tuple[str, str], ...]
    doubts: tuple[Group, ...]
    count: int
    wording: int
    others: tuple[tuple[str, str], ...]
    offer: Offer | None
    sets: bool


def load(desk: Desk) -> PackState:
    """Everything the panel shows of the pack in use and of what waits."""
    known, unsure = editions.taken(desk), unverified(desk.pack)
    now = next((one for one in known if one.in_use), None)
    return PackState(
        name=editions.named(desk.pack), checked=f"Last gone over on {long_date(desk.pack.title.checked)}.",
        digest=spaced(desk.pack.digest), taken=f"Taken {now.when} by {now.by}." if now else "Not kept in this vault.",
        older=tuple(one for one in known if not one.in_use),
        again=tuple((one.concern, f"{one.reference}, begun with {one.stays}") for one in to_look_at(desk)),
        doubts=doubts(unsure), count=len(unsure) - of_wording(unsure), wording=of_wording(unsure),
        others=tuple(one for one in localities() if one[0] != desk.pack.title.id), offer=editions.offered(desk),
        sets=may(desk.me.role, Act.SETTINGS) and not desk.vault.read_only,
    )  # fmt: skip


def spaced(digest: str) -> str:
    """A digest in groups of eight, to be compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def offer_words(offer: Offer, in_use: str) -> str:
    """How much would change, in a sentence."""
    told = sum(one.how != "checked" for one in offer.differences)
    if not told:
        return f"{offer.came}. It says nothing otherwise than {in_use}. {only_checked(offer.differences)}".rstrip()
    things = "1 thing" if told == 1 else f"{told} things"
    return f"{offer.came}. {things} would change against {in_use}. {only_checked(offer.differences)}".rstrip()


def offer_groups(offer: Offer) -> tuple[Group, ...]:
    return groups(offer.differences, offer.pack)


def own_words(offer: Offer) -> tuple[str, ...]:
    """The school's own lines stay; where the pack says another number, both are named."""
    return tuple(
        f"{name}: you wrote {ours}, this edition says {theirs}. Yours stays." for name, ours, theirs in offer.own
    )


def doubt_words(state: PackState) -> str:
    if not state.count:
        return "Everything in it that somebody rings or counts by is settled."
    return (
        f"{state.count} numbers, deadlines, papers and hours are not settled. Each shows it wherever it stands. The "
        f"wording of forms is not listed here ({state.wording} rest on usual practice)."
    )
