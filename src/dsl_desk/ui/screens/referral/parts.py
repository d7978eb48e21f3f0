"""Beside the paper: where it stands, its clocks, what was sealed, what came back, what left before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.referral import ReferralPage, Standing
from dsl_desk.domain.lists import ExportRow
from dsl_desk.ui.screens.referral import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, muted, small, strong


class Parts(QWidget):
    """`step_wanted` carries the kind of entry to write next, `amend_wanted` the root of one to change."""

    step_wanted = Signal(str)
    amend_wanted = Signal(str)
    sent_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._clocks, self._acts, self._entries, self._outcomes, self._exports = (QVBoxLayout() for _ in range(5))
        self._open: set[str] = set()
        self._state: vm.ReferralScreenState | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._cards: dict[str, Card] = {}
        for name, title, inside in (
            ("clocks", "Where it stands", self._clocks), ("acts", "What to do", self._acts),
            ("outcomes", "What came back", self._outcomes), ("entries", "What was sealed", self._entries),
            ("exports", "What left", self._exports),
        ):  # fmt: skip
            card = self._cards[name] = Card(title)
            inside.setSpacing(6)
            card.body.addLayout(inside)
            column.addWidget(card)

    def show_state(self, state: vm.ReferralScreenState) -> None:
        self._state = state
        page = state.page
        if page is None:
            return
        self._show_clocks(page)
        self._show_acts(page, may_work=state.may_work)
        self._show_outcomes(page)
        self._show_entries(page, may_work=state.may_work)
        empty(self._exports)
        for number, row in enumerate(page.exports):
            self._exports.addWidget(self._export(number, row))
        self._cards["exports"].setVisible(bool(page.exports))

    def _show_clocks(self, page: ReferralPage) -> None:
        empty(self._clocks)
        self._clocks.addWidget(FlowRow(Tag(page.standing_words, vm.TONES[page.standing])))
        for clock in page.clocks:
            line = strong(clock.label)
            line.setWordWrap(False)
            self._clocks.addWidget(FlowRow(line, Tag(*vm.clock_tag(clock)), gap=10))
            self._clocks.addWidget(Label(vm.clock_line(clock)))

    def _show_acts(self, page: ReferralPage, *, may_work: bool) -> None:
        empty(self._acts)
        done = page.standing is Standing.WITHDRAWN
        copy = vm.written(page)
        wanted: list[tuple[str, str, bool]] = []
        due = page.standing in (Standing.MADE, Standing.BEING_WRITTEN)
        if copy is None:
            wanted.append(("Write the written copy", "referral_written", due))
        wanted.append(("Write down what came back", "reply", not (due and copy is None) and not page.overdue))
        wanted.append(("Ring again, or escalate", "chase", page.overdue or page.disagreed))
        primary = next((kind for _, kind, first in wanted if first), "")
        for label, kind, _ in wanted:
            first = kind == primary
            button = (PrimaryButton if first else SecondaryButton)(label, partial(self.step_wanted.emit, kind))
            button.setObjectName(f"write_{kind}")
            self._acts.addWidget(button)
        if copy is not None:
            sent = SecondaryButton("How did it go, and when?" if due else "Sent again", self.sent_wanted.emit)
            sent.setObjectName("how_did_it_go")
            self._acts.addWidget(sent)
        self._cards["acts"].setVisible(may_work and not done)

    def _show_outcomes(self, page: ReferralPage) -> None:
        empty(self._outcomes)
        for name, words in page.outcomes:
            self._outcomes.addWidget(strong(name))
            self._outcomes.addWidget(Label(words or "Nothing decided yet"))
        self._cards["outcomes"].setVisible(bool(page.outcomes))

    def _show_entries(self, page: ReferralPage, *, may_work: bool) -> None:
        empty(self._entries)
        for number, part in enumerate(page.parts):
            root = part.entry.header.root
            self._entries.addWidget(strong(vm.part_head(part)))
            if root in self._open:
                for label, answer in part.told.rows:
                    self._entries.addWidget(small(label))
                    self._entries.addWidget(Label(answer))
            elif part.told.summary:
                self._entries.addWidget(Label(part.told.summary))
            acts = FlowRow(gap=14)
            more = LinkButton("Less" if root in self._open else "Every answer", partial(self._toggle, root))
            more.setObjectName(f"more_{number}")
            acts.add(more)
            if may_work:
                amend = LinkButton("Amend", partial(self.amend_wanted.emit, root))
                amend.setObjectName(f"amend_{number}")
                amend.setAccessibleName(f"Amend: {vm.part_head(part)}")
                acts.add(amend)
            self._entries.addWidget(acts)
            self._entries.addWidget(rule())

    def _export(self, number: int, row: ExportRow) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = strong(row.number)
        name.setWordWrap(False)
        column.addWidget(FlowRow(name, Tag(*vm.export_tag(row)), gap=10))
        column.addWidget(muted(vm.export_line(row)))
        for file in row.files:
            column.addWidget(muted(vm.file_line(*file)))
        if row.passphrase:
            words = Label(row.passphrase, "code")
            words.hide()
            show = LinkButton("Show its passphrase", words.show)
            show.setObjectName(f"show_passphrase_{number}")
            column.addWidget(show)
            column.addWidget(words)
        return holder

    def _toggle(self, root: str) -> None:
        self._open ^= {root}
        if self._state is not None:
            self.show_state(self._state)
