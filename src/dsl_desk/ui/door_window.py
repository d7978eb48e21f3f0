"""The window before a desk is open: a calm sheet, the danger card always at hand. Loads nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from dsl_desk.errors import KnownProblem
from dsl_desk.ui.doors import DangerCalls, DangerCard, Doors
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme, load_faces
from dsl_desk.ui.widgets.buttons import DangerButton, LinkButton, SecondaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label
from dsl_desk.ui.widgets.scroll import ScrollArea

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from dsl_desk.ui.danger_card import DangerSheet
    from dsl_desk.ui.front_door import FrontDoorSheet


class DoorWindow(QMainWindow):
    """Base of the unlock and first-run windows. `painted` comes once, after the first paint: load the rest then.

    The red card and the front door for a worry about an adult are on each of them.
    """

    painted = Signal()
    closed = Signal()
    vault_wanted = Signal(str)  # the kind of vault whose door is to be opened
    make_wanted = Signal(str)  # the kind of vault to be made
    restore_wanted = Signal()  # a backup is to be put back

    def __init__(
        self,
        doors: Doors,
        tasks: Tasks,
        theme: Theme,
        calls: DangerCalls,
        *,
        now: Callable[[], datetime] | None = None,
        widest: int = 560,
    ) -> None:
        super().__init__()
        self.doors, self.tasks, self.theme, self.now = doors, tasks, theme, now or _london_now
        self._calls, self._widest = calls, widest
        self._danger: DangerSheet | None = None
        self._danger_asked = False
        self._was_painted = False
        self.setWindowTitle("DSL Desk")
        self._danger_button = DangerButton("  Child in immediate danger", self.show_danger)
        self._danger_button.setAccessibleDescription("Ctrl+Shift+9")
        self._adult: FrontDoorSheet | None = None  # built when it is first asked for
        self._adult_button = SecondaryButton("About an adult who works with children", self.show_front_door)
        self._adult_button.setObjectName("front_door")
        self._restore_button = LinkButton("I have a backup of our vault", self.restore_wanted.emit)
        self._restore_button.setObjectName("restore_backup")
        self.page = self._frame()
        theme.changed.connect(self._refit)
        self._refit()

    def say_problem(self, sentence: str) -> None:
        """Shows and announces what stands in the way; what was typed stays."""
        raise NotImplementedError

    def show_danger(self) -> None:
        """The card, at once; nothing is asked first."""
        self._danger_asked = True
        if self._danger is not None:
            self._danger.open()
        else:
            self._fetch_danger()

    def show_front_door(self) -> None:
        """Whom to ring about an adult who works with children; nothing is asked first."""
        from dsl_desk.ui.front_door import FrontDoorSheet

        if self._adult is None:
            door = self.doors.front_door
            self._adult = FrontDoorSheet(self, door, self.tasks, self.theme, may_leave=self.may_leave)
            self._adult.open_wanted.connect(self.vault_wanted)
            self._adult.make_wanted.connect(self.make_wanted)
            self._adult.danger_wanted.connect(self.show_danger)
        self._adult.open()

    def may_leave(self) -> bool:
        """Whether another vault's door may take the place of this one now."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._after_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()

    def _after_paint(self) -> None:
        """What nobody misses in the first picture: shortcuts, the icon, the card itself, more fonts."""
        from PySide6.QtGui import QKeySequence, QShortcut

        from dsl_desk.ui.icons import icon

        QShortcut(QKeySequence("Ctrl+Shift+9"), self).activated.connect(self.show_danger)
        for keys, step in (("Ctrl++", 10), ("Ctrl+=", 10), ("Ctrl+-", -10), ("Ctrl+0", 0)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._text_size(step))
        self._danger_button.setIcon(icon("warning", self.theme, "danger"))
        self.painted.emit()
        self._fetch_danger()
        load_faces()

    def _fetch_danger(self) -> None:
        self.tasks.run(self.doors.danger_card, owner=self, then=self._got_danger, failed=self._no_danger)

    def _got_danger(self, card: DangerCard) -> None:
        from dsl_desk.ui.danger_card import DangerSheet  # after first paint, before anybody can have asked for it

        if self._danger is None:
            self._danger = DangerSheet(self, card, self._calls, self.now)
        if self._danger_asked and not self._danger.isVisible():
            self._danger.open()
        self._danger_asked = False

    def _no_danger(self, problem: KnownProblem) -> None:
        """The pack cannot be read: the card still opens, and says the one thing that is always true."""
        self._got_danger(
            DangerCard(title="Ring the emergency number now", lines=("Stay with the child.", problem.sentence))
        )

    def _text_size(self, step: int) -> None:
        self.theme.apply(self.theme.mode, self.theme.percent + step if step else 100)

    def _refit(self) -> None:
        size = self.theme.px(15)
        self._danger_button.setIconSize(QSize(size, size))
        self._middle.setMaximumWidth(self.theme.px(self._widest))

    def _frame(self) -> QVBoxLayout:
        sheet = QWidget()
        sheet.setProperty("kind", "page")
        outer = QVBoxLayout(sheet)
        outer.setContentsMargins(0, 0, 0, 0)
        top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setContentsMargins(28, 16, 28, 8)
        top.addWidget(Label("DSL Desk", "heading").on_one_line(), 1)
        top.addWidget(FlowRow(self._adult_button, self._danger_button, gap=10))
        outer.addLayout(top)
        self.area = area = ScrollArea(margins=(28, 12, 28, 28))
        outer.addWidget(area, 1)
        self._middle = QWidget()
        middle, column = _column(self._middle), _column(None)
        middle.addLayout(column)
        middle.addWidget(self._restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._middle, 8, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        area.body.addStretch(1)
        area.body.addLayout(row)
        area.body.addStretch(2)
        self.setCentralWidget(sheet)
        self.setMinimumSize(560, 420)
        self.resize(1040, 680)
        return column


def _column(holder: QWidget | None) -> QVBoxLayout:
    column = QVBoxLayout(holder) if holder is not None else QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column


def _london_now() -> datetime:
    from datetime import datetime

    from dsl_desk.domain.when import LONDON  # after first paint: reading the time zone costs as much as a font

    return datetime.now(LONDON)
