"""Above the steps: the guidance changed since this concern began. Look at it; go on with it, or stay."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.look_again import go_on_with_new, looked
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.grouped_list import GroupedList
from dsl_desk.ui.widgets.labels import Label, muted

_WHY = "What was sealed keeps its words either way. A contact's number is always that of the newest edition."


class EditionCard(Card):
    """`sealed` carries what was sealed."""

    sealed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("The guidance changed since this concern began")
        self._context, self._concern = context, ""
        self._says, self._list = Label(""), GroupedList("more_changed", "What changed", first=3)
        self._go_on = SecondaryButton("", lambda: self._do(go_on_with_new))
        self._stay = SecondaryButton("", lambda: self._do(looked))
        self._lay_out()

    def show_page(self, state: vm.ConcernState) -> None:
        page = state.page
        changed = page.changed if page is not None else None
        self.setVisible(changed is not None)
        if page is None or changed is None:
            return
        self._concern = page.id
        self._says.say(f"It stays with {changed.stays} until you choose. {changed.now} says otherwise:")
        self._list.show_groups((one.title, one.rows) for one in changed.groups)
        self._go_on.rename(f"Go on with {changed.now}")
        self._stay.rename(f"Looked at: stay with {changed.stays}")
        for button in (self._go_on, self._stay):
            button.setVisible(state.may_work)

    def _do(self, verb) -> None:  # type: ignore[no-untyped-def]
        job = partial(verb, self._context.desk, self._concern)
        self._context.tasks.run(job, owner=self, then=self._done)

    def _done(self, sealed: Sealed) -> None:
        self._context.say("Noted. It is off the list of concerns to look at again.")
        self.sealed.emit(sealed)

    def _lay_out(self) -> None:
        self._go_on.setObjectName("go_on_with_new")
        self._stay.setObjectName("stay_with_old")
        self.add(self._says, self._list, muted(_WHY), FlowRow(self._go_on, self._stay, gap=12))
