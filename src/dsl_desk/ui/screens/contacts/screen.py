"""Contacts: the directory by the clock, what was checked by whom, and the school's own numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.contacts import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.call_list import phone_icon
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Tag, heading, muted, selectable, small, strong
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.pdf_pages import print_pages


class ContactsScreen(Screen):
    section = "contacts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.ContactsState()
        self._wanted, self._editing = "", ""
        self._hours, self._unchecked = muted(), muted()
        self._add = SecondaryButton("Add a number", partial(self._edit, None))
        self._print = SecondaryButton("Print the call sheet…", self._print_sheet)
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self._list, self._conflicts = Card(gap=12), Card("Where sources disagree", gap=10)
        self._rows, self._conflict_rows = QVBoxLayout(), QVBoxLayout()
        self._spots: dict[str, QWidget] = {}
        self._editor, self._title = Card(gap=12), heading()
        self._sheet = FormSheet(context.now)
        self._save = PrimaryButton("Save this number", self._send)
        self._remove = LinkButton("Not used here: take it away", self._take_away)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.ContactsState:
        return self._state

    def open(self, place: Place) -> None:
        self._wanted = place.get("contact")
        self._reload()

    def _reload(self) -> None:
        self.context.tasks.run(partial(vm.load, self.context.desk), owner=self, then=self._show)

    def _show(self, state: vm.ContactsState) -> None:
        before, self._state = self._state, state
        self._hours.say(state.hours)
        self._unchecked.say(vm.unchecked_words(state))
        self._add.setVisible(state.changes)
        if state.lines != before.lines:
            self._show_lines(state)
        if state.conflicts != before.conflicts:
            empty(self._conflict_rows)
            for question, resolution in state.conflicts:
                self._conflict_rows.addWidget(strong(question))
                self._conflict_rows.addWidget(muted(resolution))
        self._conflicts.setVisible(bool(state.conflicts))
        if self._wanted in self._spots:
            spot, self._wanted = self._spots[self._wanted], ""
            QTimer.singleShot(0, spot, spot.setFocus)

    def _show_lines(self, state: vm.ContactsState) -> None:
        empty(self._rows)
        self._spots = {}
        for number, line in enumerate(state.lines):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line, may_change=state.changes))

    def _row(self, line: vm.Line, *, may_change: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(phone_icon("danger" if line.urgent else "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        number, name = selectable(heading(line.number or line.name)), strong(line.name if line.number else "")
        number.setWordWrap(False)
        top = FlowRow(number, gap=10)
        if line.number:
            top.add(name)
        if line.tag:
            top.add(Tag(line.tag, line.tone))
        words.addWidget(top)
        for text in (line.when, " ".join(part for part in (line.note, *line.more) if part), line.email):
            if text:
                words.addWidget(muted(text))
        acts = FlowRow(Tag(line.checked, line.checked_tone), gap=12)
        for act in self._acts(line, may_change=may_change):
            acts.add(act)
        words.addWidget(acts)
        if line.source:
            words.addWidget(small(line.source))
        row.addLayout(words, 1)
        return holder

    def _acts(self, line: vm.Line, *, may_change: bool) -> list[QWidget]:
        acts: list[tuple[str, str, partial[None]]] = []
        if line.number:
            acts.append(("copy", "Copy number", partial(self._copy, line)))
        if line.number and may_change and not line.urgent:
            acts.append(("works", "I rang it: works", partial(self._rang, line, True)))
            acts.append(("broken", "I rang it: does not", partial(self._rang, line, False)))
        if may_change and not line.urgent:
            acts.append(("change", "Change" if line.number else "Add the number", partial(self._edit, line)))
        made: list[QWidget] = []
        for name, words, pressed in acts:
            link = LinkButton(words, pressed)
            link.setObjectName(f"{name}_{line.role}")
            link.setAccessibleName(f"{words}: {line.name}")
            made.append(link)
        if made:
            self._spots[line.role] = made[-1]
        return made

    def _copy(self, line: vm.Line) -> None:
        self.context.copy(line.number)
        self.context.say(f"{line.number} copied. It leaves the clipboard after a minute.")

    def _rang(self, line: vm.Line, works: bool) -> None:
        self._run(partial(vm.rang, self.context.desk, line, works), line.role)

    def _edit(self, line: vm.Line | None) -> None:
        self._editing = line.role if line else ""
        self._title.say(f"Your school’s own line: {line.name}" if line else "Add a number")
        self._sheet.load(vm.QUESTIONS, vm.answers_of(line), options={}, flat=True)
        self._remove.setVisible(line is not None)
        self._editor.show()
        self._sheet.focus_spot("number" if line else "name")

    def _send(self) -> None:
        problems = self._sheet.form.problems()
        self._sheet.refuse(problems)
        if not problems:
            self._run(partial(vm.save, self.context.desk, self._editing, self._sheet.answers()), self._editing)

    def _take_away(self) -> None:
        line = next((one for one in self._state.lines if one.role == self._editing), None)
        if line is not None:
            self._run(partial(vm.take_away, self.context.desk, line), "")

    def _print_sheet(self) -> None:
        job = partial(vm.call_sheet, self.context.desk)
        self.context.tasks.run(job, owner=self, then=self.print_now, failed=self._failed)

    def _run(self, job: partial[Sealed], role: str) -> None:
        self.context.tasks.run(job, owner=self, then=partial(self._sealed, role), failed=self._failed)

    def _sealed(self, role: str, sealed: Sealed) -> None:
        self._close()
        self._wanted = role
        self.context.changes.tell({*sealed.changed, "contacts"})

    def _failed(self, problem: KnownProblem) -> None:
        if isinstance(problem, CannotSeal) and self._editor.isVisible():
            self._sheet.refuse(list(problem.problems))
        else:
            self.context.say(problem.sentence, "danger")

    def _close(self) -> None:
        self._editor.hide()
        self._add.setFocus()

    def _connect(self) -> None:
        self.context.changes.listen(self, lambda what: what in ("contacts", "settings"), self._reload)

    def _lay_out(self) -> None:
        area = self.page(self._print, self._add)
        self._print.setObjectName("print_call_sheet")
        self.title.say("Contacts")
        self._add.setObjectName("add_number")
        self._save.setObjectName("save_number")
        has_main_act(self._editor, self._save)
        area.body.addWidget(self._hours)
        area.body.addWidget(self._unchecked)
        acts = FlowRow(self._save, self._remove, LinkButton("Leave as it was", self._close), gap=14)
        self._editor.add(self._title, self._sheet, acts)
        self._editor.hide()
        area.body.addWidget(self._editor)
        self._rows.setSpacing(12)
        self._list.body.addLayout(self._rows)
        area.body.addWidget(self._list)
        self._conflict_rows.setSpacing(4)
        self._conflicts.body.addLayout(self._conflict_rows)
        area.body.addWidget(self._conflicts)
        area.body.addStretch(1)
