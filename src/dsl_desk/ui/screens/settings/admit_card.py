"""Admit somebody: their name, what they do here, and a passphrase that is theirs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from dsl_desk.casework import desk_people
from dsl_desk.casework.opening import suggested_passphrase
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.settings import view_model as vm
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, muted
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.passphrase import PassphraseField


class AdmitCard(Card):
    """`admitted` carries the person."""

    admitted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Admit somebody", gap=12)
        self._context = context
        self._sheet = FormSheet(context.now)
        self._passphrase, self._again = PassphraseField("Their passphrase"), PassphraseField("Their passphrase again")
        self._problem = Label("", "problem")
        self._act = PrimaryButton("Admit this person", self._send)
        self._suggest = SecondaryButton("Suggest a passphrase", self._ask)
        self._lay_out()
        self.forget()

    def forget(self) -> None:
        """Nothing typed stays."""
        self._sheet.load(vm.admit_questions(self._context.desk.vault.kind), {}, options={}, flat=True)
        for field in (self._passphrase, self._again):
            field.clear()
        self._problem.say("")

    def _ask(self) -> None:
        self._context.tasks.run(suggested_passphrase, owner=self, then=self._suggested)

    def _suggested(self, words: str) -> None:
        for field in (self._passphrase, self._again):
            field.set_text(words)
            field.show_words(True)

    def _send(self) -> None:
        answers = self._sheet.answers()
        typed = self._passphrase.text()
        problems = [(spot, words) for spot, words in (("name", "Write the person's name."),
                    ("role", "Choose what this person does here.")) if not answers.get(spot)]  # fmt: skip
        self._sheet.refuse(problems)
        differ = typed != self._again.text()
        self._problem.say("The two passphrases differ. Type the second one again." if differ else "")
        if problems or differ:
            if not problems:
                self._again.edit.setFocus()
            return
        self._act.setEnabled(False)
        job = partial(
            desk_people.admit, self._context.desk, answers["name"], answers["role"], typed,
            post=str(answers.get("post") or ""),
        )  # fmt: skip
        self._context.tasks.run(job, owner=self, then=self._done, failed=self._failed)

    def _done(self, person: DeskPerson) -> None:
        self._act.setEnabled(True)
        self.forget()
        self.admitted.emit(person)

    def _failed(self, problem: KnownProblem) -> None:
        self._act.setEnabled(True)
        if isinstance(problem, CannotSeal):
            self._sheet.refuse(list(problem.problems))
        else:
            self._problem.say(problem.sentence)
            self._passphrase.edit.setFocus()

    def _lay_out(self) -> None:
        self._act.setObjectName("admit")
        has_main_act(self, self._act)
        for field in (self._passphrase, self._again):
            field.entered.connect(self._send)
        self._passphrase.edit.setObjectName("admit_passphrase")
        self._again.edit.setObjectName("admit_passphrase_again")
        self.add(muted("Let them type it themselves, or hand it over and let them change it. Nobody can look it up."))
        self.add(self._sheet, self._problem, self._passphrase, self._again)
        self.add(FlowRow(self._act, self._suggest, gap=12))
