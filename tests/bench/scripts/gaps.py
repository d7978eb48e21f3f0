"""How long the event loop was away."""

import time

from PySide6.QtCore import QTimer


class Gaps:
    """A timer every 5 ms; `longest` is the longest time between two of its ticks, in ms, less those 5."""

    def __init__(self, parent):
        self.longest = 0.0
        self._last = None
        self._timer = QTimer(parent)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)

    def start(self):
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer.start()

    def _tick(self):
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000 - 5)
        self._last = now
