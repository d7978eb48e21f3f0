"""The front door for a worry about an adult: opens from every window, needs no vault. Whom to ring, and the sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.doors import FrontDoor
from dsl_desk.ui.icons import icon
from dsl_desk.ui.overlay import Overlay
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme, announce
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import DangerButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.call_list import CallList, CallRow
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.file_dialogs import Ask, pdf_to_save
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, fit_height, muted, strong
from dsl_desk.ui.widgets.pdf_pages import print_pages
from dsl_desk.ui.widgets.scroll import ScrollArea

if TYPE_CHECKING:
    from dsl_desk.casework.front_door import FrontDoorPage, RingRow, VaultDoor
    from dsl_desk.pathways.contacts import CallLine

NAME = "About an adult who works with children"
_WRITTEN = "Such a matter is never written in the children’s vault. It has a vault of its own, under keys of its own."


class FrontDoorSheet(Overlay):
    """`open_wanted` and `make_wanted` carry the kind of vault. `here`: the kind that is open already.

    `may_leave`: whether another vault can be opened or made from here now. `choose_file` asks where the sheet is
    saved, `print_now` sends it to a printer; tests give their own.
    """

    open_wanted = Signal(str)
    make_wanted = Signal(str)
    danger_wanted = Signal()

    def __init__(
        self, window: QWidget, door: FrontDoor, tasks: Tasks, theme: Theme, *,
        may_leave: Callable[[], bool] = lambda: True, here: str = "",
    ) -> None:  # fmt: skip
        super().__init__(window)
        self.setAccessibleName(NAME)
        self._door, self._tasks, self._theme = door, tasks, theme
        self._may_leave, self._here = may_leave, here
        self.choose_file: Ask = pdf_to_save(self, "Save the sheet", "about-an-adult.pdf")
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self._close = PrimaryButton("Close   Esc", self.shut)
        self._danger = DangerButton("  Child in immediate danger", self.danger_wanted.emit)
        self._danger.setIcon(icon("warning", theme, "danger"))
        self._title, self._under, self._said = Label(NAME, "title"), muted(), Banner()
        self._rings, self._do, self._doors = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._note = muted()
        self._save = SecondaryButton("Save the sheet as a PDF…", lambda: self.choose_file(self._save_to))
        self._print = SecondaryButton("Print the sheet…", self._ask_print)
        self._save.setObjectName("save_sheet")
        self._print.setObjectName("print_sheet")
        self._cards = (Card("Whom to ring now", gap=10), Card("What to do, and what not", gap=6),
                       Card("On paper", gap=10), Card("Where it is written", gap=10))  # fmt: skip
        self._lay_out()

    def first(self) -> QWidget:
        return self._close

    def open(self) -> None:
        size = self._theme.px(15)
        self._danger.setIconSize(QSize(size, size))
        self._said.clear()
        super().open()
        self._tasks.run(self._door.page, owner=self, then=self._show, failed=self._failed)

    def _show(self, page: FrontDoorPage) -> None:
        self._title.say(page.title)
        self._under.say(page.under)
        self._note.say(" ".join(filter(None, (page.note, page.prompt))))
        for layout in (self._rings, self._do, self._doors):
            empty(layout)
        for ring in page.rings:
            self._rings.addWidget(_ring(ring))
        for line in page.do:
            self._do.addWidget(Label(line))
        for line in page.do_not:
            self._do.addWidget(strong(f"Do not {line[:1].lower()}{line[1:]}."))
        for vault in page.vaults:
            self._doors.addWidget(self._vault(vault))
        announce(self, ". ".join((page.title, *(f"{ring.when}: {ring.who}" for ring in page.rings))))

    def _vault(self, vault: VaultDoor) -> QWidget:
        words = f"{vault.name}: for the {vault.maker}, and whom the {vault.maker} admits."
        if vault.kind == self._here:
            return FlowRow(Label(f"{words} It is the vault that is open now."), gap=12)
        if not self._may_leave():
            return FlowRow(Label(words), gap=12)
        act, signal = ("Open", self.open_wanted) if vault.made else ("Make", self.make_wanted)
        button = SecondaryButton(f"{act} “{vault.name}”", partial(self._leave, signal.emit, vault.kind))
        button.setObjectName(f"{act.lower()}_{vault.kind}")
        holder = QWidget()
        fit_height(holder)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(words if vault.made else f"{words} There is none on this computer yet."))
        column.addWidget(FlowRow(button))
        return holder

    def _leave(self, tell: Callable[[str], None], kind: str) -> None:
        self.shut()
        tell(kind)

    def _save_to(self, path: Path) -> None:
        self._tasks.run(partial(self._door.save, path), owner=self, then=lambda _none: self._saved(path),
                        failed=self._failed)  # fmt: skip

    def _saved(self, path: Path) -> None:
        self._said.say(f"Saved as {path.name}. It is a blank form: nothing of anybody stands on it.", "ok")

    def _ask_print(self) -> None:
        self._tasks.run(self._door.sheet, owner=self, then=lambda pdf: self.print_now(pdf), failed=self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._said.say(problem.sentence, "danger")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setContentsMargins(28, 16, 28, 8)
        top.addWidget(self._close)
        top.addStretch(1)
        top.addWidget(self._danger)
        outer.addLayout(top)
        area = ScrollArea(margins=(28, 8, 28, 24))
        outer.addWidget(area)
        rings, lines, paper, written = self._cards
        self._rings.setSpacing(14)
        rings.body.addLayout(self._rings)
        lines.body.addLayout(self._do)
        paper.add(muted("To be filled in by hand and handed over. No vault and no passphrase is needed for it."))
        paper.add(FlowRow(self._save, self._print, gap=12))
        written.add(muted(_WRITTEN))
        self._doors.setSpacing(12)
        written.body.addLayout(self._doors)
        columns = Columns(1, 1)
        left, right = columns.columns
        left.addWidget(rings)
        left.addWidget(self._note)
        for card in (lines, paper, written):
            right.addWidget(card)
        for widget in (self._title, self._under, self._said, columns):
            area.body.addWidget(widget)
        area.body.addStretch(1)


def _ring(ring: RingRow) -> QWidget:
    holder = QWidget()
    fit_height(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(muted(ring.when))
    column.addWidget(strong(ring.who))
    if ring.calls:
        calls = CallList(may_ring=False)
        calls.show_calls(_row(line) for line in ring.now)
        calls.setContentsMargins(0, 6, 0, 0)
        column.addWidget(calls)
    return holder


def _row(line: CallLine) -> CallRow:
    words = " · ".join(filter(None, (line.why_now, line.note)))
    return CallRow(line.role, line.name, line.number, words if line.number else line.note, line.doubt,
                   urgent=line.urgent)  # fmt: skip
