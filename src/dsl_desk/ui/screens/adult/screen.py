"""An adult's file: every matter about them in one chronology, what is on file, who opened it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.look_up.adult import AdultPage
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.adult import view_model as vm
from dsl_desk.ui.screens.adult.details_panel import AdultDetails
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.chronology import Chronology
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Tag, muted
from dsl_desk.ui.widgets.switch import Switch


class AdultScreen(Screen):
    """Place "adult" (adult; view, draft: optional)."""

    section = "adults"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state, self._adult = vm.AdultState(), ""
        self._tags, self._about, self._concerns = FlowRow(gap=8), muted(), FlowRow(gap=14, line_gap=2)
        self._views = Switch("What is shown", vm.VIEWS, "full")
        self._entries, self._chronology = Card(gap=0), Chronology(context.theme)
        self._details = AdultDetails(context)
        self._lay_out()
        self._connect()

    def open(self, place: Place) -> None:
        adult = place.get("adult")
        if adult != self._adult:
            self.save_draft()
            self._adult, self._state = adult, vm.AdultState()
            self._views.choose("full")
            self._details.begin(adult)
        if place.get("view") or place.get("draft"):
            self._views.choose("details" if place.get("draft") else place.get("view"))
        if place.get("draft"):
            self._details.resume(place.get("draft"))
        self._reload()

    def save_draft(self) -> None:
        self._details.save_draft()

    def first_focus(self) -> QWidget | None:
        return self._views.first()

    def _reload(self) -> None:
        if self._adult:
            job = partial(vm.load, self.context.desk, self._adult, self._views.chosen())
            self.context.tasks.run(job, owner=self, then=partial(self._loaded, self._adult))

    def _loaded(self, adult: str, state: vm.AdultState) -> None:
        if adult == self._adult:
            self._show(state)

    def _show(self, state: vm.AdultState) -> None:
        self._state = state
        page = state.page
        if page is None:
            return
        self.crumb.say("Adults")
        self.say_title(page.heading)
        self._about.say(page.about)
        self._tags.clear()
        for words, tone in page.tags:
            self._tags.add(Tag(words, tone))
        self._tags.setVisible(bool(page.tags))
        self._show_concerns(page)
        self._entries.setVisible(state.view != "details")
        if state.view == "access":
            self._chronology.show_entries(page.access, "evidence", "Nobody has opened, printed or exported this file.")
        elif state.shows_entries:
            nothing = "Nothing is on record about this adult."
            self._chronology.show_entries(page.rows, state.view, nothing, (), len(page.later))
        self._details.setVisible(state.view == "details")
        self._details.show_details(page, may_change=state.changes)

    def _show_concerns(self, page: AdultPage) -> None:
        self._concerns.clear()
        for row in page.concerns:
            link = LinkButton(vm.concern_words(row), partial(self._go_concern, row[0]))
            link.setAccessibleName(f"Concern {link.accessibleName()}")
            self._concerns.add(link)
        self._concerns.setVisible(bool(page.concerns))

    def _go_concern(self, concern: str) -> None:
        self.context.navigation.go("concern", concern=concern)

    def _more(self, here: int) -> None:
        page = self._state.page
        if page is not None:
            job = partial(vm.more, self.context.desk, page, here)
            self.context.tasks.run(job, owner=self, then=partial(self._come, page))

    def _come(self, page: AdultPage, rows: tuple[ChronologyRow, ...]) -> None:
        if page is self._state.page:
            self._chronology.add_entries(rows)

    def _connect(self) -> None:
        self._views.picked.connect(lambda _view: self._reload())
        self._chronology.concern_wanted.connect(self._go_concern)
        self._chronology.more_wanted.connect(self._more)
        about = ("adult", "concern", "referral", "export")
        self.context.changes.listen(self, lambda what: what.startswith(about), self._reload)

    def _lay_out(self) -> None:
        area = self.page()
        about = QVBoxLayout()
        about.setSpacing(6)
        about.addWidget(self._about)
        about.addWidget(self._tags)
        about.addWidget(self._concerns)
        area.body.addLayout(about)
        area.body.addWidget(self._views)
        self._entries.body.setContentsMargins(1, 4, 1, 4)
        self._entries.add(self._chronology)
        for panel in (self._entries, self._details):
            area.body.addWidget(panel)
        area.body.addStretch(1)
