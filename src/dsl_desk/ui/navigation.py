"""Where a person wants to go. Screens ask here; they do not know one another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Place:
    """A screen by name and the ids it needs: Place("concern", concern="…", step="advice"). Equal when both are."""

    __slots__ = ("ids", "screen")

    def __init__(self, screen: str, **ids: str) -> None:
        self.screen = screen
        self.ids = ids

    def get(self, name: str, otherwise: str = "") -> str:
        return self.ids.get(name, otherwise)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and (self.screen, self.ids) == (other.screen, other.ids)

    def __hash__(self) -> int:
        return hash((self.screen, tuple(sorted(self.ids.items()))))

    def __repr__(self) -> str:
        return f"Place({self.screen!r})"  # ids stay out of logs


class Navigation(QObject):
    """One wish at a time: `wanted` carries a Place, `back_wanted` asks for the one before."""

    wanted = Signal(object)
    back_wanted = Signal()

    def go(self, screen: str, **ids: str) -> None:
        self.wanted.emit(Place(screen, **ids))

    def back(self) -> None:
        self.back_wanted.emit()
