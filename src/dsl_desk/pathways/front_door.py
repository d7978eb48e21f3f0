"""The door that needs no key, "About an adult who works with children": the shapes of its file (front_door.toml)."""

from __future__ import annotations

from typing import Literal

from dsl_desk.pathways.steps import Cited, Table


class Ring(Cited, frozen=True, kw_only=True):
    """Whom to ring: in which case, who, and the roles of contacts whose numbers are shown, if any."""

    id: str
    when: str
    who: str
    contacts: tuple[str, ...] = ()


class Line(Cited, frozen=True, kw_only=True):
    """What to do, or (begun with a verb) what not to do."""

    id: str
    sort: Literal["do", "do_not"]
    text: str


class SheetRow(Table, frozen=True, kw_only=True):
    """One question on the sheet to fill in by hand; `room` in empty lines."""

    id: str
    label: str
    room: int = 1


class FrontDoor(Table, frozen=True, kw_only=True):
    """What is shown before anybody signs in, and the sheet to print."""

    title: str
    under: str
    rings: tuple[Ring, ...] = ()
    lines: tuple[Line, ...] = ()
    rows: tuple[SheetRow, ...] = ()

    def texts(self, sort: str) -> tuple[str, ...]:
        """What to do ("do"), what not to do ("do_not")."""
        return tuple(line.text for line in self.lines if line.sort == sort)

    @property
    def cited(self) -> tuple[Ring | Line, ...]:
        """Everything in it that has to name its source."""
        return (*self.rings, *self.lines)
