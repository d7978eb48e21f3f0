"""The first run: school, you, key and recovery kit, locality. A desk is made half-way; what comes after can wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal

from dsl_desk.errors import KnownProblem, WrongSecret
from dsl_desk.ui.door_window import DoorWindow
from dsl_desk.ui.doors import DangerCalls, Doors
from dsl_desk.ui.first_run_answers import Created, FirstRunAnswers
from dsl_desk.ui.screens.first_run import view_model as vm
from dsl_desk.ui.screens.first_run.kit_file import ask_where
from dsl_desk.ui.screens.first_run.pages import Pages
from dsl_desk.ui.screens.first_run.strength import StrengthWatch
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme, announce
from dsl_desk.ui.widgets.banner import Banner, ErrorSummary
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, show_if, small


class FirstRunWindow(DoorWindow):
    """`finished` carries the open desk. Given a desk already made, it goes on where the first run stopped."""

    finished = Signal(object)

    def __init__(
        self,
        doors: Doors,
        tasks: Tasks,
        theme: Theme,
        calls: DangerCalls,
        *,
        now: Callable[[], datetime] | None = None,
        desk: Any = None,
        kind: str = "children",
        carried: dict[str, object] | None = None,
    ) -> None:
        """`kind`: of the vault to make. `carried`: settings of the school that need not be asked for again."""
        super().__init__(doors, tasks, theme, calls, now=now, widest=640)
        page, known = "locality" if desk is not None else "school", carried or {}
        self._state = vm.FirstRunState(kind=kind, page=page, desk=desk, carried=known)
        self.pages = Pages(self._state.words, known)
        self._step, self._head = small(""), Label("", "title")
        self._summary, self._banner = ErrorSummary(), Banner(tone="danger")
        self._page_shown = ""
        self._next = PrimaryButton("Continue", self._go_on)
        self._back = SecondaryButton("Back", lambda: self._show(vm.before(self._read())))
        self._later = LinkButton("Later: remind me every day", self._skip_kit)
        self._leave = LinkButton("Back to signing in", lambda: self.vault_wanted.emit(""))
        self._others = bool(doors.vaults())  # there is a door to go back to
        self._watch = StrengthWatch(doors, tasks, self.pages.key)
        self._waiting = False  # "Continue" was pressed before the passphrase was looked at
        self._lay_out()
        self._connect()
        self._show(self._state)

    @property
    def state(self) -> vm.FirstRunState:
        return self._state

    def may_leave(self) -> bool:
        return self._state.desk is None and not self._state.busy

    def save_kit(self, path: Path) -> None:
        """Writes the kit as a PDF there."""
        self.tasks.run(
            partial(self.doors.write_kit, path),
            owner=self,
            then=lambda _none: self._kit_saved(path),
            failed=self._failed,
        )

    def _read(self) -> vm.FirstRunState:
        return self.pages.read(self._state)

    def _go_on(self) -> None:
        state = self._read()
        if state.busy:
            return
        if state.page == "key" and state.passphrase and not state.checked:
            self._waiting = True
            self._watch.look(state.passphrase)
            return
        found = vm.problems(state)
        if found:
            self._refuse(replace(state, problems=tuple(found)))
        elif state.page in ("school", "you"):
            self._show(vm.to_page(state, "you" if state.page == "school" else "key"))
        elif state.page == "key":
            self._create(state)
        elif state.page == "kit":
            self._confirm(state)
        else:
            self._finish(state)

    def _create(self, state: vm.FirstRunState) -> None:
        self._show(replace(state, busy=True, problems=()))
        announce(self, "Making the desk")
        self.tasks.run(partial(self.doors.create, _answers(state)), owner=self, then=self._created, failed=self._failed)

    def _created(self, created: Created) -> None:
        for field in (self.pages.key.passphrase, self.pages.key.again):
            field.clear()
        state = replace(self._state, desk=created.desk, code=created.recovery_code, passphrase="", again="")
        self.pages.kit.show_code(created.recovery_code)
        self._show(vm.to_page(state, "kit"))

    def _confirm(self, state: vm.FirstRunState) -> None:
        if not state.code_back.strip():
            words = "Type the code back, or choose “Later: remind me every day”"
            self._refuse(replace(state, problems=(("code_back", words),)))
            return
        self._show(replace(state, busy=True, problems=()))
        check = partial(self.doors.confirm_code, state.code_back)
        self.tasks.run(check, owner=self, then=self._confirmed, failed=self._failed)

    def _confirmed(self, right: bool) -> None:
        state = replace(self._state, busy=False, kit_confirmed=right)
        if right:
            self.pages.kit.back.clear()
            self._show(vm.to_page(replace(state, code=""), "locality"))
        else:
            words = "That is not the code on the kit. Compare it group by group and type it again"
            self._refuse(replace(state, problems=(("code_back", words),)))

    def _skip_kit(self) -> None:
        self._show(vm.to_page(replace(self._read(), code="", kit_confirmed=False), "locality"))

    def _finish(self, state: vm.FirstRunState) -> None:
        self._show(replace(state, busy=True, problems=()))
        choose = partial(self.doors.choose_locality, state.desk, state.locality)
        self.tasks.run(choose, owner=self, then=lambda _none: self.finished.emit(state.desk), failed=self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        spot = problem.spot or ("code_back" if problem.code == WrongSecret.code else "")
        if spot and spot in self.pages.by_name[self._state.page].spots:
            self._refuse(replace(self._state, problems=((spot, problem.sentence),)))
            return
        self.say_problem(problem.sentence)

    def say_problem(self, sentence: str) -> None:
        self._show(replace(self._state, busy=False))
        self._banner.say(sentence, "danger")
        self.pages.by_name[self._state.page].focus_spot()  # what was switched off while it worked lost it

    def _refuse(self, state: vm.FirstRunState) -> None:
        self._show(replace(state, busy=False))
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _looked(self, sentence: str | None) -> None:
        self._state = replace(self._read(), strength=sentence, checked=True)
        self._show_strength()
        if self._waiting:
            self._waiting = False
            self._go_on()

    def _typed(self) -> None:
        self._state = self._read()
        if self._state.page == "key":
            self._show_strength()
            self._watch.typed(self._state.passphrase)

    def _show_strength(self) -> None:
        self.pages.key.show_strength(*vm.strength_words(self._state))

    def _kit_saved(self, path: Path) -> None:
        self._state = replace(self._state, kit_printed=str(path))
        self.pages.kit.printed.say(f"Saved as {path}. Print it, put it in the safe, then delete the file.")
        announce(self.pages.kit.printed, self.pages.kit.printed.text())

    def _show(self, state: vm.FirstRunState) -> None:
        arrived, self._page_shown = state.page != self._page_shown, state.page
        self._state = state
        self._step.setText(state.step)
        self._head.setText(vm.HEADS[state.page])
        page = self.pages.by_name[state.page]
        for other in self.pages.by_name.values():
            show_if(other, other is page)
        page.setEnabled(not state.busy)
        page.show_problems(dict(state.problems))
        self._summary.show_problems(list(state.problems))
        self._banner.clear()
        self._next.rename(_act(state))
        self._next.setEnabled(not state.busy)
        show_if(self._back, state.can_go_back)
        show_if(self._later, state.page == "kit" and not state.busy)
        show_if(self._leave, self._others and self.may_leave())
        show_if(self._restore_button, self.may_leave())
        if state.page == "locality" and not state.localities:
            self.tasks.run(self.doors.localities, owner=self, then=self._got_localities, failed=self._failed)
        self._show_strength()
        if arrived and not state.problems:
            page.focus_spot()
            self.area.from_the_top()

    def _got_localities(self, localities: list[tuple[str, str]]) -> None:
        self._state = replace(self._state, localities=tuple(localities))
        self.pages.locality.show_localities(self._state.localities)
        self.pages.locality.show_problems({})
        self.pages.locality.focus_spot()

    def _connect(self) -> None:
        self._watch.looked.connect(self._looked)
        self._watch.failed.connect(self._failed)
        self._summary.picked.connect(lambda spot: self.pages.by_name[self._state.page].focus_spot(spot))
        self.pages.kit.print_wanted.connect(lambda: ask_where(self, self.save_kit))
        for page in self.pages.by_name.values():
            page.changed.connect(self._typed)
            page.entered.connect(self._go_on)

    def _lay_out(self) -> None:
        self.page.addWidget(self._banner)
        self.page.addWidget(self._summary)
        card = Card(gap=12)
        card.body.setContentsMargins(24, 20, 24, 22)
        card.add(self._step, self._head)
        for page in self.pages.by_name.values():
            card.add(page)
        self._next.setShortcut("Ctrl+Return")
        card.add(FlowRow(self._next, self._back, self._later, self._leave, gap=14))
        self.page.addWidget(card)


def _answers(state: vm.FirstRunState) -> FirstRunAnswers:
    return FirstRunAnswers(
        school=state.school.strip(), school_ends=state.school_ends, school_phone=state.school_phone.strip(),
        name=state.name.strip(), job=state.job.strip(), phone=state.phone.strip(), passphrase=state.passphrase,
        kind=state.kind, carried=vm.not_asked(state.carried),
    )  # fmt: skip


def _act(state: vm.FirstRunState) -> str:
    if state.busy:
        return {"key": "Making the desk…", "kit": "Comparing…"}.get(state.page, "Opening…")
    return {"key": "Make this desk", "kit": "Compare and continue", "locality": "Open the desk"}.get(
        state.page, "Continue"
    )
