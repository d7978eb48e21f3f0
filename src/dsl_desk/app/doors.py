"""The doors: what can be done before a desk is open. Nothing heavy is imported until a door is used."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsl_desk.ui.doors import DangerCard, Doors

if TYPE_CHECKING:
    from datetime import datetime

    from dsl_desk.casework.desk import Desk
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
        self.made: Created | None = None  # the kit is written from it, once


def make_doors(house: House) -> Doors:
    """Every door, as a plain function over this house."""
    return Doors(
        exists=lambda: _vault(house).is_dir(),
        names=lambda: _names(house),
        unlock=lambda name, passphrase: _unlock(house, name, passphrase),
        unlock_to_read=lambda name, passphrase: _unlock(house, name, passphrase, accept_older=True),
        unlock_by_kit=lambda code, name, passphrase: _unlock_by_kit(house, code, name, passphrase),
        strength=_strength,
        suggest_passphrase=_suggest,
        create=lambda answers: _create(house, answers),
        write_kit=lambda path: _write_kit(house, path),
        confirm_code=lambda text: _confirm(house, text),
        localities=_localities,
        choose_locality=_choose_locality,
        danger_card=danger_card,
    )


def _vault(house: House) -> Path:
    return house.folder / "vaults" / "children"


def _names(house: House) -> list[tuple[str, str]]:
    from dsl_desk.casework.opening import names

    return names(house.folder)


def _unlock(house: House, name: str, passphrase: str, *, accept_older: bool = False) -> Desk:
    from dsl_desk.casework.opening import unlock

    return unlock(house.folder, name, passphrase, house.clock, accept_older=accept_older)


def _unlock_by_kit(house: House, code: str, name: str, passphrase: str) -> Desk:
    from dsl_desk.casework.opening import unlock_by_kit

    return unlock_by_kit(house.folder, code, name, passphrase, house.clock)


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
        "school_name": answers.school, "school_end": answers.school_ends, "ring_back_who": answers.name,
        "ring_back_number": answers.phone or answers.school_phone,
    }  # fmt: skip
    first = FirstRun(name=answers.name, passphrase=answers.passphrase, post=answers.job, settings=settings)
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


def danger_card(desk: Desk | None = None) -> DangerCard:
    """The card for a child in immediate danger, out of a pack. Before a desk is open only the country's own is known;
    an open desk adds its council's lines, by the clock."""
    from dsl_desk.casework.look_up.contacts import lines_in_danger
    from dsl_desk.casework.opening import base_pack

    pack = desk.pack if desk is not None else base_pack()
    card = next(card for card in pack.cards.values() if card.effect == "opens")
    top = [contact for contact in pack.contacts.values() if contact.top]
    numbers = [(contact.name, contact.number) for contact in top if contact.number]
    numbers += [] if desk is None else lines_in_danger(desk)
    lines = (*card.lines, *(line for contact in top for line in contact.lines))
    return DangerCard(title=card.title, lines=lines, numbers=tuple(numbers), note=pack.title.prompt)
