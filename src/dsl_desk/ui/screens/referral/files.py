"""Which attached files go with the pack: none of them until somebody says so, each by itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.check_page import CheckPage
from dsl_desk.casework.enclosing import Offered
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.labels import Label, fit_height, muted, strong
from dsl_desk.ui.widgets.ticks import Tick


class FilesToGo(QWidget):
    """`changed` carries the roots of the files that are ticked."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._chosen: tuple[str, ...] = ()
        self._referral = ""
        self._offered: tuple[Offered, ...] = ()
        fit_height(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_files(self, check: CheckPage) -> None:
        """The files there are. The ticks stay as they are set while the check page follows them."""
        if (check.referral, check.offered) != (self._referral, self._offered):
            self._referral, self._offered, self._chosen = check.referral, check.offered, check.files
            self._show()
        self.setVisible(bool(check.offered))

    def _show(self) -> None:
        empty(self._column)
        self._column.addWidget(strong("Files that go with it"))
        self._column.addWidget(muted("None goes unless you tick it. They leave in a PDF of their own, as they are."))
        for number, one in enumerate(self._offered):
            if one.refused:
                self._column.addWidget(Label(one.name))
                self._column.addWidget(muted(one.refused))
                continue
            tick = Tick(one.name, one.line)
            tick.setObjectName(f"file_to_go_{number}")
            tick.setChecked(one.root in self._chosen)
            tick.toggled.connect(partial(self._toggled, one.root))
            self._column.addWidget(tick)

    def _toggled(self, root: str, on: bool) -> None:
        chosen = {*self._chosen, root} if on else {*self._chosen} - {root}
        self._chosen = tuple(one.root for one in self._offered if one.root in chosen)
        self.changed.emit(self._chosen)
