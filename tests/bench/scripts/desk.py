"""A real desk in its real window, without the check that otherwise begins beside it (it has a row of its own)."""

import json
import os
import sys
from functools import partial
from pathlib import Path

from gaps import Gaps
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dsl_desk.app.doors import House
from dsl_desk.app.preload import keep_what_is_loaded, load_the_rest
from dsl_desk.app.session import Session
from dsl_desk.app.start import _london_now
from dsl_desk.casework.opening import unlock
from dsl_desk.ui.theme import STYLE

CALM = 400  # ms between two looks that both find nothing left to do, after which a screen counts as open
GIVE_UP = 120_000  # ms


class Quiet(Session):
    def _verify(self):
        pass


class Opened:
    """`steps` is a generator: what it yields is waited for, a screen to come to rest (None) or so many ms."""

    def __init__(self, folder, name, passphrase, steps):
        self.app = QApplication(["bench", *STYLE])
        self.app.setQuitOnLastWindowClosed(False)
        self.session = Quiet(self.app, House(Path(folder), _london_now), self._crashed)
        self.tasks, self.gaps = self.session.tasks, Gaps(self.app)
        load_the_rest()
        keep_what_is_loaded()
        self._steps = steps(self)
        self.session.opened.connect(self._next)
        job = partial(unlock, Path(folder), name, passphrase, _london_now)
        self.tasks.run(job, then=self.session.unlocked, failed=self._crashed)
        QTimer.singleShot(GIVE_UP, self.app, lambda: os._exit(3))
        self.app.exec()

    @property
    def shell(self):
        return self.session.window

    def _next(self):
        try:
            wait = next(self._steps)
        except StopIteration as end:
            print(json.dumps(end.value), flush=True)
            os._exit(0)
        if wait is None:
            QTimer.singleShot(CALM, self.app, self._rested)
        else:
            QTimer.singleShot(wait, self.app, self._next)

    def _rested(self, before=1):
        left = self.tasks.outstanding
        if before or left:
            QTimer.singleShot(CALM, self.app, partial(self._rested, left))
        else:
            self._next()

    def _crashed(self, *what):
        sys.stderr.write(f"{what}\n")
        os._exit(4)
