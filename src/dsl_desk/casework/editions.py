"""The editions of the pack: which were taken when and by whom, what another would change, and taking it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.look_up.contacts import edits_of
from dsl_desk.casework.opening import keep_pack, school_calendar, shipped_pack
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.desk import ContactEdited, Setting
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.when import local, long_moment
from dsl_desk.errors import CannotWrite, KnownProblem, PackBroken
from dsl_desk.pathways.archive import Archive, from_bytes
from dsl_desk.pathways.checks import check_and_walk
from dsl_desk.pathways.differences import Difference, differences
from dsl_desk.pathways.given import laid, read_given
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import desk_tables
from dsl_desk.store.slices import Progress, beside
from dsl_desk.store.work import open_read, open_work

_WALKS = 60  # through a pack that was handed over; enough to find where somebody would be stuck
_MOST_TOLD = 3  # faults named when a pack is refused


@dataclass(frozen=True, kw_only=True)
class Taken:
    """An edition this desk took. `by`: the person's name; `when`: in words; `in_use`: the one the desk works with."""

    name: str
    digest: str
    when: str
    by: str
    in_use: bool


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An edition that could be taken, and what it would change. `came`: where from, in words.

    `warnings`: what its check would have somebody look at. `own`: (name, the school's number, the number it says) of
    the school's own lines that it disagrees with; they stay.
    """

    pack: Pack = field(repr=False)
    content: bytes = field(repr=False)
    came: str
    differences: tuple[Difference, ...]
    warnings: tuple[str, ...] = ()
    own: tuple[tuple[str, str, str], ...] = ()

    name: str


def named(pack: Pack, beside: Pack | None = None) -> str:
    """ "Luton 2026.3"; where another edition calls itself the same, the first of its digest tells them apart."""
    name = f"{pack.title.title} {pack.edition}"
    same = beside is not None and beside.digest != pack.digest and named(beside) == name
    return f"{name} ({pack.digest[:8]})" if same else name


def taken(desk: Desk) -> tuple[Taken, ...]:
    """Every edition this desk ever took, the one in use first."""
    with open_read(desk.vault) as read:
        found = desk_tables.packs(read)
        people = {person.id: person.name for person in desk_tables.people(read)}
        titles = {body.digest: _kept_name(desk_tables.pack_bytes(read, body.digest), body.edition) for _, body in found}
    return tuple(
        Taken(
            name=titles[body.digest], digest=body.digest, by=people.get(entry.header.author, "somebody who has left"),
            when=long_moment(local(entry.header.recorded_at)), in_use=body.digest == desk.pack.digest,
        )
        for entry, body in found
    )  # fmt: skip


@lru_cache(maxsize=32)
def _kept_name(content: bytes, edition: str) -> str:
    """An edition too old for this program to read is still listed."""
    try:
        return named(load(from_bytes(content)))
    except PackBroken:
        return edition


def offered(desk: Desk) -> Offer | None:
    """The edition that came with the program, where this desk has never taken it."""
    shipped = _shipped(desk.school.locality, desk.vault.kind)
    if shipped is None or _was_taken(desk, shipped[0].digest):
        return None
    return _offer(desk, *shipped, came="It came with the program")


def of_locality(desk: Desk, locality: str) -> Offer:
    """Another council's pack that came with the program. PackBroken: there is none of that name."""
    shipped = _shipped(locality, desk.vault.kind)
    if shipped is None:
        raise PackBroken("No pack of that council came with the program. Load one from a folder. Nothing was changed.")
    return _offer(desk, *shipped, came="It came with the program")


def look_at(desk: Desk, place: Path) -> Generator[float, None, Offer]:
    """A pack handed over as a folder or a zip file, read and checked beside the work.

    PackBroken: it is refused, and why. Yields how far it is.
    """
    allow(desk, Act.SETTINGS)
    with open_read(desk.vault) as read:
        held = from_bytes(desk_tables.pack_bytes(read, desk.pack.digest))
    archive, warnings = yield from beside(partial(_read, place, held, desk.pack))
    return _offer(
        desk, load(archive, desk.vault.kind), archive.to_bytes(), came=f"From “{place.name}”", warnings=warnings
    )


def take(desk: Desk, offer: Offer) -> Desk:
    """Work with this edition from here on. Open concerns stay on the edition they began with."""
    allow(desk, Act.SETTINGS)
    if desk.vault.read_only:
        raise CannotWrite(desk.vault.read_only)
    locality = offer.pack.title.id if offer.pack.title.extends else offer.pack.title.locality
    with open_work(desk.vault, desk.clock()) as work:
        keep_pack(work, offer.pack, offer.content)
        if locality != desk.school.locality:
            work.seal(NewEntry(id=new_id(), body=Setting(key="locality", value=locality)))
        work.commit()
    school = replace(desk.school, locality=locality)
    return replace(desk, pack=offer.pack, school=school, calendar=school_calendar(offer.pack, school, desk.clock))


def waiting(desk: Desk) -> str:
    """The name of the edition that came with the program and was never looked at here; "" when there is none."""
    shipped = _shipped(desk.school.locality, desk.vault.kind)
    return named(shipped[0]) if shipped is not None and not _was_taken(desk, shipped[0].digest) else ""


@lru_cache(maxsize=8)  # what is installed stays as it is while the program runs
def _shipped(locality: str, kind: str) -> tuple[Pack, bytes] | None:
    try:
        return shipped_pack(locality, kind)
    except (KnownProblem, OSError):
        return None


def _was_taken(desk: Desk, digest: str) -> bool:
    with open_read(desk.vault) as read:
        return any(body.digest == digest for _, body in desk_tables.packs(read))


def _read(place: Path, held: Archive, in_use: Pack, progress: Progress) -> tuple[Archive, tuple[str, ...]]:
    """The archive, and the warnings of its check. PackBroken with the first of its errors."""
    archive = laid(read_given(place), held)
    progress.tell(0.2)
    pack = load(archive, in_use.vault)
    progress.tell(0.4)
    earlier = in_use if in_use.title.id == pack.title.id else None
    found, _ = check_and_walk(pack, earlier, walks=_WALKS)
    errors = [f"{one.where}: {one.sentence}" for one in found if one.level == "error"]
    if errors:
        more = f" There are {len(errors) - _MOST_TOLD} more." if len(errors) > _MOST_TOLD else ""
        raise PackBroken(f"This pack cannot be used. {'. '.join(errors[:_MOST_TOLD])}.{more} Nothing was changed.")
    # What so few walks did not meet says nothing to whoever takes it: the full check is for whoever writes the pack.
    told = [one for one in found if one.level == "warning" and not one.where.startswith("walk")]
    return archive, tuple(f"{one.where}: {one.sentence}." for one in told)


def _offer(desk: Desk, pack: Pack, content: bytes, came: str, warnings: tuple[str, ...] = ()) -> Offer:
    with open_read(desk.vault) as read:
        own = tuple(_disagreement(pack, edit) for edit in edits_of(read))
    found = differences(desk.pack, pack)
    return Offer(
        pack=pack, content=content, came=came, differences=found, warnings=warnings, name=named(pack, desk.pack),
        own=tuple(one for one in own if one is not None),
    )  # fmt: skip


def _disagreement(pack: Pack, edit: ContactEdited) -> tuple[str, str, str] | None:
    """A line of the school's own whose number this edition gives otherwise than when it was written."""
    contact = pack.contacts.get(edit.role)
    if contact is None or edit.removed or contact.number in ("", edit.number, edit.pack_said):
        return None
    return (edit.name or contact.name, edit.number or edit.out_of_hours, contact.number)
