"""Whose concern it is, how urgent, and who may see it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, muted, small


class Header(Card):
    """The card on top of a concern."""

    def __init__(self, open_child: Callable[[], None], *, about_adults: bool = False) -> None:
        super().__init__(gap=2)
        self._crumb, self._title, self._about = small(), Label("", "title"), muted()
        self._children, self._viewers = muted(), muted()
        self._level, self._closed, self._restricted = Tag(), Tag(), Tag()
        self.child = SecondaryButton("Open adult’s file" if about_adults else "Open child’s file", open_child)
        self.reopen, self.access = SecondaryButton("Open it again…"), LinkButton("Who may see it…")
        for button, name in ((self.child, "open_child"), (self.reopen, "reopen"), (self.access, "restrict")):
            button.setObjectName(name)
        self._crumb.setWordWrap(False)
        self.add(FlowRow(self._crumb, self._level, self._closed, self._restricted, gap=12))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 1)
        for button in (self.reopen, self.access, self.child):
            line.addWidget(button)
        self.body.addLayout(line)
        self.add(self._about, self._children, self._viewers)

    def show_page(self, state: vm.ConcernState) -> None:
        page = state.page
        if page is None:
            return
        self._crumb.say(vm.header_line(page))
        self._title.say(page.heading)
        self._about.say(page.about)
        self._children.say(vm.children_line(page))
        self._level.show_tag(page.level, page.level_tone)
        self._closed.show_tag("Closed" if page.state == "closed" else "", "neutral")
        self._restricted.show_tag("Restricted" if page.restricted else "", "warn")
        self._viewers.say(f"Can be seen by {', '.join(page.viewers)}." if page.viewers is not None else "")
        self.reopen.setVisible(page.state == "closed" and state.may_work)
        self.access.setVisible(state.may_restrict)
