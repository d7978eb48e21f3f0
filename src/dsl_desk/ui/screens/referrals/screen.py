"""Every referral: silent ones on top, then what is in progress, then what is decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.referral import ReferralLine, referrals_page
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.referrals import view_model as vm
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.labels import Tag, muted, strong


class ReferralsScreen(Screen):
    """Place "referrals"."""

    section = "referrals"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: tuple[ReferralLine, ...] = ()
        self._first: QWidget | None = None
        area = self.page()
        self.title.say("Referrals")
        self.setAccessibleName("Referrals")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(12)
        area.body.addLayout(self._groups)
        area.body.addStretch(1)
        context.changes.listen(self, lambda word: word in ("concerns", "today", "people"), self._changed)

    @property
    def lines(self) -> tuple[ReferralLine, ...]:
        return self._lines

    def open(self, place: Place) -> None:
        self._load()

    def first_focus(self) -> QWidget | None:
        return self._first

    def _changed(self) -> None:
        if self.isVisible():
            self._load()

    def _load(self) -> None:
        self.context.tasks.run(partial(referrals_page, self.context.desk), owner=self, then=self._show)

    def _show(self, lines: tuple[ReferralLine, ...]) -> None:
        self._lines = lines
        self._first = None
        empty(self._groups)
        if not lines:
            self._groups.addWidget(muted("Nothing has been referred yet. A referral begins in a concern."))
            return
        for heading, tone, rows in vm.grouped(lines):
            card = Card(heading, Tag(str(len(rows)) if rows else "None", tone if rows else "ok"))
            for number, line in enumerate(rows):
                if number:
                    card.add(rule())
                card.add(self._row(line))
            self._groups.addWidget(card)

    def _row(self, line: ReferralLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(vm.title(line)))
        words.addWidget(muted(vm.detail(line)))
        row.addLayout(words, 1)
        row.addWidget(Tag(*vm.tag(line)))
        button = SecondaryButton("Open", partial(self.context.navigation.go, "referral", referral=line.id))
        button.setObjectName(f"open_{line.reference}")
        button.setAccessibleName(f"Open {vm.title(line)}")
        self._first = self._first or button
        row.addWidget(button)
        return holder
