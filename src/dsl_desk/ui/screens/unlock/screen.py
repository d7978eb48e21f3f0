"""Unlock: choose the name, give the passphrase. Shown before anything heavy is loaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.door_window import DoorWindow
from dsl_desk.ui.doors import DangerCalls, Doors, refuse_weak
from dsl_desk.ui.screens.unlock import view_model as vm
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme, announce
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.chooser import Chooser
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, show_if, title
from dsl_desk.ui.widgets.passphrase import PassphraseField
from dsl_desk.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from datetime import datetime

    from dsl_desk.ui.widgets.kit_part import KitPart


class UnlockWindow(DoorWindow):
    """`unlocked` carries the open desk."""

    unlocked = Signal(object)

    def __init__(
        self,
        doors: Doors,
        tasks: Tasks,
        theme: Theme,
        calls: DangerCalls,
        *,
        now: Callable[[], datetime] | None = None,
        notice: str = "",
        kind: str = "",
        last: tuple[str, ...] = (),
    ) -> None:
        """`notice`: one sentence to show. `kind`: which vault's door; else the first. `last`: who locked it."""
        super().__init__(doors, tasks, theme, calls, now=now)
        self._state = vm.at_the_door(doors.vaults(), kind, notice, last)
        self._vaults = Switch("Which vault", list(self._state.vaults), self._state.kind)
        self._name = Chooser([], "Choose your name")
        self._passphrase = PassphraseField("Passphrase")
        self._kit: KitPart | None = None  # until somebody asks for it: the window is painted sooner
        self._card = Card(gap=14)
        self._act = PrimaryButton("Unlock", self._try)
        self._switch = LinkButton("Use the recovery kit", self._switch_way)
        self._to_read = SecondaryButton("Open it to read", self._open_to_read)
        self._restore = SecondaryButton("Restore a backup…", self.restore_wanted.emit)
        self._make = LinkButton("Make the vault for children", lambda: self.make_wanted.emit("children"))
        self._problem, self._notice = Banner(tone="danger"), Banner()
        self._spots: dict[str, QWidget] = {"name": self._name, "passphrase": self._passphrase.edit}
        self._lay_out()
        self._connect()
        self._show(self._state)

    @property
    def state(self) -> vm.UnlockState:
        return self._state

    def _try(self) -> None:
        if self._state.busy:
            return
        name, passphrase, kit = self._name.currentText(), self._passphrase.text(), self._kit
        code, again = (kit.code.edit.text(), kit.again.text()) if kit else ("", "")
        if missing := vm.missing(self._state, name, passphrase, code, again):
            self._refuse(missing[1], missing[0])
            return
        self._show(vm.working(self._state))
        announce(self, "Opening")
        if self._state.asks == "passphrase":
            job = partial(self.doors.unlock, self._state.kind, name, passphrase)
        else:
            job = partial(self._by_kit, self._state.kind, code, name, passphrase)
        self.tasks.run(job, owner=self, then=self._opened, failed=self._failed)

    def _open_to_read(self) -> None:
        """An older vault: nothing can be sealed in it, but it can be read and printed."""
        name, passphrase = self._name.currentText(), self._passphrase.text()
        if missing := vm.missing(self._state, name, passphrase, "", ""):
            self._refuse(missing[1], missing[0])
            return
        self._show(vm.working(self._state))
        announce(self, "Opening to read")
        job = partial(self.doors.unlock_to_read, self._state.kind, name, passphrase)
        self.tasks.run(job, owner=self, then=self._opened, failed=self._failed)

    def say_problem(self, sentence: str) -> None:
        self._refuse(sentence, "passphrase")

    def may_leave(self) -> bool:
        return not self._state.busy

    def _by_kit(self, kind: str, code: str, name: str, passphrase: str) -> object:
        refuse_weak(self.doors, passphrase)
        return self.doors.unlock_by_kit(kind, code, name, passphrase)

    def _opened(self, desk: object) -> None:
        self._forget()
        self.unlocked.emit(desk)

    def _forget(self) -> None:
        self._passphrase.clear()
        if self._kit:
            self._kit.clear()

    def _turn(self, kind: str) -> None:
        """To another vault's door: its names are read, and nothing that was typed goes with it.

        Arrows walk over the doors; Enter on the one that is chosen goes on to its names.
        """
        if kind == self._state.kind:
            self._go_on()
            return
        self._forget()
        self._show(vm.turned(self._state, kind))
        self._ask_names()

    def _ask_names(self) -> None:
        kind = self._state.kind
        names, then = partial(self.doors.names, kind), partial(self._got_names, kind)
        self.tasks.run(names, owner=self, then=then, failed=self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._refuse(problem.sentence, problem.spot or vm.secret_asked(self._state), problem)
        if self._state.asks == "passphrase":
            self._passphrase.edit.selectAll()

    def _refuse(self, sentence: str, spot: str, problem: KnownProblem | None = None) -> None:
        self._show(vm.failed(self._state, sentence, problem))
        self._spots.get(spot, self._passphrase.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch_way(self) -> None:
        self._passphrase.clear()
        kit = self._kit = self._kit or self._add_kit()
        self._show(vm.asking(self._state, "kit" if self._state.asks == "passphrase" else "passphrase"))
        (kit.code.edit if self._state.asks == "kit" else self._passphrase.edit).setFocus()

    def _add_kit(self) -> KitPart:
        from dsl_desk.ui.widgets.kit_part import KitPart

        kit = KitPart()
        body = self._card.body
        body.insertWidget(body.indexOf(self._passphrase), kit.code)
        body.insertWidget(body.indexOf(self._passphrase) + 1, kit.below)
        kit.suggest.clicked.connect(self._ask_suggestion)
        for signal in (kit.code.entered, kit.again.entered):
            signal.connect(self._try)
        self._spots |= {"code": kit.code.edit, "again": kit.again.edit}
        stops = (self._name, kit.code.edit, *self._passphrase.stops, *kit.again.stops, kit.suggest, self._act)
        for one, following in pairwise(stops):
            self.setTabOrder(one, following)
        return kit

    def _ask_suggestion(self) -> None:
        self.tasks.run(self.doors.suggest_passphrase, owner=self, then=self._suggested)

    def _suggested(self, passphrase: str) -> None:
        for field in (self._passphrase, *([self._kit.again] if self._kit else [])):
            field.set_text(passphrase)
            field.show_words(True)

    def _got_names(self, kind: str, names: list[tuple[str, str]]) -> None:
        if kind != self._state.kind:
            return
        self._show(vm.with_names(self._state, names))
        self._name.setCurrentIndex(vm.chosen(self._state))
        if not self._vaults.isAncestorOf(QApplication.focusWidget() or self):
            self._go_on()

    def _go_on(self) -> None:
        (self._passphrase.edit if self._name.currentIndex() >= 0 else self._name).setFocus()

    def _show(self, state: vm.UnlockState) -> None:
        self._state = state
        kit = state.asks == "kit"
        if [self._name.itemData(row) for row in range(self._name.count())] != [person for person, _ in state.names]:
            self._name.clear()
            for person, name in state.names:
                self._name.addItem(name, person)
            self._name.setCurrentIndex(-1)
        self._passphrase.rename("New passphrase" if kit else "Passphrase")
        if self._kit:
            self._kit.show(kit)
            self._kit.set_enabled(not state.busy)
        show_if(self._to_read, state.older)
        show_if(self._restore, state.broken)
        show_if(self._restore_button, not state.broken)
        self._vaults.choose(state.kind)
        acts = (self._act, self._to_read, self._restore, self._restore_button, self._switch, self._make)
        for control in (self._vaults, self._name, self._passphrase, *acts):
            control.setEnabled(not state.busy)
        self._act.rename(state.act)
        self._switch.rename("Use the passphrase" if kit else "Use the recovery kit")
        self._problem.say(state.problem, "danger")
        self._notice.say(state.notice)

    def _connect(self) -> None:
        self._passphrase.entered.connect(self._try)
        self._vaults.picked.connect(self._turn)
        self.painted.connect(self._ask_names)

    def _lay_out(self) -> None:
        self.page.addWidget(self._notice)
        self.page.addWidget(self._problem)
        card = self._card
        card.body.setContentsMargins(24, 20, 24, 22)
        card.add(title("Unlock this desk"), self._vaults)
        show_if(self._vaults, len(self._state.vaults) > 1)
        names = QVBoxLayout()
        names.setSpacing(4)
        label = Label("Your name", "label")
        label.setBuddy(self._name)
        names.addWidget(label)
        names.addWidget(self._name)
        card.body.addLayout(names)
        card.add(self._passphrase)
        card.add(FlowRow(self._act, self._to_read, self._restore, self._switch, self._make, gap=14))
        show_if(self._make, "children" not in dict(self._state.vaults))
        self._name.setAccessibleName("Your name")
        self.page.addWidget(card)
