"""Change one's own passphrase."""

from __future__ import annotations

from functools import partial

from dsl_desk.casework import desk_people
from dsl_desk.casework.opening import suggested_passphrase
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label
from dsl_desk.ui.widgets.passphrase import PassphraseField


class PassphraseCard(Card):
    def __init__(self, context: Context) -> None:
        super().__init__("Your own passphrase", gap=12)
        self._context = context
        self._old, self._new = PassphraseField("The passphrase you use now"), PassphraseField("New passphrase")
        self._again = PassphraseField("New passphrase again")
        self._problem = Label("", "problem")
        self._act = SecondaryButton("Change my passphrase", self._send)
        self._act.setObjectName("change_passphrase")
        suggest = SecondaryButton("Suggest a passphrase", self._ask)
        for field, name in ((self._old, "old"), (self._new, "new"), (self._again, "again")):
            field.edit.setObjectName(f"own_{name}")
            field.entered.connect(self._send)
        self.add(self._problem, self._old, self._new, self._again, FlowRow(self._act, suggest, gap=12))
        self.forget()

    def forget(self) -> None:
        """Nothing typed stays."""
        for field in (self._old, self._new, self._again):
            field.clear()
        self._problem.say("")

    def _ask(self) -> None:
        self._context.tasks.run(suggested_passphrase, owner=self, then=self._suggested)

    def _suggested(self, words: str) -> None:
        for field in (self._new, self._again):
            field.set_text(words)
            field.show_words(True)

    def _send(self) -> None:
        old, new = self._old.text(), self._new.text()
        if new != self._again.text():
            self._refuse("The two new passphrases differ. Type the second one again.", self._again)
            return
        if not old:
            self._refuse("Give the passphrase you use now.", self._old)
            return
        self._act.setEnabled(False)
        job = partial(desk_people.change_passphrase, self._context.desk, old, new)
        self._context.tasks.run(job, owner=self, then=lambda _none: self._done(), failed=self._failed)

    def _done(self) -> None:
        self._act.setEnabled(True)
        self.forget()
        self._context.say("Your passphrase is changed. Use the new one from now on.")

    def _failed(self, problem: KnownProblem) -> None:
        self._act.setEnabled(True)
        self._refuse(problem.sentence, self._new if problem.spot == "passphrase" else self._old)

    def _refuse(self, sentence: str, field: PassphraseField) -> None:
        self._problem.say(sentence)
        field.edit.setFocus()
