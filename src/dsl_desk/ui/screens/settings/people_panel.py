"""The people of this desk: admit, remove, one's own passphrase, the recovery kit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework import desk_people
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.settings import view_model as vm
from dsl_desk.ui.screens.settings.admit_card import AdmitCard
from dsl_desk.ui.screens.settings.kit_card import KitCard
from dsl_desk.ui.screens.settings.passphrase_card import PassphraseCard
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import DangerButton, LinkButton
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.inputs import LineInput
from dsl_desk.ui.widgets.labels import Tag, muted, strong


class PeoplePanel(QWidget):
    desk_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows = QVBoxLayout()
        self._said = Banner()
        self._list = Card("Who can open this vault", gap=10)
        self._confirm, self._ask, self._why = QWidget(), strong(), LineInput(placeholder="For example: has left")
        self._leaving: vm.Person | None = None
        self._admit, self._own, self._kit = AdmitCard(context), PassphraseCard(context), KitCard(context)
        self._lay_out()
        self._connect()

    def show_state(self, state: vm.SettingsState) -> None:
        empty(self._rows)
        for number, person in enumerate(state.people):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(person))
        self._admit.setVisible(state.admits)
        self._kit.setVisible(state.admits)
        self._kit.show_state(state)

    def forget_secrets(self) -> None:
        """On leaving: typed passphrases and a shown code do not stay on screen."""
        for card in (self._admit, self._own, self._kit):
            card.forget()

    def _row(self, person: vm.Person) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(person.name))
        words.addWidget(muted(person.line))
        row.addLayout(words, 1)
        if person.left:
            row.addWidget(Tag("Has left", "neutral"))
        if person.removable:
            link = LinkButton("Remove…", partial(self._ask_remove, person))
            link.setAccessibleName(f"Remove {person.name}")
            link.setObjectName("remove_person")
            row.addWidget(link)
        return holder

    def _ask_remove(self, person: vm.Person) -> None:
        self._leaving = person
        self._ask.say(f"Remove {person.name}? They can no longer open this vault; what they recorded stays.")
        self._confirm.show()
        self._why.buddy().setFocus()

    def _remove(self) -> None:
        if self._leaving is None:
            return
        job = partial(desk_people.remove, self._context.desk, self._leaving.id, str(self._why.value() or ""))
        self._context.tasks.run(job, owner=self, then=lambda _none: self._removed(), failed=self._failed)

    def _removed(self) -> None:
        self._close_confirm()
        self._said.say("Removed.", "ok")
        self._context.changes.tell({"people"})

    def _close_confirm(self) -> None:
        self._leaving = None
        self._why.set_value(None)
        self._confirm.hide()

    def _failed(self, problem: KnownProblem) -> None:
        self._said.say(problem.sentence, "danger")

    def _admitted(self, person: DeskPerson) -> None:
        self._said.say(f"{person.name} can open this vault now.", "ok")
        self._context.changes.tell({"people"})

    def _connect(self) -> None:
        self._admit.admitted.connect(self._admitted)
        self._kit.desk_changed.connect(self.desk_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._rows.setSpacing(10)
        self._list.body.addLayout(self._rows)
        inside = QVBoxLayout(self._confirm)
        inside.setContentsMargins(0, 0, 0, 0)
        self._why.name("Why", "Kept in the record")
        button = DangerButton("Remove", self._remove)
        button.setObjectName("remove_now")
        for widget in (
            self._ask,
            self._why,
            FlowRow(button, LinkButton("Leave as it was", self._close_confirm), gap=14),
        ):
            inside.addWidget(widget)
        self._confirm.hide()
        self._list.add(self._confirm)
        for card in (self._said, self._list, self._admit, self._own, self._kit):
            column.addWidget(card)
