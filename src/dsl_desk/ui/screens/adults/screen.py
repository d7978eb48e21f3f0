"""Adults: everybody in this vault by name, how many matters are about them, and an adult added."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.look_up.lists import AdultLine, adult_lines
from dsl_desk.domain.access import Act, may
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.models.paged import Column, PagedTable
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.adults import view_model as vm
from dsl_desk.ui.screens.adults.add_page import AddAdult
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.find_line import FindLine
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import muted
from dsl_desk.ui.widgets.record_table import RecordTable

_COLUMNS = (
    Column("Name", lambda line: line.name, wide=True),
    Column("Job, employer", lambda line: line.role, least=520, wide=True),
    Column("Open", vm.open_words, tone=lambda line: "accent"),
    Column("On file", vm.all_words, tone=lambda line: "warn" if line.concerns > 1 else "neutral", least=420),
)


class AdultsScreen(Screen):
    """Place "adults" (page "add" or none)."""

    section = "adults"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._model = PagedTable(_COLUMNS, vm.PAGE, self)
        self._table = RecordTable(self._model, context.theme, "Adults")
        self._table.setObjectName("adult_list")
        self._find = FindLine("Find by name", "find_adult")
        self._nothing = muted()
        self.add_page, self._list = AddAdult(context), QWidget()
        self._adding = False
        self._lay_out()
        self._connect()
        self._turn_to(adding=False)

    def open(self, place: Place) -> None:
        self._turn_to(adding=place.get("page") == "add")
        if self._adding:
            self.add_page.begin(place.get("draft"))
        else:
            self._model.start()

    def save_draft(self) -> None:
        self.add_page.save_draft()

    def first_focus(self) -> QWidget | None:
        return self.add_page.first() if self._adding else self._find

    def _turn_to(self, *, adding: bool) -> None:
        self._adding = adding
        self.crumb.say("Adults" if adding else "")
        self.title.say("Add an adult" if adding else "Adults")
        self._list.setVisible(not adding)
        self.add_page.setVisible(adding)

    def _fetch(self, _after: AdultLine | None) -> None:
        words = self._find.text()
        job = partial(adult_lines, self.context.desk, words)
        self.context.tasks.run(job, owner=self, then=partial(self._fetched, words))

    def _fetched(self, words: str, lines: list[AdultLine]) -> None:
        if words != self._find.text():
            return
        self._model.add(None, lines, more=False)
        self._nothing.say(vm.nothing(words) if not lines else "")
        self._table.setVisible(bool(lines))

    def _connect(self) -> None:
        self._model.wanted.connect(self._fetch)
        self._table.opened.connect(lambda line: self.context.navigation.go("adult", adult=line.id))
        self._find.returnPressed.connect(self._table.setFocus)
        self._find.rested.connect(self._model.start)
        self.context.changes.listen(self, lambda what: what.startswith(("adult", "concern")), self._model.start)

    def _lay_out(self) -> None:
        area = self.page()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._find.setAccessibleName("Find an adult by name")
        self._find.setMinimumWidth(280)
        row = FlowRow(self._find, gap=12)
        if may(self.context.desk.me.role, Act.PEOPLE, self.context.desk.vault.kind):
            add = SecondaryButton("Add an adult", partial(self.context.navigation.go, "adults", page="add"))
            add.setObjectName("add_adult_page")
            row.add(add)
        column.addWidget(row)
        column.addWidget(self._nothing)
        column.addWidget(self._table, 1)
        area.body.addWidget(self._list, 1)
        area.body.addWidget(self.add_page)
        area.body.addStretch(0)
