"""Above the steps: a road that is suggested as well, with its reason. The designated lead decides."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from dsl_desk.casework.roads import RoadOffer
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import muted, strong


class RoadsCard(Card):
    """`begin_wanted` and `leave_wanted` carry the road."""

    begin_wanted = Signal(str)
    leave_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._suggested: list[RoadOffer] = []
        self._stacked = self._opened = False

    def show_page(self, state: vm.ConcernState) -> None:
        """Shows what could be walked as well, and nothing where there is nothing."""
        suggested = [offer for offer in vm.roads_offered(state) if offer.because]
        if suggested != self._suggested:
            self._suggested, self._opened = suggested, False
        self._show()

    def fold(self, stacked: bool) -> None:
        """Above the step they stand in one line, until they are asked for."""
        self._stacked = stacked
        self._show()

    def _show(self) -> None:
        empty(self.body)
        self.setVisible(bool(self._suggested))
        if not self._suggested:
            return
        names = [offer.label for offer in self._suggested]
        said = f"The {names[0]} road is" if len(names) == 1 else f"{len(names)} roads are"
        title = strong(f"{said} suggested as well")
        if not self._opened and (self._stacked or len(names) > 1):
            show = LinkButton("Show why, and begin…", self._open)
            show.setObjectName("show_suggested")
            self.body.addWidget(FlowRow(title.on_one_line(), show, gap=14))
            if len(names) > 1:
                self.body.insertWidget(1, muted(f"{', '.join(names)}. You decide."))
            return
        self.add(title)
        for offer in self._suggested:
            self._suggest(offer, alone=len(self._suggested) == 1)

    def _open(self) -> None:
        """The line that was pressed is gone: one goes on from the first of them."""
        self._opened = True
        self._show()
        if (first := self.findChild(SecondaryButton)) is not None:
            first.setFocus()

    def _suggest(self, offer: RoadOffer, *, alone: bool) -> None:
        button = SecondaryButton(f"Begin the {offer.label} road", partial(self.begin_wanted.emit, offer.road))
        button.setObjectName(f"begin_{offer.road}")
        leave = LinkButton("Not this road…", partial(self.leave_wanted.emit, offer.road))
        leave.setObjectName(f"leave_{offer.road}")
        leave.setAccessibleName(f"Not the {offer.label} road…")
        self.add(muted(f"{offer.because}. You decide." if alone else f"{offer.because}."))
        self.body.addWidget(FlowRow(button, leave, gap=12))
