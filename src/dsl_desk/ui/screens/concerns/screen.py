"""Concerns: every one this person may see, newest first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dsl_desk.casework.look_up.lists import ConcernLine
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.models.paged import Column, PagedTable
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concerns import view_model as vm
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.labels import muted
from dsl_desk.ui.widgets.pdf_pages import print_pages
from dsl_desk.ui.widgets.record_table import RecordTable
from dsl_desk.ui.widgets.switch import Switch

_COLUMNS = (
    Column("Reference", lambda line: line.reference),
    Column("Children", lambda line: line.who, wide=True),
    Column("How urgent", lambda line: line.level, tone=lambda line: line.tone, least=520),
    Column("Kind of concern", lambda line: line.nature, least=1160, wide=True),
    Column("Where it stands", vm.state_words, least=860),  # the level takes more room, and the names need the rest
    Column("Noticed", lambda line: line.noticed, least=380),
)
_ABOUT_ADULTS = (
    Column("Reference", lambda line: line.reference),
    Column("Adult", lambda line: line.who, wide=True),
    Column("Harm threshold", lambda line: line.level, tone=lambda line: line.tone, least=520),
    *_COLUMNS[-2:],
)


class ConcernsScreen(Screen):
    section = "concerns"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        about_adults = context.desk.pack.about_adults
        self._model = PagedTable(_ABOUT_ADULTS if about_adults else _COLUMNS, vm.PAGE, self)
        self._table = RecordTable(self._model, context.theme, "Concerns")
        self._table.setObjectName("concern_list")
        self._states = Switch("Which concerns", vm.STATES)
        self._nothing = muted()
        self._blank = SecondaryButton("Print a blank form for staff…", self._print_form)
        self._blank.setObjectName("print_blank_form")
        if about_adults:  # the form is about a child, and goes to the lead
            self._blank.hide()
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self._lay_out()
        self._connect()

    def open(self, place: Place) -> None:
        if place.get("state"):
            self._states.choose(place.get("state"))
        self._model.start()

    def first_focus(self) -> QWidget | None:
        return self._table

    def _fetch(self, after: ConcernLine | None) -> None:
        job = partial(vm.load, self.context.desk, self._states.chosen(), after)
        self.context.tasks.run(job, owner=self, then=partial(self._fetched, after))

    def _fetched(self, after: ConcernLine | None, lines: list[ConcernLine]) -> None:
        self._model.add(after, lines)
        empty = not self._model.rowCount()
        self._nothing.say(vm.nothing(self._states.chosen()) if empty else "")
        self._table.setVisible(not empty)

    def _print_form(self) -> None:
        self.context.tasks.run(partial(vm.concern_form, self.context.desk), owner=self, then=self.print_now)

    def _go(self, line: ConcernLine) -> None:
        self.context.navigation.go("concern", concern=line.id)

    def _connect(self) -> None:
        self._model.wanted.connect(self._fetch)
        self._table.opened.connect(self._go)
        self._states.picked.connect(lambda _state: self._model.start())
        self.context.changes.listen(self, lambda what: what.startswith("concern"), self._model.start)

    def _lay_out(self) -> None:
        area = self.page(self._blank)
        self.title.say("Concerns")
        area.body.addWidget(self._states)
        area.body.addWidget(self._nothing)
        area.body.addWidget(self._table, 1)
        area.body.addStretch(0)
