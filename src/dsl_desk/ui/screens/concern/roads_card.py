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

    def show_page(self, state: vm.ConcernState) -> None:
        """Shows what could be walked as well, and nothing where there is nothing."""
        empty(self.body)
        suggested = [offer for offer in vm.roads_offered(state) if offer.because]
        if len(suggested) > 1:
            self.add(strong("These roads are suggested as well. You decide."))
        for offer in suggested:
            self._suggest(offer, alone=len(suggested) == 1)
        self.setVisible(bool(suggested))

    def _suggest(self, offer: RoadOffer, *, alone: bool) -> None:
        button = SecondaryButton(f"Begin the {offer.label} road", partial(self.begin_wanted.emit, offer.road))
        button.setObjectName(f"begin_{offer.road}")
        leave = LinkButton("Not this road…", partial(self.leave_wanted.emit, offer.road))
        leave.setObjectName(f"leave_{offer.road}")
        leave.setAccessibleName(f"Not the {offer.label} road…")
        if alone:
            self.add(strong(f"The {offer.label} road is suggested as well"), muted(f"{offer.because}. You decide."))
        else:
            self.add(muted(f"{offer.because}."))
        self.body.addWidget(FlowRow(button, leave, gap=12))
