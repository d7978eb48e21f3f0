from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from dsl_desk.domain.entries import KINDS, Kind
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entries.upgrades import UPGRADES
from dsl_desk.errors import NewerVault
from dsl_desk.store import wire


@dataclass(frozen=True, kw_only=True)
class LaterNote(StepBody):
    """A note as a later edition might keep it: the text renamed, a field added."""

    words: str
    place: str = ""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in which notes are at version 3: 1 to 2 renames, 2 to 3 only adds."""

    def renamed(plain: dict[str, Any]) -> dict[str, Any]:
        return {"words" if key == "text" else key: value for key, value in plain.items()}

    monkeypatch.setitem(KINDS, "note", Kind("note", 3, LaterNote))
    monkeypatch.setitem(UPGRADES, ("note", 1), renamed)


STORED = b'{"step":"","text":"rang the aunt","who":"J"}'


@pytest.mark.usefixtures("later")
def test_an_older_version_is_read_through_its_upgrades_and_its_bytes_stay_as_they_are() -> None:
    body = wire.decode_body("note", 1, STORED)

    assert body == LaterNote(words="rang the aunt")


@pytest.mark.usefixtures("later")
def test_the_newest_version_is_read_as_it_is() -> None:
    assert wire.decode_body("note", 3, b'{"words":"w","place":"hall"}') == LaterNote(words="w", place="hall")


def test_a_version_this_program_does_not_know_is_refused_and_never_half_read() -> None:
    with pytest.raises(NewerVault):
        wire.decode_body("note", 2, STORED)
