"""Today: what is not finished, each thing once; whom to call now; the health of this desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.open_things import TodayRow
from dsl_desk.domain.access import Act, may
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.today import view_model as vm
from dsl_desk.ui.screens.today.ringing_card import RingingCard
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.call_list import CallList, CallRow
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Tag, heading, muted, strong

_EVERY = 60_000  # ms: clocks run while nobody presses anything


class TodayScreen(Screen):
    section = "today"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.TodayState()
        self._lists, self._side = QVBoxLayout(), QVBoxLayout()
        self._ringing = RingingCard()
        self._calls = CallList(may_ring=may(context.desk.me.role, Act.RECORD))
        self._hours = muted()
        self._health, self._drafts = FlowRow(gap=10), QVBoxLayout()
        self._notes = muted()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
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
        if state.calls != before.calls:
            self._calls.show_calls(
                CallRow(one.role, one.name, one.number, one.note, urgent=one.urgent) for one in state.calls
            )
        self._hours.say(state.hours_note)
        self._ringing.show_ringing(state.ringing)
        self._show_desk(state)

    def _show_lists(self, state: vm.TodayState) -> None:
        focused = next((one.objectName() for one in self.findChildren(SecondaryButton) if one.hasFocus()), "")
        empty(self._lists)
        for section in state.sections:
            card = Card(section.title, Tag(section.tag, section.tone))
            card.setObjectName(f"today_{section.name}")
            for number, row in enumerate(section.rows):
                if number:
                    card.add(rule())
                card.add(self._row(row))
            self._lists.addWidget(card)
        if state.quiet:
            card = Card()
            card.setObjectName("today_quiet")
            card.add(FlowRow(*(_quiet(section) for section in state.quiet), gap=40, line_gap=10))
            self._lists.addWidget(card)
        if focused and (again := self.findChild(SecondaryButton, focused)) is not None:
            again.setFocus()

    def _row(self, row: TodayRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(row.title))
        words.addWidget(muted(row.line))
        line.addLayout(words, 1)
        line.addWidget(Tag(row.tag, row.tone))
        button = SecondaryButton(row.act, lambda: self._go(row))
        button.setObjectName(f"open_{row.id}")
        button.setAccessibleName(f"{row.act}: {row.title}")
        button.setAccessibleDescription(f"{row.line}. {row.tag}")
        line.addWidget(button)
        return holder

    def _go(self, row: TodayRow) -> None:
        ids = {"concern": row.concern, "step": row.step, "referral": row.referral, "item": row.item}
        self.context.navigation.go("concern", **{name: value for name, value in ids.items() if value})

    def _show_desk(self, state: vm.TodayState) -> None:
        self._health.clear()
        for words, tone in state.health:
            self._health.add(Tag(words, tone))
        self._health.setVisible(bool(state.health))
        self._notes.say(" ".join(state.notes))
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
        self.context.changes.listen(self, lambda _what: True, self._changed)

    def _lay_out(self) -> None:
        area = self.page()
        self.title.say("Today")
        columns = Columns(12, 5, gap=22)
        left, right = columns.columns
        self._lists.setSpacing(12)
        left.addLayout(self._lists)
        right.addWidget(self._ringing)
        calls = Card("Who to call now")
        all_contacts = LinkButton("All contacts", lambda: self.context.navigation.go("contacts"))
        all_contacts.setObjectName("all_contacts")
        calls.add(self._hours, self._calls, all_contacts)
        right.addWidget(calls)
        desk = Card("This desk")
        self._drafts.setSpacing(4)
        desk.add(self._health, self._notes)
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
