"""The short form of `make faults`: the same harm, less often."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faults import shim
from tests.faults.__main__ import SHORT, figures


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return figures(SHORT, Path(tmp_path_factory.mktemp("faults")), print)


def _part(found: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in found:
        assert shim.compiler() is None
        pytest.skip("needs Linux and a C compiler (cc)")
    part: dict[str, Any] = found[name]
    return part


@pytest.mark.parametrize("name", ["kills", "flips", "nth write", "power loss"])
def test_nothing_sealed_is_lost_and_nothing_is_half(found: dict[str, Any], name: str) -> None:
    assert _part(found, name)["holds"], found[name]


@pytest.mark.parametrize("name", ["kills, control", "power loss, control"])
def test_the_control_breaks_as_it_must(found: dict[str, Any], name: str) -> None:
    assert _part(found, name)["holds"], found[name]
