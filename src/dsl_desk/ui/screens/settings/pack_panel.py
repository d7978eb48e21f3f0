"""The guidance pack: which edition is in use, another one with what it would change, and what it is not sure of."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework import editions
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.editions import Offer
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.settings import pack_model as vm
from dsl_desk.ui.screens.settings.offer_card import OfferCard
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.file_dialogs import Ask, file_to_open, folder
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.grouped_list import GroupedList
from dsl_desk.ui.widgets.labels import Label, muted, selectable, small, strong

_WHY = "Contacts, steps, stop cards and deadlines come from it. What changes is shown before anything is taken."
_DANGER = "Lock the desk once and sign in again, so that the danger card has its numbers too."


class PackPanel(QWidget):
    """`choose_folder` and `choose_zip` ask for a pack; tests give their own."""

    desk_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._state: vm.PackState | None = None
        self.choose_folder: Ask = folder(self, "The folder of a pack")
        self.choose_zip: Ask = file_to_open(self, "A pack as a zip file", "Zip files (*.zip)")
        self._said, self.offer = Banner(), OfferCard()
        self._name, self._taken = strong(), Label("")
        self._digest, self._older = small(), QVBoxLayout()
        self._folder = SecondaryButton("Load from a folder…", lambda: self.choose_folder(self.look_at))
        self._zip = SecondaryButton("Load from a zip file…", lambda: self.choose_zip(self.look_at))
        self._others, self._again = FlowRow(gap=12), QVBoxLayout()
        self._again_card, self._older_card = Card("Concerns to look at again"), Card("Editions used before")
        self._doubt, self._doubts = muted(), GroupedList("more_doubts", "What this pack does not know for sure")
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Reads everything anew, and shows what came with the program where that was never taken."""
        self._context.tasks.run(partial(vm.load, self._context.desk), owner=self, then=self._show)

    def look_at(self, place: Path) -> None:
        """Reads and checks what was chosen; nothing is taken yet."""
        self._said.say("Reading and checking it…", "accent")
        job = partial(editions.look_at, self._context.desk, place)
        self._context.tasks.run_long(job, owner=self, then=self._offered, failed=self._failed)

    def _council(self, locality: str) -> None:
        job = partial(editions.of_locality, self._context.desk, locality)
        self._context.tasks.run(job, owner=self, then=self._offered, failed=self._failed)

    def _offered(self, offer: Offer) -> None:
        state = self._state
        if state is None:
            return
        if offer.pack.digest == self._context.desk.pack.digest:
            self.offer.hide()
            self._said.say("That is the edition in use. Nothing would change.", "ok")
            return
        self._said.clear()
        self.offer.show_offer(offer, state.name, sets=state.sets)
        self.offer.go_there()

    def _take(self, offer: Offer) -> None:
        job = partial(editions.take, self._context.desk, offer)
        self._context.tasks.run(job, owner=self, then=partial(self._took, offer), failed=self._failed)

    def _took(self, offer: Offer, desk: Desk) -> None:
        self.offer.hide()
        self.desk_changed.emit(desk)
        self._said.say(f"{offer.name} is in use from now on. {_DANGER}", "ok")
        self._context.changes.tell({"pack", "contacts", "concerns", "today"})
        self.load()
        self._folder.setFocus()

    def _failed(self, problem: KnownProblem) -> None:
        self._said.say(problem.sentence, "danger")

    def _show(self, state: vm.PackState) -> None:
        self._state = state
        self._name.say(state.name)
        self._taken.say(f"{state.taken} {state.checked}")
        self._digest.say(f"Digest {state.digest}")
        for button in (self._folder, self._zip):
            button.setVisible(state.sets)
        if not self.offer.isVisibleTo(self):
            self.offer.show_offer(state.offer, state.name, sets=state.sets)
        self._doubt.say(vm.doubt_words(state))
        self._doubts.show_groups((one.title, one.rows) for one in state.doubts)
        self._show_lists(state)

    def _show_lists(self, state: vm.PackState) -> None:
        self._others.clear()
        for locality, council in state.others if state.sets else ():
            button = LinkButton(f"{council}: see what changes", partial(self._council, locality))
            button.setObjectName(f"council_{locality}")
            self._others.add(button)
        empty(self._again)
        for concern, words in state.again:
            link = LinkButton(words, partial(self._context.navigation.go, "concern", concern=concern))
            link.setObjectName(f"again_{concern}")
            self._again.addWidget(FlowRow(link))
        self._again_card.setVisible(bool(state.again))
        empty(self._older)
        for one in state.older:
            self._older.addWidget(Label(f"{one.name}, taken {one.when} by {one.by}"))
            self._older.addWidget(selectable(small(f"Digest {vm.spaced(one.digest)}")))
        self._older_card.setVisible(bool(state.older))

    def _connect(self) -> None:
        self.offer.wanted.connect(self._take)
        self.offer.left.connect(self._folder.setFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._folder.setObjectName("pack_from_folder")
        selectable(self._digest)
        self._zip.setObjectName("pack_from_zip")
        now = Card("The pack in use", gap=8)
        now.add(self._name, self._taken, self._digest, muted(_WHY), FlowRow(self._folder, self._zip, gap=12))
        now.add(self._others)
        self._again_card.add(muted("Something of their steps, stop cards or deadlines changed. Open each and choose."))
        self._again_card.body.addLayout(self._again)
        self._older_card.body.addLayout(self._older)
        unsure = Card("What this pack does not know for sure")
        unsure.add(self._doubt, self._doubts)
        for widget in (self._said, self.offer, now, self._again_card, unsure, self._older_card):
            column.addWidget(widget)
