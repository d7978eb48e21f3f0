"""The road of a concern, beside its step or above it: folded where the step would go out of sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.screens.concern.roads_card import RoadsCard
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.scroll import ScrollArea, fit_page
from dsl_desk.ui.widgets.step_list import Folded, StepList, StepRow

_AIR = 48  # pixels that are kept below what has the focus
_BEGINNING = 150  # pixels at 100 % text of the step in hand that are in sight below the road


class RoadCard(Card):
    """`steps` is the road, `other` walks another one as well."""

    def __init__(self, suggestions: RoadsCard, ask_road: Callable[[], None]) -> None:
        super().__init__()
        self._suggestions, self._stacked = suggestions, False
        self.steps = StepList("The road of this concern")
        self.other = LinkButton("Walk another road as well…", ask_road)
        self.other.setObjectName("other_road")
        self.body.setContentsMargins(1, 1, 1, 1)
        below = FlowRow(self.other)
        below.setContentsMargins(14, 0, 14, 10)
        self.add(self.steps, below)
        self.steps.folded.connect(lambda how: below.setVisible(how is not Folded.ALL))

    def mark(self, state: vm.ConcernState, step: str) -> None:
        """Shows the steps, `step` as the one in hand."""
        if state.page is not None:
            rows = [StepRow(one.id, one.title, one.line, one.tag, one.tone, one.waits) for one in state.page.steps]
            self.steps.show_steps(rows, step)

    def stack(self, stacked: bool) -> None:
        """Above the step there is no room for more than the line of the step in hand."""
        self._stacked = stacked
        self._suggestions.fold(stacked)
        self.steps.fold(Folded.ALL if stacked else Folded.NONE)

    def fold_again(self) -> None:
        """Above the step, once one of its lines was chosen."""
        if self._stacked:
            self.steps.fold(Folded.ALL)

    def make_room(self, area: ScrollArea) -> None:
        """To the top of the page: the step in hand begins in sight, with its line on the road beside it or above it.
        What is before that line folds away where it must."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self._stacked:
            self.steps.fold(Folded.ALL)
        else:
            end = self.steps.mapTo(area.inside, QPoint()).y() + self.steps.height_to_current(self.steps.width())
            self.steps.fold(Folded.BEFORE if end + _AIR > area.viewport().height() else Folded.NONE)
        self._show_current(area)
        QTimer.singleShot(0, self, lambda: self._show_current(area))  # what was folded has left its place by then

    def _show_current(self, area: ScrollArea) -> None:
        fit_page(self.steps)
        area.verticalScrollBar().setValue(0)
        area.ensureWidgetVisible(self.steps.current(), 0, _AIR)
        if self._stacked:
            end = self.mapTo(area.inside, QPoint(0, self.height())).y()
            area.ensureVisible(0, end + round(_BEGINNING * self.fontMetrics().height() / 18), 0, 0)
