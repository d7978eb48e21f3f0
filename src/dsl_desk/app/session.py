"""One desk open at a time: the door, the window over the desk, the lock between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from dsl_desk import settings as preferences
from dsl_desk.app.doors import House, danger_card, make_doors
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.doors import DangerCalls, DangerCard
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme, load_faces

BACKUP_MINUTES = 30
SIZE = (1366, 768)


class Session(QObject):
    """`closed` comes when the last window went. `opened` when a desk's window is there (the demo waits for it)."""

    closed = Signal()
    opened = Signal()

    def __init__(self, app: QApplication, house: House, on_crash: Callable[[str, BaseException], None]) -> None:
        super().__init__(app)
        self.house, self.doors = house, make_doors(house)
        chosen = preferences.load(house.folder)
        self.preferences = chosen
        self.theme = Theme(app, chosen.theme, chosen.text_percent)
        self.tasks = Tasks(self, on_crash)
        self.calls = DangerCalls()
        self.window: QMainWindow | None = None
        self.desk: Any = None
        self._held: dict[str, bytes] = {}
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_MINUTES * 60_000)
        self._backups.timeout.connect(self.back_up)

    def begin(self) -> None:
        """The first window: unlock, or first run where there is no vault yet."""
        self._show_door("" if self.doors.exists() else None)

    def lock(self, notice: str = "Locked. Everything sealed is safe; drafts are kept.") -> None:
        """Save drafts, back up when due, close the vault, destroy the window, show the door."""
        self._leave(partial(self._show_door, notice))

    def quit(self) -> None:
        """The same, and then nothing more is shown."""
        self._leave(self._end)

    def back_up(self) -> None:
        """Every half hour when something changed, and before leaving; a failure is a line of health, not a stop."""
        from dsl_desk.casework.back_up import back_up_if_due

        if self.desk is not None:
            self.tasks.run_long(partial(back_up_if_due, self.desk), failed=self._tell)

    def _show_door(self, notice: str | None) -> None:
        window: UnlockWindow | FirstRunWindow
        parts = (self.doors, self.tasks, self.theme, self.calls)
        if notice is None:
            window = FirstRunWindow(*parts, now=self.house.clock)
            window.finished.connect(self._first_desk)
        else:
            window = UnlockWindow(*parts, now=self.house.clock, notice=notice)
            window.unlocked.connect(self._open)
        window.closed.connect(self._door_closed)
        window.painted.connect(self._preload)
        self._put(window)

    def _preload(self) -> None:
        """What the desk needs is loaded while the person types."""
        self.tasks.run(_load_the_rest)

    def _first_desk(self, desk: Any) -> None:
        from dsl_desk.casework.opening import desk_over

        self._open(desk_over(desk.vault, self.house.clock))

    def _open(self, desk: Any) -> None:
        self.desk = desk
        desk.held.update(self._held)
        self.tasks.run(partial(danger_card, desk), owner=self, then=self._show_desk)

    def _show_desk(self, danger: DangerCard) -> None:
        from dsl_desk.app.desk_window import desk_window

        load_faces()
        shell = desk_window(self, danger)
        door = self.window
        self._put(shell)
        if isinstance(door, (UnlockWindow, FirstRunWindow)):
            door.closed.disconnect(self._door_closed)
            door.close()
            door.deleteLater()
        self._backups.start()
        self._verify()
        self.opened.emit()

    def _verify(self) -> None:
        """What was sealed since the last good check is checked now, beside the work; all of it once a week."""
        from dsl_desk.casework.check_record import check_beside

        self.tasks.run_long(partial(check_beside, self.desk), owner=self, then=self._verified, failed=self._tell)

    def _verified(self, sentence: str) -> None:
        context = getattr(self.window, "context", None)
        if context is None:
            return
        if sentence:
            context.say(sentence, "danger")
        context.changes.tell({"today"})

    def _leave(self, then: Callable[[], None]) -> None:
        from dsl_desk.ui.lock import lock_up
        from dsl_desk.ui.shell import Shell

        shell, desk = self.window, self.desk
        if not isinstance(shell, Shell):
            then()
            return
        self._backups.stop()
        shell.shut_for_good()
        self.desk = None

        def close() -> None:
            from dsl_desk.casework.back_up import back_up_now_or_later
            from dsl_desk.casework.opening import close as close_desk

            back_up_now_or_later(desk)
            self._held = dict(desk.held)
            close_desk(desk)

        def closed(problem: KnownProblem | None) -> None:
            self.window = None
            then()

        lock_up(shell, self.tasks, shell.save_drafts, close, closed)

    def _tell(self, problem: KnownProblem) -> None:
        context = getattr(self.window, "context", None)
        if context is not None:
            context.say(problem.sentence, "warn")

    def _door_closed(self) -> None:
        self._end()

    def _end(self) -> None:
        self.tasks.close(5)
        self.closed.emit()

    def _put(self, window: QMainWindow) -> None:
        if self.window is None:
            window.resize(*SIZE)
        else:
            window.setGeometry(self.window.geometry())
        self.window = window
        window.show()

    def keep_preferences(self, **changed: Any) -> None:
        """Remember the look on this computer. Never anything about a child or the school."""
        values: Mapping[str, Any] = {**vars(self.preferences), **changed}
        self.preferences = preferences.Settings(**values)
        try:
            preferences.save(self.house.folder, self.preferences)
        except KnownProblem as problem:
            self._tell(problem)


def _load_the_rest() -> None:
    """Imports only, on the worker thread."""
    import dsl_desk.casework.opening
    import dsl_desk.casework.take_step
    import dsl_desk.store.engine

    dsl_desk.store.engine.forbid_core_dumps()
