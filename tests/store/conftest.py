"""A vault made once, at the floor of its key derivation, and copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dsl_desk.store import slots
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import FirstPerson, make_vault
from tests.builders import NOW, PASSPHRASE, WHO

Opener = Callable[[Path], Vault]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of vaults nobody opens: kind -> folder."""
    desk = tmp_path_factory.mktemp("made")
    for kind in ("children", "staff"):
        make_vault(desk, kind, FirstPerson(WHO, PASSPHRASE), FLOOR, NOW)[0].close()
    return {kind: desk / "vaults" / kind for kind in ("children", "staff")}


@pytest.fixture(scope="session")
def keys(made: dict[str, Path]) -> Callable[[Path], Unlocked]:
    """Opens the key file of a copy of a made vault, deriving each passphrase once in the whole run."""
    secrets = {}
    for folder in made.values():
        opened = slots.open_with_passphrase(folder, WHO, PASSPHRASE)
        secrets[opened.vault_id] = (bytes(opened.root.secret()), bytes(opened.keys.secret()), opened)

    def again(folder: Path) -> Unlocked:
        from dataclasses import replace

        from dsl_desk.store.key_derivation import RootKey
        from dsl_desk.store.person_keys import PersonKeys
        from dsl_desk.store.slot_file import find

        root, seed, opened = secrets[find(folder).table.vault_id]
        return replace(opened, root=RootKey(root), keys=PersonKeys(seed))

    return again


@pytest.fixture
def open_copy(
    made: dict[str, Path], tmp_path: Path, keys: Callable[[Path], Unlocked]
) -> Iterator[Callable[..., Vault]]:
    """`open_copy("staff")` opens a fresh copy of that made vault; all are closed in the end."""
    opened: list[Vault] = []

    def make(kind: str = "children") -> Vault:
        folder = tmp_path / str(len(opened)) / kind
        shutil.copytree(made[kind], folder)
        opened.append(open_vault(folder, keys(folder), NOW))
        return opened[-1]

    yield make
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(open_copy: Callable[..., Vault]) -> Vault:
    return open_copy()
