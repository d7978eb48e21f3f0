"""The door that needs no key, "About an adult who works with children": for the window, and as a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.contacts import at_the_door, edits_of
from dsl_desk.casework.opening import base_pack, shipped_pack
from dsl_desk.domain.access import ROLE_NAMES, VAULT_NAMES, VaultKind, first_role
from dsl_desk.domain.when import long_moment
from dsl_desk.errors import KnownProblem, PackBroken
from dsl_desk.paths import resources
from dsl_desk.pathways.contacts import CallLine, who_to_call
from dsl_desk.pathways.front_door import FrontDoor
from dsl_desk.pathways.pack import Pack
from dsl_desk.reports import concern_form as forms
from dsl_desk.reports.concern_form import ConcernFormFacts, FormRow
from dsl_desk.store.files import write_atomically
from dsl_desk.store.vault_making import vault_folder
from dsl_desk.store.work import open_read

_DOORS = (VaultKind.STAFF, VaultKind.GOVERNORS)
_HAND_OVER = (
    "Hand this in person to the one it goes to, named below. Talk about it with nobody else, and keep no copy. It need "
    "not be complete: write what you know, and nothing you only think."
)
_SIGNED = ("Written by, job, signed", "Date and time written", "Given to, date and time")


@dataclass(frozen=True, kw_only=True)
class RingRow:
    """In which case, who, and the numbers: those open now first."""

    when: str
    who: str
    calls: tuple[CallLine, ...]

    @property
    def now(self) -> tuple[CallLine, ...]:
        """The numbers that are open now; all of them where none is."""
        return tuple(line for line in self.calls if line.open_now and line.number) or self.calls


@dataclass(frozen=True, kw_only=True)
class VaultDoor:
    """A vault that such a matter is written in: what it is called, whether there is one, and whose it is to make."""

    kind: str
    name: str
    made: bool
    maker: str


@dataclass(frozen=True, kw_only=True)
class FrontDoorPage:
    """`note`: whose numbers these are, and what is not known yet. `prompt`: the pack's own last line."""

    title: str
    under: str
    rings: tuple[RingRow, ...]
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    vaults: tuple[VaultDoor, ...]
    note: str
    prompt: str


@dataclass(frozen=True)
class Place:
    """Where the door stands: on which computer, of which council as far as is remembered, over which open desk."""

    folder: Path
    clock: Callable[[], datetime]
    locality: str = ""
    desk: Desk | None = None
    moved: dict[str, str] = field(default_factory=dict)  # kind -> folder of a vault that lies elsewhere

    @property
    def pack(self) -> Pack:
        return self.desk.pack if self.desk is not None else pack_at_the_door(self.locality)


def pack_at_the_door(locality: str) -> Pack:
    """What is known before anybody signs in: the pack of the council remembered on this computer, or the country's."""
    with suppress(KnownProblem, OSError):
        if locality and (resources() / "localities" / locality).is_dir():
            return shipped_pack(locality)[0]
    return base_pack()


def front_door(place: Place) -> FrontDoorPage:
    """What the door shows. Without an open desk: the numbers that came with the program, of the council remembered."""
    pack = place.pack
    words = _words(pack)
    return FrontDoorPage(
        title=words.title, under=words.under, do=words.texts("do"), do_not=words.texts("do_not"),
        vaults=tuple(_vault(Path(place.moved.get(kind, place.folder)), kind) for kind in _DOORS),
        rings=_rings(place, pack, words),
        note=_note(pack, place.desk), prompt=f"{pack.title.prompt}.",
    )  # fmt: skip


def sheet(place: Place) -> bytes:
    """The sheet to fill in by hand, as a PDF. It holds nothing of anybody, so no register knows of it."""
    from dsl_desk.reports.pdf import render  # heavy: loaded when somebody prints

    return render(forms.compose(sheet_facts(place)))


def save_sheet(place: Place, path: Path) -> None:
    """The sheet as that file. Raises DiskFull, FolderNotWritable or CannotWrite."""
    write_atomically(path, sheet(place))


def sheet_facts(place: Place) -> ConcernFormFacts:
    pack, desk = place.pack, place.desk
    words, note = _words(pack), _note(pack, desk)
    return ConcernFormFacts(
        title=words.title, under=_HAND_OVER, school=desk.school.school_name or "Your school" if desk else "",
        made=long_moment(place.clock()), marking=pack.title.marking, danger="",
        calls=tuple((row.when, _on_paper(row)) for row in _rings(place, pack, words)),
        hints=(*words.texts("do"), *((note,) if note else ())),
        do_not=words.texts("do_not"), rows=tuple(FormRow(label=row.label, room=row.room) for row in words.rows),
        signed=_SIGNED, practice=desk.school.practice if desk else False,
    )  # fmt: skip


def _rings(place: Place, pack: Pack, words: FrontDoor) -> tuple[RingRow, ...]:
    return tuple(RingRow(when=r.when, who=r.who, calls=_calls(place, pack, r.contacts)) for r in words.rings)


def _words(pack: Pack) -> FrontDoor:
    """The pack's own; a vault open for reading only may keep an older pack that has none."""
    words = pack.front_door or base_pack().front_door
    if words is None:
        raise PackBroken("The pack of this program has no front door. Install DSL Desk again. Nothing was lost.")
    return words


def _vault(folder: Path, kind: VaultKind) -> VaultDoor:
    maker = ROLE_NAMES[first_role(kind)].lower()
    return VaultDoor(kind=kind, name=VAULT_NAMES[kind], made=vault_folder(folder, kind).is_dir(), maker=maker)


def _calls(place: Place, pack: Pack, roles: tuple[str, ...]) -> tuple[CallLine, ...]:
    if not roles:
        return ()
    now, desk = place.clock(), place.desk
    if desk is None:
        lines = at_the_door(pack, roles, now)
    else:
        with open_read(desk.vault) as read:
            lines = who_to_call(pack, roles, now, desk.calendar, edits_of(read))
    return tuple(line for line in lines if line.role in roles)


def _note(pack: Pack, desk: Desk | None) -> str:
    if desk is not None:
        return ""
    if not pack.authority:
        return "Which council this is, is not known yet, so its numbers are missing. They stand on the call sheet."
    return (
        f"Numbers of {pack.authority} as they came with the program: check them before you rely on them. What your "
        "school has changed is shown once somebody has signed in."
    )


def _on_paper(row: RingRow) -> str:
    """Every number of the case, whatever the hour: the sheet is read on another day."""
    return ". ".join((row.who, *map(_number, row.calls)))


def _number(line: CallLine) -> str:
    doubt = f" ({line.doubt.lower()})" if line.number and line.doubt else ""
    return f"{line.name}: {line.number or '____________________'}{doubt}"
