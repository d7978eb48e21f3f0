"""The door that cannot be opened: why, what to do, and the danger card all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dsl_desk.ui.door_window import DoorWindow
from dsl_desk.ui.doors import DangerCalls, Doors
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import muted, title

if TYPE_CHECKING:
    from datetime import datetime


class ShutWindow(DoorWindow):
    """Shown when the folder of the desk cannot be used at all."""

    def __init__(
        self,
        doors: Doors,
        tasks: Tasks,
        theme: Theme,
        calls: DangerCalls,
        *,
        now: Callable[[], datetime] | None = None,
        sentence: str,
    ) -> None:
        super().__init__(doors, tasks, theme, calls, now=now)
        self._problem = Banner(sentence, "danger")
        card = Card(gap=14)
        card.body.setContentsMargins(24, 20, 24, 22)
        close = SecondaryButton("Close")
        close.clicked.connect(self.close)
        card.add(title("This desk cannot be opened"), self._problem)
        card.add(muted("The card for immediate danger works all the same."), FlowRow(close))
        self.page.addWidget(card)
        self._restore_button.hide()
        close.setFocus()

    def say_problem(self, sentence: str) -> None:
        self._problem.say(sentence, "danger")
