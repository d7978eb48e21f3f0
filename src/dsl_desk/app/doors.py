"""The doors: what can be done before a desk is open. Nothing heavy is imported until a door is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsl_desk.domain.access import VAULT_NAMES
from dsl_desk.ui.doors import DangerCard, Doors, FrontDoor, Restoring

if TYPE_CHECKING:
    from datetime import datetime

    from dsl_desk.casework.desk import Desk
    from dsl_desk.casework.front_door import FrontDoorPage, Place
    from dsl_desk.pathways.pack import Pack
    from dsl_desk.store.argon2_params import Argon2Params
    from dsl_desk.ui.first_run_answers import Created, FirstRunAnswers


class House:
    """Where the desk lies and what time it is. `params`: how dear a passphrase is; measured here when None.

    `seconds` is what the idle lock counts by: wall-clock time, so that a computer that slept locks when it wakes.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        params: Argon2Params | None = None,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self.folder, self.clock, self.params, self.seconds = folder, clock, params, seconds
        self.moved: dict[str, str] = {}  # kind of vault -> the desk's folder it was put back in, where not this one
        self.locality = ""  # the council remembered on this computer, for the doors
        self.left: tuple[str, ...] = ()  # the names of those who locked the desk, whichever vault, the last one first
        self.made: Created | None = None  # the kit is written from it, once

    def where(self, kind: str) -> Path:
        """The desk's folder that holds the vault of that kind."""
        return Path(self.moved.get(kind, self.folder))

    @property
    def folders(self) -> set[Path]:
        """All of them."""
        return {self.folder, *map(Path, self.moved.values())}


def make_doors(house: House) -> Doors:
    """Every door, as a plain function over this house."""
    return Doors(
        vaults=lambda: [(kind, name) for kind, name in VAULT_NAMES.items() if _is_known(house, kind)],
        names=lambda kind: _names(house, kind),
        unlock=lambda kind, name, passphrase: _unlock(house, kind, name, passphrase),
        unlock_to_read=lambda kind, name, passphrase: _unlock(house, kind, name, passphrase, accept_older=True),
        unlock_by_kit=lambda kind, code, name, passphrase: _unlock_by_kit(house, kind, code, name, passphrase),
        strength=_strength,
        suggest_passphrase=_suggest,
        create=lambda answers: _create(house, answers),
        write_kit=lambda path: _write_kit(house, path),
        confirm_code=lambda text: _confirm(house, text),
        localities=_localities,
        choose_locality=_choose_locality,
        danger_card=lambda: danger_card_at_the_door(house),
        front_door=front_door(house, lambda: None),
        restoring=lambda: _restoring(house),
    )


def _restoring(house: House) -> Restoring:
    from dsl_desk.app.restoring import restoring

    return restoring(house)


def front_door(house: House, desk: Callable[[], Desk | None]) -> FrontDoor:
    """The door that needs no key; over an open desk with the school's own numbers."""
    return FrontDoor(
        page=lambda: _front_door_page(house, desk()),
        sheet=lambda: _front_door_sheet(house, desk()),
        save=lambda path: _save_front_door_sheet(house, desk(), path),
    )


def _is_known(house: House, kind: str) -> bool:
    """One that was put back elsewhere has its door also when that folder is gone: the door says so."""
    return kind in house.moved or (house.folder / "vaults" / kind).is_dir()


def _names(house: House, kind: str) -> list[tuple[str, str]]:
    from dsl_desk.casework.opening import names

    return names(house.where(kind), kind)


def _unlock(house: House, kind: str, name: str, passphrase: str, *, accept_older: bool = False) -> Desk:
    from dsl_desk.casework.opening import unlock

    return unlock(house.where(kind), name, passphrase, house.clock, kind=kind, accept_older=accept_older)


def _unlock_by_kit(house: House, kind: str, code: str, name: str, passphrase: str) -> Desk:
    from dsl_desk.casework.opening import unlock_by_kit

    return unlock_by_kit(house.where(kind), code, name, passphrase, house.clock, kind=kind)


def _strength(passphrase: str) -> str | None:
    from dsl_desk.casework.opening import weakness

    return weakness(passphrase)


def _suggest() -> str:
    from dsl_desk.casework.opening import suggested_passphrase

    return suggested_passphrase()


def _create(house: House, answers: FirstRunAnswers) -> Created:
    from dsl_desk.casework.opening import FirstRun, create
    from dsl_desk.ui.first_run_answers import Created

    settings: dict[str, object] = {
        **answers.carried, "school_name": answers.school, "school_end": answers.school_ends,
        "ring_back_who": answers.name, "ring_back_number": answers.phone or answers.school_phone,
    }  # fmt: skip
    first = FirstRun(
        name=answers.name, passphrase=answers.passphrase, post=answers.job, settings=settings, kind=answers.kind
    )
    desk, code = create(house.folder, first, house.clock, house.params)
    house.made = Created(desk=desk, recovery_code=code)
    return house.made


def _write_kit(house: House, path: Path) -> None:
    from dsl_desk.casework.kit import write_kit

    assert house.made is not None
    write_kit(house.made.desk, house.made.recovery_code, path)


def _confirm(house: House, text: str) -> bool:
    from dsl_desk.casework.desk_people import confirm_recovery_code

    assert house.made is not None
    return confirm_recovery_code(house.made.desk, text)


def _localities() -> list[tuple[str, str]]:
    from dsl_desk.casework.opening import localities

    return localities()


def _choose_locality(desk: Any, locality: str) -> None:
    from dsl_desk.casework.opening import choose_locality

    choose_locality(desk, locality)


def _place(house: House, desk: Desk | None) -> Place:
    from dsl_desk.casework.front_door import Place

    return Place(house.folder, house.clock, house.locality, desk, house.moved)


def _front_door_page(house: House, desk: Desk | None) -> FrontDoorPage:
    from dsl_desk.casework.front_door import front_door

    return front_door(_place(house, desk))


def _front_door_sheet(house: House, desk: Desk | None) -> bytes:
    from dsl_desk.casework.front_door import sheet

    return sheet(_place(house, desk))


def _save_front_door_sheet(house: House, desk: Desk | None, path: Path) -> None:
    from dsl_desk.casework.front_door import save_sheet

    save_sheet(_place(house, desk), path)


def danger_card(desk: Desk) -> DangerCard:
    """The card for a child in immediate danger, with the lines of the desk's council that are open by the clock."""
    from dsl_desk.casework.look_up.contacts import lines_in_danger

    return _danger_card(desk.pack, lines_in_danger(desk))


def danger_card_at_the_door(house: House) -> DangerCard:
    """The card before a desk is open: the council remembered here, if one is, with the numbers of its pack alone."""
    from dsl_desk.casework.front_door import pack_at_the_door
    from dsl_desk.casework.look_up.contacts import at_the_door, in_danger

    pack = pack_at_the_door(house.locality)
    numbers = in_danger(pack, at_the_door(pack, pack.title.call_now, house.clock()))
    note = f"Numbers of {pack.authority} as they came with the program." if numbers else ""
    return _danger_card(pack, numbers, note)


def _danger_card(pack: Pack, numbers: list[tuple[str, str]], note: str = "") -> DangerCard:
    card = next(card for card in pack.cards.values() if card.effect == "opens")
    top = [contact for contact in pack.contacts.values() if contact.top]
    first = [(contact.name, contact.number) for contact in top if contact.number]
    lines = (*card.lines, *(line for contact in top for line in contact.lines))
    note = f"{note} {pack.title.prompt}".strip()
    return DangerCard(title=card.title, lines=lines, numbers=(*first, *numbers), note=note)
