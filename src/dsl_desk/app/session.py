"""One desk open at a time: the door, the window over the desk, the lock between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from dsl_desk import settings as preferences
from dsl_desk.app import door_windows
from dsl_desk.app.doors import House, danger_card, make_doors
from dsl_desk.app.preload import keep_what_is_loaded, load_the_rest, wipe_what_was_opened
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.door_window import DoorWindow
from dsl_desk.ui.doors import DangerCalls, DangerCard
from dsl_desk.ui.tasks import Tasks, crashed_words
from dsl_desk.ui.theme import Theme

if TYPE_CHECKING:
    from datetime import date

    from dsl_desk.app.leaving import Left
    from dsl_desk.ui.shell import Shell

BACKUP_MINUTES = 30


class Session(QObject):
    """`closed` comes when the last window went. `opened` when a desk's window is there (the demo waits for it).
    `first_painted`: something can be seen; what was put off until then may begin."""

    closed = Signal()
    opened = Signal()
    first_painted = Signal()

    def __init__(self, app: QApplication, house: House, on_crash: Callable[[str, BaseException], None]) -> None:
        super().__init__(app)
        self.house, self.doors = house, make_doors(house)
        chosen = self.preferences = preferences.load(house.folder)
        self.theme = Theme(app, chosen.theme, chosen.text_percent)
        self.tasks = Tasks(self, on_crash)
        self.calls = DangerCalls()
        self.house.locality, self.house.moved = chosen.locality, chosen.moved
        self.parts = (self.doors, self.tasks, self.theme, self.calls)
        self.window: QMainWindow | None = None
        self.reminded: dict[str, date] = {}  # by vault, when its recovery kit was last asked for
        self._desk: Any = None
        self._seen = False  # something has been painted
        self._opening = False  # a vault is open, its window is not there yet
        self._held: dict[str, dict[str, bytes]] = {}  # by vault: one vault's drafts are never offered in another
        self._backups = QTimer(self)
        self._backups.timeout.connect(self.back_up)
        self.tasks.problem.connect(self.at_the_door)
        self.tasks.crashed.connect(lambda reference: self.at_the_door(crashed_words(reference)))

    @property
    def desk(self) -> Any:
        """The desk that is open, with its settings as they are now; None before and after."""
        context = getattr(self.window, "context", None)
        return context.desk if context is not None and self._desk is not None else self._desk

    def begin(self, trouble: KnownProblem | None = None) -> None:
        """The first window: unlock, or first run where there is no vault yet; `trouble`: why neither can be."""
        if trouble is not None:
            self.put_door(door_windows.shut(self, trouble.sentence))
        elif self.doors.vaults():
            self.show_unlock()
        else:
            self.show_first_run()

    def lock(self) -> None:
        """Save drafts, back up when due, close the vault, destroy the window, show the door."""
        self.switch("")

    def switch(self, kind: str) -> None:
        """Lock, and show the door of that vault; without a kind the usual one, whatever was open."""
        self.leave(lambda left: door_windows.locked(self, left, kind))

    def quit(self) -> None:
        """The same, and then nothing more is shown, unless something typed would be lost with the program."""
        self.leave(lambda left: self.show_unlock(left.why_not_yet) if any(self._held.values()) else self._end())

    def back_up(self) -> None:
        """Every half hour when something changed, and before leaving; a failure is a line of health, not a stop."""
        from dsl_desk.casework.back_up import back_up_if_due

        if self.desk is not None:
            job = partial(back_up_if_due, self.desk)
            self.tasks.run_long(job, then=lambda made: self._changed() if made else None, failed=self.tell)

    def show_unlock(self, notice: str = "", kind: str = "") -> None:
        """The door of that kind of vault; see `door_windows.unlock`."""
        self.put_door(door_windows.unlock(self, notice, kind))

    def show_first_run(self, **given: Any) -> None:
        """The window that makes a vault; see `door_windows.first_run`."""
        self.put_door(door_windows.first_run(self, **given))

    def put_door(self, window: DoorWindow) -> None:
        """This door in the place of whatever is shown."""
        window.closed.connect(self._door_closed)
        door_windows.lead_on(self, window)
        window.painted.connect(self._preload)
        self._put(window)

    def _preload(self) -> None:
        """What the desk needs is loaded while the person types."""
        if not self._seen:
            self._seen = True
            self.first_painted.emit()
        self.tasks.run(load_the_rest, then=lambda _none: keep_what_is_loaded())
        self.tasks.run(partial(wipe_what_was_opened, self.house.folders))

    def unlocked(self, desk: Any) -> None:
        """Somebody signed in."""
        from dsl_desk.domain.access import Act, may

        if desk.school.locality or desk.vault.read_only or not may(desk.me.role, Act.SETTINGS, desk.vault.kind):
            self._open(desk)
        else:  # the first run stopped before its last page
            self._desk = desk
            self.show_first_run(desk=desk, kind=desk.vault.kind)

    def first_desk(self, desk: Any) -> None:
        """The first run ended: the desk is read anew, with what was chosen last. The recovery code is forgotten."""
        from dsl_desk.casework.opening import desk_over

        self.house.made = None
        self.reminded[desk.vault.id] = self.house.clock().date()
        self.tasks.run(
            partial(desk_over, desk.vault, self.house.clock), owner=self, then=self._open, failed=self._refused
        )

    def _open(self, desk: Any) -> None:
        from dsl_desk.app.leaving import take_up

        self._desk, self._opening = desk, True
        desk.held.update(self._held.get(desk.vault.id, {}))
        self.tasks.run(partial(take_up, desk, danger_card), owner=self, then=self._show_desk, failed=self._refused)

    def at_the_door(self, sentence: str) -> None:
        """What nobody else answers is said by the door; over an open desk the shell says it."""
        if self._opening:
            self._refused(KnownProblem(sentence))
        elif isinstance(self.window, DoorWindow):
            self.window.say_problem(sentence)

    def _refused(self, problem: KnownProblem) -> None:
        """The vault opened, but what the desk needs could not be read: back to the door, with the sentence."""
        desk, self._desk, self._opening = self._desk, None, False
        if desk is not None:
            self.tasks.run(desk.vault.close)
        self.show_unlock()
        self.at_the_door(problem.sentence)

    def _show_desk(self, danger: DangerCard) -> None:
        from dsl_desk.app.desk_window import desk_window

        self._opening = False
        self._put(shell := desk_window(self, self._desk, danger))
        QTimer.singleShot(0, shell, partial(self._begin_desk, shell))

    def _begin_desk(self, shell: Shell) -> None:
        from dsl_desk.app.desk_window import begin

        if self._desk is None:  # locked before anything was shown
            return
        begin(self, shell)
        self._backups.start(BACKUP_MINUTES * 60_000)
        self._verify()
        self.opened.emit()

    def _verify(self) -> None:
        """What was sealed since the last good check is checked now, beside the work; all of it once a week."""
        from dsl_desk.casework.check_record import check_beside

        job = partial(check_beside, self.desk)
        self.tasks.run_long(job, owner=self, then=lambda _sentence: self._changed(), failed=self.tell)

    def _changed(self) -> None:
        """The health of the desk changed: Today and the standing banner say so."""
        if context := getattr(self.window, "context", None):
            context.changes.tell({"today"})

    def leave(self, then: Callable[[Left], None]) -> None:
        """Save drafts, back up when due, close the vault and destroy its window; then `then`."""
        from dsl_desk.app.leaving import Left, leave
        from dsl_desk.ui.lock import lock_up
        from dsl_desk.ui.shell import Shell

        shell, desk = self.window, self.desk
        if not isinstance(shell, Shell):
            then(Left())
        if not isinstance(shell, Shell) or desk is None:
            return
        left = Left(in_danger=shell.sheets.is_danger())
        self._backups.stop()
        shell.shut_for_good()
        self._desk = None

        def closed(_problem: KnownProblem | None) -> None:
            self._held[desk.vault.id], self.house.left = left.held, (desk.me.name, *self.house.left)
            then(left)

        lock_up(shell, self.tasks, shell.save_drafts, partial(leave, desk, left), closed)

    def tell(self, problem: KnownProblem) -> None:
        """Say it above the screen, if a desk is open."""
        if context := getattr(self.window, "context", None):
            context.say(problem.sentence, "warn")

    def _door_closed(self) -> None:
        """A desk that the first run had just made is closed with its window."""
        if desk := self._desk or (self.house.made.desk if self.house.made else None):
            self.tasks.run(desk.vault.close)
        self._end()

    def _end(self) -> None:
        self.tasks.close(5)
        self.closed.emit()

    def _put(self, window: QMainWindow) -> None:
        """This window in the place of the one before it."""
        before, self.window = self.window, window
        door_windows.stand_in(window, before)
        if isinstance(before, DoorWindow):
            before.closed.disconnect(self._door_closed)
            before.close()
            before.deleteLater()
