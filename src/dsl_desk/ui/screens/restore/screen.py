"""A backup put back, from a door: which file and where, whose key, what it holds; nothing counts before it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.door_window import DoorWindow
from dsl_desk.ui.doors import DangerCalls, Doors, missing_secret, refuse_weak
from dsl_desk.ui.screens.restore import view_model as vm
from dsl_desk.ui.screens.restore.pages import FilePage, FoundPage, KeyPage
from dsl_desk.ui.tasks import LongJob, Tasks
from dsl_desk.ui.theme import Theme, announce
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, file_to_open, folder
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, show_if, small

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent

    from dsl_desk.casework.restore import Held, Ready, Restored

_FILES = "Backups (*.deskbackup);;All files (*)"
_STOPPED = "Stopped. Nothing was restored, and nothing half done is left."


class RestoreWindow(DoorWindow):
    """`unlocked` carries the open desk; `left`: back to where one came from.

    `still_shut`: the backup was put back and its door did not open: (kind of vault, why). `choose_file` and
    `choose_folder` ask for them; tests give their own.
    """

    unlocked = Signal(object)
    left = Signal()
    still_shut = Signal(str, str)

    def __init__(
        self,
        doors: Doors,
        tasks: Tasks,
        theme: Theme,
        calls: DangerCalls,
        *,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(doors, tasks, theme, calls, now=now, widest=640)
        self._doing = doors.restoring()
        self._state = vm.RestoreState(usual=self._doing.usual)
        self._job: LongJob | None = None
        self.choose_file: Ask = file_to_open(self, "Choose the backup", _FILES)
        self.choose_folder: Ask = folder(self, "The backup is put in this folder")
        self._file, self._key, self._found = FilePage(), KeyPage(), FoundPage()
        self._pages: dict[str, Any] = {"file": self._file, "key": self._key, "found": self._found}
        self._page_shown = ""
        self._step, self._head, self._banner = small(""), Label("", "title"), Banner(tone="danger")
        self._act = PrimaryButton("Continue", self._go_on)
        self._back = SecondaryButton("Back", self._go_back)
        self._bar, self._stop = QProgressBar(), SecondaryButton("Stop", self._cancel)
        self._lay_out()
        self._show(self._state)

    @property
    def state(self) -> vm.RestoreState:
        return self._state

    def may_leave(self) -> bool:
        return not self._state.busy and self._state.ready is None

    def say_problem(self, sentence: str) -> None:
        self._show(vm.failed(self._state, sentence))

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was checked and not put back goes with the window."""
        if self._job is not None:
            self._job.cancel()
        self._let_go()
        super().closeEvent(event)

    def look_into(self, path: Path) -> None:
        """This file was chosen."""
        self._run("Looking at the file…", partial(self._doing.look, path), partial(self._looked, path))

    def put_in(self, path: Path, page: str = "file") -> None:
        """It goes to this folder, if that will do; then to that page."""
        assert self._state.held is not None
        look = partial(self._doing.refuse_unfit, path, self._state.held.kind)
        then = partial(vm.to_page, self._state, page, folder=path)
        self._run("Looking at the folder…", look, lambda _none: self._show(then()))

    def _looked(self, path: Path, found: tuple[Held, Path]) -> None:
        self._show(vm.looked(self._state, path, *found))

    def _go_on(self) -> None:
        if self._state.busy:
            return
        {"file": self._to_the_key, "key": self._check, "found": self._put_back}[self._state.page]()

    def _go_back(self) -> None:
        if self._state.page == "file":
            self.left.emit()
            return
        self._let_go()
        self._key.clear()
        self._show(vm.to_page(self._state, "file", ready=None, kit=False))

    def _to_the_key(self) -> None:
        if self._state.folder is None:
            self._refuse("", vm.NO_FILE)
        else:
            self.put_in(self._state.folder, "key")

    def _check(self) -> None:
        who, passphrase, code, again = self._key.typed()
        if missing := missing_secret(self._state.kit, who, passphrase, code, again):
            self._refuse(*missing)
        elif self._state.kit:
            self._run("Checking…", partial(refuse_weak, self.doors, passphrase), lambda _none: self._begin_check())
        else:
            self._begin_check()

    def _begin_check(self) -> None:
        state, (who, passphrase, code, _again) = self._state, self._key.typed()
        assert state.path is not None and state.folder is not None and state.held is not None
        secret = vm.secret(state, who, passphrase, code)
        self._show(vm.working(state, "Checking…", stoppable=True))
        announce(self, "Checking the backup")
        self._job = self.tasks.run_long(
            partial(self._doing.check, state.path, state.folder, state.held.kind, secret), owner=self,
            progress=lambda done: self._bar.setValue(round(done * 100)), then=self._checked, failed=self._failed,
        )  # fmt: skip

    def _checked(self, ready: Ready) -> None:
        self._job = None
        self._show(vm.to_page(self._state, "found", ready=ready))
        announce(self, " ".join(ready.restored.says))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show(vm.failed(self._state, ""))
            self._banner.say(_STOPPED, "accent")
            _focus(self._key.first())

    def _put_back(self) -> None:
        ready, self._state = self._state.ready, replace(self._state, ready=None)  # it is not let go from here on
        self._run("Putting it back…", partial(self._doing.put_back, ready), self._open)

    def _open(self, restored: Restored) -> None:
        """It lies there now; the same passphrase, or the new one, opens it."""
        who, passphrase, code, _again = self._key.typed()
        if self._state.kit:
            job = partial(self.doors.unlock_by_kit, restored.kind, code, who, passphrase)
        else:
            job = partial(self.doors.unlock, restored.kind, who, passphrase)
        self._key.clear()
        self._show(vm.working(self._state, "Opening…"))
        self.tasks.run(
            job, owner=self, then=self.unlocked.emit,
            failed=lambda problem: self.still_shut.emit(restored.kind, problem.sentence),
        )  # fmt: skip

    def _let_go(self) -> None:
        if self._state.ready is not None:
            self.tasks.run(partial(self._doing.let_go, self._state.ready))
            self._state = replace(self._state, ready=None)

    def _run(self, words: str, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._show(vm.working(self._state, words))
        self.tasks.run(job, owner=self, then=then, failed=self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._job = None
        if self._state.page == "found":  # nothing was put back: what was checked is gone, and is checked anew
            self._state = vm.to_page(self._state, "key")
        self._refuse(problem.spot or "", problem.sentence)

    def _refuse(self, spot: str, sentence: str) -> None:
        self._show(vm.failed(self._state, sentence))
        asked = self._key.spots["code" if self._state.kit else "passphrase"]
        _focus(self._key.spots.get(spot, self._file.first() if self._state.page == "file" else asked))

    def _switch(self) -> None:
        self._key.clear()
        self._show(replace(self._state, kit=not self._state.kit, problem=""))
        _focus(self._key.first())

    def _show(self, state: vm.RestoreState) -> None:
        arrived, done = state.page != self._page_shown, bool(self._state.busy)
        self._page_shown, self._state = state.page, state
        page = self._pages[state.page]
        for other in self._pages.values():
            show_if(other, other is page)
        page.show_state(state)
        page.setEnabled(not state.busy)
        self._step.setText(state.step)
        self._head.setText(vm.HEADS[state.page])
        self._act.rename(state.act)
        self._back.rename("Do not restore it" if state.page == "found" else "Back")
        for button in (self._act, self._back):
            button.setEnabled(not state.busy)
        for part in (self._bar, self._stop):
            show_if(part, state.stoppable)
        self._bar.setValue(0)
        self._banner.say(state.problem, "danger")
        if state.stoppable:
            _focus(self._stop)
        elif (arrived or done) and not (state.busy or state.problem):
            _focus((page.first() if arrived else None) or self._act)

    def _lay_out(self) -> None:
        self._restore_button.hide()
        self._bar.setRange(0, 100)
        self._bar.setMinimumWidth(240)
        self._bar.setAccessibleName("Checking the backup")
        self._act.setShortcut("Ctrl+Return")
        card = Card(gap=12)
        card.body.setContentsMargins(24, 20, 24, 22)
        card.add(self._step, self._head, *self._pages.values(), FlowRow(self._bar, self._stop, gap=12))
        card.add(FlowRow(self._act, self._back, gap=14))
        self.page.addWidget(self._banner)
        self.page.addWidget(card)
        self._key.put_stops(self._act)
        self._file.file_wanted.connect(lambda: self.choose_file(self.look_into))
        self._file.folder_wanted.connect(lambda: self.choose_folder(self.put_in))
        self._key.entered.connect(self._go_on)
        self._key.switch_wanted.connect(self._switch)
        self._key.suggest_wanted.connect(
            lambda: self.tasks.run(self.doors.suggest_passphrase, owner=self, then=self._key.suggested)
        )


def _focus(widget: QWidget) -> None:
    QTimer.singleShot(0, widget, lambda: widget.setFocus(Qt.FocusReason.OtherFocusReason))
