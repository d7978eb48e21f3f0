"""Garbage is collected on the window's thread only.

Python collects wherever it happens to be. On the worker's thread it would destroy parts of a window that stood in a
cycle, while Qt still draws or destroys them itself on its own thread; the program then ends without a word.
"""

from __future__ import annotations

import gc
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
DUE = (2000, 3, 75)  # more than so many new objects, or collections of the generation before: often, and so short


class Garbage(QObject):
    """Takes collecting over from Python until `stop`, and gives it back once nobody has taken it over."""

    _at_work: ClassVar[set[Garbage]] = set()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._at_work.add(self)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(collect_when_due)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._at_work.discard(self)
        if not self._at_work:
            gc.enable()


def collect_when_due() -> None:
    """Collect the oldest generation that is due, as Python would."""
    counts = gc.get_count()
    for generation in (2, 1, 0):
        if counts[generation] > DUE[generation]:
            gc.collect(generation)
            return
