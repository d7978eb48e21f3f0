"""A child's file: the chronology, the people around, the details, who opened it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.child import ChildPage
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.icons import icon
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.paper_panel import PaperPanel
from dsl_desk.ui.screens.child import view_model as vm
from dsl_desk.ui.screens.child.chronology_paper import chronology_jobs, how_much
from dsl_desk.ui.screens.child.details_panel import ChildDetails
from dsl_desk.ui.screens.child.people_panel import PeoplePanel
from dsl_desk.ui.screens.child.selection_panel import SelectionPanel
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.chronology import Chronology
from dsl_desk.ui.widgets.find_line import FindLine
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.date_input import TypedLine
from dsl_desk.ui.widgets.form.typed_times import NotATime, read_date
from dsl_desk.ui.widgets.labels import Tag, muted, restyle
from dsl_desk.ui.widgets.switch import Switch


class ChildScreen(Screen):
    section = "children"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.ChildState()
        self._child = self._file = ""  # asked for, and read: another one where records were merged
        self._tags, self._about = FlowRow(gap=8), muted()
        self._concerns = FlowRow(gap=14, line_gap=2)
        self._views = Switch("What is shown", vm.VIEWS, "full")
        self._known_on, self._known = TypedLine("dd/mm/yyyy"), QWidget()
        self._find, self._selecting = FindLine("Search this file", "search_file"), SelectionPanel(context.now)
        self._print = SecondaryButton("  Print or export…", lambda: self.exporting.toggle())
        self._earlier, self._came = Banner(tone="warn"), Banner()
        self._entries, self._chronology = Card(gap=0), Chronology(context.theme)
        self._people, self._details = PeoplePanel(context), ChildDetails(context)
        self.exporting = PaperPanel(context, "Print or export the chronology", (how_much(""),))
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.ChildState:
        return self._state

    def open(self, place: Place) -> None:
        child = place.get("child")
        if child != self._child:
            self.save_draft()
            self._child, self._state = child, vm.ChildState()
            self._find.clear()
            self._known_on.setText(place.get("day"))
            self._selecting.begin()
            self._views.choose("full")
            self._begin(child)
        if place.get("view"):
            self._views.choose(place.get("view"))
        if place.get("draft"):
            self._take_draft(place)
        self._reload()

    def save_draft(self) -> None:
        self._people.save_draft()
        self._details.save_draft()

    def first_focus(self) -> QWidget | None:
        return self._views.first()

    def _take_draft(self, place: Place) -> None:
        details = place.get("form") == "details"
        self._views.choose("details" if details else "people")
        if details:
            self._details.resume(place.get("draft"))
        else:
            self._people.resume(place.get("draft"), place.get("person"))

    def _reload(self) -> None:
        if not self._child:
            return
        selection = self._selecting.selection(self._find.text(), _day(self._known_on, self.context.now().date()))
        job = partial(vm.load, self.context.desk, self._child, self._views.chosen(), selection)
        self.context.tasks.run(job, owner=self, then=partial(self._loaded, self._child))

    def _loaded(self, child: str, state: vm.ChildState) -> None:
        if child == self._child:
            if state.page is not None and state.page.id != self._file:  # merged: it is read as another one
                self._begin(state.page.id)
            self._show(state)

    def _begin(self, file: str) -> None:
        """What is written, changed and printed here is of this record."""
        self._file = file
        for panel in (self._people, self._details):
            panel.begin(file)
        self.exporting.begin(chronology_jobs(self.context, file, lambda: self._state.selection))

    def _show(self, state: vm.ChildState) -> None:
        self._state = state
        page = state.page
        if page is None:
            return
        self.crumb.say(vm.crumb(state))
        self.say_title(page.heading)
        self._about.say(page.about)
        self._tags.clear()
        for words, tone in page.tags:
            self._tags.add(Tag(words, tone))
        self._tags.setVisible(bool(page.tags))
        self._show_concerns(page.concerns)
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
        self._print.setVisible(state.exports)
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

    def _more(self, here: int) -> None:
        page = self._state.page
        if page is not None:
            job = partial(vm.more, self.context.desk, page, here)
            self.context.tasks.run(job, owner=self, then=partial(self._come, page))

    def _come(self, page: ChildPage, rows: tuple[ChronologyRow, ...]) -> None:
        if page is self._state.page:
            self._chronology.add_entries(rows)

    def _show_concerns(self, concerns: tuple[tuple[str, str, str, str], ...], *, every: bool = False) -> None:
        self._concerns.clear()
        first, rest = vm.foremost(concerns)
        links = [LinkButton(vm.concern_words(row), partial(self._go_concern, row[0])) for row in first]
        if every:
            links += [LinkButton(vm.concern_words(row), partial(self._go_concern, row[0])) for row in rest]
        for link in links:
            link.setAccessibleName(f"Concern {link.accessibleName()}")
            self._concerns.add(link)
        if every:
            links[len(first)].setFocus()
        elif rest:
            more = LinkButton(vm.more_words(rest), partial(self._show_concerns, concerns, every=True))
            more.setObjectName("more_concerns")
            self._concerns.add(more)
        self._concerns.setVisible(bool(concerns))

    def _go_concern(self, concern: str) -> None:
        self.context.navigation.go("concern", concern=concern)

    def _as_it_stands(self) -> None:
        self._known_on.clear()
        self._reload()

    def _everything(self) -> None:
        self._find.clear()
        self._reload()
        self._find.setFocus()

    def _refit(self) -> None:
        size = self.context.theme.px(15)
        self._print.setIconSize(QSize(size, size))

    def _connect(self) -> None:
        self.context.theme.changed.connect(self._refit)
        self._views.picked.connect(lambda _view: self._reload())
        self._find.watch(self._known_on)
        self._find.rested.connect(self._reload)
        self._selecting.changed.connect(self._find.touch)
        self._selecting.cleared.connect(self._everything)
        self._chronology.concern_wanted.connect(self._go_concern)
        self._chronology.more_wanted.connect(self._more)
        about = ("child", "concern", "referral", "people", "export")
        self.context.changes.listen(self, lambda what: what.startswith(about), self._reload)

    def _lay_out(self) -> None:
        area = self.page(self._tags, self._print)
        self._known_on.setAccessibleName("As known on")
        self._known_on.setAccessibleDescription("Shows what was on record at the end of that day")
        self._known_on.setObjectName("known_on")
        self._print.setObjectName("print")
        self._print.setIcon(icon("print", self.context.theme, "accent"))
        self._refit()
        about = QVBoxLayout()
        about.setSpacing(2)
        about.addWidget(self._about)
        about.addWidget(self._concerns)
        area.body.addLayout(about)
        _beside_words(self._known, self._known_on)
        area.body.addWidget(FlowRow(self._views, self._find, self._selecting.opener, self._known, gap=12))
        self._entries.body.setContentsMargins(1, 4, 1, 4)
        self._entries.add(self._chronology)
        for panel in (
            self._came,
            self._selecting,
            self.exporting,
            self._earlier,
            self._entries,
            self._people,
            self._details,
        ):
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
