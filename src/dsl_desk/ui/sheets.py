"""What lies over the main window: the danger card, the neutral sheet, the shortcuts. Built when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QWidget

from dsl_desk.ui.context import Context
from dsl_desk.ui.danger_card import DangerSheet
from dsl_desk.ui.doors import DangerCalls, DangerCard
from dsl_desk.ui.hidden import HiddenSheet
from dsl_desk.ui.lock import IdleLock
from dsl_desk.ui.overlay import Overlay
from dsl_desk.ui.shortcuts import ShortcutSheet


class Sheets:
    """Over the window of this content, which is out of sight of screen readers too while the screen is hidden."""

    def __init__(
        self, content: QWidget, context: Context, card: DangerCard, calls: DangerCalls, idle: IdleLock,
        check_passphrase: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self._content, self._context, self._idle = content, context, idle
        self._window = content.window()
        self._card, self._calls, self._is_mine = card, calls, check_passphrase

    @cached_property
    def danger(self) -> DangerSheet:
        sheet = DangerSheet(self._window, self._card, self._calls, self._context.now)
        sheet.rang.connect(self._idle.ring)
        return sheet

    @cached_property
    def hidden(self) -> HiddenSheet:
        sheet = HiddenSheet(self._window, self._context.tasks, self._context.theme, self._is_mine)
        sheet.danger_wanted.connect(lambda: self.danger.open())
        sheet.closed.connect(self._content.show)
        return sheet

    @cached_property
    def shortcuts(self) -> ShortcutSheet:
        return ShortcutSheet(self._window)

    def hide_all(self) -> None:
        """The neutral sheet over everything; what lies under it is out of sight of screen readers too."""
        self.uncover()
        self.hidden.open()
        self._content.hide()

    def uncover(self) -> bool:
        """Shuts what lies over the window; whether anything did."""
        covered = self.cover()
        for sheet in self._all():
            sheet.shut()
        return covered

    def is_hidden(self) -> bool:
        return any(isinstance(sheet, HiddenSheet) and sheet.isVisible() for sheet in self._all())

    def is_danger(self) -> bool:
        """Whether the card for a child in immediate danger is open."""
        return any(isinstance(sheet, DangerSheet) and sheet.isVisible() for sheet in self._all())

    def cover(self) -> bool:
        """Whether one of them lies over the window now."""
        return any(sheet.isVisible() for sheet in self._all())

    def _all(self) -> list[Overlay]:
        return self._window.findChildren(Overlay)
