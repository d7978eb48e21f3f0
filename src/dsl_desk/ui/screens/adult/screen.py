"""An adult's file: every matter about them in one chronology, what is on file, who opened it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from dsl_desk.casework.look_up.adult import AdultPage
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.person.file_screen import FileScreen
from dsl_desk.ui.screens.adult import view_model as vm
from dsl_desk.ui.screens.adult.details_panel import AdultDetails


class AdultScreen(FileScreen):
    """Place "adult" (adult; view, draft: optional)."""

    section, kind = "adults", "adult"
    who_is_named = "Every child is a letter. Look at the pages before they leave."

    def __init__(self, context: Context) -> None:
        super().__init__(context, vm.VIEWS)
        self._details = AdultDetails(context)
        self._lay_out()
        about = ("adult", "concern", "referral", "export")
        self.context.changes.listen(self, lambda what: what.startswith(about), self._reload)

    def open(self, place: Place) -> None:
        adult = place.get("adult")
        if self._turn_to(adult):
            self._details.begin(adult)
        if place.get("view") or place.get("draft"):
            self._views.choose("details" if place.get("draft") else place.get("view"))
        if place.get("draft"):
            self._details.resume(place.get("draft"))
        self._reload()

    def save_draft(self) -> None:
        self._details.save_draft()

    def _job(self) -> Callable[[], vm.AdultState]:
        return partial(vm.load, self.context.desk, self._who, self._views.chosen())

    def _later(self, page: AdultPage, here: int) -> tuple[ChronologyRow, ...]:
        return vm.more(self.context.desk, page, here)

    def _show(self, state: vm.AdultState) -> None:
        page = state.page
        if page is None:
            return
        self._show_head("Adults", page, exports=state.exports)
        self._entries.setVisible(state.view != "details")
        if state.view == "access":
            self._chronology.show_entries(page.access, "evidence", "Nobody has opened, printed or exported this file.")
        elif state.shows_entries:
            nothing = "Nothing is on record about this adult."
            self._chronology.show_entries(page.rows, state.view, nothing, (), len(page.later))
        self._details.setVisible(state.view == "details")
        self._details.show_details(page, may_change=state.changes)

    def _lay_out(self) -> None:
        area = self.page(self._print)
        about = QVBoxLayout()
        about.setSpacing(6)
        about.addWidget(self._about)
        about.addWidget(self._tags)
        about.addWidget(self._concerns)
        area.body.addLayout(about)
        area.body.addWidget(self._views)
        for panel in (self.exporting, self._entries, self._details):
            area.body.addWidget(panel)
        area.body.addStretch(1)
