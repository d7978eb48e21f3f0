"""The doors through which a backup is put back. Nothing heavy is imported until one is used."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dsl_desk import settings
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.doors import Restoring

if TYPE_CHECKING:
    from dsl_desk.app.doors import House
    from dsl_desk.casework.restore import Held, Ready, Restored, Secret


def restoring(house: House) -> Restoring:
    """Putting a backup back, as plain functions over this house."""
    return Restoring(
        usual=house.folder,
        look=lambda path: _look(house, path),
        refuse_unfit=lambda folder, kind: _refuse_unfit(house, folder, kind),
        check=lambda path, folder, kind, secret: _check(house, path, folder, kind, secret),
        put_back=lambda ready: _put_back(house, ready),
        let_go=_let_go,
    )


def _look(house: House, path: Path) -> tuple[Held, Path]:
    from dsl_desk.casework.restore import look_into
    from dsl_desk.casework.restore_place import folder_for

    held = look_into(path)
    return held, folder_for(house.folder, held.kind, house.clock)


def _refuse_unfit(house: House, folder: Path, kind: str) -> None:
    from dsl_desk.casework.restore_place import refuse_unfit

    refuse_unfit(folder, kind, house.folder)


def _check(house: House, path: Path, folder: Path, kind: str, secret: Secret) -> Generator[float, None, Ready]:
    """The folder used before, where there was one, says what the backup lacks."""
    from dsl_desk.casework.restore import make_ready_beside

    old = house.where(kind)
    old_folder = old if (old / "vaults" / kind).is_dir() else None
    return make_ready_beside(path, folder, secret, house.clock, old_folder=old_folder)


def _put_back(house: House, ready: Ready) -> Restored:
    """Where it lies is remembered first: no later start may open the folder used before in its place."""
    from dsl_desk.casework.restore import let_go, put_back

    kind, folder, before = ready.restored.kind, ready.restored.folder, house.moved
    moved = {other: place for other, place in before.items() if other != kind}
    try:
        _remember(house, moved if folder == house.folder else {**moved, kind: str(folder)})
    except KnownProblem:
        let_go(ready)
        raise
    try:
        return put_back(ready, house.clock)
    except BaseException:
        with suppress(KnownProblem):
            _remember(house, before)
        raise


def _remember(house: House, moved: dict[str, str]) -> None:
    if moved != house.moved:
        settings.save(house.folder, settings.load(house.folder)._replace(moved=moved))
        house.moved = moved


def _let_go(ready: Ready) -> None:
    from dsl_desk.casework.restore import let_go

    let_go(ready)
