"""An edition that could be taken: all it would change, before it is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from dsl_desk.casework.editions import Offer
from dsl_desk.ui.screens.settings import pack_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.grouped_list import GroupedList
from dsl_desk.ui.widgets.labels import Label, muted

_AFTER = (
    "Open concerns stay on the edition they began with. Those whose steps, stop cards or deadlines changed are listed "
    "until somebody has looked at them."
)


class OfferCard(Card):
    """`wanted` carries the offer when it is taken, `left` says that it is not, for now."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Another edition", gap=10)
        self._offer: Offer | None = None
        self._says, self._own, self._warnings = Label(""), Label(""), muted()
        self._list = GroupedList("more_offered", "What would change")
        self._take = PrimaryButton("", lambda: self.wanted.emit(self._offer))
        self._leave = LinkButton("Not now", self._not_now)
        self._lay_out()
        self.hide()

    def show_offer(self, offer: Offer | None, in_use: str, *, sets: bool) -> None:
        self._offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        if self.heading is not None:
            self.heading.say(offer.name)
        self._says.say(vm.offer_words(offer, in_use))
        self._own.say("\n".join(vm.own_words(offer)))
        self._warnings.say("\n".join(f"Its check says: {one}" for one in offer.warnings))
        self._list.show_groups((one.title, one.rows) for one in vm.offer_groups(offer))
        self._take.rename(f"Take {offer.name}")
        self._take.setEnabled(True)
        for button in (self._take, self._leave):
            button.setVisible(sets)

    def go_there(self) -> None:
        """The focus goes to the act, once it has been read."""
        self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_now(self) -> None:
        self.hide()
        self.left.emit()

    def _lay_out(self) -> None:
        self._take.setObjectName("take_pack")
        self._leave.setObjectName("leave_pack")
        self.add(self._says, self._own, self._warnings, muted(_AFTER), FlowRow(self._take, self._leave, gap=14))
        self.add(self._list)
