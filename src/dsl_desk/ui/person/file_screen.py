"""What the screens of a child's and an adult's file share: the head, the concerns above it, the entries, the paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.icons import icon
from dsl_desk.ui.paper_panel import PaperPanel
from dsl_desk.ui.person.chronology_paper import chronology_jobs, how_much
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.chronology import Chronology
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Tag, muted
from dsl_desk.ui.widgets.switch import Switch

FOREMOST = 6  # concerns above the file
Concerns = tuple[tuple[str, str, str, str], ...]  # (id, reference, level in words, state)


class FilePage(Protocol):
    """What both files say."""

    @property
    def heading(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def tags(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def concerns(self) -> Concerns: ...


class FileScreen(Screen):
    """`kind`: "child" or "adult", as the place and what changes are called. The screens themselves say what is read."""

    kind = "child"
    who_is_named = ""

    def __init__(self, context: Context, views: list[tuple[str, str]]) -> None:
        super().__init__(context)
        self._who, self._page = "", None
        self._tags, self._about, self._concerns = FlowRow(gap=8), muted(), FlowRow(gap=14, line_gap=2)
        self._views = Switch("What is shown", views, "full")
        self._print = SecondaryButton("  Print or export…", self._toggle_export)
        self._entries, self._chronology = Card(gap=0), Chronology(context.theme)
        title = "Print or export the chronology"
        self.exporting = PaperPanel(context, title, (how_much(""),), who_is_named=self.who_is_named)
        self._entries.body.setContentsMargins(1, 4, 1, 4)
        self._entries.add(self._chronology)
        self._print.setObjectName("print")
        self._print.setIcon(icon("print", context.theme, "accent"))
        self._refit()
        context.theme.changed.connect(self._refit)
        self._views.picked.connect(lambda _view: self._reload())
        self._chronology.concern_wanted.connect(self._go_concern)
        self._chronology.more_wanted.connect(self._more)

    def first_focus(self) -> QWidget | None:
        return self._views.first()

    def _job(self) -> Callable[[], Any]:
        """Reads what is to be shown."""
        raise NotImplementedError

    def _show(self, state: Any) -> None:
        raise NotImplementedError

    def _later(self, page: Any, here: int) -> tuple[ChronologyRow, ...]:
        """The entries that follow where so many are here."""
        raise NotImplementedError

    def _selection(self) -> Selection:
        """What the screen shows of the file."""
        return EVERYTHING

    def _turn_to(self, who: str) -> bool:
        """True where it is another file than before: nothing of that one stays."""
        if who == self._who:
            return False
        self.save_draft()
        self._who, self._page = who, None
        self._views.choose("full")
        self.exporting.begin(chronology_jobs(self.context, who, f"{self.kind}:{who}", self._selection))
        return True

    def _reload(self) -> None:
        if self._who:
            self.context.tasks.run(self._job(), owner=self, then=partial(self._loaded, self._who))

    def _loaded(self, who: str, state: Any) -> None:
        if who == self._who:
            self._page = state.page
            self._show(state)

    def _show_head(self, crumb: str, page: FilePage, *, exports: bool) -> None:
        self.crumb.say(crumb)
        self.say_title(page.heading)
        self._about.say(page.about)
        self._tags.clear()
        for words, tone in page.tags:
            self._tags.add(Tag(words, tone))
        self._tags.setVisible(bool(page.tags))
        self._show_concerns(page.concerns)
        self._print.setVisible(exports)

    def _show_concerns(self, concerns: Concerns, *, every: bool = False) -> None:
        self._concerns.clear()
        first, rest = foremost(concerns)
        links = [LinkButton(concern_words(row), partial(self._go_concern, row[0])) for row in first]
        if every:
            links += [LinkButton(concern_words(row), partial(self._go_concern, row[0])) for row in rest]
        for link in links:
            link.setAccessibleName(f"Concern {link.accessibleName()}")
            self._concerns.add(link)
        if every:
            links[len(first)].setFocus()
        elif rest:
            more = LinkButton(more_words(rest), partial(self._show_concerns, concerns, every=True))
            more.setObjectName("more_concerns")
            self._concerns.add(more)
        self._concerns.setVisible(bool(concerns))

    def _go_concern(self, concern: str) -> None:
        self.context.navigation.go("concern", concern=concern)

    def _more(self, here: int) -> None:
        if self._page is not None:
            job = partial(self._later, self._page, here)
            self.context.tasks.run(job, owner=self, then=partial(self._come, self._page))

    def _come(self, page: FilePage, rows: tuple[ChronologyRow, ...]) -> None:
        if page is self._page:
            self._chronology.add_entries(rows)

    def _toggle_export(self) -> None:
        self.exporting.toggle()

    def _refit(self) -> None:
        size = self.context.theme.px(15)
        self._print.setIconSize(QSize(size, size))


def foremost(concerns: Concerns) -> tuple[Concerns, Concerns]:
    """Those above the file, and the rest: all of a few; of many the open ones first, then the newest."""
    if len(concerns) <= FOREMOST + 1:
        return concerns, ()
    ordered = tuple(sorted(concerns, key=lambda row: row[3] != "open"))
    return ordered[:FOREMOST], ordered[FOREMOST:]


def more_words(concerns: Concerns) -> str:
    """ "94 more concerns, 3 of them open"."""
    still = sum(row[3] == "open" for row in concerns)
    return f"{len(concerns)} more concerns{f', {still} of them open' if still else ''}"


def concern_words(row: tuple[str, str, str, str]) -> str:
    """ "C-0014 · significant harm · open"."""
    _, reference, level, state = row
    return f"{reference} · {level[:1].lower()}{level[1:]} · {state}"
