"""The first run: school, you, key and recovery kit, locality. A desk is made half-way; what comes after can wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dsl_desk.domain.when import LONDON
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.door_window import DoorWindow
from dsl_desk.ui.doors import Created, DangerCalls, Doors, FirstRunAnswers
from dsl_desk.ui.screens.first_run import view_model as vm
from dsl_desk.ui.screens.first_run.pages import KeyPage, KitPage, LocalityPage, Page, SchoolPage, YouPage
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme, announce
from dsl_desk.ui.widgets.banner import Banner, ErrorSummary
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, small

_WAIT = 350  # ms after the last key before a passphrase is looked at


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
        now: Callable[[], datetime] = lambda: datetime.now(LONDON),
        desk: Any = None,
    ) -> None:
        super().__init__(doors, tasks, theme, calls, now=now, widest=640)
        self._state = vm.FirstRunState(page="locality" if desk is not None else "school", desk=desk)
        self.school, self.you, self.key = SchoolPage(), YouPage(), KeyPage()
        self.kit, self.locality = KitPage(), LocalityPage()
        self._pages: dict[str, Page] = {
            "school": self.school, "you": self.you, "key": self.key, "kit": self.kit, "locality": self.locality,
        }  # fmt: skip
        self._step, self._head = small(""), Label("", "title")
        self._summary, self._banner = ErrorSummary(), Banner(tone="danger")
        self._page_shown = ""
        self._next = PrimaryButton("Continue", self._go_on)
        self._back = SecondaryButton("Back", self._go_back)
        self._later = LinkButton("Later: remind me every day", self._skip_kit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._lay_out()
        self._connect()
        self._show(self._state)

    @property
    def state(self) -> vm.FirstRunState:
        return self._state

    def save_kit(self, path: Path) -> None:
        """Writes the kit as a PDF there."""
        self.tasks.run(
            partial(self.doors.write_kit, path),
            owner=self,
            then=lambda _none: self._kit_saved(path),
            failed=self._failed,
        )

    def _read(self) -> vm.FirstRunState:
        state = replace(
            self._state,
            school=self.school.school.text(),
            school_ends=vm.tidy_time(self.school.ends.text()),
            school_phone=self.school.phone.text(),
            name=self.you.name.text(),
            job=self.you.job.text(),
            phone=self.you.phone.text(),
            again=self.key.again.text(),
            code_back=self.kit.back.text(),
            locality=self.locality.chosen,
        )
        typed = self.key.passphrase.text()
        return state if typed == state.passphrase else vm.typed_passphrase(state, typed)

    def _go_on(self) -> None:
        state = self._read()
        if state.busy:
            return
        if state.page == "key" and state.passphrase and not state.checked:
            self._check_strength(then=self._go_on)
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

    def _go_back(self) -> None:
        self._show(vm.before(self._read()))

    def _create(self, state: vm.FirstRunState) -> None:
        answers = FirstRunAnswers(
            school=state.school.strip(), school_ends=state.school_ends, school_phone=state.school_phone.strip(),
            name=state.name.strip(), job=state.job.strip(), phone=state.phone.strip(), passphrase=state.passphrase,
        )  # fmt: skip
        self._show(replace(state, busy=True, problems=()))
        announce(self, "Making the desk")
        self.tasks.run(partial(self.doors.create, answers), owner=self, then=self._created, failed=self._failed)

    def _created(self, created: Created) -> None:
        for field in (self.key.passphrase, self.key.again):
            field.clear()
        state = replace(self._state, desk=created.desk, code=created.recovery_code, passphrase="", again="")
        self.kit.show_code(created.recovery_code)
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
            self.kit.back.clear()
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
        spot = problem.spot
        state = replace(self._state, busy=False)
        if spot and spot in self._pages[state.page].spots:
            self._refuse(replace(state, problems=((spot, problem.sentence),)))
            return
        self._show(state)
        self._banner.say(problem.sentence, "danger")

    def _refuse(self, state: vm.FirstRunState) -> None:
        self._show(replace(state, busy=False))
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check_strength(self, then: Callable[[], None] | None = None) -> None:
        self._timer.stop()
        passphrase = self._read().passphrase
        if not passphrase:
            return

        def looked(sentence: str | None) -> None:
            state = self._read()
            if state.passphrase == passphrase:
                self._state = replace(state, strength=sentence, checked=True)
                self._show_strength()
                if then is not None:
                    then()

        self.tasks.run(partial(self.doors.strength, passphrase), owner=self, then=looked, failed=self._failed)

    def _typed(self) -> None:
        self._state = self._read()
        if self._state.page == "key":
            self._show_strength()
            if not self._state.checked:
                self._timer.start()

    def _show_strength(self) -> None:
        self.key.show_strength(*vm.strength_words(self._state))

    def _suggested(self, passphrase: str) -> None:
        self.key.passphrase.set_text(passphrase)
        self.key.passphrase.show_words(True)
        self.key.again.clear()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Save the recovery kit")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("recovery-kit.pdf")
        dialog.setWindowModality(Qt.WindowModality.NonModal)  # nothing may come before the danger card
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_kit(Path(chosen)))
        dialog.show()

    def _kit_saved(self, path: Path) -> None:
        self._state = replace(self._state, kit_printed=str(path))
        self.kit.printed.say(f"Saved as {path}. Print it, put it in the safe, then delete the file.")
        announce(self.kit.printed, self.kit.printed.text())

    def _show(self, state: vm.FirstRunState) -> None:
        arrived, self._page_shown = state.page != self._page_shown, state.page
        self._state = state
        self._step.setText(f"Step {state.step} of 4")
        self._head.setText(vm.HEADS[state.page])
        page = self._pages[state.page]
        for other in self._pages.values():
            other.setVisible(other is page)
        page.setEnabled(not state.busy)
        page.show_problems(dict(state.problems))
        self._summary.show_problems(list(state.problems))
        self._banner.clear()
        self._next.rename(_act(state))
        self._next.setEnabled(not state.busy)
        self._back.setVisible(state.can_go_back)
        self._later.setVisible(state.page == "kit" and not state.busy)
        if state.page == "locality" and not state.localities:
            self.tasks.run(self.doors.localities, owner=self, then=self._got_localities, failed=self._failed)
        self._show_strength()
        if arrived and not state.problems:
            self._focus_first(page)

    def _focus_first(self, page: Page) -> None:
        first: QWidget | None = next(iter(page.spots.values()), None)
        if first is not None:
            QTimer.singleShot(0, first, lambda: first.setFocus(Qt.FocusReason.OtherFocusReason))

    def _got_localities(self, localities: list[tuple[str, str]]) -> None:
        self._state = replace(self._state, localities=tuple(localities))
        self.locality.show_localities(self._state.localities)
        self.locality.show_problems({})
        self._focus_first(self.locality)

    def _pick_spot(self, spot: str) -> None:
        widget = self._pages[self._state.page].spots.get(spot)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._check_strength)
        self._summary.picked.connect(self._pick_spot)
        self.key.suggest_wanted.connect(
            lambda: self.tasks.run(self.doors.suggest_passphrase, owner=self, then=self._suggested)
        )
        self.kit.print_wanted.connect(self._ask_where)
        for page in self._pages.values():
            page.changed.connect(self._typed)

    def _lay_out(self) -> None:
        self.page.addWidget(self._banner)
        self.page.addWidget(self._summary)
        card = Card(gap=12)
        card.body.setContentsMargins(24, 20, 24, 22)
        card.add(self._step, self._head)
        for page in self._pages.values():
            card.add(page)
        self._next.setShortcut("Ctrl+Return")
        card.add(FlowRow(self._next, self._back, self._later, gap=14))
        self.page.addWidget(card)


def _act(state: vm.FirstRunState) -> str:
    if state.busy:
        return {"key": "Making the desk…", "kit": "Comparing…"}.get(state.page, "Opening…")
    return {"key": "Make this desk", "kit": "Compare and continue", "locality": "Open the desk"}.get(
        state.page, "Continue"
    )
