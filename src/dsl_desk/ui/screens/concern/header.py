"""Whose concern it is, how urgent, and who may see it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from dsl_desk.casework.look_up.concern import ConcernPage
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.flow import FlowRow, TitleRow
from dsl_desk.ui.widgets.labels import Label, Tag, muted, show_if, small


class Header(Card):
    """The card on top of a concern. `concern_wanted` carries the id of one it is linked to."""

    concern_wanted = Signal(str)
    link_wanted = Signal()

    def __init__(self, open_child: Callable[[], None], *, about_adults: bool = False) -> None:
        super().__init__(gap=2)
        self._crumb, self._title, self._about = small(), Label("", "title"), muted()
        self._children, self._viewers = muted(), muted()
        self._level, self._closed, self._restricted = Tag(), Tag(), Tag()
        self.child = SecondaryButton("Open adult’s file" if about_adults else "Open child’s file", open_child)
        self.reopen, self.access = SecondaryButton("Open it again…"), LinkButton("Who may see it…")
        for button, name in ((self.child, "open_child"), (self.reopen, "reopen"), (self.access, "restrict")):
            button.setObjectName(name)
        self._linked = FlowRow(gap=14)
        self._crumb.setWordWrap(False)
        self.add(FlowRow(self._crumb, self._level, self._closed, self._restricted, gap=12))
        self.add(TitleRow(self._title, self.reopen, self.access, self.child))
        self.add(self._about, self._children, self._viewers, self._linked)

    def show_page(self, state: vm.ConcernState) -> None:
        page = state.page
        if page is None:
            return
        self._crumb.say(vm.header_line(page))
        self._title.say(page.heading)
        self._title.setAccessibleName(page.heading)
        self._about.say(page.about)
        self._children.say(vm.children_line(page))
        self._level.show_tag(page.level, page.level_tone)
        self._closed.show_tag(*vm.closed_tag(page))
        self._restricted.show_tag("Restricted" if page.restricted else "", "warn")
        self._viewers.say(vm.viewers_line(page))
        self._show_linked(page, may_link=state.may_work and page.state == "open")
        self.reopen.setVisible(vm.may_reopen(state))
        self.reopen.rename("Open it again…" if page.state == "closed" else "Go on with it…")
        self.access.setVisible(state.may_restrict)

    def _show_linked(self, page: ConcernPage, *, may_link: bool) -> None:
        """The concerns it belongs with, both ways, each a way there; then the way to change that."""
        self._linked.clear()
        for one in page.others:
            for words, holds in (("Follows on from", one.follows), ("Followed by", one.followed)):
                if holds:
                    link = LinkButton(f"{words} {one.label}", partial(self.concern_wanted.emit, one.id))
                    link.setObjectName(f"linked_{one.id}")
                    self._linked.add(link)
        if may_link and page.others:
            link = LinkButton("Link to another concern…", self.link_wanted.emit)
            link.setObjectName("link_concern")
            self._linked.add(link)
        show_if(self._linked, bool(page.others))
