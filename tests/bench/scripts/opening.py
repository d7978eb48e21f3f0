"""today: the lists of Today, from the window's first moment, and again. file CHILD: a child's file, the first thing
that is opened. files CHILD CHILD CHILD: the first to have the screen made, then the others in turn. Times in ms."""

import sys
import time

from desk import Opened
from PySide6.QtCore import QEvent, QObject, QTimer

from dsl_desk.ui.navigation import Place
from dsl_desk.ui.widgets.chronology import Chronology

TURNS = 7
folder, name, passphrase, what, *ids = sys.argv[1:]


class Painted(QObject):
    """Waits for the chronology of this child to be painted and the event loop to answer again."""

    def __init__(self, desk, child):
        self.screen, self.child, self.taken = desk.shell.shown(), child, None
        super().__init__(self.screen)
        self._begun = time.perf_counter()
        self._view = self.screen.findChild(Chronology).viewport()
        self._view.installEventFilter(self)

    def eventFilter(self, watched, event):
        page = self.screen.state.page
        if event.type() == QEvent.Type.Paint and page is not None and page.id == self.child and page.rows:
            self._view.removeEventFilter(self)
            QTimer.singleShot(0, self, self._usable)
        return False

    def _usable(self):
        self.taken = (time.perf_counter() - self._begun) * 1000


def today(desk):
    desk.gaps.start()
    yield None
    shown = sum(len(section.rows) for section in desk.shell.shown().state.sections)
    gap = desk.gaps.longest
    desk.shell.go(Place("contacts"))
    yield None
    desk.gaps.start()
    desk.shell.go(Place("today"))
    yield None
    return {"gap": max(gap, desk.gaps.longest), "shown": shown}


def file(desk):
    yield None
    desk.gaps.start()
    desk.shell.go(Place("child", child=ids[0]))
    yield None
    return {"gap": desk.gaps.longest}


def files(desk):
    yield None
    desk.shell.go(Place("child", child=ids[0]))
    yield None
    taken = {child: [] for child in ids[1:]}
    for _ in range(TURNS):
        for child in ids[1:]:
            desk.shell.context.desk.vault.opened.clear()  # nothing of it was read before
            wait = Painted(desk, child)
            desk.shell.go(Place("child", child=child))
            yield None
            taken[child].append(wait.taken)
    return {"times": list(taken.values())}


Opened(folder, name, passphrase, {"today": today, "file": file, "files": files}[what])
