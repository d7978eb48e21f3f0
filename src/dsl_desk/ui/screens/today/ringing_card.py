"""While somebody is on the telephone: what to say, since when, and where to write it up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from dsl_desk.ui.screens.today import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.inputs import Chooser
from dsl_desk.ui.widgets.labels import Label, muted, strong

_NEW = "new"


class RingingCard(Card):
    """`write_up` carries the id of the concern it is about, "" for a new one; `done`: nothing is written."""

    write_up = Signal(str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number, self._who, self._since = Label("", "number"), strong(), muted()
        self._say = muted()
        self._about = Chooser([], "Which concern is it about?")
        self._about.setObjectName("ringing_about")
        self._about.setAccessibleName("Which concern is it about?")
        self._write = SecondaryButton("Write it up", self._go)
        self._write.setObjectName("ringing_write_up")
        self._shown: vm.Ringing | None = None
        self.add(self._who, self._number, self._since, strong("Say"), self._say, self._about)
        self.add(FlowRow(self._write, LinkButton("Nothing to write up", self.done.emit), gap=14))
        self.hide()

    def show_ringing(self, ringing: vm.Ringing | None) -> None:
        if ringing == self._shown:
            return
        self._shown = ringing
        self.setVisible(ringing is not None)
        if ringing is None:
            return
        self._who.say(f"Ringing {ringing.call.name}")
        self._number.say(ringing.call.number)
        self._since.say(f"Since {ringing.since}. The desk stays open for 30 minutes.")
        self._say.say("\n".join(ringing.call.say))
        self._about.clear()
        for concern, title in ringing.concerns if ringing.step else ():
            self._about.addItem(title, concern)
        self._about.addItem("A new concern", _NEW)
        self._about.setCurrentIndex(-1)
        self.setAccessibleName(f"Ringing {ringing.call.name} {ringing.call.number} since {ringing.since}")

    def _go(self) -> None:
        chosen = self._about.chosen()
        if chosen is None:
            self._about.setFocus()
            return
        self.write_up.emit("" if chosen == _NEW else chosen)
