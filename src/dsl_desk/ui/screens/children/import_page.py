"""Import children from a CSV: choose a file, say what its columns are, look at what would happen, confirm."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dsl_desk.casework.import_children import Imported, ImportPlan, Table
from dsl_desk.errors import ImportRefused, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.children import view_model as vm
from dsl_desk.ui.screens.children.mapping_card import MappingCard
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, file_to_open
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, fit_height, heading, muted

_HOW = (
    "Export the children from your school’s own system as a CSV with one line for each child and the column names in "
    "the first line. Nothing is imported before you have seen what would change; importing again changes only what "
    "differs."
)


class ImportPage(QWidget):
    """`choose_file` asks for a path; tests give their own."""

    progressed = Signal(float)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._state = vm.ImportState()
        self._stop = threading.Event()
        self.choose_file: Ask = file_to_open(self, "Import children", "CSV (*.csv *.txt);;All files (*)")
        self._problem = Banner(tone="danger")
        self._file = Label("", "strong")
        self._choose = SecondaryButton("Choose a CSV file…", lambda: self.choose_file(self.read))
        self._mapping = MappingCard()
        self._bar, self._cancel = QProgressBar(), SecondaryButton("Stop", self._stop.set)
        self._try = PrimaryButton("See what would change", self._dry_run)
        self._result = Card(gap=8)
        self._head = heading()
        self._lists = {name: (Label("", "strong"), muted()) for name in ("warned", "changed", "new")}
        self._act = PrimaryButton("Import", self._import)
        self._lay_out()
        self._connect()
        self._show(self._state)

    @property
    def state(self) -> vm.ImportState:
        return self._state

    def first(self) -> QWidget:
        return self._choose

    def read(self, path: Path) -> None:
        """Reads this file and shows what its columns seem to be."""
        self._show(vm.ImportState(file=path.name, busy="Reading the file"))
        job = partial(vm.read_file, path)
        self._context.tasks.run(job, owner=self, then=partial(self._read, path.name), failed=self._failed)

    def _read(self, name: str, found: tuple[Table, dict[str, str]]) -> None:
        self._show(vm.with_file(self._state, name, *found))
        self._choose.setFocus()  # what comes next stands below it, in the order it is read

    def _dry_run(self) -> None:
        self._run("Looking at every line", vm.dry_run, self._planned)

    def _planned(self, plan: ImportPlan) -> None:
        self._show(replace(self._state, plan=plan, busy=""))
        self._act.setFocus()
        announce(self, vm.plan_words(plan))

    def _import(self) -> None:
        self._run("Importing", vm.run, self._imported)

    def _imported(self, done: Imported) -> None:
        self._show(replace(self._state, done=done, busy="", table=None, plan=None))
        self._context.changes.tell({*done.changed_things, "child"} if done.id else set())
        self._choose.setFocus()

    def _run(self, words: str, job: Callable[..., object], then: Callable[..., None]) -> None:
        state = self._state
        if state.table is None or state.busy:
            return
        self._stop.clear()
        self._show(replace(state, busy=words, problem="", spot=""))
        run = partial(job, self._context.desk, state.table, state.mapping or {}, self._told)
        self._context.tasks.run(run, owner=self, then=then, failed=self._failed)

    def _told(self, done: float) -> None:
        """Called where the work is done, not on the GUI thread: a signal crosses over."""
        if self._stop.is_set():
            raise ImportRefused("The import was stopped. Nothing was imported.")
        self.progressed.emit(done)

    def _failed(self, problem: KnownProblem) -> None:
        self._show(replace(self._state, busy="", problem=problem.sentence, spot=problem.spot or ""))
        if problem.spot:
            self._mapping.focus_field(problem.spot)
        else:
            self._choose.setFocus()

    def _mapped(self, field: str, header: str) -> None:
        self._show(vm.mapped(self._state, field, header))

    def _show(self, state: vm.ImportState) -> None:
        before, self._state = self._state, state
        self._problem.say(state.problem, "danger")
        self._file.say(vm.done_words(state.done) if state.done else vm.file_words(state))
        if state.table is not before.table or state.mapping != before.mapping:
            self._mapping.show_table(state)
        self._mapping.setVisible(state.table is not None)
        self._mapping.setEnabled(not state.busy)
        self._choose.setEnabled(not state.busy)
        self._choose.rename("Choose another file…" if state.file else "Choose a CSV file…")
        for widget in (self._bar, self._cancel):
            widget.setVisible(bool(state.busy))
        self._bar.setAccessibleName(state.busy)
        self._bar.setValue(0)
        self._try.setVisible(state.table is not None and state.plan is None and not state.busy)
        self._result.setVisible(state.plan is not None and not state.busy)
        if state.plan is not None:
            self._show_plan(state.plan)

    def _show_plan(self, plan: ImportPlan) -> None:
        self._head.say(vm.plan_words(plan))
        self._act.rename(vm.act_words(plan))
        self._act.setEnabled(bool(plan.count("added") + plan.count("changed")))
        for name, title, lines in (
            ("warned", "To look at", vm.warned_lines(plan)),
            ("changed", "What changes", vm.changed_lines(plan)),
            ("new", "New on file", vm.new_lines(plan)),
        ):
            label, words = self._lists[name]
            label.say(title if lines else "")
            words.say("\n".join(lines))

    def _connect(self) -> None:
        self._mapping.picked.connect(self._mapped)
        self.progressed.connect(lambda done: self._bar.setValue(round(done * 100)))

    def _lay_out(self) -> None:
        fit_height(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for button, name in (
            (self._choose, "choose_csv"), (self._try, "dry_run"), (self._act, "import_now"), (self._cancel, "stop"),
        ):  # fmt: skip
            button.setObjectName(name)
        self._bar.setRange(0, 100)
        self._bar.setMinimumWidth(240)
        for part in self._lists.values():
            for label in part:
                self._result.add(label)
        self._result.body.insertWidget(0, self._head)
        self._result.add(self._act)
        for widget in (muted(_HOW), self._problem, self._file, FlowRow(self._choose), self._mapping,
                       FlowRow(self._try), FlowRow(self._bar, self._cancel), self._result):  # fmt: skip
            column.addWidget(widget)
