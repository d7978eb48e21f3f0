"""Small acts on a referral: who is named on its paper, and that it does not count."""

from __future__ import annotations

from dataclasses import replace

from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.pack_facts.masking import MASKED, NAMED
from dsl_desk.casework.pack_facts.sources import Sources, read_sources
from dsl_desk.casework.sealing import new_id, seal_act
from dsl_desk.domain.entries.concern import Withdrawn
from dsl_desk.domain.entries.referral import ReferralWritten
from dsl_desk.domain.entry import Entry
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.store import referrals
from dsl_desk.store.work import open_read

_PARTS = ("referral_made", "referral_written", "reply", "chase")


def choose_masks(desk: Desk, referral_id: str, masks: dict[str, str]) -> Sealed:
    """Name a child on this referral's paper or mask it: child id -> "named" or "masked". It amends the written copy.

    Raises CannotSeal when there is no written copy yet, or for any other value.
    """
    if set(masks.values()) - {NAMED, MASKED}:
        raise CannotSeal([("masks", "Choose for each child whether the name is shown.")])
    with open_read(desk.vault) as read:
        row = referrals.row(read, referral_id)
    written = row.copy if row else None
    if written is None or not isinstance(written.body, ReferralWritten):
        raise CannotSeal([("masks", "Write the written copy first. Who is named is kept with it.")])
    body = replace(written.body, masks=written.body.masks | masks)
    header = written.header
    return seal_act(desk, body, concerns=header.concerns, subjects=header.subjects, amends=header.root)


def withdraw_referral(desk: Desk, referral_id: str, why: str, note: str = "") -> tuple[Sealed, ...]:
    """Say that a referral does not count, with a reason. What was written stays readable."""
    if not why.strip():
        raise CannotSeal([("why", "Say why this referral is withdrawn.")])
    with open_read(desk.vault) as read:
        sources = read_sources(read, desk, referral_id, desk.clock())
    if sources.row.partly:
        raise KnownProblem(f"{_who_made(sources)} made it: ask them to withdraw it. Nothing was changed.")
    mine = [one for one in parts_of(sources) if one.header.kind in ("referral_made", "referral_written")]
    return tuple(
        seal_act(desk, Withdrawn(root=one.header.root, why=why, note=note), draft_id=new_id(),
                 concerns=one.header.concerns, subjects=one.header.subjects)
        for one in mine
    )  # fmt: skip


def _who_made(sources: Sources) -> str:
    return " or ".join(sorted({sources.author(one)[0] for one in sources.row.rest}))


def parts_of(sources: Sources) -> list[Entry]:
    """The entries of this referral that stand, in order of recording."""
    found = [entry for kind in _PARTS for entry in sources.entries(kind)]
    mine = [entry for entry in found if entry.body is not None and entry.body.referral == sources.row.id]
    return sorted(mine, key=lambda entry: entry.seq)
