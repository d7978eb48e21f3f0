"""The recovery kit: type its code back, or make a new one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from dsl_desk.casework import desk_people, kit
from dsl_desk.casework.desk import Desk
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.settings import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, pdf_to_save
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, muted, selectable
from dsl_desk.ui.widgets.passphrase import KIT_CODE

_NEW = "A new kit makes every older one useless. Its code is shown once: print it, and keep it where the kit says."


class KitCard(Card):
    """`choose_file` asks where to save the kit; tests give their own."""

    desk_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Recovery kit", gap=12)
        self._context = context
        self._code_now = ""
        self.choose_file: Ask = pdf_to_save(self, "Save the recovery kit", "recovery-kit.pdf")
        self._stands, self._problem = muted(), Label("", "problem")
        self._typed = QLineEdit()
        self._confirm = SecondaryButton("Confirm the code", self._send)
        self._new = SecondaryButton("Make a new kit…", self._ask_new)
        self._sure = SecondaryButton("Make it: older kits stop working", self._make)
        self._never_mind = LinkButton("Leave as it was", self.forget)
        self._code = Label("", "code")
        self._save = SecondaryButton("Save the kit as a PDF to print…", lambda: self.choose_file(self.save))
        self._lay_out()
        self.forget()

    def show_state(self, state: vm.SettingsState) -> None:
        self._stands.say(vm.kit_words(state))

    def forget(self) -> None:
        """The code does not stay on screen."""
        self._code_now = ""
        self._typed.clear()
        self._problem.say("")
        self._code.say("")
        for widget in (self._sure, self._never_mind, self._save):
            widget.hide()
        self._new.show()

    def save(self, path: Path) -> None:
        """Writes the kit as a PDF there."""
        job = partial(kit.write_kit, self._context.desk, self._code_now, path)
        self._context.tasks.run(job, owner=self, then=lambda _none: self._saved(path), failed=self._failed)

    def _saved(self, path: Path) -> None:
        self._context.say(f"Saved as {path.name}. Print it, put it in the safe, and delete the file.")

    def _ask_new(self) -> None:
        self._new.hide()
        for widget in (self._sure, self._never_mind):
            widget.show()
        self._sure.setFocus()

    def _make(self) -> None:
        job = partial(desk_people.new_recovery_kit, self._context.desk)
        self._context.tasks.run(job, owner=self, then=self._made, failed=self._failed)

    def _made(self, code: str) -> None:
        self.forget()
        self._code_now = code
        self._code.say(code)
        self._code.setAccessibleName("Recovery code: " + " ".join(code))
        self._save.show()
        self._refresh()
        self._save.setFocus()

    def _send(self) -> None:
        if not self._typed.text().strip():
            self._problem.say("Type the code from the printed kit.")
            self._typed.setFocus()
            return
        job = partial(desk_people.confirm_recovery_code, self._context.desk, self._typed.text())
        self._context.tasks.run(job, owner=self, then=lambda _true: self._confirmed(), failed=self._failed)

    def _confirmed(self) -> None:
        self.forget()
        self._refresh()
        self._context.say("The code is right. Keep the kit in the safe.")

    def _refresh(self) -> None:
        job = partial(vm.refreshed, self._context.desk)
        self._context.tasks.run(job, owner=self, then=self._adopted, failed=self._failed)

    def _adopted(self, desk: Desk) -> None:
        self.desk_changed.emit(desk)

    def _failed(self, problem: KnownProblem) -> None:
        self._problem.say(problem.sentence)
        self._typed.setFocus()

    def _lay_out(self) -> None:
        self._confirm.setObjectName("confirm_code")
        self._new.setObjectName("new_kit")
        self._sure.setObjectName("make_kit")
        self._typed.setObjectName("kit_code")
        self._typed.returnPressed.connect(self._send)
        self._typed.setAccessibleName("Code from the recovery kit")
        self._typed.setPlaceholderText(KIT_CODE)
        label = Label("Code from the recovery kit", "label")
        label.setBuddy(self._typed)
        self._code.setObjectName("new_code")
        selectable(self._code)
        self.add(self._stands, self._problem, label, self._typed, FlowRow(self._confirm))
        self.add(muted(_NEW), FlowRow(self._new, self._sure, self._never_mind, gap=12), self._code, FlowRow(self._save))
