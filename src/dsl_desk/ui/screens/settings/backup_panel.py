"""Backups and the check of the record: where, when, now; both can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dsl_desk.casework.back_up import BackedUp, back_up
from dsl_desk.casework.check_record import Checked, check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.rebuild import rebuild
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.settings import view_model as vm
from dsl_desk.ui.tasks import LongJob
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, folder
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, muted, selectable, strong

_WHY = (
    "One encrypted file, read back whole before it counts. It is made on locking, on closing, and every half hour "
    "when something changed. Take the stick home, or keep it in the school safe."
)
_PUT_BACK = "To put a backup back, lock this desk and choose “I have a backup of our vault” on the door."
_CHECK = "Reads every entry again and says whether anything was altered, removed or put in. It goes on beside the work."


class BackupPanel(QWidget):
    """`choose_folder` asks for a folder; tests give their own."""

    desk_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._state = vm.SettingsState()
        self._job: LongJob | None = None
        self.choose_folder: Ask = folder(self, "Backups go to this folder")
        self._folder, self._line = selectable(Label()), strong()
        self._name = SecondaryButton("Name another folder…", lambda: self.choose_folder(self.name_folder))
        self._now = PrimaryButton("Back up now", self._back_up)
        self._check = SecondaryButton("Check what is new", partial(self._check_now, False))
        self._check_all = SecondaryButton("Check everything", partial(self._check_now, True))
        self._rebuild = SecondaryButton("Rebuild the read tables", self._rebuild_now)
        self._said, self._bar = Banner(), QProgressBar()
        self._stop = SecondaryButton("Stop", self._cancel)
        self._lines, self._health = muted(), muted()
        self._lay_out()
        self._working("")

    def show_state(self, state: vm.SettingsState) -> None:
        self._state = state
        self._folder.setText(vm.folder_words(state))
        self._line.say(vm.backup_words(state))
        self._name.rename("Name another folder…" if state.school.backup_folder else "Name a folder…")
        self._name.setVisible(state.sets)
        self._now.setVisible(bool(state.school.backup_folder))
        self._health.say(" ".join(dict.fromkeys(filter(None, (state.read_only, *state.warnings)))))
        self._working("")

    def name_folder(self, path: Path) -> None:
        """From here on backups go there."""
        job = partial(vm.name_folder, self._context.desk, str(path))
        self._context.tasks.run(job, owner=self, then=self._named, failed=self._failed)

    def _named(self, desk: Desk) -> None:
        self.desk_changed.emit(desk)
        self._said.say("Named. Make the first backup there now.", "ok")
        self._now.show()
        self._now.setFocus()

    def _back_up(self) -> None:
        target = Path(self._state.school.backup_folder)
        self._run("Backing up", partial(back_up, self._context.desk, target), self._backed_up)

    def _backed_up(self, made: BackedUp) -> None:
        words = f"{made.entries} entries, read back whole."
        if not made.recorded:
            words += " It could not be noted in the record, but it stands."
        self._said.say(words, "ok", strong=f"Backed up {made.at:%H:%M}.")
        self._context.changes.tell({"backup", "today"})

    def _check_now(self, full: bool) -> None:
        self._lines.say("")
        self._run("Checking the record", partial(check_record, self._context.desk, full=full), self._checked)

    def _checked(self, checked: Checked) -> None:
        self._lines.say("\n".join(f"{'✓' if line.holds else '✗'} {line.name}: {line.says}" for line in checked.lines))
        if checked.holds:
            self._said.say("Everything holds.", "ok")
        else:
            self._said.say(checked.sentence, "danger")
        self._rebuild.setVisible(checked.mendable and not checked.holds)
        self._context.changes.tell({"settings", "today"})

    def _rebuild_now(self) -> None:
        self._rebuild.hide()
        job = partial(rebuild, self._context.desk)
        self._context.tasks.run(job, owner=self, then=lambda count: self._rebuilt(count), failed=self._failed)

    def _rebuilt(self, count: int) -> None:
        self._said.say(f"The read tables were made anew from {count} entries. Check again.", "ok")
        self._check.setFocus()

    def _run(self, words: str, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._said.clear()
        pressed = self.window().focusWidget()
        self._working(words)
        self._stop.setFocus()
        self._job = self._context.tasks.run_long(
            job, owner=self, progress=lambda done: self._bar.setValue(round(done * 100)), then=then,
            failed=self._failed, ended=partial(self._ended, pressed),
        )  # fmt: skip

    def _ended(self, pressed: QWidget | None) -> None:
        """Back to the button, unless somebody went on to something else meanwhile."""
        waited = self._stop.hasFocus()
        self._working("")
        if waited and pressed is not None:
            pressed.setFocus()

    def _failed(self, problem: KnownProblem) -> None:
        self._said.say(problem.sentence, "danger")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._said.say("Stopped. Nothing half done is left.", "accent")

    def _working(self, words: str) -> None:
        self._bar.setValue(0)
        self._bar.setAccessibleName(words or "Progress")
        for widget in (self._bar, self._stop):
            widget.setVisible(bool(words))
        for button in (self._now, self._check, self._check_all, self._name):
            button.setEnabled(not words and self._state.cares)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        names = ((self._now, "back_up_now"), (self._name, "name_folder"), (self._check, "check_new"),
                 (self._check_all, "check_all"), (self._stop, "stop"))  # fmt: skip
        for button, name in names:
            button.setObjectName(name)
        self._bar.setRange(0, 100)
        self._bar.setMinimumWidth(240)
        self._rebuild.hide()
        backups = Card("Backups", gap=10)
        backups.add(muted(_WHY), muted(_PUT_BACK), self._line, self._folder, FlowRow(self._now, self._name, gap=12))
        check = Card("Check the record", gap=10)
        check.add(
            muted(_CHECK), FlowRow(self._check, self._check_all, self._rebuild, gap=12), self._lines, self._health
        )
        for widget in (self._said, FlowRow(self._bar, self._stop, gap=12), backups, check):
            column.addWidget(widget)
