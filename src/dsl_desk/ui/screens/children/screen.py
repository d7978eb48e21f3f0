"""Children: everybody on file, found by name; a child added; children imported."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.look_up.lists import ChildLine
from dsl_desk.domain.access import Act, may
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.models.paged import Column, PagedTable
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.children import view_model as vm
from dsl_desk.ui.screens.children.add_page import AddChild
from dsl_desk.ui.screens.children.import_page import ImportPage
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.find_line import FindLine
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import muted
from dsl_desk.ui.widgets.record_table import RecordTable

_COLUMNS = (
    Column("Name", vm.name_words, wide=True),
    Column("Year", lambda line: line.year, least=420),
    Column("Born", lambda line: line.born, least=640),
    Column("Concerns", vm.open_words, tone=lambda line: "accent"),
    Column("Status", vm.status_words, least=760),
)
_TITLES = {"": ("", "Children"), "add": ("Children", "Add a child"), "import": ("Children", "Import children")}


class ChildrenScreen(Screen):
    section = "children"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._model = PagedTable(_COLUMNS, vm.PAGE, self)
        self._table = RecordTable(self._model, context.theme, "Children")
        self._table.setObjectName("child_list")
        self._find = FindLine("Find by name", "find_child")
        self._nothing = muted()
        self.add_page, self.import_page = AddChild(context), ImportPage(context)
        self._list = QWidget()
        self._page = ""
        self._lay_out()
        self._connect()
        self._turn_to("")

    def open(self, place: Place) -> None:
        self._turn_to(place.get("page"))
        if self._page == "add":
            self.add_page.begin(place.get("draft"))
        elif not self._page:
            self._model.start()

    def save_draft(self) -> None:
        self.add_page.save_draft()

    def first_focus(self) -> QWidget | None:
        return {"add": self.add_page.first(), "import": self.import_page.first()}.get(self._page, self._find)

    def _turn_to(self, page: str) -> None:
        self._page = page if page in _TITLES else ""
        crumb, title = _TITLES[self._page]
        self.crumb.say(crumb)
        self.title.say(title)
        for name, widget in (("", self._list), ("add", self.add_page), ("import", self.import_page)):
            widget.setVisible(name == self._page)

    def _fetch(self, after: ChildLine | None) -> None:
        words = self._find.text()
        job = partial(vm.load, self.context.desk, words, after)
        self.context.tasks.run(job, owner=self, then=partial(self._fetched, words, after))

    def _fetched(self, words: str, after: ChildLine | None, lines: list[ChildLine]) -> None:
        if words != self._find.text():
            return
        self._model.add(after, lines, more=False if words.strip() else None)
        empty = not self._model.rowCount()
        said = "Nobody of that name. Try part of it, or another spelling." if words.strip() else (
            "No children are on file yet. Import them from your school’s own system, or add one."
        )  # fmt: skip
        self._nothing.say(said if empty else "")
        self._table.setVisible(not empty)

    def _connect(self) -> None:
        self._model.wanted.connect(self._fetch)
        self._table.opened.connect(lambda line: self.context.navigation.go("child", child=line.id))
        self._find.returnPressed.connect(self._table.setFocus)
        self._find.rested.connect(self._model.start)
        self.context.changes.listen(self, lambda what: what.startswith(("child", "concern")), self._model.start)

    def _lay_out(self) -> None:
        area = self.page()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._find.setAccessibleName("Find a child by name")
        self._find.setMinimumWidth(280)
        row = FlowRow(self._find, gap=12)
        if may(self.context.desk.me.role, Act.PEOPLE, self.context.desk.vault.kind):
            for name, words, page in (("add_child", "Add a child", "add"), ("import", "Import from a CSV…", "import")):
                button = SecondaryButton(words, partial(self.context.navigation.go, "children", page=page))
                button.setObjectName(name)
                row.add(button)
        column.addWidget(row)
        column.addWidget(self._nothing)
        column.addWidget(self._table, 1)
        area.body.addWidget(self._list, 1)
        area.body.addWidget(self.add_page)
        area.body.addWidget(self.import_page)
        area.body.addStretch(0)
