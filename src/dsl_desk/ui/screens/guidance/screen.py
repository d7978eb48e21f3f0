"""Guidance: one list to search, each paper with what it is for, its edition and where it is found."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.guidance import view_model as vm
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.find_line import FindLine
from dsl_desk.ui.widgets.labels import Label, Tag, muted, selectable, small, strong


class GuidanceScreen(Screen):
    section = "guidance"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        title = context.desk.pack.title
        self._state = vm.GuidanceState(edition=f"{title.title} {title.edition}")
        self._find, self._count = FindLine("Find a paper, a tool or a course", "find_guidance"), muted()
        self._wanted = ""
        self._list, self._rows = Card(gap=12), QVBoxLayout()
        self._policy = Label("")
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.GuidanceState:
        return self._state

    def open(self, place: Place) -> None:
        """Place "guidance" (guidance: the paper somebody looked for)."""
        self._wanted = place.get("guidance")
        self._policy.say(vm.policy_words(self.context.desk))
        self.context.tasks.run(partial(vm.load, self.context.desk), owner=self, then=self._loaded)

    def first_focus(self) -> QWidget | None:
        return self._find

    def _loaded(self, papers: tuple[vm.Paper, ...]) -> None:
        wanted = next((one.title for one in papers if one.id == self._wanted), "")
        if wanted:
            self._find.setText(wanted)
        self._show(replace(self._state, papers=papers, words=self._find.text()))

    def _typed(self) -> None:
        self._show(replace(self._state, words=self._find.text()))
        announce(self._find, vm.said(self._state))

    def _show(self, state: vm.GuidanceState) -> None:
        self._state = state
        self._count.say(vm.said(state))
        empty(self._rows)
        shown = vm.found(state)
        for number, paper in enumerate(shown):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(paper))
        self._list.setVisible(bool(shown))

    def _row(self, paper: vm.Paper) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(strong(paper.title), 1)
        top.addWidget(Tag(*vm.tag(paper)), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(Label(paper.what))
        for line in (paper.edition, paper.now):
            if line:
                column.addWidget(muted(line[:1].upper() + line[1:]))
        if paper.link:
            column.addWidget(selectable(Label(paper.link)))
        column.addWidget(small(f"Source: {paper.source}"))
        return holder

    def _connect(self) -> None:
        self._find.rested.connect(self._typed)

    def _lay_out(self) -> None:
        area = self.page()
        self.title.say("Guidance")
        area.body.addWidget(selectable(self._policy))
        area.body.addWidget(self._find)
        area.body.addWidget(self._count)
        self._rows.setSpacing(12)
        self._list.body.addLayout(self._rows)
        area.body.addWidget(self._list)
        area.body.addStretch(1)
