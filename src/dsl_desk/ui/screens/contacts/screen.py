"""Contacts: the directory by the clock, what was checked by whom, and the school's own numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.contacts import view_model as vm
from dsl_desk.ui.screens.contacts.directory import Directory
from dsl_desk.ui.screens.contacts.ring_round import RingRound
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import heading, muted, strong
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.pdf_pages import print_pages
from dsl_desk.ui.widgets.scroll import fit_page

_PAPERS: tuple[tuple[str, str, Callable[[Desk], bytes]], ...] = (
    ("print_call_sheet", "Print the call sheet…", vm.call_sheet),
    ("print_ring_round", "Print the ring round…", vm.ring_round_sheet),
    ("print_helplines_children", "Print helplines for children…", lambda desk: vm.helplines(desk, "children")),
    ("print_helplines_parents", "Print helplines for parents…", lambda desk: vm.helplines(desk, "parents")),
)


class ContactsScreen(Screen):
    section = "contacts"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.ContactsState()
        self._wanted, self._editing = "", ""
        self._told: tuple[tuple[str, str], ...] = ()
        self._hours, self._unchecked = muted(), muted()
        self._add = SecondaryButton("Add a number", partial(self._edit, None))
        self._ring = SecondaryButton("Ring round…", self._begin_round)
        self._round = RingRound()
        self._papers = FlowRow(gap=14)
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self._list, self._conflicts = Directory(self._do), Card("Where sources disagree", gap=10)
        self._conflict_rows = QVBoxLayout()
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
        self._state = state
        self._hours.say(state.hours)
        self._unchecked.say(vm.unchecked_words(state))
        self._add.setVisible(state.changes)
        self._ring.setVisible(state.changes and bool(state.due))
        self._list.show_lines(state)

    def _do(self, name: str, line: vm.Line) -> None:
        if name == "copy":
            self.context.copy(line.number)
            self.context.say(f"{line.number} copied. It leaves the clipboard after a minute.")
        elif name == "change":
            self._edit(line)
        else:
            self._say_rung(line, works=name == "works")
            if name == "wrong":
                self._edit(line, wrong=True)

    def _say_rung(self, line: vm.Line, *, works: bool) -> None:
        self._run(partial(vm.rang, self.context.desk, line, works), line.role, stay=not works)

    def _begin_round(self) -> None:
        self._editor.hide()
        self._round.begin(self._state.due)
        self._area.bring_up(self._round)

    def _show_conflicts(self) -> None:
        """Below the list, once that is there."""
        conflicts = self._state.conflicts
        if conflicts != self._told:
            self._told = conflicts
            empty(self._conflict_rows)
            for question, resolution in conflicts:
                self._conflict_rows.addWidget(strong(question))
                self._conflict_rows.addWidget(muted(resolution))
        self._conflicts.setVisible(bool(conflicts))
        fit_page(self._conflicts)

    def _bring_up(self) -> None:
        if self._wanted and self._list.focus_line(self._wanted):
            self._wanted = ""

    def _edit(self, line: vm.Line | None, *, wrong: bool = False) -> None:
        """`wrong`: the number was just said to be wrong, so the right one is asked for."""
        self._editing = line.role if line else ""
        self._title.say(vm.editing_words(line, wrong=wrong))
        answers = {name: value for name, value in vm.answers_of(line).items() if not (wrong and name == "number")}
        self._sheet.load(vm.QUESTIONS, answers, options={}, flat=True)
        self._remove.setVisible(line is not None)
        self._editor.show()
        self._sheet.focus_spot("number" if line else "name")
        self._area.bring_up(self._editor)

    def _send(self) -> None:
        problems = self._sheet.form.problems()
        self._sheet.refuse(problems)
        if not problems:
            self._run(partial(vm.save, self.context.desk, self._editing, self._sheet.answers()), self._editing)

    def _take_away(self) -> None:
        line = next((one for one in self._state.lines if one.role == self._editing), None)
        if line is not None:
            self._run(partial(vm.take_away, self.context.desk, line), "")

    def _print_sheet(self, paper: Callable[[Desk], bytes]) -> None:
        job = partial(paper, self.context.desk)
        self.context.tasks.run(job, owner=self, then=self.print_now, failed=self._failed)

    def _run(self, job: partial[Sealed], role: str, *, stay: bool = False) -> None:
        """`stay`: somebody goes on writing where they are."""
        self.context.tasks.run(job, owner=self, then=partial(self._sealed, role, stay), failed=self._failed)

    def _sealed(self, role: str, stay: bool, sealed: Sealed) -> None:
        if not stay:
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
        self._list.built.connect(self._show_conflicts)
        self._list.built.connect(self._bring_up)
        self._round.right.connect(
            lambda line: self._run(partial(vm.rang, self.context.desk, line, True), "", stay=True)
        )
        self._round.wrong.connect(
            lambda line: self._run(partial(vm.rang, self.context.desk, line, False), "", stay=True)
        )
        self._round.better.connect(
            lambda line, number: self._run(partial(vm.better, self.context.desk, line, number), "", stay=True)
        )
        self.context.changes.listen(self, lambda what: what in ("contacts", "settings"), self._reload)

    def _lay_out(self) -> None:
        self._area = area = self.page(self._ring, self._add)
        self._ring.setObjectName("ring_round")
        self.title.say("Contacts")
        for name, words, paper in _PAPERS:
            link = LinkButton(words, partial(self._print_sheet, paper))
            link.setObjectName(name)
            self._papers.add(link)
        self._add.setObjectName("add_number")
        self._save.setObjectName("save_number")
        has_main_act(self._editor, self._save)
        area.body.addWidget(self._hours)
        area.body.addWidget(self._unchecked)
        area.body.addWidget(self._papers)
        area.body.addWidget(self._round)
        acts = FlowRow(self._save, self._remove, LinkButton("Leave as it was", self._close), gap=14)
        self._editor.add(self._title, self._sheet, acts)
        self._editor.hide()
        area.body.addWidget(self._editor)
        area.body.addWidget(self._list)
        self._conflict_rows.setSpacing(4)
        self._conflicts.body.addLayout(self._conflict_rows)
        self._conflicts.hide()
        area.body.addWidget(self._conflicts)
        area.body.addStretch(1)
