"""The shipped pack, read once."""

from __future__ import annotations

import pytest

from dsl_desk.pathways.archive import Archive, read_folder
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from tests.pathways.roads import ENGLAND, LUTON, Road


@pytest.fixture(scope="session")
def archive() -> Archive:
    return read_folder(ENGLAND, LUTON)


@pytest.fixture(scope="session")
def pack(archive: Archive) -> Pack:
    return load(archive)


@pytest.fixture
def road(pack: Pack) -> Road:
    return Road(pack)
