"""Today: what is not finished, each thing once; whom to call now; the health of this desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.today_row import TodayRow
from dsl_desk.domain.access import Act, may
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.today import view_model as vm
from dsl_desk.ui.screens.today.open_list import OpenList
from dsl_desk.ui.screens.today.ringing_card import RingingCard
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.call_list import CallList, CallRow
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Tag, heading, muted, strong

_EVERY = 60_000  # ms: clocks run while nobody presses anything
_AT_ONCE = 3  # rows that are there before anything else happens
_BUILDING = 0.004  # seconds of each turn of the event loop that go into further rows


class TodayScreen(Screen):
    section = "today"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.TodayState()
        self._lists = QVBoxLayout()
        self._open: dict[str, OpenList] = {}
        self._quiet_card, self._quiet = Card(), FlowRow(gap=40, line_gap=10)
        self._ringing = RingingCard()
        self._calls_shown: tuple[vm.CallCard, ...] = ()
        self._calls = CallList(may_ring=may(context.desk.me.role, Act.RECORD, context.desk.vault.kind))
        self._hours = muted()
        self._health, self._drafts = FlowRow(gap=10), QVBoxLayout()
        self._notes = muted()
        self._newer = LinkButton("", lambda: self.context.navigation.go("settings", panel="pack"))
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._building, self._waiting = QTimer(self), list[Callable[[], None]]()
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.TodayState:
        return self._state

    def open(self, place: Place) -> None:
        self._reload()

    def _reload(self) -> None:
        self.context.tasks.run(partial(vm.load, self.context.desk), owner=self, then=self._loaded)

    def _loaded(self, state: vm.TodayState) -> None:
        self._show(replace(state, ringing=self._state.ringing))

    def _changed(self) -> None:
        """Out of sight nothing is read: whoever comes back opens it anew."""
        if self.isVisible():
            self._reload()

    def _tick(self) -> None:
        if self.isVisible() and not self.context.tasks.outstanding:
            self._reload()

    def _show(self, state: vm.TodayState) -> None:
        before, self._state = self._state, state
        self.crumb.say(state.crumb)
        self.title.say("Today")
        if (state.sections, state.quiet) != (before.sections, before.quiet):
            self._show_lists(state)
        beside = (self._show_calls, self._show_desk)
        if before == vm.TodayState():
            self._waiting = list(beside)  # the first time all of it at once would hold the window up
            self._building.start()
            return
        for show in beside:
            show()

    def _show_calls(self) -> None:
        state = self._state
        if state.calls != self._calls_shown:
            self._calls_shown = state.calls
            self._calls.show_calls(
                CallRow(one.role, one.name, one.number, one.note, one.tag, one.tone, urgent=one.urgent)
                for one in state.calls
            )
        self._hours.say(state.hours_note)
        self._ringing.show_ringing(state.ringing)

    def _show_lists(self, state: vm.TodayState) -> None:
        wanted = {section.name: section for section in state.sections}
        for gone in self._open.keys() - wanted.keys():
            card = self._open.pop(gone)
            card.hide()
            card.deleteLater()
        for number, section in enumerate(state.sections):
            if section.name not in self._open:
                card = self._open[section.name] = OpenList(section)
                card.picked.connect(self._go)
                card.more_wanted.connect(self._building.start)
            self._open[section.name].show_section(section)
            self._lists.insertWidget(number, self._open[section.name])
        self._show_quiet(state.quiet)
        self._build(_AT_ONCE)

    def _show_quiet(self, quiet: tuple[vm.Section, ...]) -> None:
        self._quiet.clear()
        for section in quiet:
            self._quiet.add(_quiet(section))
        self._quiet_card.setVisible(bool(quiet))

    def _build(self, least: int = 1) -> None:
        """What is missing goes in a little at a time, so that the window never stands still for it."""
        if self._waiting:
            self._waiting.pop(0)()
            return
        until = time.monotonic() + _BUILDING
        while any(self._open[section.name].put_in() for section in self._state.sections):
            least -= 1
            if least <= 0 and time.monotonic() > until:
                self._building.start()
                return
        self._building.stop()

    def _go(self, row: TodayRow) -> None:
        if not row.concern and not row.referral:  # of the lead's own
            self.context.navigation.go("settings", panel="duties")
            return
        ids = {
            "concern": row.concern, "step": row.step, "referral": row.referral, "item": row.item, "kind": row.kind,
        }  # fmt: skip
        self.context.navigation.go(row.screen, **{name: value for name, value in ids.items() if value})

    def _show_desk(self) -> None:
        state = self._state
        self._health.clear()
        for words, tone in state.health:
            self._health.add(Tag(words, tone))
        self._health.setVisible(bool(state.health))
        self._notes.say(" ".join(state.notes))
        self._newer.rename(f"Newer guidance came with the program: {state.newer}. See what changes")
        self._newer.setVisible(bool(state.newer))
        empty(self._drafts)
        if state.drafts:
            self._drafts.addWidget(strong(vm.drafts_words(state)))
        for draft in state.drafts[:5]:
            self._drafts.addLayout(self._draft_row(draft))

    def _draft_row(self, draft: Draft) -> QHBoxLayout:
        row = QHBoxLayout()
        words = vm.draft_words(draft)
        row.addWidget(muted(words), 1)
        link = LinkButton("Open", lambda: self._open_draft(draft))
        link.setObjectName("open_draft")
        link.setAccessibleName(f"Open: {words}")
        row.addWidget(link)
        return row

    def _open_draft(self, draft: Draft) -> None:
        ids = {name: value for name, value in draft.form.items() if name != "screen"}
        self.context.navigation.go(draft.form.get("screen", "record"), **{**ids, "draft": draft.id})

    def _ring(self, role: str) -> None:
        self.context.ringing.emit()
        self._show(vm.ringing(self._state, role, self.context.now()))
        self._ringing.setFocus()

    def _write_up(self, concern: str) -> None:
        said = self._state.ringing
        if said is None:
            return
        self._hang_up()
        if concern:
            ids = {"concern": concern, "step": said.step, "contact": said.call.role, "rung": said.at}
            self.context.navigation.go("concern", **{name: value for name, value in ids.items() if value})
        else:
            self.context.navigation.go("record")

    def _hang_up(self) -> None:
        self._show(replace(self._state, ringing=None))

    def _connect(self) -> None:
        self._calls.ringing.connect(self._ring)
        self._ringing.write_up.connect(self._write_up)
        self._ringing.done.connect(self._hang_up)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._building.timeout.connect(self._build)
        self.context.changes.listen(self, lambda _what: True, self._changed)

    def _lay_out(self) -> None:
        area = self.page()
        self.title.say("Today")
        columns = Columns(12, 5, gap=22)
        left, right = columns.columns
        self._lists.setSpacing(12)
        self._quiet_card.setObjectName("today_quiet")
        self._lists.addWidget(self._quiet_card.add(self._quiet))
        self._quiet_card.hide()
        left.addLayout(self._lists)
        right.addWidget(self._ringing)
        calls = Card("Who to call now")
        all_contacts = LinkButton("All contacts", lambda: self.context.navigation.go("contacts"))
        all_contacts.setObjectName("all_contacts")
        calls.add(self._hours, self._calls, all_contacts)
        right.addWidget(calls)
        desk = Card("This desk")
        self._drafts.setSpacing(4)
        self._newer.setObjectName("newer_guidance")
        self._newer.hide()
        desk.add(self._health, self._notes, self._newer)
        desk.body.addLayout(self._drafts)
        desk.add(LinkButton("Backups and settings", lambda: self.context.navigation.go("settings")))
        right.addWidget(desk)
        area.body.addWidget(columns)
        area.body.addStretch(1)


def _quiet(section: vm.Section) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    title = heading(section.title)
    title.setWordWrap(False)
    row.addWidget(title)
    row.addWidget(Tag(section.tag, section.tone))
    return holder
