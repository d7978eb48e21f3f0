"""A child's file: the chronology, the people around, the details, who opened it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.child import ChildPage
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.domain.selection import Selection
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.person.chronology_paper import chronology_jobs, how_much
from dsl_desk.ui.person.file_screen import FileScreen
from dsl_desk.ui.screens.child import view_model as vm
from dsl_desk.ui.screens.child.details_panel import ChildDetails
from dsl_desk.ui.screens.child.people_panel import PeoplePanel
from dsl_desk.ui.screens.child.selection_panel import SelectionPanel
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.find_line import FindLine
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.date_input import TypedLine
from dsl_desk.ui.widgets.form.typed_times import NotATime, read_date
from dsl_desk.ui.widgets.labels import muted, restyle


class ChildScreen(FileScreen):
    section = "children"
    who_is_named = (
        "Only this child and their brothers and sisters are named; every other child is a letter. Look at the pages "
        "before they leave."
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, vm.VIEWS)
        self._state = vm.ChildState()
        self._file = ""  # what is read: another record than was asked for where they were merged
        self._known_on, self._known = TypedLine("dd/mm/yyyy"), QWidget()
        self._find, self._selecting = FindLine("Search this file", "search_file"), SelectionPanel(context.now)
        self._earlier, self._came = Banner(tone="warn"), Banner()
        self._people, self._details = PeoplePanel(context), ChildDetails(context)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.ChildState:
        return self._state

    def open(self, place: Place) -> None:
        child = place.get("child")
        if self._turn_to(child):
            self._state = vm.ChildState()
            self._find.clear()
            self._known_on.setText(place.get("day"))
            self._selecting.begin()
            self._begin(child)
        if place.get("view"):
            self._views.choose(place.get("view"))
        if place.get("draft"):
            self._take_draft(place)
        self._reload()

    def save_draft(self) -> None:
        self._people.save_draft()
        self._details.save_draft()

    def _take_draft(self, place: Place) -> None:
        details = place.get("form") == "details"
        self._views.choose("details" if details else "people")
        if details:
            self._details.resume(place.get("draft"))
        else:
            self._people.resume(place.get("draft"), place.get("person"))

    def _job(self) -> Callable[[], vm.ChildState]:
        selection = self._selecting.selection(self._find.text(), _day(self._known_on, self.context.now().date()))
        return partial(vm.load, self.context.desk, self._who, self._views.chosen(), selection)

    def _later(self, page: ChildPage, here: int) -> tuple[ChronologyRow, ...]:
        return vm.more(self.context.desk, page, here)

    def _selection(self) -> Selection:
        return self._state.selection

    def _loaded(self, who: str, state: vm.ChildState) -> None:
        if who == self._who and state.page is not None and state.page.id != self._file:
            self._begin(state.page.id)
        super()._loaded(who, state)

    def _begin(self, file: str) -> None:
        """What is written, changed and printed here is of this record."""
        self._file = file
        for panel in (self._people, self._details):
            panel.begin(file)
        self.exporting.begin(chronology_jobs(self.context, file, f"child:{file}", self._selection))

    def _show(self, state: vm.ChildState) -> None:
        self._state = state
        page = state.page
        if page is None:
            return
        self._show_head(vm.crumb(state), page, exports=state.exports)
        self._views.rename("people", f"People around {len(page.people)}" if page.people else "People around")
        self._earlier.clear()
        self._earlier.say(vm.known_on_words(state), "warn")
        if state.known_on is not None:
            self._earlier.offer("Show it as it stands", self._as_it_stands)
            for other, name in page.merged.apart:
                go = partial(self.context.navigation.go, "child", child=other, day=self._known_on.text())
                self._earlier.offer(f"Then a file of its own: {name}", go)
        self._came.say(page.merged.came)
        self._show_entries(state, page)
        self._people.setVisible(state.view == "people")
        self._details.setVisible(state.view == "details")
        self._people.show_people(page, may_change=state.changes)
        self._details.show_details(page, may_change=state.changes)

    def _show_entries(self, state: vm.ChildState, page: ChildPage) -> None:
        self._entries.setVisible(state.shows_entries or state.view == "access")
        if state.view == "access":
            self._chronology.show_entries(page.access, "evidence", "Nobody has opened, printed or exported this file.")
        elif state.shows_entries:
            self._chronology.show_entries(page.rows, state.view, vm.nothing(state), vm.found(state), len(page.later))
        self._selecting.show_selected(page, entries=state.shows_entries)
        for tool in (self._find, self._known):
            tool.setVisible(state.shows_entries)
        self.exporting.ask((how_much(vm.shown_words(state)),))

    def _as_it_stands(self) -> None:
        self._known_on.clear()
        self._reload()

    def _everything(self) -> None:
        self._find.clear()
        self._reload()
        self._find.setFocus()

    def _connect(self) -> None:
        self._find.watch(self._known_on)
        self._find.rested.connect(self._reload)
        self._selecting.changed.connect(self._find.touch)
        self._selecting.cleared.connect(self._everything)
        about = ("child", "concern", "referral", "people", "export")
        self.context.changes.listen(self, lambda what: what.startswith(about), self._reload)

    def _lay_out(self) -> None:
        area = self.page(self._tags, self._print)
        self._known_on.setAccessibleName("As known on")
        self._known_on.setAccessibleDescription("Shows what was on record at the end of that day")
        self._known_on.setObjectName("known_on")
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(self._about)
        about.addWidget(self._concerns)
        area.body.addLayout(about)
        _beside_words(self._known, self._known_on)
        area.body.addWidget(FlowRow(self._views, self._find, self._selecting.opener, self._known, gap=12))
        shown = (self._earlier, self._entries, self._people, self._details)
        for panel in (self._came, self._selecting, self.exporting, *shown):
            area.body.addWidget(panel)
        area.body.addStretch(1)


def _beside_words(holder: QWidget, line: TypedLine) -> None:
    known = QHBoxLayout(holder)
    known.setContentsMargins(0, 0, 0, 0)
    label = muted("As known on")
    label.setWordWrap(False)
    known.addWidget(label)
    known.addWidget(line)


def _day(line: TypedLine, today: date) -> date | None:
    """The day typed; None as long as it cannot be read."""
    try:
        day = read_date(line.text(), today)
    except NotATime:
        day = None
    restyle(line, problem="true" if day is None and line.text().strip() else "false")
    return day
