"""What changed, told once: the screens that show it reload."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid


class Changes(QObject):
    """`changed` carries a frozenset of words such as "concern:<id>", "child:<id>", "people", "settings", "today"."""

    changed = Signal(object)

    def tell(self, what: Iterable[str]) -> None:
        """Tells everybody what changed; nothing is said of nothing."""
        changed = frozenset(what)
        if changed:
            self.changed.emit(changed)

    def listen(self, owner: QObject, wanted: Callable[[str], bool], reload: Callable[[], None]) -> None:
        """Calls `reload` when something `wanted` changed, as long as `owner` lives."""

        def heard(changed: frozenset[str]) -> None:
            if isValid(owner) and any(wanted(word) for word in changed):
                reload()

        self.changed.connect(heard)
        owner.destroyed.connect(lambda: self.changed.disconnect(heard))
